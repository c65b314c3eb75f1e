//! What `remit explain` is asked.

use std::path::PathBuf;

use jiff::civil::Date;

use super::elsewhere::TokenArg;
use super::format::Picture;
use super::place::folder_and_rest;
use super::value::parse_day;

/// What `explain` is asked.
#[derive(clap::Args, Debug)]
pub struct ExplainArgs {
    /// The project's folder [default: the current one], or the address of a service, which begins with `http`; then an alert as `run` names it or an obligation, such as
    /// homelessness/duty-to-refer, or a contribution such as homelessness/duty-to-refer/probation; then the period, such as 2024-Q1 or "Q1 2024" [default: the newest that is due].
    #[arg(value_name = "[DIR] ALERT [PERIOD]", required = true, num_args = 1..=3)]
    words: Vec<String>,
    /// Answer for the end of another day, such as 2024-08-31, using what was known then.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub as_of: Option<Date>,
    /// Show everything: every part and every earlier period in full.
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    pub token: TokenArg,
    /// How to write the answer: for people, as one JSON document, or as a picture.
    #[arg(long, value_enum, default_value_t = Picture::Text)]
    pub format: Picture,
    /// Write to a file instead of standard output.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

impl ExplainArgs {
    /// The project's folder, what is asked about, and the period.
    pub fn question(&self) -> (PathBuf, &str, Option<&str>) {
        let (folder, rest) = folder_and_rest(&self.words, 1);
        (folder, rest.first().map_or("", |subject| subject), rest.get(1).map(String::as_str))
    }
}
