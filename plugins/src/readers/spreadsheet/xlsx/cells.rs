//! The cells of one sheet of an XLSX file.

use std::ops::Range;

use quick_xml::events::{BytesStart, Event};

use super::shared::{DateFormats, SharedTexts, read_rich_text, unescaped};
use crate::readers::file_fault::FileFault;
use crate::readers::grid::{Grid, Shown};
use crate::readers::spreadsheet::number::{Binary, as_stored};
use crate::readers::spreadsheet::package::Package;
use crate::readers::spreadsheet::serial::Epoch;
use crate::readers::spreadsheet::sheet::{Cells, cut};
use crate::readers::spreadsheet::xml::{Xml, attributes, is_on, push_reference};

/// What cells refer to.
pub(super) struct LookUp<'a> {
    pub(super) texts: &'a SharedTexts,
    pub(super) formats: &'a DateFormats,
    pub(super) epoch: Epoch,
}

/// How a cell is stored.
#[derive(Clone, Copy)]
struct Stored {
    column: usize,
    kind: Kind,
    format: usize,
}

/// What a cell holds.
#[derive(Clone, Copy)]
enum Kind {
    Number,
    /// A number of one of the texts that are shared.
    Shared,
    /// A text, a date or the sign of an error, as it is written.
    Plain,
    Truth,
}

/// Reads the cells of a sheet.
pub(super) fn read(
    package: &mut Package<'_>,
    part: &str,
    name: &str,
    look_up: &LookUp<'_>,
) -> Result<Grid, FileFault> {
    let mut cells = Cells::of(name);
    let mut xml = package.xml(part)?.ok_or(FileFault::DamagedSpreadsheet)?;
    let (mut line, mut column, mut text) = (0, 0, String::new());
    loop {
        match xml.next()? {
            Event::Start(element) => match element.local_name().into_inner() {
                "row" => {
                    let (row, shown) = row(&element, line);
                    (line, column) = (row, 0);
                    cells.begin_row(line, shown)?;
                }
                "c" => {
                    let stored = stored(&element, column);
                    column = stored.column + 1;
                    text.clear();
                    read_cell(&mut xml, &mut text)?;
                    put(&mut cells, stored, &text, look_up);
                }
                "col" => cells.hide_columns(hidden_columns(&element)),
                "worksheet" | "sheetData" | "cols" => {}
                _ => xml.skip()?,
            },
            Event::Empty(element) => match element.local_name().into_inner() {
                "row" => line = row(&element, line).0,
                "c" => column = stored(&element, column).column + 1,
                "col" => cells.hide_columns(hidden_columns(&element)),
                _ => {}
            },
            Event::End(element) if element.local_name().into_inner() == "row" => cells.end_row(1)?,
            Event::Eof => return Ok(cells.finish()),
            _ => {}
        }
    }
}

/// The line of a row, which follows the one before where it does not say, and whether it is shown.
fn row(element: &BytesStart<'_>, before: u32) -> (u32, Shown) {
    let (mut line, mut shown) = (before.saturating_add(1), Shown::Yes);
    for (key, value) in attributes(element) {
        match key {
            "r" => line = value.parse().unwrap_or(line),
            "hidden" if is_on(&value) => shown = Shown::Hidden,
            _ => {}
        }
    }
    (line, shown)
}

fn stored(element: &BytesStart<'_>, next: usize) -> Stored {
    let mut stored = Stored { column: next, kind: Kind::Number, format: 0 };
    for (key, value) in attributes(element) {
        match key {
            "r" => stored.column = column(&value).unwrap_or(next),
            "s" => stored.format = value.parse().unwrap_or_default(),
            "t" => {
                stored.kind = match &*value {
                    "s" => Kind::Shared,
                    "b" => Kind::Truth,
                    "n" => Kind::Number,
                    _ => Kind::Plain,
                }
            }
            _ => {}
        }
    }
    stored
}

/// The column of a place such as `AB12`, counted from zero.
fn column(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    let number =
        letters.fold(0, |number, letter| number * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1)
}

fn hidden_columns(element: &BytesStart<'_>) -> Range<usize> {
    let (mut first, mut last, mut is_hidden) = (1_usize, 0, false);
    for (key, value) in attributes(element) {
        match key {
            "min" => first = value.parse().unwrap_or(first),
            "max" => last = value.parse().unwrap_or(last),
            "hidden" => is_hidden = is_on(&value),
            _ => {}
        }
    }
    if is_hidden { first.saturating_sub(1)..last } else { 0..0 }
}

/// Reads the stored result of a cell; its formula is passed over.
fn read_cell(xml: &mut Xml<'_>, text: &mut String) -> Result<(), FileFault> {
    let mut is_value = false;
    loop {
        cut(text);
        match xml.next()? {
            Event::Start(element) => match element.local_name().into_inner() {
                "v" => is_value = true,
                "is" => read_rich_text(xml, "is", text)?,
                _ => xml.skip()?,
            },
            Event::Text(value) if is_value => text.push_str(&value.xml10_content()),
            Event::CData(value) if is_value => text.push_str(&value.xml10_content()),
            Event::GeneralRef(reference) if is_value => push_reference(text, &reference),
            Event::End(element) => match element.local_name().into_inner() {
                "c" => return Ok(()),
                _ => is_value = false,
            },
            Event::Eof => return Err(FileFault::DamagedSpreadsheet),
            _ => {}
        }
    }
}

fn put(cells: &mut Cells, stored: Stored, text: &str, look_up: &LookUp<'_>) {
    let shared = || look_up.texts.get(text.trim().parse().ok()?);
    match stored.kind {
        Kind::Shared => cells.put(stored.column, shared().unwrap_or_default()),
        Kind::Truth => cells.put(stored.column, if is_on(text.trim()) { "TRUE" } else { "FALSE" }),
        Kind::Plain => cells.put(stored.column, unescaped(text).trim_end_matches("T00:00:00")),
        Kind::Number => {
            let serial = look_up.formats.is_date(stored.format).then(|| text.trim().parse::<Binary>().ok());
            let moment = serial.flatten().and_then(|serial| look_up.epoch.moment(serial));
            cells.put(stored.column, moment.as_deref().unwrap_or(&as_stored(text)));
        }
    }
}
