//! One JSON object on each line, its keys in place of columns. Numbers stay as they are written, digit for digit.
//!
//! `object` is one line, `seen` the keys of all of them, and `reader` puts the lines through the feed's plan.

mod object;
mod reader;
mod seen;
#[cfg(test)]
mod tests;

pub(super) use reader::FORMAT;
