//! The sandbox in which boards' Rhai rules run, and the words that rules have.
//!
//! `sandbox` is the one engine with its limits, `meter` counts what a run costs, `api` is what authors write with,
//! `syntax` and `lint` say what is wrong with a text before it runs, `rule` runs it, and `fault` says what went
//! wrong while it ran. Nothing here reads evidence but through a rule's `View`.

mod api;
mod fault;
mod lint;
mod meter;
mod rule;
mod sandbox;
mod syntax;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use engine::model::{BodyId, MeasureId, RuleId};
use engine::program::Rule;

use crate::diagnostic::Diagnostic;
use crate::source::SourceText;

/// The ids that a rule may name.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Vocabulary {
    /// Every measure of the project.
    pub measures: Vec<MeasureId>,
    /// Every body of the project.
    pub bodies: Vec<BodyId>,
}

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
    let faults = lint::lint(&ast, source, vocabulary);
    match rule::ScriptRule::new(id.clone(), &ast) {
        Some(rule) if faults.is_empty() => Ok(Arc::new(rule)),
        _ => Err(faults),
    }
}
