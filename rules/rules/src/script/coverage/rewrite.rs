//! Puts marks into a syntax tree: before every statement, and at the head of every branch.
//!
//! Places stay those of the source, and whatever the rule did before it still does, in the same order.

use std::sync::Arc;

use rhai::{
    AST, BinaryExpr, Expr, FlowControl, Module, Position, ScriptFuncDef, Shared, Stmt, StmtBlock,
    SwitchCasesCollection,
};

use super::marks::{Mark, MarkPlace, function_of, watched};
use super::point::{Branch, Point, PointKind};
use crate::script::entry::{ENTRY, body_of};
use crate::script::statement::with_templates;

/// The same script with marks in it. Points come from `known` as far as there are any, so that a text which is compiled
/// again goes on counting.
pub(super) fn rewritten(ast: &AST, known: &mut Vec<Arc<Point>>) -> AST {
    let mut rewrite = MarkRewrite { points: known, next: 0 };
    let mut functions = Module::new();
    for function in ast.iter_fn_def() {
        functions.set_script_fn(rewrite.function(ast, function));
    }
    let mut script = AST::new(ast.statements().to_vec(), functions);
    if let Some(source) = ast.source() {
        script.set_source(source);
    }
    script
}

struct MarkRewrite<'p> {
    points: &'p mut Vec<Arc<Point>>,
    next: usize,
}

