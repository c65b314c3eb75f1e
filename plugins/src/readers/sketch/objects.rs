//! Objects in JSON, and data values in XML, as the text of a table: keys and attributes stand above their values. What is nested deeper is
//! passed over, as the readers of these formats pass it over.

use indexmap::{IndexMap, IndexSet};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use serde_json::Value;

/// So many keys make headings.
const MOST_KEYS: usize = 200;
/// So many elements may stand in one another.
const DEEPEST: usize = 16;
/// The element of one value, in both dialects.
const VALUE: &str = "dataValue";

/// Rows of named values.
#[derive(Default)]
struct NamedRows {
    keys: IndexSet<String>,
    rows: Vec<IndexMap<usize, String>>,
}

impl NamedRows {
    fn add(&mut self, named: impl Iterator<Item = (String, String)>) {
        let mut row = IndexMap::new();
        for (key, value) in named {
            if self.keys.contains(&key) || self.keys.len() < MOST_KEYS {
                row.insert(self.keys.insert_full(key).0, value);
            }
        }
        self.rows.push(row);
    }

    /// All of it as comma-separated values; none where there are no rows.
    fn into_text(self) -> Option<String> {
        if self.rows.is_empty() || self.keys.is_empty() {
            return None;
        }
        let mut text = String::new();
        line(&mut text, self.keys.iter().map(String::as_str));
        for row in &self.rows {
            line(&mut text, (0..self.keys.len()).map(|key| row.get(&key).map_or("", String::as_str)));
        }
        Some(text)
    }
}

fn line<'f>(text: &mut String, fields: impl Iterator<Item = &'f str>) {
    for (place, field) in fields.enumerate() {
        text.push_str(if place == 0 { "\"" } else { ",\"" });
        text.push_str(&field.replace('"', "\"\"").replace(['\n', '\r'], " "));
        text.push('"');
    }
    text.push('\n');
}

/// The objects of a text that has one on each line; none where no line is one.
pub(super) fn of_lines(text: &str) -> Option<String> {
    let mut rows = NamedRows::default();
    for line in text.lines() {
        let Ok(Value::Object(object)) = serde_json::from_str(line) else { continue };
        rows.add(object.into_iter().filter_map(|(key, value)| Some((key, scalar(value)?))));
    }
    rows.into_text()
}

fn scalar(value: Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text),
        Value::Array(_) | Value::Object(_) => None,
    }
}

/// The data values of ADX or of DHIS2, each with what the elements around it say; of a text that breaks off, those before that.
pub(super) fn of_values(text: &str) -> Option<String> {
    let mut rows = NamedRows::default();
    let mut around: Vec<Vec<(String, String)>> = Vec::new();
    let mut parser = quick_xml::Reader::from_str(text);
    loop {
        match parser.read_event() {
            Ok(Event::Start(start)) if around.len() < DEEPEST => {
                let own = attributes(&start);
                note(&mut rows, &start, &around, &own);
                around.push(own);
            }
            Ok(Event::Empty(start)) => note(&mut rows, &start, &around, &attributes(&start)),
            Ok(Event::End(_)) => _ = around.pop(),
            Ok(Event::Start(_) | Event::DocType(_) | Event::Eof) | Err(_) => return rows.into_text(),
            Ok(_) => {}
        }
    }
}

/// Notes an element that is a value.
fn note(
    rows: &mut NamedRows,
    start: &BytesStart<'_>,
    around: &[Vec<(String, String)>],
    own: &[(String, String)],
) {
    if start.local_name().into_inner() == VALUE {
        rows.add(around.iter().flatten().chain(own).cloned());
    }
}

fn attributes(start: &BytesStart<'_>) -> Vec<(String, String)> {
    let mut all = start.attributes();
    let named = all
        .with_checks(false)
        .filter_map(Result::ok)
        .filter(|attribute| attribute.key.as_namespace_binding().is_none());
    let read = named.filter_map(|attribute| {
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
        Some((attribute.key.local_name().into_inner().to_owned(), value.trim().to_owned()))
    });
    read.collect()
}
