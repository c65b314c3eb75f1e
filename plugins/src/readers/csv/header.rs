//! The first line of a table: which columns there are, and what it says of the rows below.

use csv::ByteRecord;

use crate::readers::columns::Columns;
use crate::readers::file_fault::{missing_columns, refusal};
use crate::readers::reader::ReadError;
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
            let error = missing_columns(line, &missing, &found);
            return Err(if is_otherwise_separated(&found) {
                error.with_help(SEPARATE_BY_COMMAS)
            } else {
                error
            });
        }
        if let Some(twice) = columns.names().iter().find(|name| places(name).len() > 1) {
            let error = refusal(line, format!("the file has two columns `{twice}`"));
            return Err(error.with_help("Send it with one of them, or under names that tell them apart"));
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

const SEPARATE_BY_COMMAS: &str = "The columns are not separated by commas; save the file again with commas";

fn is_otherwise_separated(found: &[&str]) -> bool {
    matches!(found, [only] if only.contains([';', '\t', '|']))
}
