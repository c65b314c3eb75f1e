//! What came in and could not be used, there and back. Entries and memos number their texts each in its own way, which is given.

use std::sync::Arc;

use engine::model::{
    BodyId, Cell, FileRefusal, MeasureId, Place, Sheets, UnderEmbargo, Unused, UnusedReport, UnusedRow,
    Withheld,
};

use super::fault::CodecError;
use super::figures::{join_period, split_period};
use super::moment::{moment, timestamp};
use super::wire::{self, Str};

/// What of a file could not be used, for the wire.
pub(super) fn split_unused<'e>(
    unused: &'e Unused,
    string: &mut impl FnMut(&'e str) -> Str,
) -> wire::UnusedOfFile {
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
    let sheets = split_sheets(&unused.sheets, string);
    let content = unused.content.as_deref().map(&mut *string);
    wire::UnusedOfFile { unused: wire::Unused { path: string(&unused.path), rows, refused }, content, sheets }
}

/// What of a file could not be used, from the wire.
pub(super) fn join_unused(
    (wire, content, sheets): (&wire::Unused, Option<Str>, &[Str]),
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
        Ok(FileRefusal { measures: measures.transpose()?, reason: text(*reason)? })
    };
    Ok(Unused {
        path: text(wire.path)?,
        sheets: join_sheets(sheets, &text)?,
        content: content.map(&text).transpose()?,
        rows: wire.rows.iter().map(row).collect::<Result<_, CodecError>>()?,
        refused: wire.refused.as_ref().map(refused).transpose()?,
        under_embargo: None,
    })
}

/// What of a file could not be used, with what is known of the file, from the wire.
fn join_unused_of_file(
    wire: &wire::UnusedOfFile,
    text: impl Fn(Str) -> Result<Arc<str>, CodecError>,
) -> Result<Unused, CodecError> {
    join_unused((&wire.unused, wire.content, &wire.sheets), text)
}

/// An entry that tells of files of which something could not be used, in any of its forms.
pub(super) fn join_set_aside(
    entry: &wire::Entry,
    text: impl Fn(Str) -> Result<Arc<str>, CodecError>,
) -> Result<Vec<Unused>, CodecError> {
    match entry {
        wire::Entry::SetAside(unused) => {
            unused.iter().map(|unused| join_unused((unused, None, &[]), &text)).collect()
        }
        wire::Entry::SetAsideOfFiles(unused) => {
            unused.iter().map(|unused| join_unused_of_file(unused, &text)).collect()
        }
        wire::Entry::SetAsideWithEmbargoes(unused, held) => join_embargoes(unused, (held, &[]), text),
        wire::Entry::SetAsideWithRowsHeld(unused, held, rows) => join_embargoes(unused, (held, rows), text),
        _ => Err(CodecError::Malformed("it tells of no file of which something could not be used")),
    }
}

/// What is known of those files that wait for the end of an embargo, by their places, for the wire.
pub(super) fn split_embargoes<'e>(
    unused: &'e [Unused],
    string: &mut impl FnMut(&'e str) -> Str,
) -> (Vec<(u32, wire::UnderEmbargo)>, wire::RowsHeld) {
    let mut split = |held: &'e UnderEmbargo| {
        let measures = held.measures.as_ref();
        let measures = measures.map(|of| of.iter().map(|measure| string(measure.as_str())).collect());
        wire::UnderEmbargo { measures, received: moment(held.received), told: string(&held.told) }
    };
    let held = (0..).zip(unused).filter_map(|(place, unused)| Some((place, unused.under_embargo.as_ref()?)));
    let rows = held.clone().filter_map(|(place, held)| match &held.withheld {
        Withheld::WholeFile => None,
        Withheld::Rows(runs) => Some((place, runs.to_vec())),
    });
    let rows = rows.collect();
    (held.map(|(place, held)| (place, split(held))).collect(), rows)
}

/// What of files could not be used, some of which wait for the end of an embargo, from the wire.
pub(super) fn join_embargoes(
    unused: &[wire::UnusedOfFile],
    (held, rows): (&[(u32, wire::UnderEmbargo)], &[wire::RowsHeldOfFile]),
    text: impl Fn(Str) -> Result<Arc<str>, CodecError>,
) -> Result<Vec<Unused>, CodecError> {
    let joined = unused.iter().map(|unused| join_unused_of_file(unused, &text));
    let mut joined = joined.collect::<Result<Vec<Unused>, CodecError>>()?;
    for (place, held) in held {
        let file = joined.get_mut(*place as usize);
        let file = file.ok_or(CodecError::Malformed("a file that is not there is under embargo"))?;
        let measures = held.measures.as_ref();
        let measures = measures.map(|of| of.iter().map(|id| text(*id).map(MeasureId::new)).collect());
        file.under_embargo = Some(UnderEmbargo {
            measures: measures.transpose()?,
            received: timestamp(held.received)?,
            withheld: match rows.iter().find(|(of, _)| of == place) {
                Some((_, runs)) => Withheld::Rows(runs.as_slice().into()),
                None => Withheld::WholeFile,
            },
            told: text(held.told)?,
        });
    }
    Ok(joined)
}

/// Where something came in that gives no figure, for the wire.
pub(super) fn split_report<'e>(
    report: &'e UnusedReport,
    mut string: impl FnMut(&'e str) -> Str,
) -> wire::UnusedReport {
    let path = string(&report.path);
    let place = report.place.as_ref().map(|place| split_place(place, &mut string));
    let waits_since = report.waits_since.map(moment);
    wire::UnusedReport { path, place, reason: report.reason.as_deref().map(string), waits_since }
}

/// Where something came in that gives no figure, from the wire.
pub(super) fn join_report(
    wire: &wire::UnusedReport,
    text: impl Fn(Str) -> Result<Arc<str>, CodecError>,
) -> Result<UnusedReport, CodecError> {
    let reason = wire.reason.map(&text).transpose()?;
    let place = wire.place.map(|place| join_place(place, &text)).transpose()?;
    let waits_since = wire.waits_since.map(timestamp).transpose()?;
    Ok(UnusedReport { path: text(wire.path)?, place, reason, waits_since })
}

/// The sheets of a workbook, for the wire.
pub(super) fn split_sheets<'e>(sheets: &'e Sheets, string: &mut impl FnMut(&'e str) -> Str) -> Vec<Str> {
    sheets.names().iter().map(|name| string(name)).collect()
}

/// The sheets of a workbook, from the wire.
pub(super) fn join_sheets(
    wire: &[Str],
    text: impl Fn(Str) -> Result<Arc<str>, CodecError>,
) -> Result<Sheets, CodecError> {
    Ok(Sheets::named(wire.iter().map(|name| text(*name)).collect::<Result<Vec<_>, _>>()?))
}

/// A place in a file, for the wire.
pub(super) fn split_place<'e>(
    place: &'e Place,
    string: &mut impl FnMut(&'e str) -> Str,
) -> (Option<Str>, u32) {
    (place.sheet.as_deref().map(string), place.line)
}

/// A place in a file, from the wire.
pub(super) fn join_place(
    (sheet, line): (Option<Str>, u32),
    text: impl Fn(Str) -> Result<Arc<str>, CodecError>,
) -> Result<Place, CodecError> {
    Ok(Place { sheet: sheet.map(text).transpose()?, line })
}
