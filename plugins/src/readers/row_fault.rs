//! Why a row cannot be used, as data. The words for it are in this file alone.

use std::fmt;

use engine::model::{BodyId, Bounds, Cadence, Cell, MeasureId, Period, PeriodError, Place, Report, Unit};
use jiff::civil::Date;
use rust_decimal::Decimal;
use thiserror::Error;

use super::arithmetic::ArithmeticError;
use super::excerpt::{Excerpt, listed, shortened};
use super::figure::FigureError;
use super::table_layout::Names;

#[derive(Clone, PartialEq, Debug, Error)]
pub enum RowFault {
    #[error("unknown organisation {text}{}", did_you_mean(.near.as_ref()))]
    UnknownBody { text: Excerpt, near: Option<BodyId> },
    #[error("{text} is the name of two bodies, `{}` and `{}`; name one of them under `[feed.codes.body]`", .bodies[0], .bodies[1])]
    AmbiguousName { text: Excerpt, bodies: [BodyId; 2] },
    #[error("unknown organisation {text}: {name} closed on {closed} and {}", nobody_follows(*.successors))]
    ClosedBody {
        text: Excerpt,
        name: String,
        closed: Date,
        /// How many successors the register names.
        successors: usize,
    },
    #[error(
        "{text}: {name} had closed, and {successor} took over from others too; figures of `{measure}` do not add up to its own"
    )]
    OneOfSeveral { text: Excerpt, name: String, successor: String, measure: MeasureId },
    #[error("{name} had closed, and {successor}, which took over from it, reports itself on {}", language::english::place(.place))]
    Superseded {
        name: String,
        successor: String,
        /// Where the successor does.
        place: Place,
    },
    #[error("unknown measure {text}{}", did_you_mean(.near.as_ref()))]
    UnknownMeasure { text: Excerpt, near: Option<MeasureId> },
    #[error(
        "unknown `{breakdown}` {text}{}; name a code of the file's own under `[feed.codes.breakdown]`, or leave such rows out with `[feed.where]`",
        may_be_meant(.near.as_deref())
    )]
    UnknownValue { text: Excerpt, breakdown: String, near: Option<String> },
    #[error("`{measure}` is not divided by {by}, and the rows of this feed are")]
    NotDivided { measure: MeasureId, by: String },
    #[error("{0}")]
    Period(PeriodError),
    #[error("{text} may be {} or {}, and nothing says which; write it out", named(*.one), named(*.other))]
    TwoPeriods { text: Excerpt, one: Period, other: Period },
    /// No month has its second number.
    #[error(
        "{0} can only be read with its month first; if the file writes its dates so, say `dates = \"month-first\"` under [feed.table]"
    )]
    MonthFirst(Excerpt),
    #[error(
        "{text} may begin with the day or with the month: {seen} on line {line} can only be read with its month first; if the file writes its dates so, say `dates = \"month-first\"` under [feed.table]"
    )]
    EitherOrder {
        text: Excerpt,
        /// The date that shows it.
        seen: Excerpt,
        line: u32,
    },
    #[error("{text} is {}, and a figure is due for each {}, such as `{}`", kind_of(*.period), word(*.every), .every.example())]
    OtherKindOfPeriod {
        text: Excerpt,
        period: Period,
        /// How often figures are reported.
        every: Cadence,
    },
    #[error(
        "unknown status {0}; write provisional, final or revised, or name it under `[feed.codes.status]`"
    )]
    Status(Excerpt),
    #[error("the unit {text} does not fit the measure `{measure}`, which is {}", counted_in(.expected))]
    Unit { text: Excerpt, measure: MeasureId, expected: Unit },
    #[error("{value} cannot be right: {}", bounded(.measure, *.bounds))]
    OutOfBounds { value: Decimal, measure: MeasureId, bounds: Bounds },
    #[error("{text} names none of the ranges that are reported, such as `{anchor}`; write the range out")]
    OffGrid {
        text: Excerpt,
        /// One of them.
        anchor: Period,
    },
    #[error(
        "`{document}` is a document, and [feed.columns] does not say with `from` from when a paper is in force"
    )]
    NoPaperColumns { document: MeasureId },
    #[error("`{measure}` is a measure of figures, and the rows of this feed are about papers")]
    NoDocument { measure: MeasureId },
    #[error("{0} is not the last day of a paper; write it like 2026-03-31, or nothing where it has no end")]
    LastDay(Excerpt),
    #[error("it ends on {}, before it begins on {}", language::english::date(*.last), language::english::date(*.first))]
    EndsBeforeItBegins { first: Date, last: Date },
    #[error("{0} is not a date on which a figure was published; write it like 2024-08-30")]
    Vintage(Excerpt),
    #[error(
        "nothing in it is told, since {0} is no moment at which an embargo ends; write it like 2024-08-30T09:30, or nothing where there is none"
    )]
    Embargo(Excerpt),
    #[error("it was published on {0}, which is still to come")]
    PublishedInFuture(Excerpt),
    #[error(transparent)]
    Figure(#[from] FigureError),
    #[error(transparent)]
    Arithmetic(#[from] ArithmeticError),
    #[error(
        "a quotation mark that nothing closes runs from line {first} to line {last}; double it or leave it out"
    )]
    StrayQuote { first: u32, last: u32 },
    #[error("it has {} where the header has {expected}", fields(*.found))]
    FieldCount { found: usize, expected: usize },
    #[error("`{column}` is {bytes} bytes long, and {most} are the most: {text}")]
    LongField {
        column: String,
        /// How it begins.
        text: Excerpt,
        bytes: usize,
        most: usize,
    },
    #[error("it has more than {most} fields")]
    ManyFields { most: usize },
    #[error("it has no `{0}`")]
    MissingKey(String),
    /// The parser's own words say what is wrong.
    #[error("it cannot be read as a JSON object: {0}")]
    NotAnObject(String),
    /// An attribute that stands twice, or that cannot be read.
    #[error("it cannot be read as a data value: {0}")]
    NotADataValue(String),
    #[error(transparent)]
    Conflict(Box<Conflict>),
    #[error("the plugin `{plugin}` gave a row that cannot be used: {fault}")]
    OfPlugin { plugin: String, fault: ScriptRowFault },
    /// A plugin's script refuses the row, in its own words.
    #[error("{0}")]
    RefusedByPlugin(String),
    #[error("{}", unread_headings(.headings, *.names))]
    UnreadHeadings { headings: Vec<String>, names: Names },
    /// Where several columns hold figures: the one that this is about.
    #[error("`{column}`: {fault}")]
    InColumn { column: String, fault: Box<RowFault> },
}

