//! What came in and could not be used, as facts: rows that were set aside, and files that were refused whole. Why that is so stands
//! in the words of whoever read them, and nobody here looks into them.

use std::sync::Arc;

use jiff::Timestamp;

use super::{Cell, MeasureId, Place, Sheets};

/// All of one file that could not be used when it was last read; it takes the place of what was known of that file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unused {
    /// The path of the file within the project.
    pub path: Arc<str>,
    /// Its sheets, where it is a workbook.
    pub sheets: Sheets,
    /// The hash of what it held, where something in it could not be used; none where all could, and where that is not known.
    pub content: Option<Arc<str>>,
    /// The rows that were set aside of which it is known what they are about.
    pub rows: Vec<UnusedRow>,
    /// Why the whole file could not be used; none where it could be read.
    pub refused: Option<FileRefusal>,
    /// That nobody may look into all of it yet; none where nothing of it waits.
    pub under_embargo: Option<UnderEmbargo>,
}

/// A row that was set aside.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnusedRow {
    /// The cell of which it gives no figure.
    pub cell: Cell,
    pub line: u32,
    /// Why it was set aside; none where only its line is kept.
    pub reason: Option<Arc<str>>,
}

/// Why a whole file could not be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileRefusal {
    /// What its feed is about; none where its rows say that.
    pub measures: Option<Vec<MeasureId>>,
    pub reason: Arc<str>,
}

/// A file that came in and of which not everything may be read until an embargo ends. Nobody knows what that holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnderEmbargo {
    /// What its feed is about; none where its rows say that.
    pub measures: Option<Vec<MeasureId>>,
    pub received: Timestamp,
    pub withheld: Withheld,
    /// When it came in and until when it waits, in the words of whoever saw it.
    pub told: Arc<str>,
}

/// What of a file nobody may look into yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Withheld {
    WholeFile,
    /// Rows, by the first and the last line of each run of them.
    Rows(Arc<[(u32, u32)]>),
}

/// Where something came in that gives no figure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnusedReport {
    /// The path of its file.
    pub path: Arc<str>,
    /// None where the whole file could not be used, so that it may hold the figure or not.
    pub place: Option<Place>,
    /// Why, where that is kept.
    pub reason: Option<Arc<str>>,
    /// Since when its file waits for the end of an embargo; none where it could be read, or was refused.
    pub waits_since: Option<Timestamp>,
}

impl Unused {
    /// That all of a file could be used, or that it is gone.
    pub fn nothing(path: Arc<str>) -> Self {
        let sheets = Sheets::default();
        Self { path, sheets, content: None, rows: Vec::new(), refused: None, under_embargo: None }
    }

    /// Whether all of the file could be used.
    pub fn is_nothing(&self) -> bool {
        self.content.is_none()
            && self.rows.is_empty()
            && self.refused.is_none()
            && self.under_embargo.is_none()
    }
}
