//! A row as a script gives it: texts and numbers by name, put in the places of the feed's columns.

use std::borrow::Cow;

use engine::model::Report;
use rules::script::plugin::Value;
use rust_decimal::prelude::ToPrimitive;

use crate::readers::columns::{ColumnIx, Columns, FigurePlace, MeasurePlace, RowFields};
use crate::readers::excerpt::Excerpt;
use crate::readers::row_fault::ScriptRowFault;

/// The names that a row may have.
const KEYS: [&str; 12] = [
    "measure", "body", "period", "value", "absent", "status", "unit", "vintage", "embargo", "line", "refuse",
    "skip",
];

/// Why there is no figure, in the words of `[feed.absence]`, with the marks by which files say it.
const ABSENCES: [(&str, &str); 5] = [
    ("not-available", "[x]"),
    ("not-applicable", "[z]"),
    ("confidential", "[c]"),
    ("unreliable", "[u]"),
    ("blank", ""),
];

/// Marks that stand for themselves.
const MARKS: [&str; 8] = ["", "..", "-", "[x]", "[z]", "[c]", "[u]", "[low]"];

/// A row in the places of a columns.
pub(super) struct ScriptRow<'v> {
    fields: Vec<Option<Cow<'v, str>>>,
}

impl RowFields for ScriptRow<'_> {
    fn field(&self, column: ColumnIx) -> Option<&[u8]> {
        self.fields.get(column.0)?.as_ref().map(|field| field.trim().as_bytes())
    }
}

/// The line that a row names; its place among the rows where it names none.
pub(super) fn line(row: &Value, place: usize) -> u32 {
    let named = row.get("line").and_then(|line| match line {
        Value::Number(number) => number.to_u32(),
        Value::Text(text) => text.trim().parse().ok(),
        _ => None,
    });
    named.filter(|line| *line > 0).unwrap_or_else(|| u32::try_from(place + 1).unwrap_or(u32::MAX))
}

/// Until when nothing of a row may be told, as it says itself; nothing where it does not.
pub(super) fn embargo(row: &Value) -> Result<Cow<'_, str>, ScriptRowFault> {
    let said = plain(row, "embargo")?.unwrap_or_default();
    Ok(match said {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text),
    })
}

/// Why the script itself sets a row aside, if it does.
pub(super) fn refusal(row: &Value) -> Option<String> {
    let reason = row.get("refuse")?;
    let reason = reason.as_text().map_or_else(|| reason.to_string(), str::to_owned);
    Some(reason.trim().trim_end_matches('.').to_owned())
}

/// Puts a row in its places.
pub(super) fn placed<'v>(columns: &Columns, row: &'v Value) -> Result<ScriptRow<'v>, ScriptRowFault> {
    let Value::Map(entries) = row else {
        return Err(ScriptRowFault::NotAMap { kind: row.kind() });
    };
    if let Some(unknown) = entries.keys().find(|key| !KEYS.contains(&key.as_str())) {
        let near = rules::diagnostic::nearest(unknown, KEYS.into_iter());
        return Err(ScriptRowFault::UnknownKey { key: Excerpt::of(unknown), near });
    }
    check_measure(columns, row)?;
    let mut fields = Vec::new();
    for column in columns.names() {
        let field = if column == "value" { figure(columns, row)? } else { plain(row, column)? };
        fields.push(field);
    }
    Ok(ScriptRow { fields })
}

/// A feed about one measure takes no row about another.
fn check_measure(columns: &Columns, row: &Value) -> Result<(), ScriptRowFault> {
    let [FigurePlace { measure: MeasurePlace::Fixed(own), .. }] = columns.figures.as_slice() else {
        return Ok(());
    };
    match row.get("measure").and_then(Value::as_text).filter(|named| *named != own.as_str()) {
        Some(named) => Err(ScriptRowFault::OtherMeasure { named: Excerpt::of(named), own: own.clone() }),
        None => Ok(()),
    }
}

/// The figure, or the mark for there being none. A row must say one of the two.
fn figure<'v>(columns: &Columns, row: &'v Value) -> Result<Option<Cow<'v, str>>, ScriptRowFault> {
    let Value::Map(entries) = row else { return Ok(None) };
    match (row.get("absent"), row.get("value")) {
        (Some(_), Some(_)) => Err(ScriptRowFault::ValueAndAbsent),
        (Some(reason), None) => {
            let said = reason.as_text().map_or_else(|| reason.to_string(), |text| text.trim().to_owned());
            let word = ABSENCES.iter().find(|(word, _)| *word == said).map(|(_, mark)| (*mark).to_owned());
            let is_mark = || match columns.style.declared(&said) {
                Some(report) => matches!(report, Report::Absent(_)),
                None => MARKS.contains(&said.as_str()),
            };
            match word.or_else(|| is_mark().then(|| said.clone())) {
                Some(mark) => Ok(Some(Cow::Owned(mark))),
                None => Err(ScriptRowFault::UnknownAbsence(Excerpt::of(&said))),
            }
        }
        (None, Some(_)) => plain(row, "value"),
        // Nothing in the place of a figure is a blank field, and never zero.
        (None, None) if entries.contains_key("value") => Ok(Some(Cow::Borrowed(""))),
        (None, None) => Ok(None),
    }
}

fn plain<'v>(row: &'v Value, key: &str) -> Result<Option<Cow<'v, str>>, ScriptRowFault> {
    match row.get(key) {
        None => Ok(None),
        Some(Value::Text(text)) => Ok(Some(Cow::Borrowed(text))),
        Some(Value::Number(number)) => Ok(Some(Cow::Owned(number.to_string()))),
        Some(other) => Err(ScriptRowFault::NotPlain { key: key.to_owned(), kind: other.kind() }),
    }
}
