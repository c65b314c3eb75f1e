//! The bank-holiday file, in the layout that GOV.UK publishes.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use language::read::parse_date;
use serde::Deserialize;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::SourceText;

#[derive(Deserialize)]
struct DivisionWire {
    events: Vec<EventWire>,
}

#[derive(Deserialize)]
struct EventWire {
    date: String,
}

/// The holidays of each jurisdiction that a file knows.
pub(super) type Divisions = BTreeMap<String, BTreeSet<Date>>;

/// Reads a bank-holiday file.
pub(super) fn read_holidays(source: &SourceText) -> Result<Divisions, Vec<Diagnostic>> {
    let text = source.text.strip_prefix('\u{feff}').unwrap_or(&source.text);
    let wires: BTreeMap<String, DivisionWire> =
        serde_json::from_str(text).map_err(|error| vec![not_holidays(source, &error)])?;
    let mut faults = Vec::new();
    let mut divisions = Divisions::new();
    for (name, division) in wires {
        let mut days = BTreeSet::new();
        for event in division.events {
            match parse_date(&event.date) {
                Some(day) => drop(days.insert(day)),
                None => faults.push(not_a_date(source, &event.date)),
            }
        }
        divisions.insert(name, days);
    }
    if faults.is_empty() { Ok(divisions) } else { Err(faults) }
}

fn not_holidays(source: &SourceText, error: &serde_json::Error) -> Diagnostic {
    let at = source.offset(error.line(), error.column());
    let said = error.to_string();
    // The place is shown by the excerpt; serde_json repeats it in words.
    let why = said.split(" at line ").next().unwrap_or_default();
    Diagnostic::error(Code::MissingFile, format!("this is no bank-holiday file: {why}"), source, at..at)
        .with_help("take the file from https://www.gov.uk/bank-holidays.json as it is")
}

fn not_a_date(source: &SourceText, written: &str) -> Diagnostic {
    let quoted = format!("\"{written}\"");
    let at = source.text.find(&quoted).unwrap_or(0);
    Diagnostic::error(
        Code::InvalidPeriod,
        format!("`{written}` is not a date"),
        source,
        at..at + quoted.len(),
    )
    .with_help("write it like `2024-12-25`")
}
