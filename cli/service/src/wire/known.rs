//! Bodies in numbers, and the figures of a measure as its page has them.

use app::matrix::BodyCounts;
use engine::model::Measure;
use jiff::Timestamp;
use pages::live::{Tabled, measure_tables};
use serde::Serialize;
use words::explanation::{Document, ExplanationText, Section};

use crate::questions::Known;

/// Every body that a mission names, the worst first.
#[derive(Serialize)]
pub(crate) struct WireBodies<'k> {
    as_at: Timestamp,
    position: u64,
    bodies: Vec<WireCounts<'k>>,
    /// Behind which place the next page begins; null on the last.
    next: Option<usize>,
}

#[derive(Serialize)]
struct WireCounts<'k> {
    id: &'k str,
    name: &'k str,
    owed: usize,
    broken: usize,
}

/// One measure.
#[derive(Serialize)]
pub(crate) struct WireMeasure<'k> {
    as_at: Timestamp,
    position: u64,
    id: &'k str,
    title: &'k str,
    tables: Vec<WireTable>,
}

/// A table as its page has it.
#[derive(Serialize)]
struct WireTable {
    caption: String,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl<'k> WireBodies<'k> {
    pub(crate) fn of(bodies: &'k [BodyCounts], next: Option<usize>, known: Known<'k>) -> Self {
        let counts = bodies.iter().map(|BodyCounts { body, owed, broken }| WireCounts {
            id: body.as_str(),
            name: known.program.catalogue.body_name(body),
            owed: *owed,
            broken: *broken,
        });
        Self { as_at: known.picture.as_at, position: known.picture.position, bodies: counts.collect(), next }
    }
}

impl<'k> WireMeasure<'k> {
    pub(crate) fn of(measure: &'k Measure, known: Known<'k>) -> Self {
        let table = |Tabled { caption, columns, rows, .. }| WireTable {
            caption,
            columns,
            rows: rows.into_iter().map(|row| row.into_iter().map(|field| field.text).collect()).collect(),
        };
        let tables = measure_tables(known.picture, measure, known.engine);
        Self {
            as_at: known.picture.as_at,
            position: known.picture.position,
            id: measure.id.as_str(),
            title: &measure.title,
            tables: tables.into_iter().map(table).collect(),
        }
    }
}

/// Why something stands so, with the parts of the answer as people read them.
#[derive(Serialize)]
pub(crate) struct WireExplanation {
    #[serde(flatten)]
    document: Document,
    title: String,
    standing: String,
    sections: Vec<Section>,
}

impl WireExplanation {
    pub(crate) fn of(document: Document, text: &ExplanationText) -> Self {
        let (title, standing) = (text.title.clone(), text.standing.clone());
        Self { document, title, standing, sections: text.sections() }
    }
}
