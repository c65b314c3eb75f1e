//! All sheets of an XLSX file in order. What they share is read once, and only where a sheet is wanted.

use super::cells;
use super::contents::Contents;
use super::shared::{DateFormats, SharedTexts};
use crate::readers::file_fault::{FileFault, ReadError};
use crate::readers::spreadsheet::package::Package;
use crate::readers::spreadsheet::sheet::SheetVisitor;

/// Shows every sheet to a visitor, in order, with the cells of those that it wants.
pub(in crate::readers::spreadsheet) fn read_sheets(
    package: &mut Package<'_>,
    visitor: &mut dyn SheetVisitor,
) -> Result<(), ReadError> {
    let contents = Contents::read(package).map_err(FileFault::of_all)?;
    let mut shared = None;
    for (sheet, part) in &contents.sheets {
        if !visitor.wants(sheet) {
            continue;
        }
        let (texts, formats) = match &shared {
            Some(known) => known,
            None => shared.insert(read_shared(package, &contents).map_err(FileFault::of_all)?),
        };
        let look_up = cells::LookUp { texts, formats, epoch: contents.epoch };
        let grid = cells::read(package, part, &sheet.name, &look_up).map_err(FileFault::of_all)?;
        visitor.take(grid)?;
    }
    Ok(())
}

fn read_shared(
    package: &mut Package<'_>,
    contents: &Contents,
) -> Result<(SharedTexts, DateFormats), FileFault> {
    let texts = match &contents.shared_texts {
        Some(part) => SharedTexts::read(package, part)?,
        None => SharedTexts::default(),
    };
    let formats = match &contents.styles {
        Some(part) => DateFormats::read(package, part)?,
        None => DateFormats::default(),
    };
    Ok((texts, formats))
}
