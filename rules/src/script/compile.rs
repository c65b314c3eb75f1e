//! From the text of one rule to a rule, or to every fault in it.

use std::sync::Arc;

use engine::model::RuleId;
use engine::program::Rule;

use super::lint::lint;
use super::rule::ScriptRule;
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
    let ast =
        sandbox::engine().compile(&source.text).map_err(|error| vec![syntax::diagnose(&error, source)])?;
    let faults = lint(&ast, source, vocabulary);
    let rule = faults.is_empty().then(|| ScriptRule::new(id.clone(), &ast, vocabulary)).flatten();
    rule.map(|rule| Arc::new(rule) as Arc<dyn Rule>).ok_or(faults)
}
