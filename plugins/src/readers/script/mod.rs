//! Files of any shape, read by a plugin's script. What its rows name is looked up, and what they say is checked, as in
//! files of every other format.
//!
//! `settings` is what a project says, `reader` hands the file to the script, and `row` is what the script makes of it.

mod reader;
mod row;
mod settings;
#[cfg(test)]
mod tests;

pub use settings::ScriptFormat;
