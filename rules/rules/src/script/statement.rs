//! Rewrites what a rule says with its verdict, so that it is handed over as a template with arguments and not as a text.
//!
//! ``missed(`${percent(kept)} of its level`)`` becomes one node whose inputs are what stands between the braces. So does an interpolated
//! text that is put into a variable which is given to verdicts and to nothing else: `held_text` finds them. Whatever a function of the
//! author's own gives stays a text, since anyone may call it for anything.

use std::collections::BTreeSet;
use std::sync::Arc;

use rhai::{CustomExpr, Dynamic, Expr, FnCallExpr, ImmutableString, Position, Stmt, StmtBlock};

use super::api::{
    FigureForm, PieceTemplate, STATEMENT, StatementTemplate, VERDICT, VerdictTemplate, judgement_of,
};
use super::held_text::{held_for_verdicts, variable};

/// Rewrites the statements of a function.
pub(super) fn with_templates(mut statements: Vec<Stmt>) -> Vec<Stmt> {
    let rewrite = Rewrite { held: held_for_verdicts(&statements) };
    rewrite.statements(&mut statements);
    statements
}

struct Rewrite {
    /// The variables that hold nothing but what a verdict says.
    held: BTreeSet<ImmutableString>,
}

impl Rewrite {
    fn block(&self, block: &mut StmtBlock) {
        self.statements(block.statements_mut());
    }

    fn statements(&self, statements: &mut [Stmt]) {
        for statement in statements {
            self.statement(statement);
        }
    }

    fn statement(&self, statement: &mut Stmt) {
        match statement {
            Stmt::If(flow, _) => {
                self.expression(&mut flow.expr);
                self.block(&mut flow.body);
                self.block(&mut flow.branch);
            }
            Stmt::While(flow, _) | Stmt::Do(flow, ..) => {
                self.expression(&mut flow.expr);
                self.block(&mut flow.body);
            }
            Stmt::For(parts, _) => self.block(&mut parts.2.body),
            Stmt::Switch(switch, _) => {
                for case in &mut switch.1.expressions {
                    self.expression(&mut case.rhs);
                }
            }
            Stmt::TryCatch(flow, _) => {
                self.block(&mut flow.body);
                self.block(&mut flow.branch);
            }
            Stmt::Block(block) => self.block(block),
            Stmt::Var(parts, ..) => self.value_of(&parts.0.name, &mut parts.1),
            Stmt::Assignment(parts) => match variable(&parts.1.lhs).cloned() {
                Some(name) => self.value_of(&name, &mut parts.1.rhs),
                None => self.expression(&mut parts.1.rhs),
            },
            Stmt::FnCall(call, position) => {
                if let Some(verdict) = verdict(call, *position) {
                    *statement = Stmt::Expr(Box::new(verdict));
                }
            }
            Stmt::Expr(expression) => self.expression(expression),
            Stmt::Return(Some(value), ..) => self.expression(value),
            _ => {}
        }
    }

    /// Rewrites the verdicts within an expression, as far as one may be what the expression gives.
    fn expression(&self, expression: &mut Expr) {
        match expression {
            Expr::FnCall(call, position) => {
                if let Some(verdict) = verdict(call, *position) {
                    *expression = verdict;
                }
            }
            Expr::Stmt(block) => self.block(block),
            _ => {}
        }
    }

    /// Rewrites what is put into a variable.
    fn value_of(&self, name: &ImmutableString, value: &mut Expr) {
        self.expression(value);
        if self.held.contains(name) {
            hold(value);
        }
    }
}

/// Makes a statement of each interpolated text that an expression may give.
fn hold(value: &mut Expr) {
    match value {
        Expr::InterpolatedString(parts, position) => {
            let (position, mut inputs) = (*position, Vec::new());
            let statement = statement(parts, &mut inputs, position);
            *value = node(STATEMENT, Dynamic::from(statement), inputs, position);
        }
        Expr::Stmt(block) => hold_last(block.statements_mut()),
        _ => {}
    }
}

/// The same of what a block gives.
fn hold_last(statements: &mut [Stmt]) {
    match statements.last_mut() {
        Some(Stmt::Expr(value)) => hold(value),
        Some(Stmt::Block(block)) => hold_last(block.statements_mut()),
        Some(Stmt::If(flow, _)) => {
            hold_last(flow.body.statements_mut());
            hold_last(flow.branch.statements_mut());
        }
        Some(Stmt::Switch(switch, _)) => {
            switch.1.expressions.iter_mut().for_each(|case| hold(&mut case.rhs));
        }
        _ => {}
    }
}

/// The verdict that a call gives, where its reason is an interpolated text.
fn verdict(call: &FnCallExpr, position: Position) -> Option<Expr> {
    let judgement = judgement_of(&call.name).filter(|_| call.namespace.is_empty())?;
    let [Expr::InterpolatedString(parts, _)] = &*call.args else { return None };
    let mut inputs = Vec::new();
    let statement = statement(parts, &mut inputs, position);
    let template = VerdictTemplate { judgement, statement, position };
    Some(node(VERDICT, Dynamic::from(template), inputs, position))
}

/// The statement that the parts of an interpolated text are, whose values are added to the inputs.
fn statement(parts: &[Expr], inputs: &mut Vec<Expr>, position: Position) -> StatementTemplate {
    let pieces: Arc<[PieceTemplate]> = parts.iter().map(|part| piece(part, inputs)).collect();
    StatementTemplate { pieces, position }
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

fn node(syntax: &str, state: Dynamic, inputs: Vec<Expr>, position: Position) -> Expr {
    let custom = CustomExpr {
        inputs: inputs.into_iter().collect(),
        tokens: std::iter::once(syntax.into()).collect(),
        state,
        scope_may_be_changed: false,
        self_terminated: false,
    };
    Expr::Custom(Box::new(custom), position)
}
