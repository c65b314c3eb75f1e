//! Compiling again and again, at the cost of what changed. What a text says on its own is read once; what depends on
//! other texts is looked up afresh each time, so that nothing here can be out of date.

use std::sync::Arc;

use engine::model::RuleId;
use indexmap::IndexMap;

use super::kept::Kept;
use super::offer::{Offer, Set, Sets};
use super::over::{InForce, settle_over_in};
use super::project::{Compiled, compile_in};
use super::revision::{Words, words};
use super::settle::{Settled, settle_in};
use crate::declare::{
    MissionDeclaration, Project, Reading, Register, read_mission, read_project, read_register,
};
use crate::diagnostic::Diagnostic;
use crate::script::{Counting, ReadLibrary, ReadRule, Vocabulary};
use crate::source::{LibrarySources, SourceText, Sources};

/// `remit.toml` with its bank holidays.
type ProjectTexts = (SourceText, Option<SourceText>);
/// What a file says, as far as it can be used, and what is wrong with it.
type Told<T> = (Option<T>, Vec<Diagnostic>);

/// Keeps what was read from texts. What it compiles is what [`compile`](super::compile()) makes of the same texts.
pub struct Workshop<'l> {
    counting: Counting<'l>,
    projects: Kept<ProjectTexts, Told<Project>>,
    registers: Kept<SourceText, Told<Register>>,
    missions: Kept<SourceText, Reading<MissionDeclaration>>,
    rules: Kept<(RuleId, SourceText, Set), ReadRule>,
    libraries: Kept<(String, LibrarySources), ReadLibrary>,
    sets: Sets,
    words: Kept<SourceText, Words>,
}

impl Default for Workshop<'_> {
    fn default() -> Self {
        Self::counting(Counting::Off)
    }
}

impl<'l> Workshop<'l> {
    /// One with nothing in it yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// One whose rules count what they reach where that is asked for.
    pub fn counting(counting: Counting<'l>) -> Self {
        Self {
            counting,
            projects: Kept::default(),
            registers: Kept::default(),
            missions: Kept::default(),
            rules: Kept::default(),
            libraries: Kept::default(),
            sets: Sets::default(),
            words: Kept::default(),
        }
    }

    /// Compiles a project. A mission with an error is left out, and so is whatever refers to it; the others go in.
    pub fn compile(&mut self, sources: &Sources) -> Compiled {
        self.projects.turn();
        self.registers.turn();
        self.missions.turn();
        self.rules.turn();
        self.libraries.turn();
        self.sets.turn();
        self.words.turn();
        compile_in(self, sources)
    }

    /// Compiles `new`, with the last good text of each mission that it breaks, as [`settle`](super::settle()) does.
    pub fn settle(&mut self, new: &Sources, last_good: Option<&Sources>) -> Settled {
        settle_in(self, new, last_good)
    }

    /// Compiles `new` over what is in force, as [`settle_over`](super::settle_over()) does.
    pub fn settle_over(&mut self, new: &Sources, in_force: InForce<'_>) -> Settled {
        settle_over_in(self, new, in_force)
    }

    pub(super) fn project(&mut self, sources: &Sources) -> Arc<Told<Project>> {
        let key = (sources.project.clone(), sources.bank_holidays.clone());
        self.projects.get(&key, |(project, holidays)| read_project(project, holidays.as_ref()))
    }

    pub(super) fn register(&mut self, source: &SourceText) -> Arc<Told<Register>> {
        self.registers.get(source, read_register)
    }

    pub(super) fn mission(&mut self, source: &SourceText) -> Arc<Reading<MissionDeclaration>> {
        self.missions.get(source, read_mission)
    }

    /// A rule that may import what is offered.
    pub(super) fn rule(&mut self, name: &str, source: &SourceText, offer: &Offer) -> Arc<ReadRule> {
        // A text that imports nothing is the same whatever there would be to import.
        let set = if source.text.contains("import") { offer.set } else { Set::NONE };
        let (key, counting) = ((RuleId::new(name), source.clone(), set), self.counting);
        self.rules
            .get(&key, |(id, source, _)| ReadRule::read(id, source, &offer.vocabulary.libraries, counting))
    }

    /// What the rules of a mission may name: what is in `vocabulary`, and these libraries.
    pub(super) fn offer(
        &mut self,
        vocabulary: &Vocabulary,
        libraries: &IndexMap<String, LibrarySources>,
    ) -> Offer {
        let (mut vocabulary, counting) = (vocabulary.clone(), self.counting);
        for (name, sources) in libraries {
            let key = (name.clone(), sources.clone());
            let read = self.libraries.get(&key, |(name, sources)| ReadLibrary::read(name, sources, counting));
            vocabulary.libraries.insert(name.clone(), read.check(&vocabulary));
        }
        let set = self.sets.number(&vocabulary.libraries);
        Offer { vocabulary, set }
    }

    pub(super) fn words(&mut self, source: &SourceText) -> Arc<Words> {
        self.words.get(source, |source| words(&source.text))
    }

    /// How many texts are kept.
    #[cfg(test)]
    pub(super) fn kept(&self) -> usize {
        self.missions.len() + self.rules.len()
    }
}
