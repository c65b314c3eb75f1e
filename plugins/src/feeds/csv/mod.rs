//! Tables of comma-separated values, as published: one header, one row a line, stray columns ignored.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use csv::ByteRecord;
use engine::model::SourceFile;

use super::fault::RowFault;
use super::plan::{Plan, Row, Slot};
use super::rows::Rows;
use super::text::{Lines, cut_off, decode, missing_columns, refusal};
use super::{Format, Layout};
use crate::port::{Context, ReadError, Reader, Reading};

/// The format, for the registry.
pub(super) const FORMAT: Format =
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

/// The text as records, with the place and the number of fields of the last one.
struct Table<'a> {
    text: &'a str,
    reader: csv::Reader<&'a [u8]>,
    start: usize,
    fields: usize,
}

impl<'a> Table<'a> {
    fn new(text: &'a str) -> Self {
        let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        Self { text, reader, start: 0, fields: 0 }
    }

    fn next(&mut self, record: &mut ByteRecord) -> Result<bool, ReadError> {
        let start = usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX);
        let found = self.reader.read_byte_record(record).map_err(|error| refusal(1, error.to_string()))?;
        if found {
            (self.start, self.fields) = (start, record.len());
        }
        Ok(found)
    }

    /// Whether the last line has no end.
    fn is_unfinished(&self) -> bool {
        !self.text.ends_with(['\n', '\r'])
    }

    /// Whether there is nothing but a first line without an end.
    fn is_unfinished_header(&self) -> bool {
        self.is_unfinished() && !self.text.trim_start().contains(['\n', '\r'])
    }

    /// Whether the last record opens a quotation that nothing closes. Only the last one can: it takes in all that follows.
    fn stops_inside_quotes(&self) -> bool {
        let mut bytes = self.text.as_bytes().get(self.start..).unwrap_or_default().iter().peekable();
        let (mut is_start, mut is_quoted) = (true, false);
        while let Some(byte) = bytes.next() {
            match byte {
                b'"' if is_quoted => is_quoted = bytes.next_if(|next| **next == b'"').is_some(),
                b'"' if is_start => is_quoted = true,
                _ => {}
            }
            is_start = !is_quoted && matches!(byte, b',' | b'\n' | b'\r');
        }
        is_quoted
    }
}

/// Where the columns stand that the layout names.
struct Header {
    /// By slot.
    columns: Vec<usize>,
    /// How many fields a whole row has at least. Nameless columns at the end are stray.
    width: usize,
}

impl Header {
    fn new(plan: &Plan, record: &ByteRecord, line: u32) -> Result<Self, ReadError> {
        let names: Vec<_> = record.iter().map(|name| String::from_utf8_lossy(name.trim_ascii())).collect();
        let found: Vec<&str> = names.iter().map(|name| &**name).filter(|name| !name.is_empty()).collect();
        let places = |wanted: &String| -> Vec<usize> {
            let places = names.iter().enumerate().filter(|(_, name)| *name == wanted);
            places.map(|(place, _)| place).collect()
        };
        let missing: Vec<_> =
            plan.columns().iter().filter(|name| places(name).is_empty()).map(String::as_str).collect();
        if !missing.is_empty() {
            let error = missing_columns(line, &missing, &found);
            return Err(if is_otherwise_separated(&found) {
                error.with_help(SEPARATE_BY_COMMAS)
            } else {
                error
            });
        }
        if let Some(twice) = plan.columns().iter().find(|name| places(name).len() > 1) {
            let error = refusal(line, format!("the file has two columns `{twice}`"));
            return Err(error.with_help("Send it with one of them, or under names that tell them apart"));
        }
        let columns = plan.columns().iter().flat_map(places).collect();
        let width = names.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1);
        Ok(Self { columns, width })
    }

    /// What is wrong with the shape of a row: fields that moved are not to be trusted.
    fn fault(&self, record: &ByteRecord) -> Option<RowFault> {
        let has_more = || record.iter().skip(self.width).any(|field| !field.trim_ascii().is_empty());
        let is_misshapen = record.len() < self.width || (record.len() > self.width && has_more());
        is_misshapen.then(|| RowFault::FieldCount { found: record.len(), expected: self.width })
    }
}

const SEPARATE_BY_COMMAS: &str = "The columns are not separated by commas; save the file again with commas";

fn is_otherwise_separated(found: &[&str]) -> bool {
    matches!(found, [only] if only.contains([';', '\t', '|']))
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
