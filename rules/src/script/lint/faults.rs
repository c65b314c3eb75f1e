//! All the checks over one rule or library.

use rhai::{AST, ASTNode};

use super::rule::Rule;
use super::{calls, imports, names, shape};
use crate::diagnostic::Diagnostic;
use crate::script::Vocabulary;
use crate::source::SourceText;

/// Every fault of a rule that can be read.
pub(in crate::script) fn lint(ast: &AST, source: &SourceText, vocabulary: &Vocabulary) -> Vec<Diagnostic> {
    let rule = Rule::new(ast, source, vocabulary);
    let mut faults = shape::check(&rule);
    faults.extend(imports::check(&rule));
    finish(&rule, faults)
}

/// Every fault of a library that can be read.
pub(in crate::script) fn lint_library(
    ast: &AST,
    source: &SourceText,
    vocabulary: &Vocabulary,
) -> Vec<Diagnostic> {
    let library = Rule::new(ast, source, vocabulary);
    let faults = shape::check_library(&library);
    finish(&library, faults)
}

fn finish(rule: &Rule, mut faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    rule.ast.walk(&mut |path: &[ASTNode]| {
        if let Some(node) = path.last() {
            faults.extend(shape::changes_entry(rule, node));
            faults.extend(imports::misplaced(rule, node));
            faults.extend(calls::check(rule, node));
            faults.extend(names::check(rule, node));
        }
        true
    });
    faults.sort_by_key(|fault| fault.labels.first().map_or(0, |label| label.span.range.start));
    faults.dedup();
    faults
}
