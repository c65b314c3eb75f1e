//! What a check may expect: open alerts, verdicts, words.

use engine::alert::{AlertState, Severity};
use engine::model::Verdict;
use jiff::civil::Date;
use language::read::{Item, Table};
use toml::Spanned;

/// What is expected of something named, each with its place; a name may be looked up even where the rest cannot be read.
pub(crate) type Named<T> = (Spanned<String>, Option<Spanned<T>>);

/// The words for the states of an alert.
pub(super) const STATES: [(&str, AlertState); 3] =
    [("inactive", AlertState::Inactive), ("pending", AlertState::Pending), ("firing", AlertState::Firing)];

/// An alert that must be open. Only what is given is compared.
#[derive(Clone, Debug)]
pub(crate) struct AlertExpectation {
    pub(crate) alert: Spanned<String>,
    pub(crate) state: Option<Spanned<AlertState>>,
    pub(crate) severity: Option<Spanned<Severity>>,
    pub(crate) since: Option<Spanned<Date>>,
    pub(crate) periods: Option<Spanned<Vec<Spanned<String>>>>,
    pub(crate) broken_by: Option<Spanned<Vec<Spanned<String>>>>,
    pub(crate) held_up_by: Option<Spanned<Vec<Spanned<String>>>>,
    pub(crate) message: Option<Spanned<Wording>>,
}

/// A verdict that must stand, with its reason where that is given.
#[derive(Clone, Debug)]
pub(crate) struct VerdictExpectation {
    pub(crate) verdict: Verdict,
    pub(crate) reason: Option<Spanned<Wording>>,
}

/// A text that must be found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Wording {
    /// Word for word.
    Whole(String),
    /// Somewhere in it.
    Contains(String),
}

/// Reads a list of alerts, each a table or, for short, its name alone.
pub(super) fn read_alerts(item: &Item<'_>) -> Option<Spanned<Vec<AlertExpectation>>> {
    let elements =
        item.elements().or_else(|| item.refuse_kind("a list of alerts; `[]` means that none is open"))?;
    // Every alert is read before any is missed, so that each bad one is reported.
    let read: Vec<Option<AlertExpectation>> = elements.iter().map(read_alert).collect();
    let read: Option<Vec<AlertExpectation>> = read.into_iter().collect();
    read.map(|alerts| item.at(alerts))
}

fn read_alert(item: &Item<'_>) -> Option<AlertExpectation> {
    if !item.is_table() {
        let alert = item.text()?;
        let (state, severity, since, periods, broken_by, held_up_by, message) = Default::default();
        let expectation =
            AlertExpectation { alert, state, severity, since, periods, broken_by, held_up_by, message };
        return Some(expectation);
    }
    let table = item.table()?;
    let alert = table.require("alert").and_then(|item| item.text());
    let expectation = AlertExpectation {
        alert: alert?,
        state: table.get("state").and_then(|item| item.word(&STATES[1..])),
        severity: table
            .get("severity")
            .and_then(|item| item.word(&Severity::ALL.map(|severity| (severity.as_str(), severity)))),
        since: table.get("since").and_then(|item| item.date()),
        periods: list(&table, "periods"),
        broken_by: list(&table, "broken_by"),
        held_up_by: list(&table, "held_up_by"),
        message: table.get("message").and_then(|item| read_wording(&item)),
    };
    Some(expectation)
}

fn list(table: &Table<'_>, key: &'static str) -> Option<Spanned<Vec<Spanned<String>>>> {
    let item = table.get(key)?;
    let elements = item.elements().or_else(|| item.refuse_kind("a list of texts"))?;
    // A year may be written without quotes.
    let read: Vec<_> = elements.iter().map(|element| element.spelling("a text")).collect();
    let read: Option<Vec<_>> = read.into_iter().collect();
    read.map(|texts| item.at(texts))
}

/// Reads a verdict's word, or a table with its reason too.
pub(super) fn read_verdict(item: &Item<'_>) -> Option<Spanned<VerdictExpectation>> {
    let word = |item: &Item<'_>| {
        let words = Verdict::ALL.map(|verdict| (verdict.as_str(), verdict));
        item.word(&words).map(Spanned::into_inner)
    };
    if !item.is_table() {
        return word(item).map(|verdict| item.at(VerdictExpectation { verdict, reason: None }));
    }
    let table = item.table()?;
    let verdict = table.require("verdict").and_then(|item| word(&item))?;
    let reason = table.get("reason").and_then(|item| read_wording(&item));
    Some(item.at(VerdictExpectation { verdict, reason }))
}

/// Reads a whole text, or `{ contains = ".." }`.
pub(super) fn read_wording(item: &Item<'_>) -> Option<Spanned<Wording>> {
    if !item.is_table() {
        return item.text().map(|text| item.at(Wording::Whole(text.into_inner())));
    }
    let table = item.table()?;
    let part = table.require("contains")?.text()?;
    Some(item.at(Wording::Contains(part.into_inner())))
}

/// Reads a table whose keys are names to be looked up.
pub(super) fn read_by_name<T>(
    item: &Item<'_>,
    read: impl Fn(&Item<'_>) -> Option<Spanned<T>>,
) -> Vec<Named<T>> {
    let Some(entries) = item.entries() else {
        item.refuse_kind::<()>("a table such as `{ \"mission/obligation\" = .. }`");
        return Vec::new();
    };
    let entry = |entry: &Item<'_>| (Spanned::new(entry.key_range.clone(), entry.key.to_owned()), read(entry));
    entries.iter().map(entry).collect()
}
