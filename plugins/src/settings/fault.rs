//! What went wrong in reading a table, in plain words, and where.

use std::ops::Range;

use rules::diagnostic::{Code, Diagnostic};
use rules::source::SourceText;
use toml::de::{DeTable, DeValue, Error};

/// An entry that was taken out of its table because it cannot be read.
pub(super) struct Removed {
    pub(super) key: String,
    /// The tables that it stands in, from the inside to the outside.
    within: Vec<String>,
    range: Range<usize>,
}

impl Removed {
    /// What people call the table that it stands in.
    fn table(&self, name: &str) -> String {
        let outer = name.trim_matches(['[', ']']);
        let keys = self.within.iter().rev().map(String::as_str);
        let path = [outer].into_iter().chain(keys).collect::<Vec<_>>().join(".");
        if self.within.is_empty() { name.to_owned() } else { format!("[{path}]") }
    }
}

/// Takes out the entry at a place, at whatever depth it stands.
pub(super) fn remove(entries: &mut DeTable<'_>, place: &Range<usize>) -> Option<Removed> {
    for (key, value) in entries.iter_mut() {
        if let DeValue::Table(inner) = value.get_mut()
            && let Some(mut removed) = remove(inner, place)
        {
            removed.within.push(key.get_ref().to_string());
            return Some(removed);
        }
    }
    let holds = |range: Range<usize>| range.start <= place.start && place.end <= range.end;
    let (key, value) = entries.iter().find(|(key, value)| holds(key.span()) || holds(value.span()))?;
    // The header of a table is no fault of the table's.
    let range = if value.get_ref().is_table() { key.span() } else { place.clone() };
    let removed = Removed { key: key.get_ref().to_string(), within: Vec::new(), range };
    entries.remove(removed.key.as_str());
    Some(removed)
}

/// The key that an error misses, if that is what it is about.
pub(super) fn missing(error: &Error) -> Option<&str> {
    error.message().strip_prefix("missing field ").map(|key| key.trim_matches('`'))
}

/// Tells an error of the TOML reader in the words of a project.
pub(super) fn diagnose(
    name: &str,
    error: &Error,
    culprit: Option<&Removed>,
    source: &SourceText,
    header: Range<usize>,
) -> Diagnostic {
    let at = |message: String| {
        let range = culprit.map_or(header.clone(), |removed| removed.range.clone());
        Diagnostic::error(Code::Toml, message, source, range)
    };
    let message = error.message();
    if let Some(key) = missing(error) {
        return Diagnostic::error(Code::Toml, format!("{name} lacks `{key}`"), source, header);
    }
    if let Some((key, known)) = message.strip_prefix("unknown field ").and_then(|rest| rest.split_once(", "))
    {
        let known: Vec<_> = known.split('`').skip(1).step_by(2).collect();
        let key = key.trim_matches('`');
        let table = culprit.map_or_else(|| name.to_owned(), |removed| removed.table(name));
        let help = match known.as_slice() {
            [only] => format!("the only key here is `{only}`"),
            known => format!("the keys here are {}", crate::readers::listed(known)),
        };
        return at(format!("{table} has no key `{key}`"))
            .with_help(help)
            .with_nearest(key, known.into_iter());
    }
    match (message.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected ")), culprit) {
        (Some((found, expected)), Some(removed)) => {
            at(format!("`{}` must be {}, not {}", removed.key, expected_kind(expected), found_kind(found)))
        }
        _ => at(format!("{name} cannot be read: {message}")),
    }
}

fn found_kind(found: &str) -> &'static str {
    match found.split([' ', '`']).next().unwrap_or_default() {
        "string" => "a text",
        "integer" | "floating" => "a number",
        "boolean" => "true or false",
        "sequence" => "a list",
        _ => "a table",
    }
}

fn expected_kind(expected: &str) -> &str {
    match expected {
        "a string" => "a text",
        "a map" => "a table",
        expected if expected.starts_with("struct ") => "a table",
        expected => expected,
    }
}
