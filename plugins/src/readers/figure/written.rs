//! What stands in a field that should hold a figure.

use engine::model::{Absence, Report, Status};

use super::beside::Beside;
use super::error::{Denial, FigureError};
use super::number::{decimal, plain_integer};
use super::style::FigureStyle;
use crate::readers::excerpt::Excerpt;

/// What stands in a field that should hold a figure.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(in crate::readers) struct WrittenFigure {
    pub(in crate::readers) report: Report,
    /// Where a mark beside the figure says how settled it is.
    pub(in crate::readers) status: Option<Status>,
    /// Where a sign beside the figure says what it counts.
    pub(in crate::readers) sign: Option<Sign>,
}

/// A sign that names a unit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::readers) enum Sign {
    Percent,
    Pounds,
}

/// Reads a field. The feed's own marks go before the known ones.
pub(in crate::readers) fn read(text: &str, style: &FigureStyle) -> Result<WrittenFigure, FigureError> {
    let text = text.trim();
    if let Some(value) = plain_integer(text).filter(|_| !style.has_plain_marks) {
        return Ok(WrittenFigure { report: Report::Value(value), status: None, sign: None });
    }
    if let Some(report) = style.declared(text) {
        return Ok(WrittenFigure { report, status: None, sign: None });
    }
    let beside = Beside::of(text, style);
    if let Some(report) = known(text).map(Report::Absent).or_else(|| in_place(beside, style)) {
        return Ok(WrittenFigure { report, status: beside.status, sign: None });
    }
    let (number, sign) = strip_sign(beside.rest);
    let value = decimal(number, style.numerals)
        .map_err(|fault| refusal(text, beside.rest, || fault.about(text, number)))?;
    beside.check(text)?;
    Ok(WrittenFigure { report: Report::Value(value), status: beside.status, sign })
}

/// A mark in place of a figure that nobody has explained, as it is written.
pub(in crate::readers) fn undeclared_mark<'t>(text: &'t str, style: &FigureStyle) -> Option<&'t str> {
    let rest = Beside::of(text, style).rest;
    let is_undeclared =
        |text: &&str| style.declared(text).is_none() && known(text) == Some(Absence::NotDeclared);
    [text, rest].into_iter().find(is_undeclared)
}

/// What stands in place of a figure, with a mark beside it. Eurostat writes `: c` for what is confidential.
fn in_place(beside: Beside<'_>, style: &FigureStyle) -> Option<Report> {
    let colon = beside.denied.filter(|_| beside.rest == ":").map(|(_, denial)| match denial {
        Denial::Confidential => Absence::Confidential,
        Denial::NotApplicable => Absence::NotApplicable,
        Denial::NotAvailable | Denial::Forecast => Absence::NotAvailable,
    });
    let said = || style.declared(beside.rest).or_else(|| known(beside.rest).map(Report::Absent));
    colon.map(Report::Absent).or_else(said)
}

/// The absence that a mark stands for wherever it is written.
fn known(text: &str) -> Option<Absence> {
    /// Marks of tables that nobody would write in a rule test.
    const FILE_MARKS: [&str; 7] = [".", "...", "…", "na", "n/a", "n.a.", "#n/a"];
    /// No known mark is longer, and none begins with a digit.
    const LONGEST_MARK: usize = "[low]".len();
    let may_be_mark = text.len() <= LONGEST_MARK && !text.starts_with(|letter: char| letter.is_ascii_digit());
    let is_used_in_files = || FILE_MARKS.iter().any(|mark| mark.eq_ignore_ascii_case(text));
    may_be_mark
        .then(|| Absence::of_mark(text).or_else(|| is_used_in_files().then_some(Absence::NotDeclared)))?
}

fn strip_sign(text: &str) -> (&str, Option<Sign>) {
    if let Some(figure) = text.strip_suffix('%') {
        return (figure.trim_end(), Some(Sign::Percent));
    }
    // A minus may stand on either side of the pound sign; one before it is left for the figure itself.
    match text.strip_prefix("£") {
        Some(figure) => (figure.trim_start(), Some(Sign::Pounds)),
        None => (text, text.contains('£').then_some(Sign::Pounds)),
    }
}

/// The most telling fault of a text that is no figure.
fn refusal(text: &str, rest: &str, otherwise: impl FnOnce() -> FigureError) -> FigureError {
    if is_formula_error(text) {
        return FigureError::Formula(Excerpt::of(text));
    }
    if is_bound(text) {
        return FigureError::Bound(Excerpt::of(text));
    }
    let sign = rest.trim_end_matches(|letter: char| "*†‡§^~!?".contains(letter));
    match rest
        .strip_prefix(sign)
        .filter(|mark| !mark.is_empty() && sign.ends_with(|last: char| last.is_ascii_digit()))
    {
        Some(mark) => FigureError::UnknownMark { text: Excerpt::of(text), mark: Excerpt::of(mark) },
        None => otherwise(),
    }
}

fn is_formula_error(text: &str) -> bool {
    ["#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"]
        .iter()
        .any(|error| error.eq_ignore_ascii_case(text))
}

/// `> 100%`, `<5`, `20 or less`, `fewer than 5`.
fn is_bound(text: &str) -> bool {
    const BEFORE: [&str; 8] =
        ["less than ", "fewer than ", "more than ", "over ", "under ", "up to ", "at least ", "at most "];
    const BEHIND: [&str; 5] = [" or less", " or fewer", " or more", " or over", "+"];
    let lower = text.to_ascii_lowercase();
    let is_said = lower.starts_with(['<', '>', '≤', '≥'])
        || BEFORE.iter().any(|word| lower.starts_with(word))
        || BEHIND.iter().any(|word| lower.ends_with(word));
    is_said && lower.contains(|letter: char| letter.is_ascii_digit())
}
