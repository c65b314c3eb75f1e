//! Which obligations may stand otherwise since somebody last asked, so that what is shown of them follows the change and not the
//! project.

use std::collections::BTreeSet;
use std::mem;
use std::sync::Arc;

use engine::components::{Components, tied_missions};
use engine::model::{ObligationRef, Response};
use engine::program::{Mission, Program};
use engine::{Engine, Event};

/// Which obligations may stand otherwise.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Touched {
    /// These, and no others.
    Obligations(BTreeSet<ObligationRef>),
    /// Any: a first program came into force, or one with another register, calendar or other people.
    Everything,
}

impl Default for Touched {
    fn default() -> Self {
        Self::Obligations(BTreeSet::new())
    }
}

impl Touched {
    /// After a step: what it judged or looked at, and what the event itself speaks of.
    pub fn by_step(&mut self, spoken_of: Self, engine: &Engine) {
        self.merge(spoken_of);
        if let Self::Obligations(_) = self {
            self.add(engine.touched());
        }
    }

    /// What an event itself speaks of, before the engine hears of it.
    pub fn by_event(event: &Event, engine: &Engine) -> Self {
        match event {
            Event::Activated(program) => by_edit(engine, program),
            Event::Responded(response) => Self::Obligations(BTreeSet::from([response.obligation.clone()])),
            Event::Observed(_) | Event::SetAside(_) | Event::ClockAdvanced | Event::Resumed => {
                Self::default()
            }
        }
    }

    /// What was touched so far; from now on nothing is.
    pub(super) fn take(&mut self) -> Self {
        mem::take(self)
    }

    fn add(&mut self, references: impl IntoIterator<Item = ObligationRef>) {
        if let Self::Obligations(touched) = self {
            touched.extend(references);
        }
    }

    /// This, and what was touched later.
    pub fn merge(&mut self, later: Self) {
        match later {
            Self::Everything => *self = Self::Everything,
            Self::Obligations(touched) => self.add(touched),
        }
    }
}

/// What another program may put otherwise: its missions that differ from those in force, and all that hangs together with one of them, then or
/// now.
fn by_edit(engine: &Engine, now: &Arc<Program>) -> Touched {
    let Some(before) = engine.program().filter(|before| is_alike_around(before, now)) else {
        return Touched::Everything;
    };
    let ties = engine.responses().filter(|response| response.enclosed.waits_for().is_some());
    let ties: Vec<Response> = ties.cloned().collect();
    let mut touched = around_changes(before, now, &ties);
    touched.extend(around_changes(now, before, &ties));
    Touched::Obligations(touched)
}

/// Whether all is the same that missions share, and that what is said of each rests on.
fn is_alike_around(before: &Program, now: &Program) -> bool {
    before.catalogue.revision == now.catalogue.revision
        && before.calendar == now.calendar
        && before.people == now.people
        && before.roster == now.roster
}

/// The obligations of a program that hang together with a mission which another program has otherwise or not at all.
fn around_changes(program: &Arc<Program>, other: &Program, ties: &[Response]) -> BTreeSet<ObligationRef> {
    let is_other = |mission: &Mission| {
        other.missions.get(&mission.id).is_none_or(|same| same.revision != mission.revision)
    };
    let changed: Vec<&Mission> =
        program.missions.values().map(Arc::as_ref).filter(|mission| is_other(mission)).collect();
    if changed.is_empty() {
        return BTreeSet::new();
    }
    // Most missions have nothing to do with those, and need not be taken apart.
    let missions = tied_missions(program, ties, changed.iter().map(|mission| &mission.id));
    let components = Components::tied(Arc::new(program.with(missions)), ties);
    let concerned: BTreeSet<usize> =
        changed.iter().flat_map(|mission| components.of_mission(&mission.id)).collect();
    let obligations = concerned.iter().flat_map(|at| components.obligations(&components.all()[*at]));
    obligations.map(|(mission, owed)| owed.reference(&mission.id)).collect()
}
