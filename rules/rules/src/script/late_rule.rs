//! A rule whose text is read when it is first needed: at once where it may have faults, and not before it runs where it was
//! found sound before. A start then reads the rules that something happens to, and not all of a project.

use std::sync::{Arc, OnceLock};

use engine::model::{Authority, RuleId};
use engine::others::Among;
use engine::program::{Assessment, Rule};
use engine::view::{Stop, View};

use super::coverage::Counting;
use super::fault;
use super::outline::RuleOutline;
use super::read::ReadRule;
use super::read_measures::may_read_register_alone;
use super::read_others;
use super::rule_doc::RuleDoc;
use super::vocabulary::Libraries;
use crate::source::SourceText;

/// A rule whose text is read when it is first needed.
pub struct LateRule {
    id: RuleId,
    source: SourceText,
    /// What it may import.
    libraries: Libraries,
    read: OnceLock<ReadRule>,
    /// Whether it may ask for other obligations, as far as its text is looked at.
    may_ask: OnceLock<bool>,
    rests_on_figures: OnceLock<bool>,
}

impl LateRule {
    /// A rule whose text was found sound before, with these libraries.
    pub fn found_sound(id: &RuleId, source: &SourceText, libraries: Libraries) -> Self {
        Self {
            id: id.clone(),
            source: source.clone(),
            libraries,
            read: OnceLock::new(),
            may_ask: OnceLock::new(),
            rests_on_figures: OnceLock::new(),
        }
    }

    /// Reads the text of a rule at once, with marks that count what it reaches where that is asked for.
    pub fn read_now(id: &RuleId, source: &SourceText, libraries: &Libraries, counting: Counting<'_>) -> Self {
        let read = ReadRule::read(id, source, libraries, counting);
        let libraries = Libraries::default();
        Self {
            id: id.clone(),
            source: source.clone(),
            libraries,
            read: OnceLock::from(read),
            may_ask: OnceLock::new(),
            rests_on_figures: OnceLock::new(),
        }
    }

    /// The rule as it was read; it is read now where it was not yet.
    pub fn read(&self) -> &ReadRule {
        let read = || ReadRule::read(&self.id, &self.source, &self.libraries, Counting::Off);
        self.read.get_or_init(read)
    }

    /// What it takes, where its text was read.
    pub fn outline_if_read(&self) -> Option<Arc<RuleOutline>> {
        self.read.get()?.params().cloned()
    }

    /// Whether its text was read.
    pub fn is_read(&self) -> bool {
        self.read.get().is_some()
    }
}

impl Rule for LateRule {
    fn id(&self) -> &RuleId {
        &self.id
    }

    fn path(&self) -> String {
        self.source.path.to_string()
    }

    fn assess(&self, view: &Arc<View>) -> Result<Assessment, Stop> {
        let Some(rule) = self.read().rule() else {
            let message = "its text has faults, which `remit check` tells".to_owned();
            return Err(Stop::Failed(fault::raised(message, None)));
        };
        rule.assess(view)
    }

    fn reads_verdicts_of(&self) -> &[Among] {
        // Most rules say nothing of others, and their texts need not be read for that.
        let may_ask = *self.may_ask.get_or_init(|| {
            let says_so = |source: &SourceText| source.text.contains(read_others::WORD);
            let mut libraries = self.libraries.values().filter_map(|library| library.as_ref().ok());
            self.is_read() || says_so(&self.source) || libraries.any(|library| says_so(library.source()))
        });
        let rule = may_ask.then(|| self.read().rule()).flatten();
        rule.map_or(&[], |rule| rule.reads_verdicts_of())
    }

    fn rests_on_figures(&self) -> bool {
        *self.rests_on_figures.get_or_init(|| {
            // Most rules look at no list, and their texts need not be read for that.
            let may_do_without = self.is_read() || may_read_register_alone(&self.source);
            let rule = may_do_without.then(|| self.read().rule()).flatten();
            rule.is_none_or(|rule| rule.rests_on_figures())
        })
    }

    fn authority(&self) -> Vec<Authority> {
        RuleDoc::of(&self.source).authority
    }
}
