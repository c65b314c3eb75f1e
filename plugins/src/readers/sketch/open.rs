//! The cells of a file: of its one table, or of every sheet that is shown.

use super::facts::{FileKind, SheetSeen, Visibility, Written};
use super::{form, objects};
use crate::readers::csv::text_grid;
use crate::readers::decode::decode_as;
use crate::readers::file_fault::ReadError;
use crate::readers::grid::{Grid, Shown};
use crate::readers::spreadsheet::{SheetName, SheetVisitor, is_workbook, read_sheets};

/// A file that was opened.
pub(super) struct Opened {
    pub(super) kind: FileKind,
    pub(super) written: Option<Written>,
    pub(super) sheets: Vec<SheetSeen>,
    pub(super) grids: Vec<Grid>,
}

/// Opens a file. A sheet that is named is looked at alone, hidden or not.
pub(super) fn open(bytes: &[u8], sheet: Option<&str>) -> Result<Opened, ReadError> {
    if is_workbook(bytes) {
        let mut all = AllSheets { wanted: sheet, seen: Vec::new(), grids: Vec::new() };
        read_sheets(bytes, &mut all)?;
        return Ok(Opened { kind: FileKind::Workbook, written: None, sheets: all.seen, grids: all.grids });
    }
    let encoding = form::encoding(bytes);
    let text = decode_as(bytes, encoding)?;
    let beginning = text.trim_start_matches('\u{feff}').trim_start();
    let head: String = beginning.chars().take(2_000).collect();
    let kind = match beginning.chars().next() {
        Some('<') if head.contains("<adx") => FileKind::Adx,
        Some('<') if head.contains("<dataValueSet") => FileKind::Dhis2,
        Some('<') => FileKind::Xml,
        Some('{') if is_json_stat(&head) => FileKind::JsonStat,
        Some('{' | '[') => FileKind::Objects,
        _ => FileKind::Text,
    };
    if kind != FileKind::Text {
        return opened_by_name(kind, &text);
    }
    let delimiter = form::delimiter(&text);
    let (grid, _) = text_grid(&text, delimiter)?;
    let written = Some(Written { encoding: encoding.name(), delimiter: char::from(delimiter) });
    Ok(Opened { kind, written, sheets: Vec::new(), grids: vec![grid] })
}

/// Opens a file whose values are named one by one.
fn opened_by_name(kind: FileKind, text: &str) -> Result<Opened, ReadError> {
    let table = match kind {
        FileKind::Adx | FileKind::Dhis2 => objects::of_values(text),
        FileKind::Objects => objects::of_lines(text),
        FileKind::Text | FileKind::Workbook | FileKind::Xml | FileKind::JsonStat => None,
    };
    let grid = table.map(|table| text_grid(&table, b',')).transpose()?;
    Ok(Opened {
        kind,
        written: None,
        sheets: Vec::new(),
        grids: grid.into_iter().map(|(grid, _)| grid).collect(),
    })
}

/// Keeps every sheet that is shown, or the one that is asked for.
struct AllSheets<'a> {
    wanted: Option<&'a str>,
    seen: Vec<SheetSeen>,
    grids: Vec<Grid>,
}

impl SheetVisitor for AllSheets<'_> {
    fn wants(&mut self, sheet: &SheetName) -> bool {
        let is_shown = sheet.shown == Shown::Yes;
        let shown = if is_shown { Visibility::Shown } else { Visibility::Hidden };
        self.seen.push(SheetSeen { name: sheet.name.to_string(), shown });
        match self.wanted {
            Some(wanted) => sheet.name.trim().eq_ignore_ascii_case(wanted.trim()),
            None => is_shown,
        }
    }

    fn take(&mut self, grid: Grid) -> Result<(), ReadError> {
        self.grids.push(grid);
        Ok(())
    }
}

/// Whether a JSON text begins as one of JSON-stat does, in its second edition or its first.
fn is_json_stat(head: &str) -> bool {
    let head: String = head.chars().filter(|letter| !letter.is_whitespace()).collect();
    head.contains("\"class\":\"dataset\"")
        || head.contains("\"class\":\"collection\"")
        || head.starts_with("{\"dataset\":{")
}
