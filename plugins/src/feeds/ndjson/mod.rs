//! One JSON object on each line, its keys in place of columns. Numbers stay as they are written, digit for digit.

mod object;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use engine::model::SourceFile;

use self::object::Object;
use super::fault::RowFault;
use super::plan::Plan;
use super::rows::Rows;
use super::text::{cut_off, decode, missing_columns, refusal};
use super::{Format, Layout};
use crate::port::{Context, ReadError, Reader, Reading};

/// The format, for the registry.
pub(super) const FORMAT: Format = Format {
    name: "ndjson",
    files: "*.{ndjson,jsonl}",
    reader: |layout| Box::new(NdjsonReader::new(layout)),
};

/// Reads NDJSON files of one layout.
struct NdjsonReader {
    plan: Plan,
}

impl NdjsonReader {
    fn new(layout: &Layout) -> Self {
        Self { plan: Plan::new(layout) }
    }
}

impl Reader for NdjsonReader {
    fn read(
        &self,
        file: &Arc<SourceFile>,
        bytes: &[u8],
        context: &Context<'_>,
    ) -> Result<Reading, ReadError> {
        let text = decode(bytes)?;
        if text.trim_start().starts_with('[') {
            let error = refusal(1, "the file is one JSON list");
            return Err(
                error.with_help("Write one object on each line, without brackets or commas around them")
            );
        }
        let mut rows = Rows::new(&self.plan, file, context)?;
        let mut seen = Seen::new(&self.plan);
        for (number, line) in (1..).zip(text.split_inclusive('\n')) {
            if line.trim().is_empty() {
                continue;
            }
            match Object::parse(self.plan.columns(), line) {
                Ok(object) => {
                    seen.note(number, line, &object);
                    if let Some(number) = rows.admit(&object, || number) {
                        rows.take(number, &object);
                    }
                }
                Err(_) if !line.ends_with('\n') => return Err(cut_off(number)),
                Err(error) => rows.quarantine(number, &not_an_object(&error)),
            }
        }
        seen.check(&self.plan)?;
        Ok(rows.finish())
    }
}

/// The parser counts lines within the one line that it was given, which would only confuse.
fn not_an_object(error: &serde_json::Error) -> RowFault {
    let text = error.to_string();
    RowFault::NotAnObject(text.split(" at line ").next().unwrap_or_default().to_owned())
}

/// Which keys any object had. One object may lack a key; if all of them do, the settings are wrong.
struct Seen<'a> {
    keys: Vec<bool>,
    first: Option<(u32, &'a str)>,
}

impl<'a> Seen<'a> {
    fn new(plan: &Plan) -> Self {
        Self { keys: vec![false; plan.columns().len()], first: None }
    }

    fn note(&mut self, number: u32, line: &'a str, object: &Object<'_>) {
        self.first.get_or_insert((number, line));
        for (seen, value) in self.keys.iter_mut().zip(object.values()) {
            *seen |= value.is_some();
        }
    }

    fn check(&self, plan: &Plan) -> Result<(), ReadError> {
        let Some((number, line)) = self.first else { return Ok(()) };
        let unseen = plan.required().filter(|slot| !self.keys[slot.0]);
        let mut missing: Vec<_> = unseen.map(|slot| plan.name(slot)).collect();
        missing.dedup();
        if missing.is_empty() {
            return Ok(());
        }
        let found = object::keys(line);
        Err(missing_columns(number, &missing, &found.iter().map(String::as_str).collect::<Vec<_>>()))
    }
}
