//! Every rule of the project, compiled once however many contributions it judges.

use std::sync::Arc;

use engine::model::RuleId;
use engine::program::Rule;
use indexmap::IndexMap;

use super::draft::Draft;
use crate::diagnostic::Diagnostic;
use crate::script::{Counting, Vocabulary, compile_library_counting, compile_rule_counting};
use crate::source::{LibrarySources, MissionSources, SourceText};

/// A rule, or what is wrong with it.
type Tried = Result<Arc<dyn Rule>, Vec<Diagnostic>>;

/// Libraries by name.
type LibrarySet = Arc<IndexMap<String, LibrarySources>>;

/// A rule by its name, its text, and the place of the set of libraries that it may import.
type Key<'s> = (&'s str, &'s SourceText, usize);

/// Rules by name and text: while a broken mission keeps its last good texts, one name may stand for two of them.
pub(super) struct Shelf<'s> {
    rules: IndexMap<Key<'s>, Tried>,
    /// The sets of libraries that missions offer to their rules.
    library_sets: Vec<&'s LibrarySet>,
    /// What is wrong with libraries.
    library_faults: Vec<Diagnostic>,
}

impl<'s> Shelf<'s> {
    /// Compiles whatever any of the missions may name.
    pub(super) fn fill(drafts: &'s [Draft<'s>], vocabulary: &Vocabulary, counting: Counting<'_>) -> Self {
        let mut shelf = Self { rules: IndexMap::new(), library_sets: Vec::new(), library_faults: Vec::new() };
        let mut seen: Vec<&MissionSources> = Vec::new();
        for draft in drafts {
            let offered = draft.sources;
            let is_same = |earlier: &&MissionSources| {
                Arc::ptr_eq(&earlier.rules, &offered.rules) && earlier.libraries == offered.libraries
            };
            if !seen.iter().any(is_same) {
                seen.push(offered);
                shelf.add(offered, vocabulary, counting);
            }
        }
        shelf
    }

    fn add(&mut self, offered: &'s MissionSources, vocabulary: &Vocabulary, counting: Counting<'_>) {
        let vocabulary = with_libraries(vocabulary, &offered.libraries, counting);
        let faults = vocabulary.libraries.values().filter_map(|library| library.as_ref().err());
        self.library_faults.extend(faults.flatten().cloned());
        let known = self.library_sets.iter().position(|set| **set == offered.libraries);
        let set = known.unwrap_or(self.library_sets.len());
        if known.is_none() {
            self.library_sets.push(&offered.libraries);
        }
        for (name, source) in offered.rules.iter() {
            self.rules.entry((name.as_str(), source, set)).or_insert_with(|| {
                compile_rule_counting(&RuleId::new(name.as_str()), source, &vocabulary, counting)
            });
        }
    }

    /// The rule that a mission means by `name`; none where it has no file.
    pub(super) fn find(&self, mission: &'s MissionSources, name: &str) -> Option<&Tried> {
        let (name, source) = mission.rules.get_key_value(name)?;
        let mut sets = self.library_sets.iter();
        let set = sets.position(|set| **set == mission.libraries)?;
        self.rules.get(&(name.as_str(), source, set))
    }

    /// What is wrong with rules and libraries, whether anyone uses them or not.
    pub(super) fn faults(&self) -> impl Iterator<Item = &Diagnostic> {
        self.rules.values().filter_map(|rule| rule.as_ref().err()).flatten().chain(&self.library_faults)
    }
}

/// The same vocabulary with the libraries that a mission's rules may import.
pub(super) fn with_libraries(
    vocabulary: &Vocabulary,
    libraries: &IndexMap<String, LibrarySources>,
    counting: Counting<'_>,
) -> Vocabulary {
    let compiled = libraries
        .iter()
        .map(|(name, sources)| (name.clone(), compile_library_counting(name, sources, vocabulary, counting)));
    Vocabulary { libraries: compiled.collect(), ..vocabulary.clone() }
}
