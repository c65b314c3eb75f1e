//! A project under test. It reads files of tests; what a test needs of the program is made ready once for all of them.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use engine::model::{Dependency, MissionId};
use engine::program::{Mission, Program};
use indexmap::IndexMap;

use super::resolver::Resolver;
use super::script::Case;
use crate::declare::case::{CaseDeclaration, read_cases};
use crate::diagnostic::{Code, Diagnostic};
use crate::script::{Counting, CoverageLog};
use crate::source::{SourceText, Sources};

/// A project whose rules are tested.
pub struct Stage {
    pub(super) sources: Arc<Sources>,
    pub(super) program: Arc<Program>,
    /// Where rules count what they reach, also those that come into force within a test.
    log: Option<Arc<CoverageLog>>,
    /// For each mission a program of it and of what hangs together with it.
    narrowed: IndexMap<MissionId, Arc<Program>>,
}

/// What became of a file of tests.
pub struct CaseFile {
    /// The tests that can be played, in the order of the file.
    pub cases: Vec<Case>,
    /// What is wrong with the others.
    pub faults: Vec<Diagnostic>,
}

impl Stage {
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

    /// Reads a file of tests. A test with a fault is left out, and the others can be played.
    pub fn read(&self, text: &SourceText) -> CaseFile {
        let reading = read_cases(text);
        if !reading.is_toml {
            return CaseFile { cases: Vec::new(), faults: reading.faults };
        }
        let faults = RefCell::new(reading.faults);
        refuse_repeats(&reading.found, text, &faults);
        let resolve = |declaration: &CaseDeclaration| {
            Some((declaration.header.start, Resolver::resolve(self, text, declaration, &faults)?))
        };
        let cases: Vec<(usize, Case)> = reading.found.iter().filter_map(resolve).collect();
        let mut faults = faults.into_inner();
        crate::diagnostic::sort(&mut faults);
        let mut begins: Vec<usize> =
            reading.found.iter().map(|declaration| declaration.header.start).collect();
        begins.sort_unstable();
        let spoilt: BTreeSet<usize> = faults.iter().filter_map(|fault| beginning(fault, &begins)).collect();
        let sound = cases.into_iter().filter(|(begin, _)| !spoilt.contains(begin));
        CaseFile { cases: sound.map(|(_, case)| case).collect(), faults }
    }
}

/// Where the test begins that a fault stands in.
fn beginning(fault: &Diagnostic, begins: &[usize]) -> Option<usize> {
    let at = fault.labels.first()?.span.range.start;
    begins.iter().rev().find(|begin| **begin <= at).copied()
}

fn refuse_repeats(declared: &[CaseDeclaration], text: &SourceText, faults: &RefCell<Vec<Diagnostic>>) {
    let mut seen = IndexMap::new();
    for name in declared.iter().filter_map(|declaration| declaration.name.as_ref()) {
        let Some(first) = seen.insert(name.get_ref(), name) else { continue };
        let message = format!("two tests have the name `{name}`");
        let fault = Diagnostic::error(Code::DuplicateId, message, text, name.span())
            .and_label(text, first.span(), "the first one")
            .with_help("give one of them another name");
        faults.borrow_mut().push(fault);
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
