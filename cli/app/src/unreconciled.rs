//! The query for figures on which reports disagree: with nothing to decide between them, or contested by people. Nothing is laid out here; programs read it as JSON.

use std::sync::Arc;

use engine::Engine;
use engine::evidence::{Disagreement, Evidence, Heard};
use engine::model::{Cell, Place, Report};
use serde::Serialize;
use words::contested::Contested;
use words::unreconciled::Unreconciled;

/// What reports of a figure come to that disagree.
pub(crate) enum Disputed {
    Unreconciled(Unreconciled),
    Contested(Contested),
}

/// Every figure of which reports disagree, with all that was said of it.
#[derive(Default, Debug)]
pub struct Disagreements {
    /// Those between whose reports nothing decides.
    pub unreconciled: Vec<Unreconciled>,
    /// Those that people contest.
    pub contested: Vec<Contested>,
}

impl Disagreements {
    /// As an engine knows them.
    pub fn of(engine: &Engine) -> Self {
        let evidence = engine.evidence();
        let mut found = Self::default();
        for cell in evidence.disputed() {
            match disputed(evidence, cell) {
                Some(Disputed::Unreconciled(figure)) => found.unreconciled.push(figure),
                Some(Disputed::Contested(figure)) => found.contested.push(figure),
                None => {}
            }
        }
        found
    }
}

/// A cell with all that was said of it; none where its reports do not disagree.
pub(crate) fn disputed(evidence: &Evidence, cell: Cell) -> Option<Disputed> {
    let disagreement = evidence.disagreement(&cell)?;
    let (mut said, rivals) = evidence.reports(&cell);
    said.drain(..said.len() - rivals.max(1));
    Some(match disagreement {
        Disagreement::Unreconciled => Disputed::Unreconciled(Unreconciled { cell, said }),
        Disagreement::Contested => {
            let judged_by = said.pop().expect("it is judged by one of its reports");
            Disputed::Contested(Contested { cell, judged_by, beside: said })
        }
    })
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

/// A figure that people say otherwise than those who answer for it.
#[derive(Serialize, Debug)]
pub struct WireContested {
    measure: String,
    body: String,
    period: String,
    /// The report by which it is judged.
    judged_by: WireReported,
    /// What others say.
    contested_by: Vec<WireReported>,
}

/// One report of a figure.
#[derive(Serialize, Debug)]
struct WireReported {
    /// None where the report gives none.
    value: Option<String>,
    feed: String,
    /// For whom its feed speaks; left out where that was not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    speaks_for: Option<String>,
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

impl From<&Contested> for WireContested {
    fn from(figure: &Contested) -> Self {
        let Cell { measure, body, period } = &figure.cell;
        let [measure, body, period] = [measure.to_string(), body.to_string(), period.to_string()];
        let contested_by = figure.beside.iter().map(WireReported::of).collect();
        Self { measure, body, period, judged_by: WireReported::of(&figure.judged_by), contested_by }
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
        let speaks_for = file.speaks_for.as_ref().map(ToString::to_string);
        Self { value, feed: file.feed.to_string(), speaks_for, file: file.path.clone(), sheet, line }
    }
}
