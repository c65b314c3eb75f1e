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
    let (mut rows, mut last_start) = (Array::new(), 0);
    for record in records {
        let record = record?;
        let line = line(text, &record);
        last_start = record.position().map_or(last_start, |place| usize::try_from(place.byte()).unwrap_or(0));
        if record.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        limits::spend(record.len()).map_err(|stop| end(stop, context))?;
        if record.len() == names.len() {
            rows.push(row(&names, &record, line));
        } else {
            set_aside(line, record.len(), names.len());
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
    let repeated =
        names.iter().enumerate().find(|(place, name)| names.iter().take(*place).any(|other| other == *name));
    match repeated {
        Some((_, name)) => Err(RepeatedColumn(name.clone())),
        None => Ok(names),
    }
}

/// The line of a record's first letter. Blank lines before it are counted with it by the parser.
fn line(text: &str, record: &StringRecord) -> u32 {
    let Some(place) = record.position() else { return 1 };
    let rest = text.as_bytes().get(usize::try_from(place.byte()).unwrap_or(usize::MAX)..).unwrap_or_default();
    let breaks = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n');
    u32::try_from(place.line()).unwrap_or(u32::MAX).saturating_add(u32::try_from(breaks.count()).unwrap_or(0))
}

fn row(names: &[String], record: &StringRecord, line: u32) -> Dynamic {
    let fields = names.iter().zip(record).map(|(name, field)| (name.as_str().into(), field.trim().into()));
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
