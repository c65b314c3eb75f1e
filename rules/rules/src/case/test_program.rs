//! A project under test. What a test needs of the program is made ready once for all of them.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::model::{Dependency, MissionId};
use engine::program::{Mission, Program};
use indexmap::IndexMap;

use crate::script::{Counting, CoverageLog};
use crate::source::Sources;

/// A project whose rules are tested.
pub struct TestProgram {
    pub(super) sources: Arc<Sources>,
    pub(super) program: Arc<Program>,
    /// Where rules count what they reach, also those that come into force within a test.
    log: Option<Arc<CoverageLog>>,
    /// For each mission a program of it and of what hangs together with it.
    narrowed: IndexMap<MissionId, Arc<Program>>,
}

impl TestProgram {
    /// A project with its texts and the program that was compiled from them.
    pub fn new(sources: Arc<Sources>, program: Arc<Program>) -> Self {
        let narrowed = program.missions.keys().map(|mission| (mission.clone(), narrow(&program, mission)));
        Self { narrowed: narrowed.collect(), log: None, sources, program }
    }

    /// The same project, whose program was compiled to count what it reaches in this log.
    #[must_use]
    pub fn counting_in(self, log: Arc<CoverageLog>) -> Self {
        Self { log: Some(log), ..self }
    }

    /// The project's texts.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Whether rules count what they reach.
    pub(super) fn counting(&self) -> Counting<'_> {
        self.log.as_deref().map_or(Counting::Off, Counting::In)
    }

    /// The program in which one mission is judged as in the whole; the whole where none is named.
    pub(super) fn program_for(&self, mission: Option<&MissionId>) -> Arc<Program> {
        mission
            .and_then(|mission| self.narrowed.get(mission))
            .map_or_else(|| Arc::clone(&self.program), Arc::clone)
    }
}

/// The program of a mission and of every other one that it waits for or that waits for it, at first hand or not: what
/// holds up whom comes out as in the whole.
pub(super) fn narrow(program: &Program, mission: &MissionId) -> Arc<Program> {
    let awaited = |mission: &Mission| -> BTreeSet<MissionId> {
        let dependencies = mission.obligations.iter().flat_map(|obligation| &obligation.depends_on);
        let missions = dependencies.filter_map(|dependency| match dependency {
            Dependency::Obligation(reference) => Some(reference.mission.clone()),
            Dependency::Measure(_) => None,
        });
        missions.collect()
    };
    let mut kept = BTreeSet::from([mission.clone()]);
    loop {
        let before = kept.len();
        for mission in program.missions.values() {
            let awaited = awaited(mission);
            if kept.contains(&mission.id) {
                kept.extend(awaited);
            } else if awaited.iter().any(|awaited| kept.contains(awaited)) {
                kept.insert(mission.id.clone());
            }
        }
        if kept.len() == before {
            break;
        }
    }
    let mut narrowed = program.clone();
    narrowed.missions.retain(|id, _| kept.contains(id));
    Arc::new(narrowed)
}
