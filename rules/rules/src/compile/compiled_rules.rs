//! Every rule of the project, compiled once however many contributions it judges.

use std::sync::Arc;

use indexmap::{IndexMap, IndexSet};
use rustc_hash::FxBuildHasher;

use super::cache::{CompiledRule, CompilerCache, RuleKey, rule_key};
use super::mission_names::NamesVersion;
use super::parsed::ParsedMission;
use super::rule_vocabulary::LibrarySetId;
use crate::diagnostic::Diagnostic;
use crate::script::{RuleOutline, Vocabulary};
use crate::source::{LibrarySources, MissionSources, SourceText};

/// Libraries by name.
type LibrarySet = Arc<IndexMap<String, LibrarySources>>;

/// A rule by its name, its text, and the place of the set of libraries that it may import.
type RulePlace<'s> = (&'s str, &'s SourceText, usize);

/// Whether the rules that missions name were found sound before, with the same names to choose from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Soundness {
    Unknown,
    FoundBefore,
}

/// Rules that were found sound before, by name and text.
type SoundRules<'s> = IndexSet<(&'s str, &'s SourceText), FxBuildHasher>;

/// Rules by name and text: while a broken mission keeps its last good texts, one name may stand for two of them.
pub(super) struct CompiledRules<'s> {
    rules: IndexMap<RulePlace<'s>, CompiledRule, FxBuildHasher>,
    /// Those of them in outline that are sound and were read.
    outlines: IndexMap<RulePlace<'s>, Arc<RuleOutline>, FxBuildHasher>,
    /// The sets of libraries that missions offer to their rules.
    library_sets: Vec<(&'s LibrarySet, LibrarySetId)>,
    /// What is wrong with libraries.
    library_faults: Vec<Diagnostic>,
}

impl<'s> CompiledRules<'s> {
    /// Compiles whatever any of the missions may name.
    pub(super) fn fill(
        cache: &mut CompilerCache<'_>,
        drafts: &'s [ParsedMission<'s>],
        vocabulary: &Arc<Vocabulary>,
        version: NamesVersion,
        soundness: Soundness,
    ) -> Self {
        let is_known = soundness == Soundness::FoundBefore;
        let named = drafts.iter().filter(|_| is_known).flat_map(ParsedMission::rules);
        let sound: SoundRules<'_> = named.filter_map(|(name, source)| Some((name, source?))).collect();
        let mut shelf = Self {
            rules: IndexMap::default(),
            outlines: IndexMap::default(),
            library_sets: Vec::new(),
            library_faults: Vec::new(),
        };
        let mut seen: Vec<&MissionSources> = Vec::new();
        for draft in drafts {
            let offered = draft.sources;
            let is_same = |earlier: &&MissionSources| {
                Arc::ptr_eq(&earlier.rules, &offered.rules) && earlier.libraries == offered.libraries
            };
            if !seen.iter().any(is_same) {
                seen.push(offered);
                shelf.add(cache, offered, vocabulary, version, &sound);
            }
        }
        shelf
    }

    fn add(
        &mut self,
        cache: &mut CompilerCache<'_>,
        offered: &'s MissionSources,
        vocabulary: &Arc<Vocabulary>,
        version: NamesVersion,
        sound: &SoundRules<'_>,
    ) {
        let offer = cache.offer(vocabulary, &offered.libraries);
        let faults = offer.vocabulary.libraries.values().filter_map(|library| library.as_ref().err());
        self.library_faults.extend(faults.flatten().cloned());
        let known = self.library_sets.iter().position(|(set, _)| **set == offered.libraries);
        let set = known.unwrap_or(self.library_sets.len());
        if known.is_none() {
            self.library_sets.push((&offered.libraries, offer.set));
        }
        let rules: Vec<_> = offered.rules.iter().map(|(name, source)| (name.as_str(), source)).collect();
        let keys: Vec<RuleKey> = rules.iter().map(|(name, source)| rule_key(name, source, &offer)).collect();
        let unknown = rules.iter().zip(&keys).filter(|(rule, _)| !sound.contains(*rule));
        cache.read_ahead(unknown.map(|(_, key)| key), &offer);
        for ((name, source), key) in rules.into_iter().zip(&keys) {
            self.rules.entry((name, source, set)).or_insert_with(|| {
                if sound.contains(&(name, source)) {
                    cache.sound_rule(key, &offer, version)
                } else {
                    cache.rule_among(key, &offer, version)
                }
            });
            // Of a rule with faults it is not known what it will read.
            let is_sound = self.rules.get(&(name, source, set)).is_some_and(Result::is_ok);
            if let Some(outline) = cache.outline_of(key).filter(|_| is_sound) {
                self.outlines.entry((name, source, set)).or_insert(outline);
            }
        }
    }

    /// The rule that a mission means by `name`; none where it has no file.
    pub(super) fn find(&self, mission: &'s MissionSources, name: &str) -> Option<&CompiledRule> {
        self.rules.get(&self.place_of(mission, name)?)
    }

    /// What the rule that a mission means by `name` takes; none where it was not read.
    pub(super) fn outline_of(&self, mission: &'s MissionSources, name: &str) -> Option<&RuleOutline> {
        self.outlines.get(&self.place_of(mission, name)?).map(Arc::as_ref)
    }

    fn place_of(&self, mission: &'s MissionSources, name: &str) -> Option<RulePlace<'s>> {
        let (name, source) = mission.rules.get_key_value(name)?;
        let mut sets = self.library_sets.iter();
        let set = sets.position(|(set, _)| **set == mission.libraries)?;
        Some((name.as_str(), source, set))
    }

    /// The set of libraries that the rules of a mission may import.
    pub(super) fn libraries_of(&self, mission: &MissionSources) -> Option<LibrarySetId> {
        let mut sets = self.library_sets.iter();
        sets.find(|(set, _)| **set == mission.libraries).map(|(_, id)| *id)
    }

    /// What is wrong with rules and libraries, whether anyone uses them or not.
    pub(super) fn faults(&self) -> impl Iterator<Item = &Diagnostic> {
        self.rules.values().filter_map(|rule| rule.as_ref().err()).flatten().chain(&self.library_faults)
    }
}
