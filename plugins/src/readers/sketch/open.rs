//! The cells of a file: of its one table, or of every sheet that is shown.

use std::sync::Arc;

use engine::model::SourceFile;

use super::facts::{FileKind, SheetSeen, Visibility, Written};
use super::{form, objects};
use crate::readers::csv::text_grid;
use crate::readers::decode::decode_as;
use crate::readers::file_fault::ReadError;
use crate::readers::grid::{Grid, Shown};
use crate::readers::spreadsheet::{KeptSheets, SheetName, SheetVisitor, is_workbook, read_kept, read_sheets};
use crate::readers::{Layout, ReadContext, Reading};

/// A file that was opened, once for all that look at it.
pub struct Opened {
    pub(super) kind: FileKind,
    pub(super) written: Option<Written>,
    pub(super) sheets: Vec<SheetSeen>,
    cells: OpenedCells,
}

/// The cells of a file.
enum OpenedCells {
    Text(Option<Grid>),
    Workbook(KeptSheets),
}

impl Opened {
    /// The cells of its table, or of each sheet that is looked at.
    pub(super) fn grids(&self) -> Vec<&Grid> {
        match &self.cells {
            OpenedCells::Text(grid) => grid.iter().collect(),
            OpenedCells::Workbook(sheets) => sheets.grids().collect(),
        }
    }

    /// What a feed of workbooks reads of it; none where it is no workbook, or the feed wants sheets that were not looked at.
    pub fn read(
        &self,
        layout: &Layout,
        file: &Arc<SourceFile>,
        context: &ReadContext<'_>,
    ) -> Option<Result<Reading, ReadError>> {
        match &self.cells {
            OpenedCells::Text(_) => None,
            OpenedCells::Workbook(sheets) => read_kept(layout, sheets, file, context),
        }
    }
}

/// Opens a file. A sheet that is named is looked at alone, hidden or not.
///
/// # Errors
/// It cannot be read.
pub fn open(bytes: &[u8], sheet: Option<&str>) -> Result<Opened, ReadError> {
    if is_workbook(bytes) {
        let mut all = AllSheets { wanted: sheet, seen: Vec::new(), kept: KeptSheets::default() };
        read_sheets(bytes, &mut all)?;
        let cells = OpenedCells::Workbook(all.kept);
        return Ok(Opened { kind: FileKind::Workbook, written: None, sheets: all.seen, cells });
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
    Ok(Opened { kind, written, sheets: Vec::new(), cells: OpenedCells::Text(Some(grid)) })
}

/// Opens a file whose values are named one by one.
fn opened_by_name(kind: FileKind, text: &str) -> Result<Opened, ReadError> {
    let table = match kind {
        FileKind::Adx | FileKind::Dhis2 => objects::of_values(text),
        FileKind::Objects => objects::of_lines(text),
        FileKind::Text | FileKind::Workbook | FileKind::Xml | FileKind::JsonStat => None,
    };
    let grid = table.map(|table| text_grid(&table, b',')).transpose()?;
    let cells = OpenedCells::Text(grid.map(|(grid, _)| grid));
    Ok(Opened { kind, written: None, sheets: Vec::new(), cells })
}

/// Keeps every sheet that is shown, or the one that is asked for.
struct AllSheets<'a> {
    wanted: Option<&'a str>,
    seen: Vec<SheetSeen>,
    kept: KeptSheets,
}

impl SheetVisitor for AllSheets<'_> {
    fn wants(&mut self, sheet: &SheetName) -> bool {
        let is_shown = sheet.shown == Shown::Yes;
        let shown = if is_shown { Visibility::Shown } else { Visibility::Hidden };
        self.seen.push(SheetSeen { name: sheet.name.to_string(), shown });
        self.kept.note(sheet);
        match self.wanted {
            Some(wanted) => sheet.name.trim().eq_ignore_ascii_case(wanted.trim()),
            None => is_shown,
        }
    }

    fn take(&mut self, grid: Grid) -> Result<(), ReadError> {
        self.kept.keep(grid);
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
