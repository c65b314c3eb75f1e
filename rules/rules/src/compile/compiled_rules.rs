//! Every rule of the project, compiled once however many contributions it judges.

use std::sync::Arc;

use engine::program::Rule;
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::cache::CompilerCache;
use super::parsed::ParsedMission;
use crate::diagnostic::Diagnostic;
use crate::script::Vocabulary;
use crate::source::{LibrarySources, MissionSources, SourceText};

/// A rule, or what is wrong with it.
type CompiledRule = Result<Arc<dyn Rule>, Vec<Diagnostic>>;

/// Libraries by name.
type LibrarySet = Arc<IndexMap<String, LibrarySources>>;

/// A rule by its name, its text, and the place of the set of libraries that it may import.
type RuleKey<'s> = (&'s str, &'s SourceText, usize);

/// Rules by name and text: while a broken mission keeps its last good texts, one name may stand for two of them.
pub(super) struct CompiledRules<'s> {
    rules: IndexMap<RuleKey<'s>, CompiledRule, FxBuildHasher>,
    /// The sets of libraries that missions offer to their rules.
    library_sets: Vec<&'s LibrarySet>,
    /// What is wrong with libraries.
    library_faults: Vec<Diagnostic>,
}

impl<'s> CompiledRules<'s> {
    /// Compiles whatever any of the missions may name.
    pub(super) fn fill(
        cache: &mut CompilerCache<'_>,
        drafts: &'s [ParsedMission<'s>],
        vocabulary: &Vocabulary,
    ) -> Self {
        let mut shelf =
            Self { rules: IndexMap::default(), library_sets: Vec::new(), library_faults: Vec::new() };
        let mut seen: Vec<&MissionSources> = Vec::new();
        for draft in drafts {
            let offered = draft.sources;
            let is_same = |earlier: &&MissionSources| {
                Arc::ptr_eq(&earlier.rules, &offered.rules) && earlier.libraries == offered.libraries
            };
            if !seen.iter().any(is_same) {
                seen.push(offered);
                shelf.add(cache, offered, vocabulary);
            }
        }
        shelf
    }

    fn add(&mut self, cache: &mut CompilerCache<'_>, offered: &'s MissionSources, vocabulary: &Vocabulary) {
        let offer = cache.offer(vocabulary, &offered.libraries);
        let faults = offer.vocabulary.libraries.values().filter_map(|library| library.as_ref().err());
        self.library_faults.extend(faults.flatten().cloned());
        let known = self.library_sets.iter().position(|set| **set == offered.libraries);
        let set = known.unwrap_or(self.library_sets.len());
        if known.is_none() {
            self.library_sets.push(&offered.libraries);
        }
        for (name, source) in offered.rules.iter() {
            self.rules
                .entry((name.as_str(), source, set))
                .or_insert_with(|| cache.rule(name, source, &offer).check(&offer.vocabulary));
        }
    }

    /// The rule that a mission means by `name`; none where it has no file.
    pub(super) fn find(&self, mission: &'s MissionSources, name: &str) -> Option<&CompiledRule> {
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
