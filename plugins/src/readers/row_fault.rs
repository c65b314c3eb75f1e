//! Why a row cannot be used, in words for the person who sent it.

use engine::model::{PeriodError, Report};
use thiserror::Error;

use super::figure::FigureError;

/// One fault of one row.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub(super) enum RowFault {
    #[error("unknown organisation {text}{}", did_you_mean(.near.as_ref()))]
    UnknownBody { text: String, near: Option<String> },
    #[error("unknown organisation {text}: {name} closed on {closed} and {successors}")]
    ClosedBody { text: String, name: String, closed: String, successors: Successors },
    #[error("unknown measure {text}{}", did_you_mean(.near.as_ref()))]
    UnknownMeasure { text: String, near: Option<String> },
    #[error("{0}")]
    Period(PeriodError),
    #[error(
        "unknown status {0}; write provisional, final or revised, or name it under `[feed.codes.status]`"
    )]
    Status(String),
    #[error("the unit {text} does not fit the measure `{measure}`, which is {expected}")]
    Unit { text: String, measure: String, expected: String },
    #[error("{0} is not a date on which a figure was published; write it like 2024-08-30")]
    Vintage(String),
    #[error(transparent)]
    Figure(#[from] FigureError),
    #[error("it has {} where the header has {expected}", fields(*.found))]
    FieldCount { found: usize, expected: usize },
    #[error("it has no `{0}`")]
    MissingKey(String),
    #[error("{0}")]
    Misshapen(String),
    #[error("it cannot be read as a JSON object: {0}")]
    NotAnObject(String),
    #[error(
        "conflicting values for {cell}: line {first_line} gives {first} and line {second_line} gives {second}"
    )]
    Conflict { cell: String, first_line: u32, first: String, second_line: u32, second: String },
}

/// Why nobody answers for a body that closed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Successors(pub(super) usize);

impl std::fmt::Display for Successors {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            0 => write!(out, "has no successor in the register"),
            1 => write!(out, "its successor closed too"),
            several => write!(out, "has {several} successors, so its figure belongs to no one of them"),
        }
    }
}

fn did_you_mean(near: Option<&String>) -> String {
    near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}

fn fields(count: usize) -> String {
    if count == 1 { "1 field".to_owned() } else { format!("{count} fields") }
}

/// What a report says, for showing two of them side by side.
pub(super) fn said(report: Report) -> String {
    match report {
        Report::Value(value) => value.to_string(),
        Report::Absent(absence) => format!("\"{absence}\""),
    }
}
