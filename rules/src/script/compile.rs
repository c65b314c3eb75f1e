//! From the text of one rule to a rule, or to every fault in it.

use std::sync::Arc;

use engine::model::RuleId;
use engine::program::Rule;

use super::coverage::Counting;
use super::lint::lint;
use super::rule::{Manner, ScriptRule};
use super::vocabulary::Vocabulary;
use super::{sandbox, syntax};
use crate::diagnostic::Diagnostic;
use crate::source::SourceText;

/// Turns the text of one rule into a rule that can be asked for a judgement.
///
/// # Errors
/// The text is not Rhai, lacks `assess(my)`, or names a function, a measure or a body that does not exist.
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
/// As [`compile_rule`].
pub fn compile_rule_counting(
    id: &RuleId,
    source: &SourceText,
    vocabulary: &Vocabulary,
    counting: Counting<'_>,
) -> Result<Arc<dyn Rule>, Vec<Diagnostic>> {
    let compiled = sandbox::engine().compile(&source.text);
    let ast = compiled.map_err(|error| vec![syntax::diagnose(&error, source)])?;
    let faults = lint(&ast, source, vocabulary);
    if !faults.is_empty() {
        return Err(faults);
    }
    let (ast, manner) = match counting {
        Counting::Off => (ast, Manner::Plain),
        Counting::In(log) => (log.counted(source, &ast), Manner::Counted),
    };
    let rule = ScriptRule::new(id.clone(), &ast, vocabulary, manner);
    rule.map(|rule| Arc::new(rule) as Arc<dyn Rule>).ok_or(faults)
}
