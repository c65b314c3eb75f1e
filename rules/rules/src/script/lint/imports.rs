//! Imports that lead nowhere, and calls of functions that the imported library does not have.

use std::collections::BTreeSet;

use rhai::{ASTNode, Position, Stmt};

use super::call::{Call, wrong_number};
use super::checked_text::CheckedText;
use crate::diagnostic::{Code, Diagnostic};
use crate::script::import::{Import, parse_path};

const FORM: &str =
    "write it like `import \"dates@1\" as dates;`, with the version that the rule was written for";

/// Faults of the imports at the head of the text.
pub(super) fn check(rule: &CheckedText) -> Vec<Diagnostic> {
    let mut aliases = BTreeSet::new();
    let mut faults = Vec::new();
    for import in Import::all(rule.ast) {
        match fault(rule, import) {
            Some(found) => faults.extend(found),
            None if !aliases.insert(import.alias) => {
                let message = format!("two libraries are called `{}` here", import.alias);
                faults.push(error(rule, Code::DuplicateId, message, import.position));
            }
            None => {}
        }
    }
    faults
}

fn fault(rule: &CheckedText, import: Import) -> Option<Vec<Diagnostic>> {
    let malformed = |message: &str| {
        Some(vec![error(rule, Code::UnknownLibrary, message, import.position).with_help(FORM)])
    };
    let Some((path, position)) = import.path else {
        return malformed("an import needs the library's name as a plain text");
    };
    let place = rule.quoted(path, position);
    if !rule.is_literal(path, position) {
        // What a mission's own texts are is found out by this spelling: see `compile::own`.
        let message = "the library's name is not spelt as it reads";
        let fault = Diagnostic::error(Code::UnknownLibrary, message, rule.source, place);
        return Some(vec![fault.with_help(FORM)]);
    }
    let Some((name, wanted)) = parse_path(path) else {
        let fault = Diagnostic::error(Code::UnknownLibrary, "this names no version", rule.source, place);
        return Some(vec![fault.with_help(FORM)]);
    };
    if import.alias.is_empty() {
        return malformed("an import needs a name by which the rule calls the library");
    }
    let known = || rule.libraries.keys().map(String::as_str);
    match rule.libraries.get(name) {
        None => {
            let message = format!("there is no library `{name}`");
            let fault = Diagnostic::error(Code::UnknownLibrary, message, rule.source, place);
            let help = format!("write it in `plugins/{name}/`, with `kind = \"library\"` in its plugin.toml");
            Some(vec![fault.with_help(help).with_nearest(name, known())])
        }
        Some(Err(faults)) => Some(faults.clone()),
        Some(Ok(library)) if !library.serves(&wanted) => {
            let message =
                format!("`{name}` is of version {}, and the rule asks for {wanted}", library.version());
            let fault = Diagnostic::error(Code::LibraryVersion, message.replace('^', ""), rule.source, place);
            Some(vec![fault.with_help("see what changed in the library, and then name its version here")])
        }
        Some(Ok(_)) => None,
    }
}

/// An import anywhere but at the head, where it would be carried out again with each call.
pub(super) fn misplaced(rule: &CheckedText, node: &ASTNode) -> Option<Diagnostic> {
    let ASTNode::Stmt(Stmt::Import(_, position)) = node else { return None };
    let is_at_head = Import::all(rule.ast).any(|import| import.position == *position);
    (!is_at_head).then(|| {
        error(rule, Code::RuleShape, "an import stands at the head of the file", *position)
            .with_help("move it to the top, outside of any function")
    })
}

/// A call such as `dates::working(x)`.
pub(super) fn call(rule: &CheckedText, call: Call) -> Option<Diagnostic> {
    let namespace = &call.expression.namespace;
    let alias = namespace.path.first().map_or("", |first| first.name.as_str());
    let library = rule.library(alias)?;
    let function = call.expression.name.as_str();
    let place = rule.word(call.position);
    let known = library.functions();
    match known.get(function).filter(|_| namespace.path.len() == 1) {
        Some(arities) if arities.contains(&call.expression.args.len()) => None,
        Some(arities) => {
            Some(Diagnostic::error(Code::RuleFunction, wrong_number(call, arities), rule.source, place))
        }
        None => {
            let message = format!("the library `{}` has no function `{function}`", library.name());
            let fault = Diagnostic::error(Code::RuleFunction, message, rule.source, place);
            Some(fault.with_nearest(function, known.keys().map(String::as_str)))
        }
    }
}

fn error(rule: &CheckedText, code: Code, message: impl Into<String>, position: Position) -> Diagnostic {
    Diagnostic::error(code, message, rule.source, rule.word(position))
}
