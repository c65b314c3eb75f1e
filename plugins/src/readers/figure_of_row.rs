//! A figure as a row holds it: in one column, or worked out from several.
//!
//! A sum is of figures alone: a mark in any of the columns is not a zero, and the sum is as absent as that part.

use engine::model::{Measure, Report, Status};
use rust_decimal::Decimal;

use super::arithmetic::Arithmetic;
use super::columns::{ColumnIx, Columns, FigurePlace, RowFields};
use super::excerpt::Excerpt;
use super::figure::{self, FigureError, Sign, WrittenFigure};
use super::row_fault::RowFault;
use super::units;

/// Reads a figure of a row.
pub(super) fn read(
    columns: &Columns,
    place: &FigurePlace,
    measure: &Measure,
    row: &impl RowFields,
) -> Result<WrittenFigure, RowFault> {
    let Some(arithmetic) = place.arithmetic.as_deref() else { return sum(columns, place, measure, row) };
    let figure = sum(columns, place, measure, row)?;
    Ok(match figure.report {
        Report::Value(value) => {
            WrittenFigure { report: Report::Value(arithmetic.apply(value, figure.sign)?), ..figure }
        }
        Report::Absent(_) => figure,
    })
}

/// The columns of a figure as one: those that are added up, less those that are taken away.
fn sum(
    columns: &Columns,
    place: &FigurePlace,
    measure: &Measure,
    row: &impl RowFields,
) -> Result<WrittenFigure, RowFault> {
    let arithmetic = place.arithmetic.as_deref();
    if place.added.is_empty() && place.taken.is_empty() {
        return column(columns, place.value, measure, arithmetic, row);
    }
    let mut sum: Option<WrittenFigure> = None;
    for part in place.columns() {
        let in_column = |fault| match fault {
            missing @ RowFault::MissingKey(_) => missing,
            fault => RowFault::InColumn { column: columns.name(part).to_owned(), fault: Box::new(fault) },
        };
        let part_of = column(columns, part, measure, arithmetic, row).map_err(in_column)?;
        let addend = if place.taken.contains(&part) { negative(part_of) } else { part_of };
        sum = Some(match sum {
            None => addend,
            Some(sum) => sum_of(sum, addend)?,
        });
    }
    Ok(sum.expect("a figure stands in a column"))
}

fn column(
    columns: &Columns,
    column: ColumnIx,
    measure: &Measure,
    arithmetic: Option<&Arithmetic>,
    row: &impl RowFields,
) -> Result<WrittenFigure, RowFault> {
    let missing = || RowFault::MissingKey(columns.name(column).to_owned());
    let text = std::str::from_utf8(row.field(column).ok_or_else(missing)?).unwrap_or_default();
    let figure = figure::read(text, &columns.style)?;
    let Some(sign) = figure.sign else { return Ok(figure) };
    let fits = arithmetic.filter(|_| sign == Sign::Percent).and_then(|done| done.fits_percent(&measure.unit));
    match fits {
        Some(true) => {}
        Some(false) => return Err(units::misfit(measure, "%")),
        None => units::check_sign(measure, sign)?,
    }
    Ok(figure)
}

fn negative(figure: WrittenFigure) -> WrittenFigure {
    match figure.report {
        Report::Value(value) => WrittenFigure { report: Report::Value(-value), ..figure },
        Report::Absent(_) => figure,
    }
}

/// Two parts as one figure: as unsettled as the less settled of them.
fn sum_of(one: WrittenFigure, other: WrittenFigure) -> Result<WrittenFigure, FigureError> {
    let report = match (one.report, other.report) {
        (Report::Value(one), Report::Value(other)) => Report::Value(exact_sum(one, other)?),
        (absent @ Report::Absent(_), _) | (_, absent) => absent,
    };
    let statuses = [one.status, other.status];
    let status = if statuses.contains(&Some(Status::Provisional)) {
        Some(Status::Provisional)
    } else {
        one.status.or(other.status)
    };
    Ok(WrittenFigure { report, status, sign: one.sign.or(other.sign) })
}

/// The sum, where every digit of it can be held.
fn exact_sum(one: Decimal, other: Decimal) -> Result<Decimal, FigureError> {
    let sum = one.checked_add(other).filter(|sum| sum.checked_sub(one) == Some(other));
    let held = sum.map(|sum| sum.normalize()).filter(figure::can_be_held);
    held.ok_or_else(|| FigureError::TooManyDigits(Excerpt::of(&format!("{one} + {other}"))))
}
