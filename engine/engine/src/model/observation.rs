//! Observations: what was said of one cell, by whom, where and when. Never overwritten.

use std::sync::Arc;

use jiff::Timestamp;
use rust_decimal::Decimal;

use super::{BodyId, FeedId, MeasureId, Paper, Period, Place, ResponseId, Sheets, VoiceId};

/// The unit of evidence and of dependency: one measure of one body in one period.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Cell {
    /// What was measured.
    pub measure: MeasureId,
    pub body: BodyId,
    pub period: Period,
}

impl Cell {
    /// Whether this is the cell of these.
    pub fn is(&self, measure: &str, body: &str, period: Period) -> bool {
        self.period == period && self.measure.as_str() == measure && self.body.as_str() == body
    }
}

/// One report of one cell.
#[derive(Clone, PartialEq, Debug)]
pub struct Observation {
    /// What it is about.
    pub cell: Cell,
    /// What it says.
    pub report: Report,
    /// How settled the figure is.
    pub status: Status,
    /// When it became known.
    pub vintage: Vintage,
    /// Where it stands.
    pub source: Source,
    /// Which paper it is about, where a document was reported.
    pub paper: Option<Arc<Paper>>,
}

impl Observation {
    /// By when the figure counts as known where lateness is judged.
    pub fn counts_from(&self) -> Vintage {
        self.source.file.counts_from(self.vintage)
    }
}

impl SourceFile {
    /// The feed under which that stands which people report themselves. No feed can be declared by that name.
    const BY_REPLY: &'static str = "(reply)";

    /// The message in which a person reports something, in the place of a file.
    pub(crate) fn of_reply(id: &ResponseId, by: &str) -> Self {
        Self {
            feed: FeedId::new(Self::BY_REPLY),
            path: by.to_owned(),
            hash: id.to_string(),
            load: Load::Later,
            edition: Edition::default(),
            speaks_for: None,
            sheets: Sheets::default(),
        }
    }

    /// Whether a person reported it, and no file; the path is that person's name then.
    pub fn is_reply(&self) -> bool {
        self.feed.as_str() == Self::BY_REPLY
    }

    /// By when a figure of this file counts as known where lateness is judged: history is never late.
    pub fn counts_from(&self, vintage: Vintage) -> Vintage {
        match self.load {
            Load::First => Vintage::Backfill,
            Load::Later => vintage,
            Load::Held { received } => vintage.min(Vintage::At(received)),
        }
    }
}

/// A value, or the reason why there is none. Missing is never zero.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Report {
    /// An exact figure.
    Value(Decimal),
    /// A stated absence.
    Absent(Absence),
}

/// Why a reported cell holds no value, after the Government's symbols for statistics.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Absence {
    /// `..`, `[x]`: not available.
    NotAvailable,
    /// `[z]`: not applicable.
    NotApplicable,
    /// `[c]`: confidential.
    Confidential,
    /// `[low]`, `[u]`: withheld as too small or unreliable.
    Unreliable,
    /// The field was empty.
    Blank,
    /// `-`, `*` and the like: suppressed at one publisher, exactly none at another, and this one has not said.
    NotDeclared,
    /// Its publisher took the figure out of the file that held it.
    Withdrawn,
}

impl Absence {
    /// The reason as rules compare it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotAvailable => "not-available",
            Self::NotApplicable => "not-applicable",
            Self::Confidential => "confidential",
            Self::Unreliable => "unreliable",
            Self::Blank => "blank",
            Self::NotDeclared => "not-declared",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The absence that a mark stands for, whatever its case; none where it is no such mark.
    pub fn of_mark(mark: &str) -> Option<Self> {
        match mark.to_ascii_lowercase().as_str() {
            "" => Some(Self::Blank),
            ".." | "[x]" => Some(Self::NotAvailable),
            "[z]" => Some(Self::NotApplicable),
            "-" | "–" | "—" | "*" | "**" | ":" | "#" | "~" => Some(Self::NotDeclared),
            "[c]" => Some(Self::Confidential),
            "[low]" | "[u]" => Some(Self::Unreliable),
            _ => None,
        }
    }
}

/// How settled a figure is, after SDMX's observation status. Of two reports of one vintage the more settled prevails.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Status {
    /// Expected to change.
    Provisional,
    Final,
    /// A correction of an earlier figure.
    Revised,
}

/// When a figure became known. The order is the order of precedence: history without a date yields to a dated report.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Vintage {
    /// History loaded without a date: it counts as in time, and says so.
    Backfill,
    /// Published, or on a live feed received, at this moment.
    At(Timestamp),
}

impl Vintage {
    /// Whether the figure was known at `moment`; backfill counts as always known.
    pub fn is_known_at(self, moment: Timestamp) -> bool {
        match self {
            Self::Backfill => true,
            Self::At(published) => published <= moment,
        }
    }
}

/// A file, or a message on a feed, from which observations came.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct SourceFile {
    /// The feed that it arrived on.
    pub feed: FeedId,
    /// Its path within the project, or the name of the message.
    pub path: String,
    /// The hash of its content, in hexadecimal.
    pub hash: String,
    /// Whether its feed began with it.
    pub load: Load,
    /// What sets it apart from other files that were published with it.
    pub edition: Edition,
    /// For whom its feed speaks; none where that was not said.
    pub speaks_for: Option<VoiceId>,
    /// Its sheets, where it is a workbook.
    pub sheets: Sheets,
}

/// What sets a file apart from others of one vintage that report the same cells. The order is the order of precedence.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Debug)]
pub struct Edition {
    /// The revision that the file's name tells; zero where it tells none.
    pub revision: u8,
    /// In which reading of the feeds it was first seen, counted from 1; zero where nobody counted.
    pub reading: u32,
}

/// When in the life of a feed a file was read.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Debug)]
pub enum Load {
    /// The feed began with it: what it says is history, and none of it counts as late, whatever its dates.
    First,
    #[default]
    Later,
    /// It came in then, and waited unread until its embargo ended: whoever sent it is no later for that.
    Held { received: Timestamp },
}

/// Where an observation stands.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Source {
    pub file: Arc<SourceFile>,
    /// The line in it, counted from 1; in a workbook the number of a row of one of its sheets.
    pub line: u32,
}

impl Source {
    /// Where it stands in its file.
    pub fn place(&self) -> Place {
        self.file.sheets.place(self.line)
    }
}