impl MarkRewrite<'_> {
    fn function(&mut self, ast: &AST, function: &ScriptFuncDef) -> Shared<ScriptFuncDef> {
        if function.this_type.is_some() {
            // Several of them may have one name, and no rule has a use for them.
            return Shared::new(function.clone());
        }
        let (start, end) = (function.body.start_position(), function.body.end_position());
        let (name, parameters) = (function.name.as_str(), function.params.len());
        let statements = body_of(ast, name, parameters);
        let is_entry = name == ENTRY && parameters == 1;
        let statements = if is_entry { with_templates(statements) } else { statements };
        let mut body = StmtBlock::new(statements, start, end);
        self.block(&mut body);
        let stub = function_of(Expr::Stmt(Box::new(body)), end.line().unwrap_or(1));
        Shared::new(ScriptFuncDef { body: stub.body.clone(), ..function.clone() })
    }

    /// The next point; none where its place is not known.
    fn point(&mut self, position: Position, kind: PointKind) -> Option<Arc<Point>> {
        if let Some(known) = self.points.get(self.next) {
            self.next += 1;
            return Some(Arc::clone(known));
        }
        let point = Arc::new(Point::at(position, kind)?);
        self.points.push(Arc::clone(&point));
        self.next += 1;
        Some(point)
    }

    fn block(&mut self, block: &mut StmtBlock) {
        let statements = std::mem::take(block.statements_mut());
        for statement in statements {
            let position = place_of(&statement);
            if !matches!(statement, Stmt::Noop(_) | Stmt::Block(_)) {
                let point = self.point(position, PointKind::Statement);
                let mark = point.map(|point| Mark::new(point, MarkPlace::Anywhere).statement(position));
                block.statements_mut().extend(mark);
            }
            let statement = self.statement(statement);
            block.statements_mut().push(statement);
        }
    }

    /// Rewrites a block that is run when a branch is taken.
    fn branch(&mut self, block: &mut StmtBlock, position: Position, branch: Branch) {
        self.branch_at_cost(block, position, branch, 0);
    }

    fn branch_at_cost(&mut self, block: &mut StmtBlock, position: Position, branch: Branch, cost: u64) {
        let place = if branch == Branch::LoopRuns { MarkPlace::LoopBody } else { MarkPlace::Anywhere };
        let point = self.point(position, PointKind::Branch(branch));
        self.block(block);
        if let Some(point) = point {
            let mark = Mark::new(point, place).with_cost_of(cost);
            block.statements_mut().insert(0, mark.statement(position));
        }
    }

    fn statement(&mut self, mut statement: Stmt) -> Stmt {
        match &mut statement {
            Stmt::If(flow, position) => {
                self.expression(&mut flow.expr);
                self.branch(&mut flow.body, *position, Branch::IfTrue);
                self.branch(&mut flow.branch, *position, Branch::IfFalse);
            }
            Stmt::Switch(switch, position) => {
                self.expression(&mut switch.0);
                self.cases(&mut switch.1, *position);
            }
            Stmt::While(flow, position) => {
                if is_endless(&flow.expr) {
                    self.body(&mut flow.body);
                } else {
                    let position = *position;
                    self.loop_with_end(flow, position);
                    return self.watch(statement, position);
                }
            }
            Stmt::For(parts, position) => {
                let position = *position;
                let flow = &mut parts.2;
                let is_empty = flow.body.is_empty();
                self.loop_with_end(flow, position);
                if is_empty {
                    // A round without a body costs one operation.
                    flow.body.statements_mut().push(Stmt::Noop(position));
                }
                return self.watch(statement, position);
            }
            Stmt::Do(flow, ..) => {
                self.body(&mut flow.body);
                self.expression(&mut flow.expr);
            }
            Stmt::TryCatch(flow, _) => {
                self.block(&mut flow.body);
                self.block(&mut flow.branch);
            }
            Stmt::Block(block) => self.block(block),
            Stmt::Var(parts, ..) => self.expression(&mut parts.1),
            Stmt::Assignment(parts) => self.both(&mut parts.1),
            Stmt::FnCall(call, _) => call.args.iter_mut().for_each(|argument| self.expression(argument)),
            Stmt::Expr(expression) => self.expression(expression),
            Stmt::BreakLoop(Some(value), ..) | Stmt::Return(Some(value), ..) => self.expression(value),
            _ => {}
        }
        statement
    }

    /// The body of a loop that runs at any rate. An empty one pays for its rounds as it is.
    fn body(&mut self, body: &mut StmtBlock) {
        if !body.is_empty() {
            self.block(body);
        }
    }

    fn loop_with_end(&mut self, flow: &mut FlowControl, position: Position) {
        self.expression(&mut flow.expr);
        self.branch(&mut flow.body, position, Branch::LoopRuns);
    }

    fn watch(&mut self, statement: Stmt, position: Position) -> Stmt {
        match self.point(position, PointKind::Branch(Branch::LoopIsPassedOver)) {
            Some(point) => {
                let inner = StmtBlock::new([statement], position, position);
                watched(Expr::Stmt(Box::new(inner)), point, position)
            }
            None => statement,
        }
    }

    fn cases(&mut self, cases: &mut SwitchCasesCollection, position: Position) {
        let other = cases.def_case;
        for (at, case) in cases.expressions.iter_mut().enumerate() {
            self.expression(&mut case.lhs);
            let branch = if other == Some(at) { Branch::OtherCase } else { Branch::Case(at + 1) };
            self.case(&mut case.rhs, position, branch);
        }
        if other.is_none() {
            let mut none = StmtBlock::empty(position);
            // Without a case that fits nothing would be evaluated at all.
            self.branch_at_cost(&mut none, position, Branch::NoCase, 1);
            cases.def_case = Some(cases.expressions.len());
            let lhs = Expr::BoolConstant(true, position);
            cases.expressions.push(BinaryExpr { lhs, rhs: Expr::Stmt(Box::new(none)) });
        }
    }

    fn case(&mut self, result: &mut Expr, switch: Position, branch: Branch) {
        let place = first_of(result);
        let place = if place.is_none() { switch } else { place };
        if let Expr::Stmt(block) = result {
            self.branch(block, place, branch);
            return;
        }
        let inner = Stmt::Expr(Box::new(std::mem::take(result)));
        let mut block = StmtBlock::new([inner], place, place);
        // The block and the statement in it are new.
        self.branch_at_cost(&mut block, place, branch, 2);
        *result = Expr::Stmt(Box::new(block));
    }

    fn both(&mut self, sides: &mut BinaryExpr) {
        self.expression(&mut sides.lhs);
        self.expression(&mut sides.rhs);
    }

    /// Rewrites the statements within an expression.
    fn expression(&mut self, expression: &mut Expr) {
        match expression {
            Expr::Stmt(block) => self.block(block),
            Expr::InterpolatedString(parts, _) | Expr::Array(parts, _) => {
                parts.iter_mut().for_each(|part| self.expression(part));
            }
            Expr::Map(map, _) => map.0.iter_mut().for_each(|(_, entry)| self.expression(entry)),
            Expr::MethodCall(call, _) | Expr::FnCall(call, _) => {
                call.args.iter_mut().for_each(|argument| self.expression(argument));
            }
            Expr::Dot(sides, ..) | Expr::Index(sides, ..) => self.both(sides),
            Expr::Custom(custom, _) => {
                custom.inputs.iter_mut().for_each(|input| self.expression(input));
            }
            Expr::And(parts, _) | Expr::Or(parts, _) | Expr::Coalesce(parts, _) => {
                parts.iter_mut().for_each(|part| self.expression(part));
            }
            _ => {}
        }
    }
}

/// Whether a `while` is a `loop`.
fn is_endless(condition: &Expr) -> bool {
    matches!(condition, Expr::Unit(_) | Expr::BoolConstant(true, _))
}

/// Where what a case gives begins. The parser makes nothing of braces around a single statement.
fn first_of(result: &Expr) -> Position {
    match result {
        Expr::Stmt(block) => block.statements().first().map_or(block.position(), place_of),
        other => other.start_position(),
    }
}

/// Where a statement begins. Rhai remembers of an assignment where its sign stands.
fn place_of(statement: &Stmt) -> Position {
    match statement {
        Stmt::Assignment(parts) => parts.1.lhs.start_position(),
        other => other.position(),
    }
}
