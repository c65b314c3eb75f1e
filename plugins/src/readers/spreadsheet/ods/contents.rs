//! The tables of an ODS file, and which of them are shown. Copies of tables of other workbooks are passed over: they may hold what nobody
//! meant to publish.

use quick_xml::events::{BytesStart, Event};
use rustc_hash::FxHashSet;

use super::cells;
use crate::readers::file_fault::{FileFault, ReadError};
use crate::readers::grid::Shown;
use crate::readers::spreadsheet::bounds::Names;
use crate::readers::spreadsheet::package::Package;
use crate::readers::spreadsheet::sheet::{SheetName, SheetVisitor};
use crate::readers::spreadsheet::xml::{attribute, attributes};

/// The most styles of one kind that are kept.
const MOST_STYLES: usize = 100_000;
/// The longest name of a style that is kept, in bytes.
const LONGEST_STYLE: usize = 256;

/// Shows every table to a visitor, in order, with the cells of those that it wants.
pub(in crate::readers::spreadsheet) fn read_sheets(
    package: &mut Package<'_>,
    visitor: &mut dyn SheetVisitor,
) -> Result<(), ReadError> {
    if is_protected(package).map_err(FileFault::of_all)? {
        return Err(FileFault::ProtectedSpreadsheet.of_all());
    }
    let content = package.xml("content.xml").map_err(FileFault::of_all)?;
    let mut xml = content.ok_or_else(|| FileFault::DamagedSpreadsheet.of_all())?;
    let (mut styles, mut names) = (TableStyles::default(), Names::default());
    let mut is_workbook = false;
    loop {
        let sheet = match xml.next().map_err(FileFault::of_all)? {
            Event::Start(element) => match element.local_name().into_inner() {
                "spreadsheet" => {
                    is_workbook = true;
                    continue;
                }
                "table" if is_workbook => styles.sheet(&element),
                "style" => {
                    styles.begin(&element);
                    continue;
                }
                "table-properties" | "text-properties" => {
                    styles.note(&element);
                    continue;
                }
                "document-content" | "automatic-styles" | "body" => continue,
                _ => None,
            },
            Event::Empty(element) => {
                if matches!(element.local_name().into_inner(), "table-properties" | "text-properties") {
                    styles.note(&element);
                }
                continue;
            }
            Event::Eof if !is_workbook => return Err(FileFault::NoSpreadsheet.of_all()),
            Event::Eof => return Ok(()),
            _ => continue,
        };
        names.count(sheet.as_ref().map_or("", |sheet| &sheet.name)).map_err(FileFault::of_all)?;
        match sheet.filter(|sheet| visitor.wants(sheet)) {
            Some(sheet) => visitor
                .take(cells::read(&mut xml, &sheet.name, &styles.raised).map_err(FileFault::of_all)?)?,
            None => xml.skip().map_err(FileFault::of_all)?,
        }
    }
}

/// Styles of tables that are not shown, and of raised text.
#[derive(Default)]
struct TableStyles {
    hidden: FxHashSet<String>,
    raised: FxHashSet<String>,
    /// The one that is being read.
    name: String,
}

impl TableStyles {
    fn begin(&mut self, element: &BytesStart<'_>) {
        let name = attribute(element, "style:name").filter(|name| name.len() <= LONGEST_STYLE);
        self.name = name.unwrap_or_default().into_owned();
    }

    fn note(&mut self, element: &BytesStart<'_>) {
        let is_hidden = attribute(element, "table:display").as_deref() == Some("false");
        if is_hidden && self.hidden.len() < MOST_STYLES {
            self.hidden.insert(self.name.clone());
        }
        let position = attribute(element, "style:text-position");
        if position.is_some_and(|at| at.starts_with("super")) && self.raised.len() < MOST_STYLES {
            self.raised.insert(self.name.clone());
        }
    }

    /// A table of the workbook's own; none where it is the copy of a table of another workbook.
    fn sheet(&self, element: &BytesStart<'_>) -> Option<SheetName> {
        let (mut name, mut shown) = (Box::from(""), Shown::Yes);
        for (key, value) in attributes(element) {
            match key {
                "table:name" if value.starts_with("'file:") => return None,
                "table:name" => name = Box::from(&*value),
                "table:style-name" if self.hidden.contains(&*value) => shown = Shown::Hidden,
                "table:display" if value == "false" => shown = Shown::Hidden,
                _ => {}
            }
        }
        Some(SheetName { name, shown })
    }
}

/// Whether the contents are encrypted, as the list of parts says.
fn is_protected(package: &mut Package<'_>) -> Result<bool, FileFault> {
    let Some(mut xml) = package.xml("META-INF/manifest.xml")? else { return Ok(false) };
    loop {
        match xml.next()? {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().into_inner() == "encryption-data" =>
            {
                return Ok(true);
            }
            Event::Eof => return Ok(false),
            _ => {}
        }
    }
}
