//! What `remit docs` is asked.

use std::path::PathBuf;

use jiff::civil::Date;

use super::value::parse_day;

/// What `docs` is asked.
#[derive(clap::Args, Debug)]
pub struct DocsArgs {
    /// The project's folder.
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// The folder to write to; the default is `site` in the project. It must be new, empty, or an earlier catalogue. With `--pack`, the
    /// file to write; the default is `packs/MISSION-DATE.html` in the project.
    #[arg(long, value_name = "FOLDER|FILE")]
    pub out: Option<PathBuf>,
    /// Write in place of the catalogue the board pack of one mission: one printable page of what is wrong, with figures and replies.
    #[arg(long, value_name = "MISSION")]
    pub pack: Option<String>,
    /// Show how things stood at the end of this day; of the pack the default is today. The catalogue shows figures and verdicts, as a
    /// pack for each mission, only where a day is given.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub as_of: Option<Date>,
}
