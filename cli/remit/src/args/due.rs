//! What `remit due` may be asked.

use std::path::PathBuf;

use clap::ValueEnum;
use jiff::civil::Date;

use super::elsewhere::TokenArg;
use super::run::AboutArgs;
use super::value::parse_day;

/// What `remit due` may be asked.
#[derive(clap::Args, Debug)]
pub struct DueArgs {
    /// The project's folder, or the address of a service, which begins with `http`.
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Name what is due within so many days, beside what is late.
    #[arg(long, value_name = "DAYS", default_value_t = 30, value_parser = clap::value_parser!(u32).range(0..=3660))]
    pub days: u32,
    /// Answer for the end of another day, such as 2024-08-31, using what was known then.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub as_of: Option<Date>,
    #[command(flatten)]
    pub about: DueAboutArgs,
    #[command(flatten)]
    pub token: TokenArg,
    /// Show in place of what is due how many reports came, and in time: feed by feed, measure by measure, body by body and period by
    /// period.
    #[arg(long)]
    pub rates: bool,
    /// Show every matter; the default is at most 60 lines.
    #[arg(long)]
    pub all: bool,
    /// How to write the answer: for people, as one JSON document, as a table with a row for each report, or as a calendar with a day
    /// for each report (iCalendar).
    #[arg(long, value_enum, default_value_t = DueFormat::Text)]
    pub format: DueFormat,
}

/// What the answer is to be about, where not the whole project.
#[derive(clap::Args, Debug)]
pub struct DueAboutArgs {
    /// Only what this mission rests on.
    #[arg(long, value_name = "ID", conflicts_with = "obligation")]
    pub mission: Option<String>,
    /// Only what this obligation rests on, such as homelessness/duty-to-refer.
    #[arg(long, value_name = "MISSION/ID")]
    pub obligation: Option<String>,
    /// Only what this body is to report.
    #[arg(long, value_name = "ID")]
    pub body: Option<String>,
    /// Only what the missions of this board rest on.
    #[arg(long, value_name = "NAME")]
    pub board: Option<String>,
    /// Only what may come by this feed.
    #[arg(long, value_name = "ID")]
    pub feed: Option<String>,
}

/// How the answer is written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub enum DueFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// A table.
    Csv,
    /// A calendar.
    Icalendar,
}

impl DueAboutArgs {
    /// The mission or the obligation that it is about.
    pub fn scope(&self) -> AboutArgs {
        AboutArgs { mission: self.mission.clone(), obligation: self.obligation.clone(), body: None }
    }
}
