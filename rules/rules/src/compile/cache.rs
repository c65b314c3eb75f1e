//! Compiling again and again, at the cost of what changed. What a text says on its own is read once; what depends on
//! other texts is looked up afresh each time, so that nothing here can be out of date.

use std::sync::Arc;

use engine::model::RuleId;
use indexmap::IndexMap;
use language::read::TomlText;

use super::rule_vocabulary::{LibrarySetId, LibrarySetIds, RuleVocabulary};
use super::text_cache::TextCache;
use super::words::{Words, words};
use crate::declare::{
    MissionDeclaration, Project, Reading, Register, read_mission, read_project, read_register,
};
use crate::diagnostic::Diagnostic;
use crate::script::{Counting, ReadLibrary, ReadRule, Vocabulary};
use crate::source::{LibrarySources, SourceText, Sources};

/// `remit.toml` with its bank holidays.
type ProjectTexts = (SourceText, Option<SourceText>);
/// What a file says, as far as it can be used, and what is wrong with it.
type ReadFile<T> = (Option<T>, Vec<Diagnostic>);

/// Keeps what was read from texts. What it compiles is what [`compile`](super::compile()) makes of the same texts.
pub struct CompilerCache<'l> {
    counting: Counting<'l>,
    projects: TextCache<ProjectTexts, ReadFile<Project>>,
    registers: TextCache<SourceText, ReadFile<Register>>,
    missions: TextCache<SourceText, Reading<MissionDeclaration>>,
    rules: TextCache<(RuleId, SourceText, LibrarySetId), ReadRule>,
    libraries: TextCache<(String, LibrarySources), ReadLibrary>,
    sets: LibrarySetIds,
    words: TextCache<SourceText, Words>,
}

impl Default for CompilerCache<'_> {
    fn default() -> Self {
        Self::counting(Counting::Off)
    }
}

impl<'l> CompilerCache<'l> {
    /// One with nothing in it yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// One whose rules count what they reach where that is asked for.
    pub fn counting(counting: Counting<'l>) -> Self {
        Self {
            counting,
            projects: TextCache::default(),
            registers: TextCache::default(),
            missions: TextCache::default(),
            rules: TextCache::default(),
            libraries: TextCache::default(),
            sets: LibrarySetIds::default(),
            words: TextCache::default(),
        }
    }

    /// Begins another compilation, and forgets what was not asked for in the last ones.
    pub(super) fn begin(&mut self) {
        self.projects.turn();
        self.registers.turn();
        self.missions.turn();
        self.rules.turn();
        self.libraries.turn();
        self.sets.turn();
        self.words.turn();
    }

    pub(super) fn project(&mut self, sources: &Sources) -> Arc<ReadFile<Project>> {
        let key = (sources.project.clone(), sources.bank_holidays.clone());
        self.projects
            .get(&key, |(project, holidays)| read_project(&TomlText::parse(project), holidays.as_ref()))
    }

    pub(super) fn register(&mut self, source: &SourceText) -> Arc<ReadFile<Register>> {
        self.registers.get(source, read_register)
    }

    pub(super) fn mission(&mut self, source: &SourceText) -> Arc<Reading<MissionDeclaration>> {
        self.missions.get(source, read_mission)
    }

    /// A rule that may import what is offered.
    pub(super) fn rule(&mut self, name: &str, source: &SourceText, offer: &RuleVocabulary) -> Arc<ReadRule> {
        // A text that imports nothing is the same whatever there would be to import.
        let set = if source.text.contains("import") { offer.set } else { LibrarySetId::NONE };
        let (key, counting) = ((RuleId::new(name), source.clone(), set), self.counting);
        self.rules
            .get(&key, |(id, source, _)| ReadRule::read(id, source, &offer.vocabulary.libraries, counting))
    }

    /// What the rules of a mission may name: what is in `vocabulary`, and these libraries.
    pub(super) fn offer(
        &mut self,
        vocabulary: &Vocabulary,
        libraries: &IndexMap<String, LibrarySources>,
    ) -> RuleVocabulary {
        let (mut vocabulary, counting) = (vocabulary.clone(), self.counting);
        for (name, sources) in libraries {
            let key = (name.clone(), sources.clone());
            let read = self.libraries.get(&key, |(name, sources)| ReadLibrary::read(name, sources, counting));
            vocabulary.libraries.insert(name.clone(), read.check(&vocabulary));
        }
        let set = self.sets.number(&vocabulary.libraries);
        RuleVocabulary { vocabulary, set }
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
