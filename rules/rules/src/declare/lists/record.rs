//! The lines of a published list, each with its place.

use std::ops::Range;

use csv::StringRecord;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::SourceText;

/// One line of a list.
pub(super) struct Record {
    fields: StringRecord,
    range: Range<usize>,
}

impl Record {
    /// A field by its place, counted from 0; empty where the line is shorter.
    pub(super) fn field(&self, place: usize) -> &str {
        self.fields.get(place).map_or("", str::trim)
    }

    pub(super) fn len(&self) -> usize {
        self.fields.len()
    }

    /// The place of a field whose text begins so.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.trim().eq_ignore_ascii_case(name))
    }

    /// A fault of this line.
    pub(super) fn fault(&self, source: &SourceText, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(Code::Register, message, source, self.range.clone())
    }
}

/// Every line that is not blank, one after another: lists may be long.
pub(super) fn each_record(source: &SourceText, mut take: impl FnMut(Record)) {
    let text = source.text.strip_prefix('\u{feff}').unwrap_or(&source.text);
    let mark = source.text.len() - text.len();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut start = 0;
    loop {
        let mut fields = StringRecord::new();
        // Reading from memory fails on text that is not UTF-8 alone, and a `str` is.
        if !reader.read_record(&mut fields).unwrap_or(false) {
            return;
        }
        let end = usize::try_from(reader.position().byte()).unwrap_or(text.len());
        let raw = text.get(start..end).unwrap_or_default();
        let blank = raw.len() - raw.trim_start_matches(['\r', '\n']).len();
        let last = start + raw.trim_end_matches(['\r', '\n']).len().max(blank);
        let range = start + blank + mark..last + mark;
        start = end;
        if fields.iter().any(|field| !field.trim().is_empty()) {
            take(Record { fields, range });
        }
    }
}
