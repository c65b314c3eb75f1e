//! What the columns of a file mean, and which rows are the feed's business.
//!
//! It is the resolved form; how it is written in `remit.toml` belongs to `settings`.

use engine::model::{BodyId, MeasureId, Report, Status};
use jiff::tz::TimeZone;
use rustc_hash::FxHashMap;

use super::arithmetic::Arithmetic;
use super::body_naming::BodyNaming;
use super::breakdown_columns::BreakdownColumns;
use super::figure::Numerals;
use super::file_name::NamePattern;
use super::table_layout::TableLayout;

pub use super::period_spelling::DateOrder;

/// What the columns of a file mean. NDJSON has keys in place of columns.
#[derive(Clone, PartialEq, Debug)]
pub struct Layout {
    pub period: String,
    pub body: String,
    /// Where measures and figures stand.
    pub figures: FigureColumns,
    /// Where papers stand, where the rows are about documents.
    pub papers: Option<PaperColumns>,
    /// What is done to the figures of some measures, in the wide form.
    pub arithmetic: Vec<Arithmetic>,
    /// The column that says how settled a figure is.
    pub status: Option<String>,
    /// The column of the unit, which must be the measure's.
    pub unit: Option<String>,
    /// When the figures became known.
    pub vintage: VintageFrom,
    /// The column that says until when nothing of its row may be told.
    pub embargo: Option<String>,
    /// Rows that match all of these are the feed's business.
    pub only: Vec<Filter>,
    /// Rows that match any of these are left out.
    pub except: Vec<Filter>,
    /// Rows that match any of these are totals of other rows.
    pub totals: Vec<Filter>,
    /// What the file's own codes stand for.
    pub codes: Codes,
    /// How values of breakdowns are told apart.
    pub breakdown: BreakdownColumns,
    /// How bodies are named.
    pub naming: BodyNaming,
    /// Marks in place of figures, besides the known ones: why there is no figure, or the figure for which they stand.
    pub marks: Vec<(String, Report)>,
    /// How numbers are written.
    pub numerals: Numerals,
    /// In which order the day and the month of a date stand.
    pub dates: DateOrder,
    /// How a table is written that is no plain list of columns; none where every name is a column of the first line.
    pub table: Option<Box<TableLayout>>,
    /// Other tables of the same workbook, each on sheets of its own; none in most feeds.
    pub beside: Vec<Layout>,
    /// Whose times of day the file means where it says no zone: the project's own.
    pub time_zone: TimeZone,
}

/// Where measures and figures stand. A figure stands in one column, or is the sum of several.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FigureColumns {
    /// Every row is about one measure.
    Fixed { measure: MeasureId, value: Vec<String> },
    /// Every row names its measure.
    Long { measure: String, value: Vec<String> },
    /// Every row holds several measures, each in columns of its own.
    Wide(Vec<(Vec<String>, MeasureId)>),
}

/// Where papers stand. The day from which one is in force stands in the place of the period.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PaperColumns {
    /// The last day; without it no paper has an end.
    pub until: Option<String>,
    pub title: Option<String>,
    pub link: Option<String>,
}

impl Layout {
    /// What the files are about; none where each row says that.
    pub fn measures(&self) -> Option<Vec<MeasureId>> {
        let each = std::iter::once(self).chain(&self.beside).map(|table| table.figures.measures());
        each.collect::<Option<Vec<_>>>().map(|all| all.concat())
    }
}

impl FigureColumns {
    /// What the files are about; none where each row says that.
    pub fn measures(&self) -> Option<Vec<MeasureId>> {
        match self {
            Self::Fixed { measure, .. } => Some(vec![measure.clone()]),
            Self::Wide(columns) => Some(columns.iter().map(|(_, measure)| measure.clone()).collect()),
            Self::Long { .. } => None,
        }
    }
}

/// Where the moment comes from at which a figure became known.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub enum VintageFrom {
    /// Nobody wrote it down: history, which counts as in time.
    #[default]
    Backfill,
    /// The moment of receipt, on a live feed.
    Received,
    /// A date in the file's name.
    FileName,
    /// A part of the file's name.
    NamePattern(NamePattern),
    /// A column of dates or moments.
    Column(String),
}

/// Rows are told apart by what one column says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Filter {
    pub column: String,
    /// What it may say.
    pub any_of: Vec<String>,
}

/// What the file's own codes stand for.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Codes {
    /// Bodies; a text that is not listed is looked up in the register.
    pub bodies: FxHashMap<String, BodyId>,
    /// Measures; a text that is not listed is taken for a measure's id.
    pub measures: FxHashMap<String, MeasureId>,
    /// Statuses, besides the known words.
    pub statuses: FxHashMap<String, Status>,
}