/// Two rows of one file that say different things of one cell.
#[derive(Clone, PartialEq, Debug, Error)]
#[error(
    "conflicting values for {}: {} gives {} and {} gives {}",
    language::english::cell(.cell),
    language::english::place(.first_place),
    said(*.first, *.of),
    language::english::place(.second_place),
    said(*.second, *.of)
)]
pub struct Conflict {
    pub cell: Cell,
    pub first_place: Place,
    pub first: Report,
    pub second_place: Place,
    pub second: Report,
    pub of: ConflictOf,
}

/// What is said in two ways.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ConflictOf {
    Figure,
    /// The last day of a paper.
    Paper,
}

/// What is wrong with a row as a plugin's script gives it. Kinds are what scripts call the kinds of their values.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum ScriptRowFault {
    #[error("a row must be a map, not {kind}")]
    NotAMap { kind: &'static str },
    #[error("a row has no key {key}{}", may_be_meant(*.near))]
    UnknownKey { key: Excerpt, near: Option<&'static str> },
    #[error("it is about the measure {named}, and the feed is about `{own}` alone")]
    OtherMeasure { named: Excerpt, own: MeasureId },
    #[error("a row has either `value` or `absent`, and this one has both")]
    ValueAndAbsent,
    #[error(
        "`absent` cannot be {0}; it may be `not-available`, `not-applicable`, `confidential`, `unreliable` or `blank`"
    )]
    UnknownAbsence(Excerpt),
    #[error("`{key}` must be a text or a number, not {kind}")]
    NotPlain { key: String, kind: &'static str },
}

