//! What `remit matrix` may be asked.

use std::path::PathBuf;

use clap::ValueEnum;
use jiff::civil::Date;

use super::value::parse_day;

/// What `remit matrix` may be asked.
#[derive(clap::Args, Debug)]
pub struct MatrixArgs {
    /// The project's folder.
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Only this mission.
    #[arg(long, value_name = "ID")]
    pub mission: Option<String>,
    /// In place of the matrix, what this body owes, is owed, is waited on for and is asked for more than once.
    #[arg(long, value_name = "ID", conflicts_with = "mission")]
    pub body: Option<String>,
    /// Answer for the end of another day, such as 2024-08-31, using what was known then.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub as_of: Option<Date>,
    /// Show every body; the default is the ten worst of each mission.
    #[arg(long)]
    pub all: bool,
    /// How to write the answer: for people, as one JSON document, or as a table with a row for each field.
    #[arg(long, value_enum, default_value_t = MatrixFormat::Text)]
    pub format: MatrixFormat,
}

/// How the answer is written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub enum MatrixFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// A table.
    Csv,
}
