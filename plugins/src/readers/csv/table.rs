//! A text as records of comma-separated fields, and where the text breaks off.

use csv::ByteRecord;

use crate::readers::file_fault::{FileFault, ReadError};

/// The text as records, with the place and the number of fields of the last one.
pub(super) struct CsvTable<'a> {
    text: &'a str,
    reader: csv::Reader<&'a [u8]>,
    pub(super) start: usize,
    pub(super) fields: usize,
}

impl<'a> CsvTable<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        Self { text, reader, start: 0, fields: 0 }
    }

    pub(super) fn next(&mut self, record: &mut ByteRecord) -> Result<bool, ReadError> {
        let start = usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX);
        let found = self
            .reader
            .read_byte_record(record)
            .map_err(|error| FileFault::NotATable(error.to_string()).on_line(1))?;
        if found {
            (self.start, self.fields) = (start, record.len());
        }
        Ok(found)
    }

    /// Whether a quotation in the record that was read last takes in lines and closes within a word: then its first mark was no
    /// quotation's, and fields are not what they seem.
    pub(super) fn has_stray_quote(&self, record: &ByteRecord) -> bool {
        if !record.as_slice().contains(&b'\n') {
            return false;
        }
        let mut bytes =
            self.text.as_bytes().get(self.start..self.end()).unwrap_or_default().iter().peekable();
        let (mut is_start, mut is_quoted) = (true, false);
        while let Some(byte) = bytes.next() {
            match byte {
                b'"' if is_quoted => {
                    is_quoted = bytes.next_if(|next| **next == b'"').is_some();
                    let follows = bytes.peek().is_none_or(|next| matches!(**next, b',' | b'\n' | b'\r'));
                    if !is_quoted && !follows {
                        return true;
                    }
                }
                b'"' if is_start => is_quoted = true,
                _ => {}
            }
            is_start = !is_quoted && matches!(byte, b',' | b'\n' | b'\r');
        }
        false
    }

    /// Where the record that was read last ends.
    pub(super) fn end(&self) -> usize {
        usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX).min(self.text.len())
    }

    /// Whether the last line has no end.
    pub(super) fn is_unfinished(&self) -> bool {
        !self.text.ends_with(['\n', '\r'])
    }

    /// Whether there is nothing but a first line without an end.
    pub(super) fn is_unfinished_header(&self) -> bool {
        self.is_unfinished() && !self.text.trim_start().contains(['\n', '\r'])
    }

    /// Whether the last record opens a quotation that nothing closes. Only the last one can: it takes in all that follows.
    pub(super) fn stops_inside_quotes(&self) -> bool {
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
