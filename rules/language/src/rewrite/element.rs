//! A table that can be told from its like: by which of its keys, and from where to where it stands in its text.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::place::is_step;
use crate::grammar::TableType;
use crate::read::canonical;

/// A table of a list, such as one `[[target]]`, and all that it says.
#[derive(Clone, Copy)]
pub(super) struct Element<'t> {
    pub(super) kind: &'static TableType,
    pub(super) entries: &'t DeTable<'t>,
    /// Where its last value ends.
    pub(super) end: usize,
    pub(super) is_inline: bool,
}

impl<'t> Element<'t> {
    pub(super) fn of(
        kind: &'static TableType,
        range: Range<usize>,
        entries: &'t DeTable<'t>,
        text: &str,
    ) -> Self {
        let is_inline = is_inline(text, range.start);
        Self { kind, entries, end: range.end.max(end_of(entries)), is_inline }
    }

    /// All that it says, alike for two that say the same.
    pub(super) fn says(&self) -> String {
        canonical(self.entries)
    }

    /// What it says at a key; none where that is no plain value.
    pub(super) fn said(&self, key: &str) -> Option<String> {
        self.entries.get(key).and_then(|value| plain(value.get_ref()))
    }

    /// Its keys with their values, in the order in which they are written.
    pub(super) fn written(&self) -> Vec<(&'t str, &'t Spanned<DeValue<'t>>)> {
        let mut found: Vec<(&Spanned<Cow<'_, str>>, _)> = self.entries.iter().collect();
        found.sort_by_key(|(key, _)| key.span().start);
        found.into_iter().map(|(key, value)| (key.get_ref().as_ref(), value)).collect()
    }

    /// The value behind which a further key can be written.
    pub(super) fn anchor(&self) -> Option<Range<usize>> {
        let key = naming(self.kind)?.iter().find_map(|keys| keys.iter().find(|key| self.has(key)))?;
        self.entries.get(*key).map(Spanned::span)
    }

    fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }
}

/// By which keys tables of a kind are told apart; the first group counts of which something is written.
fn naming(kind: &TableType) -> Option<&'static [&'static [&'static str]]> {
    Some(match kind.id {
        "mission" | "measure" | "obligation" | "ladder" | "relation" => &[&["id"]],
        "target" => &[&["measure", "body", "from"]],
        "point" => &[&["by"]],
        "contribution" | "later_contribution" => &[&["id"], &["by"]],
        "terms" => &[&["from"]],
        _ => return None,
    })
}

/// Whether a key says which table of its kind it stands in, so that a change of it would make another of it. Days and periods may move.
pub(super) fn is_naming(kind: &TableType, key: &str) -> bool {
    naming(kind).is_some_and(|groups| groups.iter().any(|keys| keys.contains(&key)))
}

/// What a table is called among its like; none where it cannot be named.
pub(super) fn name_of(kind: &TableType, entries: &DeTable<'_>) -> Option<String> {
    let keys = naming(kind)?.iter().find(|keys| keys.iter().any(|key| entries.contains_key(*key)))?;
    let parts: Vec<String> = keys.iter().filter_map(|key| plain(entries.get(*key)?.get_ref())).collect();
    let name = parts.join(":");
    is_step(&name).then_some(name)
}

/// A value as people read it; none where it is more than one.
pub(super) fn plain(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.as_str().to_owned()),
        DeValue::Float(number) => Some(number.as_str().to_owned()),
        DeValue::Boolean(flag) => Some(flag.to_string()),
        DeValue::Datetime(moment) => Some(moment.to_string()),
        DeValue::Array(_) | DeValue::Table(_) => None,
    }
}

pub(super) fn is_inline(text: &str, start: usize) -> bool {
    text.get(start..).is_some_and(|rest| rest.starts_with('{'))
}

/// Whether a value is written in one piece behind its key, and not under headings of its own.
pub(super) fn is_in_one_piece(value: &Spanned<DeValue<'_>>, text: &str) -> bool {
    match value.get_ref() {
        DeValue::Table(entries) => {
            is_inline(text, value.span().start) && entries.values().all(|inner| is_in_one_piece(inner, text))
        }
        DeValue::Array(values) => values.iter().all(|inner| is_in_one_piece(inner, text)),
        _ => true,
    }
}

fn end_of(entries: &DeTable<'_>) -> usize {
    entries.values().map(end_of_value).max().unwrap_or_default()
}

fn end_of_value(value: &Spanned<DeValue<'_>>) -> usize {
    let inner = match value.get_ref() {
        DeValue::Table(entries) => end_of(entries),
        DeValue::Array(values) => values.iter().map(end_of_value).max().unwrap_or_default(),
        _ => 0,
    };
    inner.max(value.span().end)
}
