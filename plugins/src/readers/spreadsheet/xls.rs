//! Old XLS files. What they hide in rows and columns is not known: their reader does not tell.

use std::io::Cursor;

use calamine::{Data, Reader as _, SheetType, SheetVisible, Xls, XlsError};

use super::number::of_binary;
use super::sheet::{Cells, SheetName, SheetVisitor};
use crate::readers::file_fault::{FileFault, ReadError};
use crate::readers::grid::{Grid, Shown};

/// Shows every sheet to a visitor, in order, with the cells of those that it wants.
pub(super) fn read_sheets(bytes: &[u8], visitor: &mut dyn SheetVisitor) -> Result<(), ReadError> {
    let mut workbook = Xls::new(Cursor::new(bytes)).map_err(|error| fault(&error).of_all())?;
    for sheet in workbook.sheets_metadata().to_vec() {
        let shown = if sheet.visible == SheetVisible::Visible { Shown::Yes } else { Shown::Hidden };
        let named = SheetName { name: sheet.name.as_str().into(), shown };
        if sheet.typ == SheetType::WorkSheet && visitor.wants(&named) {
            let range = workbook.worksheet_range(&sheet.name).map_err(|error| fault(&error).of_all())?;
            visitor.take(grid(&sheet.name, &range).map_err(FileFault::of_all)?)?;
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

fn grid(name: &str, range: &calamine::Range<Data>) -> Result<Grid, FileFault> {
    let mut cells = Cells::of(name);
    let (top, left) = range.start().unwrap_or_default();
    for (line, row) in (top + 1..).zip(range.rows()) {
        cells.begin_row(line, Shown::Yes)?;
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
