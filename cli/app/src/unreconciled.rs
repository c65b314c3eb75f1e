//! The query for figures that were reported in two ways, with nothing to decide between them. Nothing is laid out here; programs read it as JSON.

use std::sync::Arc;

use engine::Engine;
use engine::evidence::{Evidence, Heard};
use engine::model::{Cell, Place, Report};
use serde::Serialize;
use words::unreconciled::Unreconciled;

/// Every such figure, with all that was said of it.
pub fn unreconciled(engine: &Engine) -> Vec<Unreconciled> {
    engine
        .evidence()
        .unreconciled()
        .into_iter()
        .filter_map(|cell| contested(engine.evidence(), cell))
        .collect()
}

/// A cell with all that was said of it; none where something decides.
pub(crate) fn contested(evidence: &Evidence, cell: Cell) -> Option<Unreconciled> {
    evidence.contradiction(&cell)?;
    let (mut said, rivals) = evidence.reports(&cell);
    said.drain(..said.len() - rivals.max(1));
    Some(Unreconciled { cell, said })
}

/// A figure that was reported in two ways, with nothing to decide between them.
#[derive(Serialize, Debug)]
pub struct WireUnreconciled {
    measure: String,
    body: String,
    period: String,
    /// What was said, the first to come in first.
    reports: Vec<WireReported>,
}

/// One report of a figure.
#[derive(Serialize, Debug)]
struct WireReported {
    /// None where the report gives none.
    value: Option<String>,
    feed: String,
    file: String,
    /// The sheet of a workbook, of which `line` is a row; left out for a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<Arc<str>>,
    line: u32,
}

impl From<&Unreconciled> for WireUnreconciled {
    fn from(figure: &Unreconciled) -> Self {
        let Cell { measure, body, period } = &figure.cell;
        let [measure, body, period] = [measure.to_string(), body.to_string(), period.to_string()];
        Self { measure, body, period, reports: figure.said.iter().map(WireReported::of).collect() }
    }
}

impl WireReported {
    fn of(heard: &Heard) -> Self {
        let value = match heard.report {
            Report::Value(value) => Some(value.to_string()),
            Report::Absent(_) => None,
        };
        let file = &heard.source.file;
        let Place { sheet, line } = heard.source.place();
        Self { value, feed: file.feed.to_string(), file: file.path.clone(), sheet, line }
    }
}
