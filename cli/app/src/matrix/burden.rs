//! What each body is asked for: which measures, how often, by whom, and what of it twice. It is counted by what was due within a year.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use engine::Engine;
use engine::model::{BodyId, MeasureId, ObligationRef};
use jiff::civil::Date;

use super::twice::{AskedTwice, asked_twice, demands};

/// What all bodies are asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Burden {
    /// The last day of the year that is counted.
    pub day: Date,
    /// Who is asked for most comes first.
    pub bodies: Vec<BodyBurden>,
}

/// What one body is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BodyBurden {
    pub body: BodyId,
    /// In the order of the names of measures.
    pub asked: Vec<AskedReports>,
    /// Of all that was due so far.
    pub twice: Vec<AskedTwice>,
}

/// Reports of one measure that a body was asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AskedReports {
    pub measure: MeasureId,
    /// How many were due.
    pub reports: usize,
    /// The obligations as they are declared that rest on them.
    pub by: Vec<ObligationRef>,
}

impl Burden {
    /// What was asked within the year up to a day, of every body or of one; none before a program is in force.
    pub fn of(engine: &Engine, day: Date, alone: Option<&BodyId>) -> Option<Self> {
        let program = engine.program()?;
        let demands = demands(engine, alone);
        let mut twice = asked_twice(&demands, program);
        let mut bodies: BTreeMap<BodyId, Vec<AskedReports>> = BTreeMap::new();
        for ((body, measure), demand) in demands.into_iter().filter(|(_, demand)| demand.reports > 0) {
            let by = demand.of_year.into_iter().collect();
            let asked = AskedReports { measure, reports: demand.reports, by };
            bodies.entry(body).or_default().push(asked);
        }
        let burden = |(body, asked)| {
            let twice = twice.remove(&body).unwrap_or_default();
            BodyBurden { body, asked, twice }
        };
        let mut bodies: Vec<BodyBurden> = bodies.into_iter().map(burden).collect();
        let place = |body: &BodyId| program.catalogue.bodies.get_index_of(body);
        bodies.sort_by_key(|one| (Reverse(one.reports()), place(&one.body)));
        Some(Self { day, bodies })
    }

    pub fn reports(&self) -> usize {
        self.bodies.iter().map(BodyBurden::reports).sum()
    }
}

impl BodyBurden {
    pub fn reports(&self) -> usize {
        self.asked.iter().map(|asked| asked.reports).sum()
    }
}
