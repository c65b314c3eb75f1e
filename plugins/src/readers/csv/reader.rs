//! The reader of CSV files: every row of a table through the columns of its feed.

use std::sync::Arc;

use csv::ByteRecord;
use engine::model::SourceFile;

use super::declared::DeclaredReader;
use super::header::Header;
use super::table::{CsvTable, Found, MOST_FIELDS};
use crate::readers::columns::{ColumnIx, Columns, RowFields};
use crate::readers::decode::decode;
use crate::readers::file_fault::FileFault;
use crate::readers::file_fault::ReadError;
use crate::readers::identifiers::IdentifierCache;
use crate::readers::line_counter::{LineCounter, breaks};
use crate::readers::reader::{ReadContext, Reader, Reading};
use crate::readers::row_fault::RowFault;
use crate::readers::row_reader::RowReader;
use crate::readers::shown_dates::has_month_first;
use crate::readers::{Format, Holds, Layout};

/// The format, for the registry.
pub(crate) const FORMAT: Format = Format { name: "csv", files: "*.csv", holds: Holds::Tables, reader };

fn reader(layout: &Layout) -> Box<dyn Reader> {
    match layout.table {
        None => Box::new(CsvReader::new(layout)),
        Some(_) => Box::new(DeclaredReader::new(layout)),
    }
}

/// Reads CSV files of one layout.
struct CsvReader {
    columns: Columns,
    cache: IdentifierCache,
}

impl CsvReader {
    fn new(layout: &Layout) -> Self {
        Self { columns: Columns::new(layout), cache: IdentifierCache::default() }
    }

    /// The header: the first line that has every column, since tables for people begin with their title. Where none has, the one
    /// that has the most of them is told.
    fn header(
        &self,
        table: &mut CsvTable<'_>,
        lines: &mut LineCounter<'_>,
        record: &mut ByteRecord,
    ) -> Result<Header, ReadError> {
        /// Further down stand figures.
        const MOST_LINES_ABOVE: usize = 20;
        let mut nearest: Option<ReadError> = None;
        for place in 0..=MOST_LINES_ABOVE {
            match table.next(record)? {
                Found::Record => {}
                Found::TooWide if place == 0 => {
                    return Err(FileFault::ManyColumns { most: MOST_FIELDS }.on_line(1));
                }
                Found::TooWide | Found::End => break,
            }
            let line = lines.at(table.start);
            let error = match Header::new(&self.columns, record, line) {
                Ok(header) => return Ok(header),
                Err(_) if table.is_unfinished_header() => return Err(FileFault::cut_off(line)),
                Err(error) => error,
            };
            let Some(missing) = error.fault.missing_columns() else { return Err(error) };
            let fewest = nearest.as_ref().and_then(|nearest| nearest.fault.missing_columns());
            if fewest.is_none_or(|fewest| missing < fewest) {
                nearest = Some(error);
            }
        }
        Err(nearest.unwrap_or_else(|| FileFault::NoHeader.on_line(1)))
    }
}

impl CsvReader {
    /// Notes in which order the file writes day and month, by all of its dates.
    fn note_dates(&self, text: &str, header: &Header, rows: &mut RowReader<'_>) -> Result<(), ReadError> {
        if !has_month_first(text) {
            return Ok(());
        }
        let (mut table, mut lines) = (CsvTable::new(text), LineCounter::new(text));
        let mut record = ByteRecord::new();
        loop {
            match table.next(&mut record)? {
                Found::Record => {}
                Found::TooWide => continue,
                Found::End => return Ok(()),
            }
            let row = CsvRow { record: &record, places: &header.places };
            let fields = self.columns.dated().filter_map(|column| row.field(column));
            for text in fields.filter_map(|field| std::str::from_utf8(field).ok()) {
                rows.note_date(text, lines.at(table.start));
            }
        }
    }
}

impl Reader for CsvReader {
    fn read(
        &self,
        file: &Arc<SourceFile>,
        bytes: &[u8],
        context: &ReadContext<'_>,
    ) -> Result<Reading, ReadError> {
        let text = decode(bytes)?;
        let mut table = CsvTable::new(text);
        let mut lines = LineCounter::new(text);
        let mut record = ByteRecord::new();
        let header = self.header(&mut table, &mut lines, &mut record)?;
        let mut rows = RowReader::new(&self.columns, &self.cache, file, context)?;
        self.note_dates(text, &header, &mut rows)?;
        rows.reserve(text.bytes().filter(|byte| *byte == b'\n').count());
        loop {
            match table.next(&mut record)? {
                Found::Record => {}
                Found::TooWide => {
                    rows.quarantine(lines.at(table.start), RowFault::ManyFields { most: MOST_FIELDS });
                    continue;
                }
                Found::End => break,
            }
            if table.has_stray_quote(&record) {
                let first = lines.at(table.start);
                let record = text.get(table.start..table.end()).unwrap_or_default().trim();
                let last = first.saturating_add(breaks(record.as_bytes()));
                (first..=last).for_each(|line| rows.quarantine(line, RowFault::StrayQuote { first, last }));
                continue;
            }
            let row = CsvRow { record: &record, places: &header.places };
            let start = table.start;
            if let Some(admitted) = rows.admit(&row, || lines.at(start)) {
                match header.fault(&record) {
                    None => rows.take(admitted, &row),
                    Some(fault) => rows.refuse(admitted, fault),
                }
            }
        }
        if table.stops_inside_quotes() || (table.is_unfinished() && table.fields < header.width) {
            return Err(FileFault::cut_off(lines.at(table.start)));
        }
        Ok(rows.finish())
    }
}

/// A row of the table.
struct CsvRow<'a> {
    record: &'a ByteRecord,
    places: &'a [usize],
}

impl RowFields for CsvRow<'_> {
    fn field(&self, column: ColumnIx) -> Option<&[u8]> {
        self.places.get(column.0).and_then(|place| self.record.get(*place)).map(<[u8]>::trim_ascii)
    }
}
