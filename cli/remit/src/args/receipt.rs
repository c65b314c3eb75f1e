//! What `remit receipt` is asked.

use std::path::PathBuf;

use super::format::Format;
use super::place::folder_and_rest;

/// What `receipt` is asked.
#[derive(clap::Args, Debug)]
pub struct ReceiptArgs {
    /// The project's folder [default: the current one]; then the file, by its path within the project or by its name.
    #[arg(value_name = "[DIR] FILE", required = true, num_args = 1..=2)]
    words: Vec<String>,
    /// Show every line that is kept, and not the first of each kind alone.
    #[arg(long)]
    pub all: bool,
    /// How to write the answer: for people, or as one JSON document.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

impl ReceiptArgs {
    /// The project's folder, and the file.
    pub fn question(&self) -> (PathBuf, &str) {
        let (folder, rest) = folder_and_rest(&self.words, 1);
        (folder, rest.first().map_or("", |file| file))
    }
}
