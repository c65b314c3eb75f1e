//! From bytes to text, and why nothing in a file can be used.

use super::fault::{excerpt, nearest};
use crate::port::ReadError;

/// The text of a file, without a byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<&str, ReadError> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(refusal(1, "the file is in UTF-16").with_help(SAVE_AS_UTF_8));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(refusal(1, "the file is a spreadsheet or an archive, not text").with_help(SAVE_AS_UTF_8));
    }
    if let Some(place) = bytes.iter().position(|byte| *byte == 0) {
        return Err(refusal(line_at(bytes, place), "the file is not text").with_help(SAVE_AS_UTF_8));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = line_at(bytes, error.valid_up_to());
        refusal(line, format!("the file is not in UTF-8 from line {line}")).with_help(SAVE_AS_UTF_8)
    })?;
    if text.trim().is_empty() {
        let help =
            "Send it again; if nothing was measured, send a row with the reason in place of the figure";
        return Err(ReadError {
            line: None,
            reason: "the file is empty".to_owned(),
            help: Some(help.to_owned()),
        });
    }
    Ok(text)
}

const SAVE_AS_UTF_8: &str =
    "Save it again as plain text in UTF-8; spreadsheet programs call it \"CSV UTF-8\"";

/// A refusal of the whole file.
pub(super) fn refusal(line: u32, reason: impl Into<String>) -> ReadError {
    ReadError { line: Some(line), reason: reason.into(), help: None }
}

/// A refusal of a file that stops in the middle of a row.
pub(super) fn cut_off(line: u32) -> ReadError {
    refusal(line, format!("the file seems cut off at line {line}"))
        .with_help("Nothing in it was taken; send the whole file again")
}

impl ReadError {
    /// The same, with what to do about it.
    pub(super) fn with_help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

/// Lists names for a sentence: `a`, `b` and `c`.
pub(crate) fn listed(names: &[&str]) -> String {
    const MOST: usize = 30;
    let mut quoted: Vec<_> = names.iter().take(MOST).map(|name| excerpt(name)).collect();
    if names.len() > MOST {
        quoted.push(format!("{} more", names.len() - MOST));
    }
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// Says which columns a file lacks, which it has, and which may be meant.
pub(super) fn missing_columns(line: u32, missing: &[&str], found: &[&str]) -> ReadError {
    let (noun, verb) = if missing.len() == 1 { ("column", "is") } else { ("columns", "are") };
    let has = if found.is_empty() { "no named column".to_owned() } else { listed(found) };
    let reason = format!("the {noun} {} {verb} missing; the file has {has}", listed(missing));
    let near = missing.iter().filter_map(|name| {
        nearest(name, found.iter().copied()).map(|near| format!("`{near}` in place of `{name}`"))
    });
    let near: Vec<_> = near.collect();
    let help = match near.as_slice() {
        [] => "Name the file's own columns under `[feed.columns]` in remit.toml".to_owned(),
        near => format!(
            "Did you mean {}? Columns are named under `[feed.columns]` in remit.toml",
            near.join(" and ")
        ),
    };
    refusal(line, reason).with_help(help)
}

fn line_at(bytes: &[u8], place: usize) -> u32 {
    let before: usize = bytes.iter().take(place).map(|byte| usize::from(*byte == b'\n')).sum();
    u32::try_from(before + 1).unwrap_or(u32::MAX)
}

/// Tells the line of one place after another, counting each line break once.
pub(super) struct Lines<'a> {
    bytes: &'a [u8],
    counted: usize,
    line: u32,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { bytes: text.as_bytes(), counted: 0, line: 1 }
    }

    /// The line of the first letter at or after `place`; places must not go backwards.
    pub(super) fn at(&mut self, place: usize) -> u32 {
        let rest = self.bytes.get(place..).unwrap_or_default();
        let gap = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let place = place + gap;
        let passed = self.bytes.get(self.counted..place).unwrap_or_default();
        let breaks: usize = passed.iter().map(|byte| usize::from(*byte == b'\n')).sum();
        self.line = self.line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
        self.counted = place.max(self.counted);
        self.line
    }
}
