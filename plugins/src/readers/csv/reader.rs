//! The reader of CSV files: every row of a table through the columns of its feed.

use std::sync::Arc;

use csv::ByteRecord;
use engine::model::SourceFile;

use super::header::Header;
use super::table::{CsvTable, Found, MOST_FIELDS};
use crate::readers::columns::{ColumnIx, Columns, RowFields};
use crate::readers::decode::decode;
use crate::readers::file_fault::FileFault;
use crate::readers::file_fault::ReadError;
use crate::readers::identifiers::IdentifierCache;
use crate::readers::line_counter::LineCounter;
use crate::readers::reader::{ReadContext, Reader, Reading};
use crate::readers::row_fault::RowFault;
use crate::readers::row_reader::RowReader;
use crate::readers::{Format, Layout};

/// The format, for the registry.
pub(crate) const FORMAT: Format =
    Format { name: "csv", files: "*.csv", reader: |layout| Box::new(CsvReader::new(layout)) };

/// Reads CSV files of one layout.
struct CsvReader {
    columns: Columns,
    cache: IdentifierCache,
}

impl CsvReader {
    fn new(layout: &Layout) -> Self {
        Self { columns: Columns::new(layout), cache: IdentifierCache::default() }
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
        match table.next(&mut record)? {
            Found::Record => {}
            Found::TooWide => return Err(FileFault::ManyColumns { most: MOST_FIELDS }.on_line(1)),
            Found::End => return Err(FileFault::NoHeader.on_line(1)),
        }
        let line = lines.at(table.start);
        let header = Header::new(&self.columns, &record, line)
            .map_err(|error| if table.is_unfinished_header() { FileFault::cut_off(line) } else { error })?;
        let mut rows = RowReader::new(&self.columns, &self.cache, file, context)?;
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
                let breaks =
                    text.get(table.start..table.end()).unwrap_or_default().trim().matches('\n').count();
                let last = first.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
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
