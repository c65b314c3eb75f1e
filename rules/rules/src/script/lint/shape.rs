//! The shape of a rule: `fn assess(my)`, functions with names of their own, and nothing else outside of them.

use rhai::{ASTNode, Expr, ScriptFuncDef, Stmt};

use super::checked_text::CheckedText;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::script::entry::ENTRY;
use crate::script::entry::EntryPoints;
use crate::script::import::Import;

pub(super) fn check(rule: &CheckedText) -> Vec<Diagnostic> {
    let stray = rule.ast.statements().iter().find(|statement| Import::of(statement).is_none());
    let stray = stray.map(|statement| stray_statement(rule, statement));
    entry(rule).into_iter().chain(stray).chain(hiding(rule)).collect()
}

/// A library has nothing but functions: what it did beside them would never be done.
pub(super) fn check_library(library: &CheckedText) -> Vec<Diagnostic> {
    let stray = library.ast.statements().first().map(|statement| match Import::of(statement) {
        Some(import) => {
            let place = library.word(import.position);
            Diagnostic::error(Code::RuleShape, "a library cannot import another", library.source, place)
                .with_help("copy what it needs, or let the rule import both")
        }
        None => stray_statement(library, statement),
    });
    stray.into_iter().chain(hiding(library)).collect()
}

/// A piece that is tried out may hold any statement.
pub(super) fn check_piece(piece: &CheckedText) -> Vec<Diagnostic> {
    hiding(piece).collect()
}

fn hiding(rule: &CheckedText) -> impl Iterator<Item = Diagnostic> {
    rule.ast.iter_fn_def().filter_map(|function| hides_host(rule, function))
}

/// A plugin's script has the function that the host calls, and functions alone.
pub(super) fn check_plugin(script: &CheckedText, points: EntryPoints) -> Vec<Diagnostic> {
    let stray = script.ast.statements().first().map(|statement| stray_statement(script, statement));
    let called = std::iter::once(points.entry).chain(points.optional.iter().copied());
    let misshapen = called.filter_map(|name| with_other_parameters(script, name));
    let is_missing = !script.ast.iter_fn_def().any(|function| function.name == points.entry);
    let missing = is_missing.then(|| missing_function(script, points.entry));
    missing.into_iter().chain(misshapen).chain(stray).chain(hiding(script)).collect()
}

fn missing_function(script: &CheckedText, name: &'static str) -> Diagnostic {
    let near =
        script.ast.iter_fn_def().find(|function| nearest(&function.name, std::iter::once(name)).is_some());
    let place = near.map_or(0..0, |function| name_of(script, function));
    let message = format!("the script has no function `{name}`");
    Diagnostic::error(Code::RuleShape, message, script.source, place)
        .with_help(format!("write `fn {name}(..) {{ .. }}` with one parameter"))
}

fn with_other_parameters(script: &CheckedText, name: &'static str) -> Option<Diagnostic> {
    let named = || script.ast.iter_fn_def().filter(|function| function.name == name);
    let first = named().min_by_key(|function| function.params.len())?;
    if named().any(|function| function.params.len() == 1) {
        return None;
    }
    let taken = language::english::count(first.params.len(), "parameter");
    let message = format!("`{name}` must have one parameter, and this one has {taken}");
    Some(Diagnostic::error(Code::RuleShape, message, script.source, name_of(script, first)))
}

fn entry(rule: &CheckedText) -> Option<Diagnostic> {
    let shape = "write `fn assess(my) { .. }`; it is called for one body and one period at a time";
    let entries = || rule.ast.iter_fn_def().filter(|function| function.name == ENTRY);
    if entries().any(|function| function.params.len() == 1) {
        return None;
    }
    let Some(first) = entries().min_by_key(|function| function.params.len()) else {
        return Some(missing_entry(rule).with_help(shape));
    };
    let taken = language::english::count(first.params.len(), "parameter");
    let message = format!("`assess` must have one parameter, and this one has {taken}");
    Some(Diagnostic::error(Code::RuleShape, message, rule.source, name_of(rule, first)).with_help(shape))
}

/// `list[0] = x`. Rhai does not look at the size of what grows in this way.
pub(super) fn changes_entry(rule: &CheckedText, node: &ASTNode) -> Option<Diagnostic> {
    let ASTNode::Stmt(Stmt::Assignment(assignment)) = node else { return None };
    let target = &assignment.1.lhs;
    goes_through_index(target).then(|| {
        let place = rule.word(target.start_position());
        Diagnostic::error(Code::RuleSyntax, "an entry cannot be changed with `=`", rule.source, place)
            .with_help("write `list.set(0, x)` or `map.set(\"key\", x)`")
    })
}

fn goes_through_index(target: &Expr) -> bool {
    match target {
        Expr::Index(..) => true,
        Expr::Dot(dot, ..) => goes_through_index(&dot.lhs) || goes_through_index(&dot.rhs),
        _ => false,
    }
}

fn missing_entry(rule: &CheckedText) -> Diagnostic {
    let named =
        |function: &&rhai::Shared<ScriptFuncDef>| nearest(&function.name, std::iter::once(ENTRY)).is_some();
    let near = rule.ast.iter_fn_def().find(named);
    let place = near.map_or(0..0, |function| name_of(rule, function));
    Diagnostic::error(Code::RuleShape, "the rule has no function `assess`", rule.source, place)
}

fn stray_statement(rule: &CheckedText, statement: &Stmt) -> Diagnostic {
    let place = rule.word(statement.position());
    Diagnostic::error(
        Code::RuleShape,
        "this stands outside of any function and would never run",
        rule.source,
        place,
    )
    .with_help("move it into `assess`, or make it a parameter in the declaration")
}

/// Rhai would call the script's function wherever the host's is meant, without a word.
fn hides_host(rule: &CheckedText, function: &ScriptFuncDef) -> Option<Diagnostic> {
    let name = function.name.as_str();
    rule.functions.contains_key(name).then(|| {
        let message = format!("the function `{name}` would hide the one that every rule has");
        Diagnostic::error(Code::RuleFunction, message, rule.source, name_of(rule, function))
            .with_help("give it another name")
    })
}

/// Where a function's name stands. Rhai remembers only where its body begins.
fn name_of(rule: &CheckedText, function: &ScriptFuncDef) -> std::ops::Range<usize> {
    let body = rule.word(function.body.start_position());
    let before = rule.source.text.get(..body.start).unwrap_or_default();
    let name = before.rfind('(').and_then(|open| before.get(..open)).map(str::trim_end);
    match name.filter(|head| head.ends_with(function.name.as_str())) {
        Some(head) => head.len() - function.name.len()..head.len(),
        None => body,
    }
}
