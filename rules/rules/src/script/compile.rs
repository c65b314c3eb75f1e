//! From the text of one rule to a rule, or to every fault in it.

use std::sync::Arc;

use engine::model::RuleId;
use engine::program::Rule;

use super::coverage::Counting;
use super::lint::{Linted, lint};
use super::rule::{Manner, ScriptRule};
use super::vocabulary::{Libraries, Vocabulary};
use super::{sandbox, syntax};
use crate::diagnostic::Diagnostic;
use crate::source::SourceText;

/// A rule as far as its own text and its libraries go. The ids in it are still to be looked up, which costs little and is
/// done again whenever another text declares other ones.
pub struct ReadRule {
    linted: Linted,
    /// None where the text has faults of its own.
    rule: Option<Arc<dyn Rule>>,
}

impl ReadRule {
    /// Reads the text of a rule, which may import any of `libraries`, with marks that count what it reaches where that is
    /// asked for.
    pub fn read(id: &RuleId, source: &SourceText, libraries: &Libraries, counting: Counting<'_>) -> Self {
        let ast = match sandbox::engine().compile(&source.text) {
            Ok(ast) => ast,
            Err(error) => {
                return Self { linted: Linted::broken(source, syntax::diagnose(&error, source)), rule: None };
            }
        };
        let linted = lint(&ast, source, libraries);
        if !linted.is_sound() {
            return Self { linted, rule: None };
        }
        let (ast, manner) = match counting {
            Counting::Off => (ast, Manner::Plain),
            Counting::In(log) => (log.counted(source, &ast), Manner::Counted),
        };
        let rule = ScriptRule::new(id.clone(), &ast, libraries, manner);
        Self { linted, rule: rule.map(|rule| Arc::new(rule) as Arc<dyn Rule>) }
    }

    /// The rule, ready to judge.
    ///
    /// # Errors
    /// The text is not Rhai, lacks `assess(my)`, or names a function, a measure or a body that does not exist.
    pub fn check(&self, vocabulary: &Vocabulary) -> Result<Arc<dyn Rule>, Vec<Diagnostic>> {
        let faults = self.linted.check(vocabulary);
        match &self.rule {
            Some(rule) if faults.is_empty() => Ok(Arc::clone(rule)),
            _ => Err(faults),
        }
    }
}

/// Turns the text of one rule into a rule that can be asked for a judgement.
///
/// # Errors
/// As [`ReadRule::check`].
pub fn compile_rule(
    id: &RuleId,
    source: &SourceText,
    vocabulary: &Vocabulary,
) -> Result<Arc<dyn Rule>, Vec<Diagnostic>> {
    compile_rule_counting(id, source, vocabulary, Counting::Off)
}

/// The same, with marks that count what the rule reaches where that is asked for.
///
/// # Errors
/// As [`ReadRule::check`].
pub fn compile_rule_counting(
    id: &RuleId,
    source: &SourceText,
    vocabulary: &Vocabulary,
    counting: Counting<'_>,
) -> Result<Arc<dyn Rule>, Vec<Diagnostic>> {
    ReadRule::read(id, source, &vocabulary.libraries, counting).check(vocabulary)
}
