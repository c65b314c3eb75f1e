//! A figure as a row holds it: in one column, or as the sum of several.
//!
//! A sum is of figures alone: a mark in any of the columns is no nought, and the sum is as absent as that part.

use engine::model::{Measure, Report, Status};
use rust_decimal::Decimal;

use super::columns::{ColumnIx, Columns, FigurePlace, RowFields};
use super::excerpt::Excerpt;
use super::figure::{self, FigureError, WrittenFigure};
use super::row_fault::RowFault;
use super::units;

/// Reads a figure of a row.
pub(super) fn read(
    columns: &Columns,
    place: &FigurePlace,
    measure: &Measure,
    row: &impl RowFields,
) -> Result<WrittenFigure, RowFault> {
    if place.added.is_empty() {
        return column(columns, place.value, measure, row);
    }
    let mut sum: Option<WrittenFigure> = None;
    for part in place.columns() {
        let in_column = |fault| match fault {
            missing @ RowFault::MissingKey(_) => missing,
            fault => RowFault::InColumn { column: columns.name(part).to_owned(), fault: Box::new(fault) },
        };
        let addend = column(columns, part, measure, row).map_err(in_column)?;
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
    row: &impl RowFields,
) -> Result<WrittenFigure, RowFault> {
    let missing = || RowFault::MissingKey(columns.name(column).to_owned());
    let text = std::str::from_utf8(row.field(column).ok_or_else(missing)?).unwrap_or_default();
    let figure = figure::read(text, &columns.style)?;
    if let Some(sign) = figure.sign {
        units::check_sign(measure, sign)?;
    }
    Ok(figure)
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
