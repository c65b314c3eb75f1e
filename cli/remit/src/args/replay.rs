//! What may be asked of `remit replay`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use jiff::civil::Date;

use super::format::Format;
use super::value::parse_day;

/// What may be asked of `remit replay`.
#[derive(clap::Args, Debug)]
pub struct ReplayArgs {
    /// The project's folder.
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// The first day to report on, such as 2023-04-01.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub from: Option<Date>,
    /// The last day to report on; without it, the day given with `--known-at`, or today.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub to: Option<Date>,
    /// Ignore every report that became known after this day.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub known_at: Option<Date>,
    /// Ignore the ledger and use only the files of the feeds.
    #[arg(long)]
    pub files: bool,
    /// Compare with another version of the rules over the same history. A folder is a proposed change, and counts as the
    /// version after DIR. A revision of the project or of a mission is a past one, and counts as the version before DIR.
    #[arg(long, value_name = "REVISION|FOLDER")]
    pub against: Option<String>,
    /// Report on this mission only.
    #[arg(long, value_name = "ID")]
    pub mission: Option<String>,
    /// How to write the answer: for people, or as one JSON document.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// How many cores to use; the default is all of them. The answer is the same.
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// Start again, even if an earlier replay stopped half-way.
    #[arg(long)]
    pub fresh: bool,
}
