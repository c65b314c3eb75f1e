//! Calls of functions that do not exist, or with a number of arguments that they do not take.

use std::collections::BTreeSet;

use engine::plain::count;
use rhai::{ASTNode, Expr, FnCallExpr, Position, Stmt};

use super::imports;
use super::rule::Rule;
use crate::diagnostic::{Code, Diagnostic};
use crate::script::sandbox;

/// Whether the value before the dot is one of the arguments.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// `name(x)`.
    Function,
    /// `x.name()`.
    Method,
}

/// A call in the text.
#[derive(Clone, Copy)]
pub(super) struct Call<'a> {
    pub(super) expression: &'a FnCallExpr,
    pub(super) style: Style,
    pub(super) position: Position,
}

impl Call<'_> {
    /// The call at a node of the syntax tree; operators are none.
    pub(super) fn at<'a>(node: &ASTNode<'a>) -> Option<Call<'a>> {
        let (expression, style, position) = match *node {
            ASTNode::Expr(Expr::FnCall(call, position)) | ASTNode::Stmt(Stmt::FnCall(call, position)) => {
                (call, Style::Function, *position)
            }
            ASTNode::Expr(Expr::MethodCall(call, position)) => (call, Style::Method, *position),
            _ => return None,
        };
        (!expression.is_operator_call()).then_some(Call { expression, style, position })
    }

    fn arguments(&self) -> usize {
        self.expression.args.len() + usize::from(self.style == Style::Method)
    }
}

pub(super) fn check(rule: &Rule, node: &ASTNode) -> Option<Diagnostic> {
    let call = Call::at(node)?;
    if !call.expression.namespace.is_empty() {
        return imports::call(rule, call);
    }
    let name = call.expression.name.as_str();
    let place = rule.word(call.position);
    if sandbox::UNHEARD.contains(&name) {
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
        None if call.style == Style::Method && rule.keys.contains(name) => None,
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
fn arities(rule: &Rule, call: Call) -> Option<BTreeSet<usize>> {
    let name = call.expression.name.as_str();
    let mut arities = rule.functions.get(name).cloned().unwrap_or_default();
    for function in rule.ast.iter_fn_def().filter(|function| function.name == name) {
        arities.insert(function.params.len());
        if call.style == Style::Method {
            // Within a script's own function the value before the dot is `this`, and no parameter.
            arities.insert(function.params.len() + 1);
        }
    }
    (!arities.is_empty()).then_some(arities)
}

pub(super) fn wrong_number(call: Call, arities: &BTreeSet<usize>) -> String {
    // The value before the dot is no argument in an author's eyes.
    let object = usize::from(call.style == Style::Method);
    let taken: Vec<usize> = arities.iter().filter_map(|arity| arity.checked_sub(object)).collect();
    let given =
        if call.arguments() == object { "none".to_owned() } else { number_word(call.arguments() - object) };
    format!("`{}` takes {}, and is given {given}", call.expression.name, numbers(&taken))
}

/// `no arguments`, `at most one argument`, `one, two or four arguments`.
fn numbers(counts: &[usize]) -> String {
    match counts {
        [] | [0] => "no arguments".to_owned(),
        [0, .., most] => format!("at most {}", count(*most, "argument")),
        [only] => count(*only, "argument"),
        [first @ .., last] => {
            let first: Vec<String> = first.iter().map(|count| number_word(*count)).collect();
            format!("{} or {}", first.join(", "), count(*last, "argument"))
        }
    }
}

fn number_word(number: usize) -> String {
    let counted = count(number, "argument");
    counted.split(' ').next().unwrap_or_default().to_owned()
}
