//! What `remit look` is asked.

use std::path::PathBuf;

use super::format::Format;

/// What `look` is asked.
#[derive(clap::Args, Debug)]
pub struct LookArgs {
    /// The files.
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// The only sheet to look at, by its name.
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// The project whose register tells which bodies are known [default: the current folder, if it is a project].
    #[arg(long, value_name = "DIR")]
    pub project: Option<PathBuf>,
    /// How to write the answer: for people, or as one JSON document.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}
