//! The feed log: the files of reports that were handed in, kept with the ledger in its database, so that every machine that serves the project has them in its folder. What
//! they say is not known here.

use std::fmt;
use std::sync::Arc;

use ledger::entry::Position;

/// The file of a report that was handed in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LoggedReport {
    /// Relative to the project's folder.
    pub path: String,
    pub bytes: Arc<[u8]>,
}

/// Where the file of a report stands in a feed log.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct ReportPlace {
    /// The last entry of what was written with it.
    pub last: Position,
    /// Its number among the files that were.
    pub(super) number: i32,
}

impl ReportPlace {
    /// Behind all that was written with an entry, or before it.
    pub fn behind(last: Position) -> Self {
        Self { last, number: i32::MAX }
    }

    /// A place as it prints itself.
    pub fn parse(text: &str) -> Option<Self> {
        let (last, number) = text.split_once('.')?;
        Some(Self { last: last.parse().ok()?, number: number.parse().ok()? })
    }
}

impl fmt::Display for ReportPlace {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}", self.last, self.number)
    }
}

/// The file of a report by its name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LoggedName {
    pub place: ReportPlace,
    /// Relative to the project's folder.
    pub path: String,
}

/// Whether what is handed in is kept with a ledger, so that whoever loses its machine has lost no report.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FeedLog {
    /// The files of reports are written with the batch that tells of them.
    Kept,
    /// They lie in the project's folder alone.
    None,
}
