//! A CSV text with named columns, each field with its place.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Code, Diagnostic};
use crate::grammar::{TableType, ValueType};
use ledger::source::SourceText;

/// A sheet whose header is in order.
pub struct Sheet<'s> {
    pub source: &'s SourceText,
    columns: Vec<String>,
    pub rows: Vec<Row>,
}

/// One line that is not blank.
pub struct Row {
    values: Vec<String>,
    /// Where it stands.
    pub range: Range<usize>,
    /// Whether its fields are those of the columns; otherwise only the first ones can be trusted.
    pub is_whole: bool,
}

impl<'s> Sheet<'s> {
    /// Reads a text whose columns are those of the grammar; none where the header is out of order.
    pub fn read(
        source: &'s SourceText,
        columns: &'static TableType,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let known: Vec<&str> = columns.key_names().collect();
        let mut rows = split(source).into_iter();
        let Some(header) = rows.next() else {
            let message = format!("{} is empty", columns.name);
            let fault = Diagnostic::error(Code::Register, message, source, 0..0);
            faults.push(fault.with_help(format!("begin it with a line such as `{}`", known.join(","))));
            return None;
        };
        let mut sheet = Self { source, columns: header.values.clone(), rows: Vec::new() };
        let header_faults = sheet.check_header(&header, columns);
        if !header_faults.is_empty() {
            faults.extend(header_faults);
            return None;
        }
        for mut row in rows {
            let fault = sheet.check_row(&row);
            row.is_whole = fault.is_none();
            faults.extend(fault);
            sheet.rows.push(row);
        }
        Some(sheet)
    }

    /// The sheet as it stands, whether its columns and rows are in order or not; none where it has no header.
    pub fn as_it_stands(source: &'s SourceText) -> Option<Self> {
        let mut rows = split(source);
        (!rows.is_empty()).then(|| Self { source, columns: rows.remove(0).values, rows })
    }

    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(String::as_str)
    }

    fn check_header(&self, header: &Row, columns: &'static TableType) -> Vec<Diagnostic> {
        let known: Vec<&str> = columns.key_names().collect();
        let error = |message, range| Diagnostic::error(Code::Register, message, self.source, range);
        let mut faults = Vec::new();
        for (index, column) in self.columns.iter().enumerate() {
            let range = field_range(self.source, header, index);
            if !known.contains(&column.as_str()) {
                let fault = error(format!("{} has no column `{column}`", columns.name), range)
                    .with_help(format!("the columns are `{}`, separated by commas", known.join(",")));
                faults.push(fault.with_nearest(column, known.iter().copied()));
            } else if self.columns.iter().take(index).any(|earlier| earlier == column) {
                faults.push(error(format!("the column `{column}` is there twice"), range));
            }
        }
        if faults.is_empty() {
            let needed = columns.keys.iter().filter(|column| column.is_required).map(|column| column.name);
            let missing = needed.filter(|column| !self.columns.iter().any(|found| found == column));
            faults.extend(
                missing
                    .map(|column| error(format!("the column `{column}` is missing"), header.range.clone())),
            );
        }
        faults
    }

    fn check_row(&self, row: &Row) -> Option<Diagnostic> {
        let (found, expected) = (row.values.len(), self.columns.len());
        let error = |message| Diagnostic::error(Code::Register, message, self.source, row.range.clone());
        if row.values.iter().any(|value| value.contains('\n')) {
            let fault = error("a quotation mark is opened here and not closed on its line".to_owned());
            return Some(fault.with_help("close it, or write it twice where it belongs to a name"));
        }
        let fields = if found == 1 { "1 field".to_owned() } else { format!("{found} fields") };
        (found != expected).then(|| {
            error(format!("the row has {fields}, and there are {expected} columns"))
                .with_help("put a name that contains a comma in quotation marks")
        })
    }

    /// A row's value in a column; empty where the sheet lacks the column.
    pub fn value<'r>(&self, row: &'r Row, column: &str) -> &'r str {
        self.index(column).and_then(|index| row.values.get(index)).map_or("", String::as_str)
    }

    /// Where that value stands.
    pub fn field_range(&self, row: &Row, column: &str) -> Range<usize> {
        self.index(column).map_or(row.range.clone(), |index| field_range(self.source, row, index))
    }

    /// An error at that value.
    pub fn fault(&self, row: &Row, column: &str, code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, message, self.source, self.field_range(row, column))
    }

    /// What a row says, as the entries of a TOML table, for whoever reads such tables. Empty fields say nothing.
    pub fn entries<'r>(&'r self, row: &'r Row, columns: &TableType) -> DeTable<'r> {
        let mut entries = DeTable::new();
        for column in &self.columns {
            let Some(key) = columns.key(column) else { continue };
            let (text, range) = (self.value(row, column), self.field_range(row, column));
            if !text.is_empty() {
                let name = Spanned::new(range.clone(), Cow::Borrowed(key.name));
                entries.insert(name, Spanned::new(range, value(text, &key.holds)));
            }
        }
        entries
    }

    fn index(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|found| found == column)
    }
}

/// A field as TOML has it: nothing but its type says that `40` is a number and no text.
fn value<'t>(text: &'t str, holds: &ValueType) -> DeValue<'t> {
    let number = || DeValue::parse(text).ok().map(Spanned::into_inner).filter(is_number);
    match holds {
        ValueType::Number | ValueType::Positive | ValueType::Whole { .. } => {
            number().unwrap_or(DeValue::String(Cow::Borrowed(text)))
        }
        _ => DeValue::String(Cow::Borrowed(text)),
    }
}

fn is_number(value: &DeValue<'_>) -> bool {
    matches!(value, DeValue::Integer(_) | DeValue::Float(_))
}

/// The records of a text that are not blank, values trimmed.
fn split(source: &SourceText) -> Vec<Row> {
    let text = source.text.strip_prefix('\u{feff}').unwrap_or(&source.text);
    let mark = source.text.len() - text.len();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut rows = Vec::new();
    let mut start = 0;
    // Reading from memory fails on text that is not UTF-8 alone, and a `str` is.
    while reader.read_record(&mut record).unwrap_or(false) {
        let end = usize::try_from(reader.position().byte()).unwrap_or(text.len());
        let raw = text.get(start..end).unwrap_or_default();
        let blank = raw.len() - raw.trim_start_matches(['\r', '\n']).len();
        let range = start + blank..start + raw.trim_end_matches(['\r', '\n']).len().max(blank);
        start = end;
        let values: Vec<String> = record.iter().map(|value| value.trim().to_owned()).collect();
        if values.iter().any(|value| !value.is_empty()) {
            rows.push(Row { values, range: range.start + mark..range.end + mark, is_whole: true });
        }
    }
    rows
}

/// Where one field of a row stands, with its quotation marks.
fn field_range(source: &SourceText, row: &Row, index: usize) -> Range<usize> {
    let raw = source.text.get(row.range.clone()).unwrap_or_default();
    let mut is_quoted = false;
    let is_end = |letter: char| {
        is_quoted ^= letter == '"';
        letter == ',' && !is_quoted
    };
    let fields: Vec<&str> = raw.split(is_end).take(index + 1).collect();
    let (field, before) = fields.split_last().filter(|_| fields.len() > index).unwrap_or((&"", &fields));
    let before: usize = before.iter().map(|field| field.len() + 1).sum();
    let start = row.range.start + before + (field.len() - field.trim_start().len());
    start..start + field.trim().len()
}
