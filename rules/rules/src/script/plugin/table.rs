//! `parse_csv`: a table as a list of maps, by the names in its header.
//!
//! A row that does not fit the header is not handed to the script: it is set aside for the host with its line.

use std::cell::RefCell;

use csv::StringRecord;
use rhai::{Array, Dynamic, Engine, Map, NativeCallContext};
use thiserror::Error;

use super::json::LINE;
use super::refusal::refuse;
use crate::script::api::{HostResult, end, fail};
use crate::script::sandbox::limits;

/// A row that no script could use.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SetAside {
    /// The line, counted from 1.
    pub line: u32,
    /// Why, in a sentence without a full stop.
    pub reason: String,
}

thread_local! {
    static SET_ASIDE: RefCell<Vec<SetAside>> = const { RefCell::new(Vec::new()) };
}

/// What was set aside since the last time that this was asked.
pub(super) fn take_set_aside() -> Vec<SetAside> {
    SET_ASIDE.take()
}

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_fn("parse_csv", |context: NativeCallContext, text: &str| parse(&context, text, b','))
        .register_fn(
            "parse_csv",
            |context: NativeCallContext, text: &str, separator: &str| -> HostResult<Array> {
                match separator.as_bytes() {
                    [byte] if byte.is_ascii() && !b"\"\r\n".contains(byte) => parse(&context, text, *byte),
                    _ => Err(fail("fields are separated by one letter, such as `;`", &context)),
                }
            },
        );
}

fn parse(context: &NativeCallContext, text: &str, separator: u8) -> HostResult<Array> {
    limits::spend(1 + text.len() / 16).map_err(|stop| end(stop, context))?;
    let refused = |reason: String, line| refuse(context, reason, Some(line));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut records = reader.records().map(|record| record.map_err(|error| refused(error.to_string(), 1)));
    let Some(header) = records.next().transpose()? else {
        return Err(refused("the file holds no header".to_owned(), 1));
    };
    let names = names(&header).map_err(|error| refused(error.to_string(), 1))?;
    // Columns without a name at the end are stray, as in the built-in reader.
    let width = names.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1);
    let mut lines = TableLines { text: text.as_bytes(), counted: 0, line: 1 };
    let (mut rows, mut last_start) = (Array::new(), 0);
    for record in records {
        let record = record?;
        let line = lines.of(&record);
        last_start = record.position().map_or(last_start, |place| usize::try_from(place.byte()).unwrap_or(0));
        if record.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        limits::spend(record.len()).map_err(|stop| end(stop, context))?;
        let is_stray = record.iter().skip(width).any(|field| !field.trim().is_empty());
        if record.len() < width || is_stray {
            set_aside(line, record.len(), width);
        } else {
            rows.push(row(&names, &record, line));
        }
    }
    if stops_inside_quotes(text.get(last_start..).unwrap_or_default(), separator) {
        let line = u32::try_from(text.get(..last_start).unwrap_or_default().lines().count() + 1).unwrap_or(1);
        return Err(refused(format!("the file seems cut off at line {line}"), line));
    }
    Ok(rows)
}

/// Two columns have one name.
#[derive(Debug, Error)]
#[error("the column `{0}` stands twice in the header")]
struct RepeatedColumn(String);

fn names(header: &StringRecord) -> Result<Vec<String>, RepeatedColumn> {
    let names: Vec<String> =
        header.iter().map(|name| name.trim().trim_start_matches('\u{feff}').to_owned()).collect();
    let mut columns = names.iter().enumerate().filter(|(_, name)| !name.is_empty());
    let repeated = columns.find(|(place, name)| names.iter().take(*place).any(|other| other == *name));
    match repeated {
        Some((_, name)) => Err(RepeatedColumn(name.clone())),
        None => Ok(names),
    }
}

/// Tells the line of one record after another, each line break counted once. Lines end as `\n`, `\r\n`, or a carriage return alone.
struct TableLines<'t> {
    text: &'t [u8],
    counted: usize,
    line: u32,
}

impl TableLines<'_> {
    /// The line of a record's first letter; blank lines before it are none of its own.
    fn of(&mut self, record: &StringRecord) -> u32 {
        let place = record.position().map_or(0, |place| usize::try_from(place.byte()).unwrap_or(usize::MAX));
        let rest = self.text.get(place..).unwrap_or_default();
        let gap = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let first = place.saturating_add(gap);
        let passed = self.text.get(self.counted..first).unwrap_or_default();
        let ends = passed.iter().enumerate().filter(|(place, byte)| match byte {
            b'\n' => true,
            b'\r' => passed.get(place + 1) != Some(&b'\n'),
            _ => false,
        });
        self.line = self.line.saturating_add(u32::try_from(ends.count()).unwrap_or(u32::MAX));
        self.counted = self.counted.max(first);
        self.line
    }
}

fn row(names: &[String], record: &StringRecord, line: u32) -> Dynamic {
    let fields = names.iter().zip(record).filter(|(name, _)| !name.is_empty());
    let fields = fields.map(|(name, field)| (name.as_str().into(), field.trim().into()));
    let mut row: Map = fields.collect();
    row.insert(LINE.into(), Dynamic::from_decimal(line.into()));
    Dynamic::from_map(row)
}

fn set_aside(line: u32, found: usize, expected: usize) {
    let found = if found == 1 { "1 field".to_owned() } else { format!("{found} fields") };
    let reason = format!("it has {found} where the header has {expected}");
    SET_ASIDE.with_borrow_mut(|rows| rows.push(SetAside { line, reason }));
}

/// Whether a record opens a quotation that nothing closes.
fn stops_inside_quotes(record: &str, separator: u8) -> bool {
    let mut bytes = record.bytes().peekable();
    let (mut is_start, mut is_quoted) = (true, false);
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' if is_quoted => is_quoted = bytes.next_if_eq(&b'"').is_some(),
            b'"' if is_start => is_quoted = true,
            _ => {}
        }
        is_start = !is_quoted && (byte == separator || matches!(byte, b'\n' | b'\r'));
    }
    is_quoted
}
