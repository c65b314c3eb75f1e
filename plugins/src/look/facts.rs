//! What is found of a file that nobody has declared, and what would be read of it.

use crate::readers::FileFault;
use crate::readers::sketch::{Mark, Sketch, Sketched};

/// All that can be said of a file.
#[derive(Debug)]
pub struct Looked {
    pub sketched: Sketched,
    pub extent: FileExtent,
    /// A feed for its largest table.
    pub proposal: Option<Proposal>,
}

/// How much of a file was looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileExtent {
    Whole,
    /// The rest is too much for a look.
    FirstPart {
        bytes: u64,
    },
}

/// A feed, and what becomes of the file by it.
#[derive(Debug)]
pub struct Proposal {
    pub sketch: Sketch,
    /// The feed, as it is pasted into `remit.toml`.
    pub feed: String,
    /// The measures that it needs, as they are pasted into a mission.
    pub measures: String,
    /// Bodies of the file that the register has, and those that it lacks.
    pub known: Vec<String>,
    pub unknown: Vec<String>,
    /// What only the file's publisher, or its receiver, can say.
    pub questions: Vec<Question>,
    pub trial: Trial,
    /// A feed for all tables of a workbook that has several; none where it has one.
    pub sheets: Option<Sheets>,
}

/// A feed for several sheets of a workbook, each with a table of its own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sheets {
    /// The sheets that it reads.
    pub names: Vec<String>,
    /// The feed and the measures, as they are pasted.
    pub feed: String,
    pub measures: String,
    pub figures: u32,
    /// Rows that cannot be used.
    pub set_aside: u32,
}

/// What a file does not say.
#[derive(Clone, PartialEq, Debug)]
pub enum Question {
    /// Other sheets have a table too.
    WhichTable { others: Vec<String> },
    /// The period is nowhere in the file.
    WhichPeriod,
    /// A text beside the table names a period, which may be the day of publication.
    IsThePeriod { text: String },
    /// Its periods leave out their year.
    WhichYear,
    /// Blanks of these columns are taken for the cell above.
    DoBlanksMeanAbove { columns: Vec<String> },
    /// Its dates may begin with the day or with the month, such as this one.
    WhichOrder { text: String },
    /// The body is nowhere in the file; columns that were taken for what is counted.
    WhichBody { labels: Vec<String> },
    /// What stands in place of figures.
    Marks(Vec<Mark>),
    /// Rows of one body and one period say different things, and no column tells why.
    WhatSetsApart,
    /// Rows that these columns call by one name say different things.
    WhatRepeats { columns: Vec<String> },
    /// Rows that cannot be used: what the reader says of the first.
    SetAside { rows: u32, first: String },
}

/// What the reader made of a file, once each question was answered somehow.
#[derive(Debug)]
pub enum Trial {
    Read {
        figures: u32,
        /// Reports without a figure.
        absent: u32,
        /// Rows that say nothing, or what another one says.
        skipped: u32,
        /// Rows that cannot be used.
        set_aside: u32,
        first: Vec<Preview>,
    },
    Refused(FileFault),
    /// The proposal is not sound, which is a fault of Remit's own: what `check` would say.
    Unsound(String),
}

/// One report as it would be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Preview {
    pub place: String,
    pub measure: String,
    pub body: String,
    pub period: String,
    /// None where it has no figure.
    pub figure: Option<String>,
}
