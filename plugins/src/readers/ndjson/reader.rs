//! The reader of NDJSON files: every line through the columns of its feed.

use std::sync::Arc;

use engine::model::SourceFile;

use super::keys::KeysSeen;
use super::object::JsonRow;
use crate::readers::columns::{Columns, RowFields as _};
use crate::readers::decode::decode;
use crate::readers::file_fault::FileFault;
use crate::readers::file_fault::ReadError;
use crate::readers::identifiers::IdentifierCache;
use crate::readers::reader::{ReadContext, Reader, Reading};
use crate::readers::row_fault::RowFault;
use crate::readers::row_reader::RowReader;
use crate::readers::shown_dates::has_month_first;
use crate::readers::{Format, Holds, Layout};

/// The format, for the registry.
pub(crate) const FORMAT: Format = Format {
    name: "ndjson",
    files: "*.{ndjson,jsonl}",
    holds: Holds::Objects,
    reader: |layout| Box::new(NdjsonReader::new(layout)),
};

/// Reads NDJSON files of one layout.
struct NdjsonReader {
    columns: Columns,
    cache: IdentifierCache,
}

impl NdjsonReader {
    fn new(layout: &Layout) -> Self {
        Self { columns: Columns::new(layout), cache: IdentifierCache::default() }
    }
}

impl Reader for NdjsonReader {
    fn read(
        &self,
        file: &Arc<SourceFile>,
        bytes: &[u8],
        context: &ReadContext<'_>,
    ) -> Result<Reading, ReadError> {
        let text = decode(bytes)?;
        if text.trim_start().starts_with('[') {
            return Err(FileFault::JsonList.on_line(1));
        }
        let mut rows = RowReader::new(&self.columns, &self.cache, file, context)?;
        let mut seen = KeysSeen::new(&self.columns);
        let lines = (1..).zip(text.split_inclusive('\n'));
        for (number, line) in lines.filter(|(_, line)| has_month_first(line)) {
            let Ok(object) = JsonRow::parse(self.columns.names(), line) else { continue };
            let fields = self.columns.dated().filter_map(|column| object.field(column));
            fields
                .filter_map(|field| std::str::from_utf8(field).ok())
                .for_each(|text| rows.note_date(text, number));
        }
        for (number, line) in (1..).zip(text.split_inclusive('\n')) {
            if line.trim().is_empty() {
                continue;
            }
            match JsonRow::parse(self.columns.names(), line) {
                Ok(object) => {
                    seen.note(number, line, &object);
                    if let Some(admitted) = rows.admit(&object, || number) {
                        rows.take(admitted, &object);
                    }
                }
                Err(_) if !line.ends_with('\n') => return Err(FileFault::cut_off(number)),
                Err(error) => rows.quarantine(number, not_an_object(&error)),
            }
        }
        seen.check(&self.columns)?;
        Ok(rows.finish())
    }
}

/// The parser counts lines within the one line that it was given, which would only confuse.
fn not_an_object(error: &serde_json::Error) -> RowFault {
    let text = error.to_string();
    RowFault::NotAnObject(text.split(" at line ").next().unwrap_or_default().to_owned())
}
