//! Properties that are named in the text and do not exist.

use rhai::{ASTNode, BinaryExpr, Expr};

use super::checked_text::CheckedText;
use crate::diagnostic::{Code, Diagnostic};
use crate::script::api::{ValueShape, properties};
use crate::script::entry::ENTRY;

pub(super) fn check(rule: &CheckedText, node: &ASTNode) -> Option<Diagnostic> {
    match node {
        ASTNode::Expr(Expr::Dot(dot, ..)) => property(rule, dot),
        _ => None,
    }
}

/// `my.x`, and `my.body.x` and the like.
fn property(rule: &CheckedText, dot: &BinaryExpr) -> Option<Diagnostic> {
    let Expr::Variable(variable, ..) = &dot.lhs else { return None };
    let is_entry = |name: &str| name == ENTRY;
    let mut entries = rule.ast.iter_fn_def().filter(|function| is_entry(&function.name));
    entries.find(|function| function.params.first() == Some(&variable.1))?;
    match &dot.rhs {
        Expr::Dot(chain, ..) => {
            let (first, _) = named(&chain.lhs)?;
            let deeper = property_of_my(first).and_then(|of| unknown(rule, first, head(&chain.rhs), of));
            unknown(rule, &variable.1, &chain.lhs, ValueShape::My).or(deeper)
        }
        single => unknown(rule, &variable.1, single, ValueShape::My),
    }
}

/// The first link of what follows a dot.
fn head(chain: &Expr) -> &Expr {
    match chain {
        Expr::Dot(dot, ..) => &dot.lhs,
        single => single,
    }
}

fn named(expression: &Expr) -> Option<(&str, rhai::Position)> {
    match expression {
        Expr::Property(property, position) => Some((&property.2, *position)),
        _ => None,
    }
}

/// What `my.<name>` gives, where that has properties of its own which a rule may ask for.
fn property_of_my(name: &str) -> Option<ValueShape> {
    let known = properties(ValueShape::My).into_iter().find(|(known, _)| *known == name);
    known.map(|(_, gives)| gives).filter(|gives| !properties(*gives).is_empty())
}

fn unknown(rule: &CheckedText, owner: &str, property: &Expr, of: ValueShape) -> Option<Diagnostic> {
    let (name, position) = named(property)?;
    let known: Vec<&str> = properties(of).into_iter().map(|(name, _)| name).collect();
    if known.contains(&name) {
        return None;
    }
    let fault = Diagnostic::error(
        Code::RuleFunction,
        format!("`{owner}` has no property `{name}`"),
        rule.source,
        rule.word(position),
    );
    let near = crate::diagnostic::nearest(name, known.iter().copied());
    let listed: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    let help = near.map_or_else(
        || format!("it has {}", language::english::list(&listed)),
        |near| format!("did you mean `{near}`?"),
    );
    Some(fault.with_help(help))
}
