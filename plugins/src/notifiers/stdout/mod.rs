//! Prints messages, for a first look and for pipes. Which stream they go to is for the program to say, since it may have
//! promised its standard output to something else.
//!
//! `settings` is what a project says of it, `notifier` prints.

mod notifier;
mod settings;
#[cfg(test)]
mod tests;

pub use notifier::Stdout;
pub use settings::StdoutSettings;
