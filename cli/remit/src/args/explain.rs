//! What `remit explain` is asked.

use std::path::PathBuf;

use jiff::civil::Date;

use super::format::Picture;
use super::value::parse_day;

/// What `explain` is asked.
#[derive(clap::Args, Debug)]
pub struct ExplainArgs {
    /// An alert as `run` names it or an obligation, such as homelessness/duty-to-refer, or a contribution
    /// such as homelessness/duty-to-refer/probation.
    pub subject: String,
    /// The period, such as 2024-Q1 [default: the newest that is due].
    pub period: Option<String>,
    /// Answer for the end of another day, such as 2024-08-31, using what was known then.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub as_of: Option<Date>,
    /// Show everything: every part and every earlier period in full.
    #[arg(long)]
    pub all: bool,
    /// How to write the answer: for people, as one JSON document, or as a picture.
    #[arg(long, value_enum, default_value_t = Picture::Text)]
    pub format: Picture,
    /// Write to a file instead of standard output.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}
