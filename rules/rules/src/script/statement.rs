//! Rewrites what a rule says with its verdict, so that it is handed over as a template with arguments and not as a text.
//!
//! ``missed(`${percent(kept)} of its level`)`` becomes one node whose inputs are what stands between the braces. An interpolated text
//! anywhere else stays as it is, and so does whatever is no interpolated text.

use std::sync::Arc;

use engine::program::Judgement;
use rhai::{CustomExpr, Dynamic, Expr, FnCallExpr, Position, Stmt, StmtBlock};

use super::api::{FigureForm, PieceTemplate, VERDICT, VerdictTemplate, judgement_of};

/// Rewrites the statements of a function.
pub(super) fn with_templates(mut statements: Vec<Stmt>) -> Vec<Stmt> {
    statements.iter_mut().for_each(rewrite_statement);
    statements
}

fn rewrite_block(block: &mut StmtBlock) {
    block.statements_mut().iter_mut().for_each(rewrite_statement);
}

fn rewrite_statement(statement: &mut Stmt) {
    match statement {
        Stmt::If(flow, _) => {
            rewrite(&mut flow.expr);
            rewrite_block(&mut flow.body);
            rewrite_block(&mut flow.branch);
        }
        Stmt::While(flow, _) | Stmt::Do(flow, ..) => {
            rewrite(&mut flow.expr);
            rewrite_block(&mut flow.body);
        }
        Stmt::For(parts, _) => rewrite_block(&mut parts.2.body),
        Stmt::Switch(switch, _) => {
            for case in &mut switch.1.expressions {
                rewrite(&mut case.rhs);
            }
        }
        Stmt::TryCatch(flow, _) => {
            rewrite_block(&mut flow.body);
            rewrite_block(&mut flow.branch);
        }
        Stmt::Block(block) => rewrite_block(block),
        Stmt::Var(parts, ..) => rewrite(&mut parts.1),
        Stmt::Assignment(parts) => rewrite(&mut parts.1.rhs),
        Stmt::FnCall(call, position) => {
            if let Some(verdict) = verdict(call, *position) {
                *statement = Stmt::Expr(Box::new(verdict));
            }
        }
        Stmt::Expr(expression) => rewrite(expression),
        Stmt::Return(Some(value), ..) => rewrite(value),
        _ => {}
    }
}

/// Rewrites the verdicts within an expression, as far as one may be what the expression gives.
fn rewrite(expression: &mut Expr) {
    match expression {
        Expr::FnCall(call, position) => {
            if let Some(verdict) = verdict(call, *position) {
                *expression = verdict;
            }
        }
        Expr::Stmt(block) => rewrite_block(block),
        _ => {}
    }
}

/// The verdict that a call gives, where its reason is an interpolated text.
fn verdict(call: &FnCallExpr, position: Position) -> Option<Expr> {
    let judgement = judgement_of(&call.name).filter(|_| call.namespace.is_empty())?;
    let [Expr::InterpolatedString(parts, _)] = &*call.args else { return None };
    let mut inputs = Vec::new();
    let pieces: Arc<[PieceTemplate]> = parts.iter().map(|part| piece(part, &mut inputs)).collect();
    Some(node(judgement, pieces, inputs, position))
}

/// The piece that a part of an interpolated text is, whose values are added to the inputs.
fn piece(part: &Expr, inputs: &mut Vec<Expr>) -> PieceTemplate {
    match part {
        Expr::StringConstant(text, _) => PieceTemplate::Text(text.as_str().into()),
        Expr::FnCall(call, position) if figure(call).is_some() => {
            inputs.extend(call.args.iter().cloned());
            let form = figure(call).expect("it was one a moment ago");
            PieceTemplate::Figure { form, has_places: call.args.len() == 2, position: *position }
        }
        other => {
            inputs.push(other.clone());
            PieceTemplate::Value
        }
    }
}

/// The form in which a call shows a figure, where that is what it does.
fn figure(call: &FnCallExpr) -> Option<FigureForm> {
    let shows = call.namespace.is_empty() && (1..=2).contains(&call.args.len());
    FigureForm::ALL.into_iter().find(|form| shows && call.name == form.word())
}

fn node(judgement: Judgement, pieces: Arc<[PieceTemplate]>, inputs: Vec<Expr>, position: Position) -> Expr {
    let custom = CustomExpr {
        inputs: inputs.into_iter().collect(),
        tokens: std::iter::once(VERDICT.into()).collect(),
        state: Dynamic::from(VerdictTemplate { judgement, pieces, position }),
        scope_may_be_changed: false,
        self_terminated: false,
    };
    Expr::Custom(Box::new(custom), position)
}
