//! What bodies are asked for, and what rests with nobody.

use app::matrix::{BodyBurden, Burden, Coverage};
use engine::model::{BodyId, MeasureId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::questions::Known;

/// What bodies were asked for within a year.
#[derive(Serialize)]
pub(crate) struct WireBurden<'k> {
    as_at: Timestamp,
    position: u64,
    /// The last day of the year.
    until: Date,
    reports: usize,
    bodies: Vec<WireBodyBurden<'k>>,
    /// Behind which place the next page begins; null on the last.
    next: Option<usize>,
}

#[derive(Serialize)]
struct WireBodyBurden<'k> {
    id: &'k str,
    name: &'k str,
    reports: usize,
    /// So many things are asked for twice.
    twice: usize,
    asked: Vec<WireAskedOf<'k>>,
}

#[derive(Serialize)]
struct WireAskedOf<'k> {
    measure: &'k str,
    reports: usize,
    by: Vec<String>,
}

/// What rests with nobody.
#[derive(Serialize)]
pub(crate) struct WireCoverage<'k> {
    as_at: Timestamp,
    position: u64,
    outcomes_without_obligation: Vec<&'k str>,
    measures_that_judge_nobody: Vec<&'k str>,
    bodies_without_part: Vec<&'k str>,
}

impl<'k> WireBurden<'k> {
    pub(crate) fn of(
        burden: &Burden,
        listed: &'k [BodyBurden],
        next: Option<usize>,
        known: Known<'k>,
    ) -> Self {
        let of_body = |one: &'k BodyBurden| WireBodyBurden {
            id: one.body.as_str(),
            name: known.program.catalogue.body_name(&one.body),
            reports: one.reports(),
            twice: one.twice.len(),
            asked: one
                .asked
                .iter()
                .map(|asked| WireAskedOf {
                    measure: asked.measure.as_str(),
                    reports: asked.reports,
                    by: asked.by.iter().map(ToString::to_string).collect(),
                })
                .collect(),
        };
        let (as_at, position) = (known.picture.as_at, known.picture.position);
        let bodies = listed.iter().map(of_body).collect();
        Self { as_at, position, until: burden.day, reports: burden.reports(), bodies, next }
    }
}

impl<'k> WireCoverage<'k> {
    pub(crate) fn of(coverage: &'k Coverage, known: Known<'_>) -> Self {
        Self {
            as_at: known.picture.as_at,
            position: known.picture.position,
            outcomes_without_obligation: coverage.outcomes.iter().map(MeasureId::as_str).collect(),
            measures_that_judge_nobody: coverage.unjudged.iter().map(MeasureId::as_str).collect(),
            bodies_without_part: coverage.untouched.iter().map(BodyId::as_str).collect(),
        }
    }
}