fn did_you_mean(near: Option<&impl fmt::Display>) -> String {
    near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}

fn may_be_meant(near: Option<&str>) -> String {
    near.map_or_else(String::new, |near| format!("; `{near}` may be meant"))
}

fn nobody_follows(successors: usize) -> String {
    match successors {
        0 => "has no successor in the register".to_owned(),
        1 => "its successor closed too".to_owned(),
        several => format!("has {several} successors, so its figure belongs to no one of them"),
    }
}

/// A period as people name it; a financial year by its kind, since an academic one is written alike.
fn named(period: Period) -> String {
    match period.cadence() {
        Cadence::FinancialYear | Cadence::AcademicYear => format!("the {} {period}", word(period.cadence())),
        _ => language::english::period(period),
    }
}

fn kind_of(period: Period) -> String {
    match period.cadence() {
        Cadence::FinancialYear | Cadence::AcademicYear => "a year that is no calendar year".to_owned(),
        Cadence::PartOfYear(parts) if parts.count() > 3 => "a part of a year".to_owned(),
        other => format!("a {}", word(other)),
    }
}

fn word(cadence: Cadence) -> String {
    match cadence {
        Cadence::Year => "calendar year".to_owned(),
        other => other.as_str().replace('-', " "),
    }
}

fn counted_in(unit: &Unit) -> String {
    match unit {
        Unit::Count => "a count".to_owned(),
        Unit::Percent => "a percentage".to_owned(),
        Unit::Pounds => "in pounds".to_owned(),
        Unit::Document => "a document".to_owned(),
        Unit::Other(own) => format!("in `{own}`"),
    }
}

fn bounded(measure: &MeasureId, bounds: Bounds) -> String {
    match (bounds.least, bounds.most) {
        (Some(least), Some(most)) => format!("figures of `{measure}` lie between {least} and {most}"),
        (Some(least), None) => format!("no figure of `{measure}` is less than {least}"),
        (None, Some(most)) => format!("no figure of `{measure}` is more than {most}"),
        (None, None) => format!("figures of `{measure}` have no bounds"),
    }
}

fn unread_headings(headings: &[String], names: Names) -> String {
    let (noun, verb, them) = match headings {
        [_] => ("heading", "names", "it"),
        _ => ("headings", "name", "them"),
    };
    let what = names.word();
    format!(
        "the {noun} {} {verb} no {what}; list {them} under `not_read` in [feed.table] if that is meant",
        listed(headings)
    )
}

fn fields(count: usize) -> String {
    if count == 1 { "1 field".to_owned() } else { format!("{count} fields") }
}

/// What a report says, for showing two of them side by side.
pub(super) fn reported(report: Report) -> String {
    match report {
        Report::Value(value) => value.to_string(),
        Report::Absent(absence) => format!("\"{}\"", language::english::absence(absence)),
    }
}

/// The same of what contradicts itself.
fn said(report: Report, of: ConflictOf) -> String {
    let last = |value| engine::model::Paper::last_day(value);
    match (of, report) {
        (ConflictOf::Paper, Report::Value(value)) => {
            last(value).map_or_else(|| value.to_string(), |day| format!("an end on {day}"))
        }
        _ => reported(report),
    }
}

impl RowFault {
    /// The fault of a figure with what stands above it, where a row has one for each of many columns.
    pub(super) fn under(self, heading: Option<&str>) -> Self {
        match heading {
            Some(heading) => Self::InColumn { column: shortened(heading), fault: Box::new(self) },
            None => self,
        }
    }
}
