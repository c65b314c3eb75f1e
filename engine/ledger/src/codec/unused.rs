//! What came in and could not be used, there and back. Entries and memos number their texts each in its own way, which is given.

use std::sync::Arc;

use engine::model::{BodyId, Cell, MeasureId, Refused, Unused, UnusedReport, UnusedRow};

use super::fault::CodecError;
use super::figures::{join_period, split_period};
use super::wire::{self, Str};

/// What of a file could not be used, for the wire.
pub(super) fn split_unused<'e>(
    unused: &'e Unused,
    string: &mut impl FnMut(&'e str) -> Str,
) -> wire::UnusedOfContent {
    let rows = unused.rows.iter().map(|row| wire::UnusedRow {
        measure: string(row.cell.measure.as_str()),
        body: string(row.cell.body.as_str()),
        period: split_period(row.cell.period),
        line: row.line,
        reason: row.reason.as_deref().map(&mut *string),
    });
    let rows = rows.collect();
    let refused = unused.refused.as_ref().map(|refused| {
        let measures = refused.measures.as_ref();
        let measures = measures.map(|of| of.iter().map(|measure| string(measure.as_str())).collect());
        (measures, string(&refused.reason))
    });
    let split = wire::Unused { path: string(&unused.path), rows, refused };
    (split, unused.content.as_deref().map(string))
}

/// What of a file could not be used, from the wire.
pub(super) fn join_unused(
    (wire, content): (&wire::Unused, Option<Str>),
    text: impl Fn(Str) -> Result<Arc<str>, CodecError>,
) -> Result<Unused, CodecError> {
    let row = |row: &wire::UnusedRow| {
        Ok(UnusedRow {
            cell: Cell {
                measure: MeasureId::new(text(row.measure)?),
                body: BodyId::new(text(row.body)?),
                period: join_period(&row.period),
            },
            line: row.line,
            reason: row.reason.map(&text).transpose()?,
        })
    };
    let refused = |(measures, reason): &(Option<Vec<Str>>, Str)| {
        let measures =
            measures.as_ref().map(|of| of.iter().map(|id| text(*id).map(MeasureId::new)).collect());
        Ok(Refused { measures: measures.transpose()?, reason: text(*reason)? })
    };
    Ok(Unused {
        path: text(wire.path)?,
        content: content.map(&text).transpose()?,
        rows: wire.rows.iter().map(row).collect::<Result<_, CodecError>>()?,
        refused: wire.refused.as_ref().map(refused).transpose()?,
    })
}

/// Where something came in that gives no figure, for the wire.
pub(super) fn split_report<'e>(
    report: &'e UnusedReport,
    mut string: impl FnMut(&'e str) -> Str,
) -> wire::UnusedReport {
    let path = string(&report.path);
    wire::UnusedReport { path, line: report.line, reason: report.reason.as_deref().map(string) }
}

/// Where something came in that gives no figure, from the wire.
pub(super) fn join_report(
    wire: &wire::UnusedReport,
    text: impl Fn(Str) -> Result<Arc<str>, CodecError>,
) -> Result<UnusedReport, CodecError> {
    let reason = wire.reason.map(&text).transpose()?;
    Ok(UnusedReport { path: text(wire.path)?, line: wire.line, reason })
}
