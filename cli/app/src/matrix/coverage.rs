//! What is declared and rests with nobody: outcomes that no obligation owes, measures by which nothing judges, and bodies that no obligation touches.

use std::collections::BTreeSet;

use engine::Engine;
use engine::model::{Body, BodyId, MeasureId};
use engine::program::{Obligation, Program};
use jiff::civil::Date;
use rules::lints::unjudged;
use rules::source::Sources;

use super::grid::Matrix;
use super::twice::demands;

/// What rests with nobody on a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Coverage {
    pub day: Date,
    /// Measures of outcomes by which no obligation is judged.
    pub outcomes: Vec<MeasureId>,
    /// Other measures by which nobody is or was judged, and that go into none by which somebody is.
    pub unjudged: Vec<MeasureId>,
    /// Bodies that are open, and that neither owe nor lead nor report anything, and whom nothing is about.
    pub untouched: Vec<BodyId>,
    /// How many bodies are open.
    pub open: usize,
}

impl Coverage {
    /// As it stands on a day by the texts in force; none before a program is in force.
    pub fn of(engine: &Engine, day: Date, sources: &Sources) -> Option<Self> {
        let program = engine.program()?;
        let outcomes = Matrix::of(engine, day, None)?.unowned;
        // What is no longer owed was judged, and may be told of still: as on a day on which nothing had ended yet.
        let unjudged = unjudged((program, sources), Date::MIN);
        let touched = touched(engine, program);
        // A relation is a body too, and owes nothing of its own.
        let is_relation = |body: &Body| program.catalogue.relations.get(body.id.as_str()).is_some();
        let bodies = program.catalogue.bodies.values();
        let open = bodies.filter(|body| body.is_open_on(day) && !is_relation(body));
        let open: Vec<&BodyId> = open.map(|body| &body.id).collect();
        Some(Self {
            day,
            unjudged: unjudged.into_iter().filter(|measure| !outcomes.contains(measure)).collect(),
            outcomes,
            open: open.len(),
            untouched: open.into_iter().filter(|body| !touched.contains(*body)).cloned().collect(),
        })
    }
}

/// Every body that some obligation has to do with.
fn touched(engine: &Engine, program: &Program) -> BTreeSet<BodyId> {
    let mut touched: BTreeSet<BodyId> = demands(engine, None).into_keys().map(|(body, _)| body).collect();
    for obligation in program.missions.values().flat_map(|mission| &mission.obligations) {
        touched.insert(obligation.lead.clone());
        touched.extend(obligation.one_of.iter().map(|one| one.body.clone()));
        touched.extend(parties(obligation));
    }
    touched
}

fn parties(obligation: &Obligation) -> impl Iterator<Item = BodyId> {
    obligation.parts().flat_map(|part| [Some(&part.by), part.of.as_ref()]).flatten().cloned()
}
