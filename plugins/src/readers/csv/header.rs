//! The first line of a table: which columns there are, and what it says of the rows below.

use csv::ByteRecord;

use crate::readers::columns::Columns;
use crate::readers::file_fault::{FileFault, MissingColumns, ReadError, Separators};
use crate::readers::row_fault::RowFault;

/// Where the columns stand that the layout names.
pub(super) struct Header {
    pub(super) places: Vec<usize>,
    /// How many fields a whole row has at least. Nameless columns at the end are stray.
    pub(super) width: usize,
}

impl Header {
    pub(super) fn new(columns: &Columns, record: &ByteRecord, line: u32) -> Result<Self, ReadError> {
        let names: Vec<_> = record.iter().map(|name| String::from_utf8_lossy(name.trim_ascii())).collect();
        let found: Vec<&str> = names.iter().map(|name| &**name).filter(|name| !name.is_empty()).collect();
        let places = |wanted: &String| -> Vec<usize> {
            let places = names.iter().enumerate().filter(|(_, name)| *name == wanted);
            places.map(|(place, _)| place).collect()
        };
        let missing: Vec<_> =
            columns.names().iter().filter(|name| places(name).is_empty()).map(String::as_str).collect();
        if !missing.is_empty() {
            let separators = separators(&found);
            let [missing, found] =
                [missing, found].map(|names| names.into_iter().map(str::to_owned).collect());
            let missing = MissingColumns { missing, found, separators };
            return Err(FileFault::MissingColumns(missing).on_line(line));
        }
        if let Some(twice) = columns.names().iter().find(|name| places(name).len() > 1) {
            return Err(FileFault::TwoColumns(twice.clone()).on_line(line));
        }
        let places = columns.names().iter().flat_map(places).collect();
        let width = names.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1);
        Ok(Self { places, width })
    }

    /// What is wrong with the shape of a row: fields that moved are not to be trusted.
    pub(super) fn fault(&self, record: &ByteRecord) -> Option<RowFault> {
        let has_more = || record.iter().skip(self.width).any(|field| !field.trim_ascii().is_empty());
        let is_misshapen = record.len() < self.width || (record.len() > self.width && has_more());
        is_misshapen.then(|| RowFault::FieldCount { found: record.len(), expected: self.width })
    }
}

fn separators(found: &[&str]) -> Separators {
    let is_one_line = matches!(found, [only] if only.contains([';', '\t', '|']));
    if is_one_line { Separators::Others } else { Separators::AsExpected }
}
