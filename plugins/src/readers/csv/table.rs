//! A text as records of fields with commas, or another sign, between them, and where the text breaks off.

use csv::ByteRecord;

use crate::readers::file_fault::{FileFault, ReadError};

/// The most fields of a record. No table that people make has so many, and each takes memory of its own.
pub(super) const MOST_FIELDS: usize = 4_096;

/// What was found next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Found {
    Record,
    /// A record with more fields than any table has, which was passed over.
    TooWide,
    End,
}

/// The text as records, with the place and the number of fields of the last one.
pub(super) struct CsvTable<'a> {
    text: &'a str,
    delimiter: u8,
    reader: csv::Reader<&'a [u8]>,
    /// Where in the text the reader began.
    base: usize,
    pub(super) start: usize,
    pub(super) fields: usize,
}

impl<'a> CsvTable<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self::delimited(text, b',')
    }

    /// The same, where this stands between two fields.
    pub(super) fn delimited(text: &'a str, delimiter: u8) -> Self {
        Self { text, delimiter, reader: reader(text.as_bytes(), delimiter), base: 0, start: 0, fields: 0 }
    }

    pub(super) fn next(&mut self, record: &mut ByteRecord) -> Result<Found, ReadError> {
        let read = usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX);
        let start = self.base.saturating_add(read);
        if let Some(end) = end_of_wide(self.text.as_bytes(), start, self.delimiter) {
            self.reader = reader(self.text.as_bytes().get(end..).unwrap_or_default(), self.delimiter);
            (self.base, self.start, self.fields) = (end, start, MOST_FIELDS + 1);
            return Ok(Found::TooWide);
        }
        let found = self
            .reader
            .read_byte_record(record)
            .map_err(|error| FileFault::NotATable(error.to_string()).on_line(1))?;
        if found {
            (self.start, self.fields) = (start, record.len());
        }
        Ok(if found { Found::Record } else { Found::End })
    }

    /// Whether a quotation in the record that was read last takes in lines and closes within a word: then its first mark was no
    /// quotation's, and fields are not what they seem.
    pub(super) fn has_stray_quote(&self, record: &ByteRecord) -> bool {
        if !record.as_slice().iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
            return false;
        }
        let mut bytes =
            self.text.as_bytes().get(self.start..self.end()).unwrap_or_default().iter().peekable();
        let (mut is_start, mut is_quoted) = (true, false);
        while let Some(byte) = bytes.next() {
            match byte {
                b'"' if is_quoted => {
                    is_quoted = bytes.next_if(|next| **next == b'"').is_some();
                    let follows = bytes.peek().is_none_or(|next| ends_field(**next, self.delimiter));
                    if !is_quoted && !follows {
                        return true;
                    }
                }
                b'"' if is_start => is_quoted = true,
                _ => {}
            }
            is_start = !is_quoted && ends_field(*byte, self.delimiter);
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
            is_start = !is_quoted && ends_field(*byte, self.delimiter);
        }
        is_quoted
    }
}

fn ends_field(byte: u8, delimiter: u8) -> bool {
    byte == delimiter || matches!(byte, b'\n' | b'\r')
}

fn reader(text: &[u8], delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text)
}

/// Where the record at `start` ends, if it has too many fields. A record that is not even as long is not looked through.
fn end_of_wide(text: &[u8], start: usize, delimiter: u8) -> Option<usize> {
    let rest = text.get(start..)?;
    let gap = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let rest = &rest[gap..];
    let beginning = rest.get(..MOST_FIELDS)?;
    if let Some(b'\r' | b'\n') = beginning.iter().find(|byte| matches!(byte, b'"' | b'\r' | b'\n')) {
        return None;
    }
    let (mut fields, mut is_start, mut is_quoted) = (1, true, false);
    let mut bytes = rest.iter().enumerate().peekable();
    while let Some((place, byte)) = bytes.next() {
        match byte {
            b'"' if is_quoted => is_quoted = bytes.next_if(|(_, next)| **next == b'"').is_some(),
            b'"' if is_start => is_quoted = true,
            b'\r' | b'\n' if !is_quoted => return (fields > MOST_FIELDS).then_some(start + gap + place),
            byte if *byte == delimiter && !is_quoted => fields += 1,
            _ => {}
        }
        is_start = !is_quoted && *byte == delimiter;
    }
    (fields > MOST_FIELDS).then_some(text.len())
}
