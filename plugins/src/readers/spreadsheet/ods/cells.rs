//! The cells of one table of an ODS file. Cells, rows and columns that repeat stand once, with their number.

use quick_xml::events::{BytesStart, Event};
use rustc_hash::FxHashSet;

use super::text::read_paragraph;
use crate::readers::file_fault::FileFault;
use crate::readers::grid::{Grid, Shown};
use crate::readers::spreadsheet::number::as_stored;
use crate::readers::spreadsheet::sheet::{Cells, MOST_COLUMNS, MOST_ROWS};
use crate::readers::spreadsheet::xml::{Xml, attributes};

/// What a cell says of itself.
#[derive(Default)]
struct Stored {
    /// The value as it is stored; none where the text is all there is.
    value: Option<String>,
    times: usize,
}

/// A table of which the cells are read.
struct Table<'a> {
    /// The styles of raised text.
    raised: &'a FxHashSet<String>,
    cells: Cells,
    line: u32,
    column: usize,
    columns: usize,
    /// How many rows the one that is being read stands for.
    times: u32,
    text: String,
}

/// Reads the cells of a table whose element has just begun, up to its end.
pub(super) fn read(xml: &mut Xml<'_>, name: &str, raised: &FxHashSet<String>) -> Result<Grid, FileFault> {
    let cells = Cells::of(name);
    let mut table = Table { raised, cells, line: 1, column: 0, columns: 0, times: 1, text: String::new() };
    loop {
        match xml.next()? {
            Event::Start(element) => match element.local_name().into_inner() {
                "table-row" => table.begin_row(&element)?,
                "table-cell" | "covered-table-cell" => {
                    let stored = stored(&element);
                    table.text.clear();
                    read_cell(xml, table.raised, &mut table.text)?;
                    table.put(&stored);
                }
                "table-column" => table.pass_columns(&element),
                "table-row-group"
                | "table-header-rows"
                | "table-rows"
                | "table-column-group"
                | "table-header-columns"
                | "table-columns" => {}
                _ => xml.skip()?,
            },
            Event::Empty(element) => match element.local_name().into_inner() {
                "table-row" => {
                    table.begin_row(&element)?;
                    table.end_row()?;
                }
                "table-cell" | "covered-table-cell" => {
                    let stored = stored(&element);
                    table.text.clear();
                    table.put(&stored);
                }
                "table-column" => table.pass_columns(&element),
                _ => {}
            },
            Event::End(element) => match element.local_name().into_inner() {
                "table-row" => table.end_row()?,
                "table" => return Ok(table.cells.finish()),
                _ => {}
            },
            Event::Eof => return Err(FileFault::DamagedSpreadsheet),
            _ => {}
        }
    }
}

impl Table<'_> {
    fn begin_row(&mut self, element: &BytesStart<'_>) -> Result<(), FileFault> {
        (self.times, self.column) = (1, 0);
        let mut shown = Shown::Yes;
        for (key, value) in attributes(element) {
            match key {
                "table:number-rows-repeated" => self.times = value.parse().unwrap_or(1).max(1),
                "table:visibility" => shown = visibility(&value),
                _ => {}
            }
        }
        // Nothing stands below the last row that a program knows.
        self.cells.begin_row(self.line.min(MOST_ROWS), shown)
    }

    fn end_row(&mut self) -> Result<(), FileFault> {
        self.cells.end_row(self.times)?;
        self.line = self.line.saturating_add(self.times);
        Ok(())
    }

    fn put(&mut self, stored: &Stored) {
        let text = stored.value.as_deref().unwrap_or(&self.text);
        if !text.is_empty() {
            let end = self.column.saturating_add(stored.times).min(MOST_COLUMNS);
            (self.column..end).for_each(|column| self.cells.put(column, text));
        }
        self.column = self.column.saturating_add(stored.times);
    }

    fn pass_columns(&mut self, element: &BytesStart<'_>) {
        let (mut times, mut shown) = (1, Shown::Yes);
        for (key, value) in attributes(element) {
            match key {
                "table:number-columns-repeated" => times = value.parse().unwrap_or(1),
                "table:visibility" => shown = visibility(&value),
                _ => {}
            }
        }
        let end = self.columns.saturating_add(times);
        if shown == Shown::Hidden {
            self.cells.hide_columns(self.columns..end);
        }
        self.columns = end;
    }
}

fn visibility(value: &str) -> Shown {
    if matches!(value, "collapse" | "filter") { Shown::Hidden } else { Shown::Yes }
}

fn stored(element: &BytesStart<'_>) -> Stored {
    let (mut kind, mut value, mut text) = (None, None, None);
    let mut stored = Stored { value: None, times: 1 };
    for (key, attribute) in attributes(element) {
        match key {
            "table:number-columns-repeated" => stored.times = attribute.parse().unwrap_or(1).max(1),
            "office:value-type" => kind = kind.or(Some(attribute)),
            // The result of a formula that failed is a text of nothing, and its sign stands in the paragraph.
            "calcext:value-type" if attribute == "error" => kind = Some(attribute),
            "office:value" | "office:date-value" | "office:boolean-value" => value = Some(attribute),
            "office:string-value" => text = Some(attribute),
            _ => {}
        }
    }
    stored.value = match kind.as_deref() {
        Some("float" | "percentage" | "currency") => value.map(|value| as_stored(&value).into_owned()),
        Some("date") => value.map(|value| value.trim_end_matches("T00:00:00").to_owned()),
        Some("boolean") => value.map(|value| value.to_ascii_uppercase()),
        Some("string") => text.filter(|text| !text.is_empty()).map(std::borrow::Cow::into_owned),
        _ => None,
    };
    stored
}

/// Reads what stands in a cell for people to read.
fn read_cell(xml: &mut Xml<'_>, raised: &FxHashSet<String>, text: &mut String) -> Result<(), FileFault> {
    loop {
        match xml.next()? {
            Event::Start(element) => match element.local_name().into_inner() {
                "p" => {
                    if !text.is_empty() {
                        text.push(' ');
                    }
                    read_paragraph(xml, raised, text)?;
                }
                _ => xml.skip()?,
            },
            Event::End(_) => return Ok(()),
            Event::Eof => return Err(FileFault::DamagedSpreadsheet),
            _ => {}
        }
    }
}
