//! What is found in a file that nobody has declared, as plain values.

use engine::model::{Cadence, Unit};

use crate::readers::file_fault::ReadError;
use crate::readers::{NamedBy, Numerals};

/// All that is found in a file.
#[derive(Debug)]
pub struct Sketched {
    pub kind: FileKind,
    /// How its text is written, where it is one.
    pub written: Option<Written>,
    /// Its sheets, where it has any.
    pub sheets: Vec<SheetSeen>,
    /// Its largest table.
    pub table: Option<Sketch>,
    /// Those of other sheets, the largest first, up to a number.
    pub beside: Vec<Sketch>,
    /// Other sheets that have one.
    pub others: Vec<String>,
    /// Why there is none, where there is none.
    pub lack: Option<Lack>,
}

/// What kind of file it is, told by what it begins with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileKind {
    Text,
    Workbook,
    /// Data values in XML.
    Adx,
    /// Data value sets of DHIS2, in XML.
    Dhis2,
    /// Other XML.
    Xml,
    /// One object on each line.
    Objects,
    /// Figures in one list, apart from what they are about.
    JsonStat,
}

/// How a text is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Written {
    pub encoding: &'static str,
    pub delimiter: char,
}

/// A sheet of a workbook.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SheetSeen {
    pub name: String,
    pub shown: Visibility,
}

/// Whether a publisher shows a sheet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Visibility {
    Shown,
    Hidden,
}

/// Why no table is found.
#[derive(Debug)]
pub enum Lack {
    /// The file cannot be read at all.
    Unreadable(ReadError),
    /// Nothing in it is a column of figures.
    NoFigures,
    /// Its rows name organisations by codes, and have no headings.
    RegisterList,
    /// Figures stand there, and nothing above them says what they are.
    NoHeadings,
}

/// A table, and what its columns may be taken for.
#[derive(Clone, PartialEq, Debug)]
pub struct Sketch {
    pub sheet: Option<String>,
    pub numerals: Numerals,
    pub lines: Lines,
    /// How the row after the table begins, where one follows.
    pub ends_at: Option<String>,
    /// Columns that are no figures' under headings that name no period.
    pub not_read: Vec<String>,
    /// How often, as far as the periods tell.
    pub every: Option<Cadence>,
    pub period: PeriodFrom,
    /// In which order its dates write day and month.
    pub dates: WrittenDates,
    pub body: BodyFrom,
    /// Bodies as the file names them, each once, up to a number.
    pub bodies: Vec<String>,
    /// The columns of figures; those under whose headings periods stand, where `period` says so.
    pub figures: Vec<FigureColumn>,
    pub apart: Apart,
    /// Columns in which a blank means the cell above.
    pub fill_down: Vec<String>,
    /// Rows that are totals of others: a column, and what it says there.
    pub totals: Option<TextsOf>,
    /// Rows without figures that only head a part of the table, by each column in which they stand.
    pub part_headings: Vec<TextsOf>,
    /// What stands in place of figures and that only its publisher can explain.
    pub marks: Vec<Mark>,
}

/// A column of figures.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FigureColumn {
    pub name: String,
    /// What people call it.
    pub title: String,
    /// What a sign beside its figures says that they count.
    pub unit: Option<Unit>,
}

/// Texts of a column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextsOf {
    pub column: String,
    pub texts: Vec<String>,
}

/// Where a table stands in its file; lines are counted from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lines {
    /// The first row of headings.
    pub headings: u32,
    pub header_rows: u32,
    pub first: u32,
    pub last: u32,
}

/// In which order dates write day and month.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub enum WrittenDates {
    /// It has none of three numbers, or only such as begin with the day.
    #[default]
    AsRead,
    MonthFirst,
    /// Nothing in the file tells; one of its dates.
    Either(String),
}

/// What tells the period.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PeriodFrom {
    Column(String),
    Columns([String; 2]),
    /// One part of a field, as in `2014-01: January`.
    Part(String),
    Headings,
    /// Headings that leave out their year.
    HeadingsWithoutYear,
    /// Headings that leave out their year, which this column has.
    HeadingsAnd(String),
    /// The lines above the table.
    Title(Around),
    SheetName(Around),
    FileName(Around),
    Nowhere,
}

/// A period that a text beside a table names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Around {
    pub every: Cadence,
    pub spelling: String,
    /// A pattern that finds it, where another period stands there too.
    pub pattern: Option<String>,
}

/// What tells the body.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BodyFrom {
    Column {
        column: String,
        by: NamedBy,
    },
    Part {
        column: String,
        part: u32,
        by: String,
    },
    /// The first of these that is not blank.
    FirstOf(Vec<String>),
    /// Two columns, joined.
    Columns(Vec<String>),
    Nowhere,
}

/// What tells rows of one body and period apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Apart {
    Nothing,
    /// These columns name the measure of the one figure of a row; with what they say.
    Measure {
        columns: Vec<String>,
        values: Vec<String>,
    },
    /// Parts of a field name it together.
    Parts {
        column: String,
        parts: Vec<u32>,
        by: String,
        values: Vec<String>,
    },
    /// A column divides all measures of a row.
    Breakdown {
        column: String,
        values: Vec<String>,
    },
    /// Rows repeat, and no column tells why.
    Unknown,
    /// These columns say what is counted, and rows repeat all the same: they may stand in several parts of a table.
    Repeated {
        columns: Vec<String>,
        values: Vec<String>,
    },
}

/// What stands in place of figures.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark {
    pub text: String,
    pub times: u32,
}

impl Apart {
    /// Whether a column is one of those that tell rows apart.
    pub(super) fn has(&self, name: &str) -> bool {
        match self {
            Self::Measure { columns, .. } | Self::Repeated { columns, .. } => {
                columns.iter().any(|column| column == name)
            }
            Self::Parts { column, .. } | Self::Breakdown { column, .. } => column == name,
            Self::Nothing | Self::Unknown => false,
        }
    }
}

impl PeriodFrom {
    /// Whether its columns of figures stand under periods.
    pub fn is_of_headings(&self) -> bool {
        matches!(self, Self::Headings | Self::HeadingsWithoutYear | Self::HeadingsAnd(_))
    }
}

impl FileKind {
    /// Whether its values are named one by one, and stand in no table.
    pub fn has_names(self) -> bool {
        match self {
            Self::Adx | Self::Dhis2 | Self::Objects => true,
            Self::Text | Self::Workbook | Self::Xml | Self::JsonStat => false,
        }
    }
}
