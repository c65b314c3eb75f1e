//! All the checks over the script of a plugin.

use rhai::{AST, ASTNode};

use super::call::Call;
use super::calls;
use super::checked_text::CheckedText;
use super::shape;
use crate::diagnostic::{Code, Diagnostic};
use crate::script::Libraries;
use crate::script::entry::EntryPoints;
use crate::script::sandbox::Functions;
use crate::source::SourceText;

/// Every fault of a plugin's script that can be read.
pub(in crate::script) fn lint_plugin(
    ast: &AST,
    source: &SourceText,
    functions: &Functions,
    points: EntryPoints,
) -> Vec<Diagnostic> {
    let libraries = Libraries::default();
    let script = CheckedText { functions, ..CheckedText::new(ast, source, &libraries) };
    let mut faults = shape::check_plugin(&script, points);
    ast.walk(&mut |path: &[ASTNode]| {
        if let Some(node) = path.last() {
            faults.extend(shape::changes_entry(&script, node));
            faults.extend(prints(&script, node).or_else(|| calls::check(&script, node)));
        }
        true
    });
    faults.sort_by_key(|fault| fault.labels.first().map_or(0, |label| label.span.range.start));
    faults.dedup();
    faults
}

fn prints(script: &CheckedText, node: &ASTNode) -> Option<Diagnostic> {
    let call = Call::at(node)?;
    let name = call.expression.name.as_str();
    matches!(name, "print" | "debug").then(|| {
        let message = format!("a plugin cannot `{name}`: nobody would see it");
        Diagnostic::error(Code::RuleFunction, message, script.source, script.word(call.position))
            .with_help("say it in `fail(\"why\")`, or try it in a test of the plugin")
    })
}
