//! The cells of a text file, with the lines that cannot be told apart into cells.

use csv::ByteRecord;

use super::table::{CsvTable, Found, MOST_FIELDS};
use crate::readers::file_fault::{FileFault, ReadError};
use crate::readers::grid::{Grid, Shown};
use crate::readers::line_counter::{LineCounter, breaks};
use crate::readers::row_fault::RowFault;
use crate::readers::table::{Spoilt, TextEnd, TextFaults};

/// The most cells of a table that is read as a whole: each takes memory of its own.
const MOST_CELLS: usize = 16 << 20;

/// All cells of a text.
pub(in crate::readers) fn text_grid(text: &str, delimiter: u8) -> Result<(Grid, TextFaults), ReadError> {
    let mut table = CsvTable::delimited(text, delimiter);
    let mut lines = LineCounter::new(text);
    let mut record = ByteRecord::new();
    let (mut grid, mut faults, mut cells) = (Grid::default(), TextFaults::default(), 0);
    loop {
        let found = table.next(&mut record)?;
        if found == Found::End {
            break;
        }
        let line = lines.at(table.start);
        if found == Found::TooWide {
            let fault = RowFault::ManyFields { most: MOST_FIELDS };
            faults.spoilt.push(Spoilt { first: line, last: line, fault });
            continue;
        }
        if table.has_stray_quote(&record) {
            let record = text.get(table.start..table.end()).unwrap_or_default().trim();
            let last = line.saturating_add(breaks(record.as_bytes()));
            let fault = RowFault::StrayQuote { first: line, last };
            faults.spoilt.push(Spoilt { first: line, last, fault });
            continue;
        }
        cells += record.len();
        if cells > MOST_CELLS {
            return Err(FileFault::ManyCells { most: MOST_CELLS }.on_line(line));
        }
        if follows_blank_line(text, table.start) {
            grid.begin_row(line - 1, Shown::Yes);
        }
        grid.begin_row(line, Shown::Yes);
        record.iter().for_each(|field| grid.push(std::str::from_utf8(field).unwrap_or_default()));
    }
    if table.stops_inside_quotes() {
        return Err(FileFault::cut_off(lines.at(table.start)));
    }
    faults.end = if table.is_unfinished() { TextEnd::Open } else { TextEnd::Whole };
    Ok((grid, faults))
}

/// Whether nothing stands on the line before the record that begins here. Such lines are passed over where records are read.
fn follows_blank_line(text: &str, start: usize) -> bool {
    start > 0 && text.as_bytes().get(start).is_some_and(|byte| matches!(byte, b'\n' | b'\r')) && {
        let rest = text.as_bytes().get(start..).unwrap_or_default();
        let gap = rest.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        breaks(rest.get(..gap).unwrap_or_default()) > u32::from(!ends_line(text, start))
    }
}

/// Whether the place follows the whole end of a line.
fn ends_line(text: &str, place: usize) -> bool {
    let bytes = text.as_bytes();
    let before = place.checked_sub(1).and_then(|before| bytes.get(before));
    match before {
        Some(b'\n') => true,
        // The line end `\r\n` may have been read up to its middle.
        Some(b'\r') => bytes.get(place) != Some(&b'\n'),
        _ => false,
    }
}
