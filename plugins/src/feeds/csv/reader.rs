//! The reader of CSV files: every row of a table through the plan of its feed.

use std::sync::Arc;

use csv::ByteRecord;
use engine::model::SourceFile;

use super::header::Header;
use super::table::Table;
use crate::feeds::plan::{Plan, Row, Slot};
use crate::feeds::rows::Rows;
use crate::feeds::text::{Lines, cut_off, decode, refusal};
use crate::feeds::{Format, Layout};
use crate::port::{Context, ReadError, Reader, Reading};

/// The format, for the registry.
pub(in crate::feeds) const FORMAT: Format =
    Format { name: "csv", files: "*.csv", reader: |layout| Box::new(CsvReader::new(layout)) };

/// Reads CSV files of one layout.
struct CsvReader {
    plan: Plan,
}

impl CsvReader {
    fn new(layout: &Layout) -> Self {
        Self { plan: Plan::new(layout) }
    }
}

impl Reader for CsvReader {
    fn read(
        &self,
        file: &Arc<SourceFile>,
        bytes: &[u8],
        context: &Context<'_>,
    ) -> Result<Reading, ReadError> {
        let text = decode(bytes)?;
        let mut table = Table::new(text);
        let mut lines = Lines::new(text);
        let mut record = ByteRecord::new();
        if !table.next(&mut record)? {
            return Err(refusal(1, "the file holds no header"));
        }
        let line = lines.at(table.start);
        let header = Header::new(&self.plan, &record, line)
            .map_err(|error| if table.is_unfinished_header() { cut_off(line) } else { error })?;
        let mut rows = Rows::new(&self.plan, file, context)?;
        while table.next(&mut record)? {
            let row = CsvRow { record: &record, columns: &header.columns };
            let start = table.start;
            if let Some(line) = rows.admit(&row, || lines.at(start)) {
                match header.fault(&record) {
                    None => rows.take(line, &row),
                    Some(fault) => rows.quarantine(line, &fault),
                }
            }
        }
        if table.stops_inside_quotes() || (table.is_unfinished() && table.fields < header.width) {
            return Err(cut_off(lines.at(table.start)));
        }
        Ok(rows.finish())
    }
}

/// A row of the table.
struct CsvRow<'a> {
    record: &'a ByteRecord,
    columns: &'a [usize],
}

impl Row for CsvRow<'_> {
    fn field(&self, slot: Slot) -> Option<&[u8]> {
        self.columns.get(slot.0).and_then(|place| self.record.get(*place)).map(<[u8]>::trim_ascii)
    }
}
