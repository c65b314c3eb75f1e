//! Rows that are totals of the others: no body reports them.

use super::cells::Cells;
use super::column::{Column, Contents};
use super::facts::{BodyFrom, TextsOf};
use super::spot::Spot;

/// Whether a text stands where a total has no name of its own.
fn is_total(text: &str) -> bool {
    let lower = text.trim().trim_end_matches(':').to_lowercase();
    matches!(
        lower.as_str(),
        "total"
            | "totals"
            | "grand total"
            | "grand totals"
            | "column total"
            | "column totals"
            | "overall total"
    )
}

/// The column that says so of rows of totals, with its place: that of the bodies, or another one where a total has no body.
pub(super) fn totals(
    columns: &[Column],
    body: &BodyFrom,
    cells: &Cells<'_>,
    spot: &Spot,
) -> Option<(usize, TextsOf)> {
    let texts = |column: &Column| -> Vec<String> {
        column.distinct().filter(|text| is_total(text)).map(str::to_owned).collect()
    };
    let told = |column: &Column| {
        let texts = texts(column);
        (!texts.is_empty()).then(|| (column.place, TextsOf { column: column.name.clone(), texts }))
    };
    let BodyFrom::Column { column: name, .. } = body else { return None };
    let of_bodies = columns.iter().find(|column| column.name == *name)?;
    told(of_bodies).or_else(|| {
        let is_without_body = |column: &&Column| {
            let rows = || spot.rows.clone().filter(|row| is_total(cells.text(*row, column.place)));
            rows().next().is_some() && rows().all(|row| cells.text(row, of_bodies.place).is_empty())
        };
        let texts = columns.iter().filter(|column| column.holds == Contents::Texts);
        texts.filter(is_without_body).find_map(told)
    })
}
