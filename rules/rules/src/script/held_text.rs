//! Which variables of a rule hold nothing but what a verdict says: whatever is put into one is said or dropped, so that it need not
//! be a text.

use std::collections::{BTreeMap, BTreeSet};

use rhai::{ASTNode, Expr, FnCallExpr, ImmutableString, Stmt};

use super::api::judgement_of;

/// What is done with a name in one function.
#[derive(Default)]
struct Uses {
    /// How often it is declared as a variable.
    declared: usize,
    /// How often it is mentioned at all.
    mentioned: usize,
    /// How often it is given to a verdict, or given a new value.
    said_or_set: usize,
    /// Whether it is also the name of something else.
    is_shared: bool,
}

/// The variables of a function that are declared once, given to verdicts and given new values, and nothing else.
pub(super) fn held_for_verdicts(statements: &[Stmt]) -> BTreeSet<ImmutableString> {
    let mut uses: BTreeMap<ImmutableString, Uses> = BTreeMap::new();
    for statement in statements {
        statement.walk(&mut Vec::new(), &mut |path: &[ASTNode]| {
            note(&mut uses, path);
            true
        });
    }
    let is_held = |uses: &Uses| {
        uses.declared == 1 && uses.said_or_set > 0 && uses.said_or_set == uses.mentioned && !uses.is_shared
    };
    uses.into_iter().filter(|(_, uses)| is_held(uses)).map(|(name, _)| name).collect()
}

fn note(uses: &mut BTreeMap<ImmutableString, Uses>, path: &[ASTNode]) {
    match path.last() {
        Some(ASTNode::Stmt(Stmt::Var(parts, ..))) => of(uses, &parts.0.name).declared += 1,
        Some(ASTNode::Stmt(Stmt::For(parts, ..))) => {
            of(uses, &parts.0.name).is_shared = true;
            if let Some(counter) = &parts.1 {
                of(uses, &counter.name).is_shared = true;
            }
        }
        Some(ASTNode::Stmt(Stmt::TryCatch(flow, ..))) => {
            if let Some(caught) = variable(&flow.expr) {
                of(uses, caught).is_shared = true;
            }
        }
        Some(ASTNode::Stmt(Stmt::Assignment(parts))) if !parts.0.is_op_assignment() => {
            if let Some(set) = variable(&parts.1.lhs) {
                of(uses, set).said_or_set += 1;
            }
        }
        Some(ASTNode::Stmt(Stmt::FnCall(call, _)) | ASTNode::Expr(Expr::FnCall(call, _))) => {
            if let Some(said) = said(call) {
                of(uses, said).said_or_set += 1;
            }
        }
        Some(ASTNode::Expr(expression)) => {
            if let Some(name) = variable(expression) {
                of(uses, name).mentioned += 1;
            }
        }
        _ => {}
    }
}

fn of<'u>(uses: &'u mut BTreeMap<ImmutableString, Uses>, name: &ImmutableString) -> &'u mut Uses {
    uses.entry(name.clone()).or_default()
}

/// The variable that a call gives a verdict with.
fn said(call: &FnCallExpr) -> Option<&ImmutableString> {
    let is_verdict = judgement_of(&call.name).is_some() && call.namespace.is_empty();
    match &*call.args {
        [only] if is_verdict => variable(only),
        _ => None,
    }
}

/// The name of a variable of the function itself.
pub(super) fn variable(expression: &Expr) -> Option<&ImmutableString> {
    match expression {
        Expr::Variable(named, ..) if named.2.is_empty() => Some(&named.1),
        _ => None,
    }
}
