//! Calls of functions that do not exist, or with a number of arguments that they do not take.

use std::collections::BTreeSet;

use rhai::ASTNode;

use super::call::{Call, CallStyle, wrong_number};
use super::checked_text::CheckedText;
use super::imports;
use crate::diagnostic::{Code, Diagnostic};
use crate::script::sandbox::UNHEARD;

pub(super) fn check(rule: &CheckedText, node: &ASTNode) -> Option<Diagnostic> {
    let call = Call::at(node)?;
    if !call.expression.namespace.is_empty() {
        return imports::call(rule, call);
    }
    let name = call.expression.name.as_str();
    let place = rule.word(call.position);
    if UNHEARD.contains(&name) {
        let message = format!("a rule cannot `{name}`: nobody would see it");
        let help = "say it in the verdict, as in `missed(\"why\")`";
        return Some(Diagnostic::error(Code::RuleFunction, message, rule.source, place).with_help(help));
    }
    match arities(rule, call) {
        // What `call` hands on is the called function's affair.
        Some(arities) if arities.contains(&call.arguments()) || name == "call" => None,
        Some(arities) => {
            let message = wrong_number(call, &arities);
            Some(Diagnostic::error(Code::RuleFunction, message, rule.source, place))
        }
        None if call.style == CallStyle::Method && rule.keys.contains(name) => None,
        None => {
            let message = format!("there is no function `{name}`");
            let known = rule.functions.keys().map(String::as_str);
            let own = rule.ast.iter_fn_def().map(|function| function.name.as_str());
            let fault = Diagnostic::error(Code::RuleFunction, message, rule.source, place);
            Some(fault.with_nearest(name, known.chain(own)))
        }
    }
}

/// The numbers of arguments that functions of this name take, the value before the dot included.
fn arities(rule: &CheckedText, call: Call) -> Option<BTreeSet<usize>> {
    let name = call.expression.name.as_str();
    let mut arities = rule.functions.get(name).cloned().unwrap_or_default();
    for function in rule.ast.iter_fn_def().filter(|function| function.name == name) {
        arities.insert(function.params.len());
        if call.style == CallStyle::Method {
            // Within a script's own function the value before the dot is `this`, and no parameter.
            arities.insert(function.params.len() + 1);
        }
    }
    (!arities.is_empty()).then_some(arities)
}
