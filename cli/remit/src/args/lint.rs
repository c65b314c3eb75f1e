//! What `remit lint` may be asked.

use std::path::PathBuf;

use jiff::civil::Date;

use super::format::Format;
use super::value::parse_day;

/// What `remit lint` may be asked.
#[derive(clap::Args, Debug)]
pub struct LintArgs {
    /// The project's folder.
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Exit with 1 where a lint of this code finds something, such as warm-words; `any` means all of them. May be written several times.
    #[arg(long, value_name = "CODE")]
    pub fail_on: Vec<String>,
    /// Look at what is declared as on another day, such as 2027-03-31: what is over by then, and what is looked at too long ago.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub as_of: Option<Date>,
    /// Show every finding; the default is at most twelve of each lint.
    #[arg(long)]
    pub all: bool,
    /// How to write the answer: for people, or as one JSON document.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}
