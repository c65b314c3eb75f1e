//! Why nothing in a file can be used.

use super::excerpt::{listed, nearest};
use super::reader::ReadError;

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
