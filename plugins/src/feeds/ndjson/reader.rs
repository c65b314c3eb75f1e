//! The reader of NDJSON files: every line through the plan of its feed.

use std::sync::Arc;

use engine::model::SourceFile;

use super::object::Object;
use super::seen::Seen;
use crate::feeds::fault::RowFault;
use crate::feeds::plan::Plan;
use crate::feeds::rows::Rows;
use crate::feeds::text::{cut_off, decode, refusal};
use crate::feeds::{Format, Layout};
use crate::port::{Context, ReadError, Reader, Reading};

/// The format, for the registry.
pub(in crate::feeds) const FORMAT: Format = Format {
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
