//! To what an accusation is narrowed: the missions that hang together with it, and the measures of which figures are withheld since nothing asks for
//! them. Whatever does ask for one is found by the engine, so that no exculpating figure can be left out unnoticed.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::Event;
use engine::components::tied_missions;
use engine::model::{MeasureId, MissionId, Response};
use engine::program::Program;
use ledger::commit::Outcome;
use ledger::entry::Entry;
use rules::CompilerCache;

/// What is worked out again, and without what. Nothing else has a bearing on it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scope {
    /// The missions of the cluster.
    pub missions: BTreeSet<MissionId>,
    /// The measures of which no figure is shown.
    pub undisclosed: BTreeSet<MeasureId>,
}

impl Scope {
    /// What of an event is within it. That something happened stays, since it may be the moment at which something fell due.
    pub fn narrow(&self, event: Event) -> Event {
        match event {
            Event::Activated(program) => Event::Activated(Arc::new(self.narrow_program(&program))),
            Event::Observed(mut rows) => {
                rows.retain(|row| !self.undisclosed.contains(&row.cell.measure));
                Event::Observed(rows)
            }
            Event::SetAside(mut unused) => {
                for file in &mut unused {
                    file.rows.retain(|row| !self.undisclosed.contains(&row.cell.measure));
                }
                Event::SetAside(unused)
            }
            Event::Responded(_) | Event::ClockAdvanced | Event::Resumed => event,
        }
    }

    /// A program without the other missions.
    pub(super) fn narrow_program(&self, program: &Program) -> Program {
        let missions = program.missions.iter().filter(|(id, _)| self.missions.contains(*id));
        program.with(missions.map(|(id, mission)| (id.clone(), Arc::clone(mission))).collect())
    }

    /// What a step led to, as far as it is within; none where nothing of it is.
    pub(super) fn narrow_outcome(&self, outcome: Outcome) -> Option<Outcome> {
        let Outcome { by, mut parts } = outcome;
        parts.retain(|part| part.mission.as_ref().is_none_or(|mission| self.missions.contains(mission)));
        (!parts.is_empty()).then_some(Outcome { by, parts })
    }
}

/// What was ever in force, and what officials said: by that missions hang together.
#[derive(Default)]
pub(super) struct Survey {
    pub(super) programs: Vec<Arc<Program>>,
    responses: Vec<Response>,
}

impl Survey {
    /// Takes an entry in.
    pub(super) fn note(&mut self, entry: &Entry, cache: &mut CompilerCache<'_>) {
        match entry {
            Entry::Activated(sources) => self.programs.extend(cache.compile(sources).program.map(Arc::new)),
            Entry::Responded(response) => self.responses.push(response.clone()),
            _ => {}
        }
    }

    /// The missions that ever hung together with the one that a subject is about.
    pub(super) fn cluster_of(&self, subject: &str) -> BTreeSet<MissionId> {
        cluster(&self.programs, &self.responses, mission_of(subject))
    }
}

/// The missions that ever hung together with one of them, at first hand or not.
pub fn cluster(programs: &[Arc<Program>], responses: &[Response], mission: MissionId) -> BTreeSet<MissionId> {
    let mut missions = BTreeSet::from([mission]);
    loop {
        let known = missions.len();
        for program in programs {
            let tied = tied_missions(program, responses, missions.iter());
            missions.extend(tied.into_keys());
        }
        if missions.len() == known {
            return missions;
        }
    }
}

/// The mission that a subject is about: alerts, obligations and contributions are all named by it first.
fn mission_of(subject: &str) -> MissionId {
    MissionId::new(subject.split_once('/').map_or(subject, |(mission, _)| mission))
}
