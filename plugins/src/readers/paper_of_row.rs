//! A paper as a row holds it: from which day to which it is in force, what it is called, and where it can be read. The day from which it is
//! in force stands in the place of the period.

use std::sync::Arc;

use engine::model::{Absence, Measure, Paper, Period, Report};

use super::columns::{ColumnIx, Columns, PaperPlace, RowFields};
use super::excerpt::Excerpt;
use super::period_spelling::day;
use super::row_fault::RowFault;

/// Where the papers of a feed stand that a row is about; none where it is about a figure.
pub(super) fn place<'c>(columns: &'c Columns, measure: &Measure) -> Result<Option<&'c PaperPlace>, RowFault> {
    match (&columns.papers, measure.is_document()) {
        (None, true) => Err(RowFault::NoPaperColumns { document: measure.id.clone() }),
        (Some(_), false) => Err(RowFault::NoDocument { measure: measure.id.clone() }),
        (papers, _) => Ok(papers.as_ref()),
    }
}

/// What a row says of how long a paper is in force: its last day, or why there is none. One without a last day has no end.
pub(super) fn read(place: &PaperPlace, begins: Period, row: &impl RowFields) -> Result<Report, RowFault> {
    let text = place.until.and_then(|column| text(row, column)).unwrap_or_default();
    let last = match text {
        "" => Paper::NO_END,
        text => match (day(text), Absence::of_mark(text)) {
            (Some(day), _) => day,
            (None, Some(absence)) => return Ok(Report::Absent(absence)),
            (None, None) => return Err(RowFault::LastDay(Excerpt::of(text))),
        },
    };
    let first = begins.first_day();
    if last < first {
        return Err(RowFault::EndsBeforeItBegins { first, last });
    }
    Ok(Report::Value(Paper::value_until(last)))
}

/// Which paper it is.
pub(super) fn paper(place: &PaperPlace, row: &impl RowFields) -> Arc<Paper> {
    let of = |column: Option<ColumnIx>| column.and_then(|column| text(row, column)).unwrap_or_default();
    let link = Some(of(place.link)).filter(|link| !link.is_empty()).map(Arc::from);
    Arc::new(Paper { title: of(place.title).into(), link })
}

fn text(row: &impl RowFields, column: ColumnIx) -> Option<&str> {
    row.field(column).map(|field| std::str::from_utf8(field).unwrap_or_default().trim())
}
