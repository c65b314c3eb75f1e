//! The cells of an XLS file, as another crate reads them.

use std::io::Cursor;

use calamine::{Data, Reader as _, SheetType, SheetVisible, Xls, XlsError};

use super::outline::{self, Outline};
use super::stream;
use crate::readers::file_fault::{FileFault, ReadError};
use crate::readers::grid::{Grid, Shown};
use crate::readers::spreadsheet::number::of_binary;
use crate::readers::spreadsheet::sheet::{Cells, MOST_CELLS, SheetName, SheetVisitor};

/// Shows every sheet to a visitor, in order, with the cells of those that it wants.
pub(in crate::readers::spreadsheet) fn read_sheets(
    bytes: &[u8],
    visitor: &mut dyn SheetVisitor,
) -> Result<(), ReadError> {
    let damaged = || FileFault::DamagedSpreadsheet.of_all();
    let stream = stream::workbook(bytes).ok_or_else(damaged)?;
    if outline::is_protected(&stream) {
        return Err(FileFault::ProtectedSpreadsheet.of_all());
    }
    let outlines = outline::outlines(&stream).ok_or_else(damaged)?;
    // All sheets are laid out at once.
    if outlines.iter().map(|outline| outline.cells).sum::<usize>() > MOST_CELLS {
        return Err(FileFault::SpreadOutCells { most: MOST_CELLS }.of_all());
    }
    // What is damaged may trip a reader that trusts it.
    let opened = std::panic::catch_unwind(|| Xls::new(Cursor::new(bytes)));
    let opened = opened.map_err(|_| damaged())?;
    let mut workbook = opened.map_err(|error| fault(&error).of_all())?;
    let nothing = Outline::default();
    for (place, sheet) in workbook.sheets_metadata().to_vec().into_iter().enumerate() {
        let shown = if sheet.visible == SheetVisible::Visible { Shown::Yes } else { Shown::Hidden };
        let named = SheetName { name: sheet.name.as_str().into(), shown };
        if sheet.typ == SheetType::WorkSheet && visitor.wants(&named) {
            let range = workbook.worksheet_range(&sheet.name).map_err(|error| fault(&error).of_all())?;
            let outline = outlines.get(place).unwrap_or(&nothing);
            visitor.take(grid(&sheet.name, &range, outline).map_err(FileFault::of_all)?)?;
        }
    }
    Ok(())
}

fn fault(error: &XlsError) -> FileFault {
    match error {
        XlsError::Password => FileFault::ProtectedSpreadsheet,
        _ => FileFault::DamagedSpreadsheet,
    }
}

fn grid(name: &str, range: &calamine::Range<Data>, outline: &Outline) -> Result<Grid, FileFault> {
    let mut cells = Cells::of(name);
    for (first, end) in &outline.hidden_columns {
        cells.hide_columns(*first..*end);
    }
    let (top, left) = range.start().unwrap_or_default();
    for (line, row) in (top + 1..).zip(range.rows()) {
        let is_hidden = outline.hidden_rows.contains(&(line - 1));
        cells.begin_row(line, if is_hidden { Shown::Hidden } else { Shown::Yes })?;
        for (column, cell) in (left as usize..).zip(row) {
            cells.put(column, &text(cell));
        }
        cells.end_row(1)?;
    }
    Ok(cells.finish())
}

fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::Bool(truth) => truth.to_string().to_ascii_uppercase(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => of_binary(*number),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            match (hour, minute, second) {
                (0, 0, 0) => date,
                _ => format!("{date}T{hour:02}:{minute:02}:{second:02}"),
            }
        }
        Data::DateTime(duration) => of_binary(duration.as_f64()),
        other => other.to_string(),
    }
}
