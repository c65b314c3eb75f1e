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

/// A text from a file, quoted, on one line and short enough to print.
pub(super) fn excerpt(text: &str) -> String {
    format!("`{}`", shortened(text))
}

/// A text from a file on one line and short enough to print.
pub(super) fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    let letters = text.trim().chars();
    let mut shown: String =
        letters.clone().take(MOST).map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    if letters.clone().nth(MOST).is_some() {
        shown.push('…');
    }
    if shown.is_empty() { "(blank)".to_owned() } else { shown }
}

/// The name that `text` is most likely a slip of, if there is one.
pub(super) fn nearest<'a>(text: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    /// All codes of one series are alike, so that the nearest one means nothing.
    const DIGITS_OF_A_CODE: usize = 4;
    let is_code = text.bytes().filter(u8::is_ascii_digit).count() >= DIGITS_OF_A_CODE;
    if is_code { None } else { rules::diagnostic::nearest(text, names) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_one_short_line() {
        assert_eq!(excerpt(" a\nb "), "`a b`");
        assert_eq!(excerpt(&"é".repeat(100)).chars().count(), 63);
    }

    #[test]
    fn a_code_is_never_a_slip_of_another_code() {
        assert_eq!(nearest("E92000001", ["E92000002"].into_iter()), None);
        assert_eq!(
            nearest("hm-prision-service", ["police", "hm-prison-service"].into_iter()),
            Some("hm-prison-service")
        );
    }
}
