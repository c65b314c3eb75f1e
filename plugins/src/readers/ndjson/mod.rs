//! One JSON object on each line, its keys in place of columns. Numbers stay as they are written, digit for digit.
//!
//! `object` is one line, `keys` tells which keys any line has, and `reader` puts the lines through the feed's columns.

mod keys;
mod object;
mod reader;
#[cfg(test)]
mod tests;

pub(crate) use reader::FORMAT;
