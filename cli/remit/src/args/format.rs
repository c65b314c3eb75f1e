//! How answers can be written.

use clap::ValueEnum;

/// How to write an answer.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// How to write an explanation.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub enum Picture {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// A picture of what depends on what.
    Svg,
}
