//! Every rule of the project, compiled once however many contributions it judges.

use std::sync::Arc;

use engine::model::RuleId;
use engine::program::Rule;
use indexmap::IndexMap;

use super::draft::Draft;
use crate::diagnostic::Diagnostic;
use crate::script::{Vocabulary, compile_rule};
use crate::source::{MissionSources, SourceText};

/// A rule, or what is wrong with it.
type Tried = Result<Arc<dyn Rule>, Vec<Diagnostic>>;

/// Rules by name and text: while a broken mission keeps its last good texts, one name may stand for two of them.
pub(super) struct Shelf<'s> {
    rules: IndexMap<(&'s str, &'s SourceText), Tried>,
}

impl<'s> Shelf<'s> {
    /// Compiles whatever any of the missions may name.
    pub(super) fn fill(drafts: &'s [Draft<'s>], vocabulary: &Vocabulary) -> Self {
        let mut rules = IndexMap::new();
        let mut seen: Vec<&Arc<IndexMap<String, SourceText>>> = Vec::new();
        for draft in drafts {
            let offered = &draft.sources.rules;
            if seen.iter().any(|earlier| Arc::ptr_eq(earlier, offered)) {
                continue;
            }
            seen.push(offered);
            for (name, source) in offered.iter() {
                rules
                    .entry((name.as_str(), source))
                    .or_insert_with(|| compile_rule(&RuleId::new(name.as_str()), source, vocabulary));
            }
        }
        Self { rules }
    }

    /// The rule that a mission means by `name`; none where it has no file.
    pub(super) fn find(&self, mission: &'s MissionSources, name: &str) -> Option<&Tried> {
        let (name, source) = mission.rules.get_key_value(name)?;
        self.rules.get(&(name.as_str(), source))
    }

    /// What is wrong with rules, whether anyone uses them or not.
    pub(super) fn faults(&self) -> impl Iterator<Item = &Diagnostic> {
        self.rules.values().filter_map(|rule| rule.as_ref().err()).flatten()
    }
}
