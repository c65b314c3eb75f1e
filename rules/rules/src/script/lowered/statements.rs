//! Statements of a rule, lowered: variables, branches and loops.

use std::ops::{Range, RangeInclusive};

use rhai::{ASTFlags, Dynamic, Expr, FlowControl, ImmutableString, Position, Stmt};

use super::code::{Code, Entries, For, Fuel, Look};
use super::lower::{Lowering, variable};
use super::numbers::Operator;
use super::refusal::{Construct, NotLowered};
use super::scope::Binding;
use super::value::Value;

impl Lowering<'_> {
    /// Statements whose variables are seen by those that follow.
    pub(super) fn statements(&mut self, statements: &[Stmt]) -> Result<Code, NotLowered> {
        let mut code: Vec<Code> =
            statements.iter().map(|statement| self.statement(statement)).collect::<Result<_, _>>()?;
        Ok(if code.len() == 1 { code.remove(0) } else { Code::Block(code) })
    }

    /// Statements in braces.
    pub(super) fn block(&mut self, statements: &[Stmt]) -> Result<Code, NotLowered> {
        let mark = self.names.mark();
        let code = self.statements(statements);
        self.names.back_to(mark);
        code
    }

    fn statement(&mut self, statement: &Stmt) -> Result<Code, NotLowered> {
        let position = statement.position();
        self.count(position)?;
        match statement {
            Stmt::Noop(_) => Ok(Code::Constant(Value::Nothing)),
            Stmt::Expr(expression) => self.expression(expression),
            Stmt::FnCall(call, position) => self.call(call, *position),
            Stmt::Block(block) => self.block(block.statements()),
            Stmt::If(flow, _) => {
                let condition = self.expression(&flow.expr)?;
                let (body, branch) =
                    (self.block(flow.body.statements())?, self.block(flow.branch.statements())?);
                Ok(Code::If(Box::new([condition, body, branch])))
            }
            Stmt::Switch(switch, _) => self.switch(&switch.0, &switch.1, position),
            Stmt::Var(parts, flags, _) => {
                let value = self.expression(&parts.1)?;
                let place = self.new_place();
                let is_constant = flags.intersects(ASTFlags::CONSTANT);
                let binding = if is_constant { Binding::Constant(place) } else { Binding::Variable(place) };
                self.declare(&parts.0.name, binding, position)?;
                Ok(Code::Set(place, Box::new(value)))
            }
            Stmt::Assignment(parts) => self.assignment(
                parts.0.get_op_assignment_info().map(|info| info.5),
                &parts.1.lhs,
                &parts.1.rhs,
            ),
            Stmt::For(parts, _) => self.for_each(&parts.0.name, parts.1.is_some(), &parts.2, position),
            Stmt::While(flow, _) => self.round(Look::First, flow),
            Stmt::Do(flow, flags, _) if flags.intersects(ASTFlags::NEGATED) => {
                self.round(Look::AfterUntil, flow)
            }
            Stmt::Do(flow, ..) => self.round(Look::AfterWhile, flow),
            Stmt::BreakLoop(None, flags, _) if flags.intersects(ASTFlags::BREAK) => Ok(Code::Break),
            Stmt::BreakLoop(None, ..) => Ok(Code::Continue),
            // What a rule throws, the interpreter says.
            Stmt::Return(_, flags, _) if flags.intersects(ASTFlags::BREAK) => Ok(Code::Trap),
            Stmt::Return(value, ..) => {
                let value = value.as_deref().map(|value| self.expression(value)).transpose()?;
                Ok(Code::Return(Box::new(value.unwrap_or(Code::Constant(Value::Nothing)))))
            }
            Stmt::BreakLoop(..) => self.refuse(position, Construct::Loop),
            Stmt::TryCatch(..) => self.refuse(position, Construct::Try),
            _ => self.refuse(position, Construct::Other),
        }
    }

    fn round(&mut self, look: Look, flow: &FlowControl) -> Result<Code, NotLowered> {
        let before = self.parts();
        // A loop without a condition has nothing in its place.
        let condition = match &flow.expr {
            Expr::Unit(_) => Code::Constant(Value::Flag(true)),
            condition => self.expression(condition)?,
        };
        let body = self.block(flow.body.statements())?;
        Ok(Code::While(look, Box::new([condition, body]), self.fuel(before)))
    }

    fn for_each(
        &mut self,
        name: &ImmutableString,
        counts: bool,
        flow: &FlowControl,
        position: Position,
    ) -> Result<Code, NotLowered> {
        if counts {
            return self.refuse(position, Construct::Loop);
        }
        let of = match &flow.expr {
            Expr::FnCall(call, _)
                if matches!(call.name.as_str(), ".." | "..=")
                    && call.args.len() == 2
                    && self.is_word(call) =>
            {
                let mut ends = self.operands(&call.args)?.into_iter();
                let (from, to) = ends.next().zip(ends.next()).expect("a range has two ends");
                Entries::Range { from, to, holds_last: call.name == "..=" }
            }
            Expr::DynamicConstant(range, _) => match constant_range(range) {
                Some(range) => range,
                None => Entries::Of(self.expression(&flow.expr)?),
            },
            list => Entries::Of(self.expression(list)?),
        };
        let (before, mark, variable) = (self.parts(), self.names.mark(), self.new_place());
        self.declare(name, Binding::Variable(variable), position)?;
        let body = self.block(flow.body.statements())?;
        self.names.back_to(mark);
        Ok(Code::For(Box::new(For { variable, of, body, round: self.fuel(before) })))
    }

    /// What the parts since so many take in one round, at the most: no part takes the interpreter more operations than this.
    pub(super) fn fuel(&self, before: usize) -> Fuel {
        8 * (self.parts() - before + 2) as Fuel
    }

    fn assignment(&mut self, by: Option<&str>, to: &Expr, value: &Expr) -> Result<Code, NotLowered> {
        let position = to.position();
        if self.is_operand() {
            return self.refuse(position, Construct::AssignmentInOperand);
        }
        let Some(Binding::Variable(place)) = variable(to).and_then(|name| self.names.find(name)) else {
            return self.refuse(position, Construct::AssignmentIntoValue);
        };
        let value = Box::new(self.expression(value)?);
        match by {
            None => Ok(Code::Set(place, value)),
            Some(by) => match Operator::of(by) {
                Some(operator) => Ok(Code::SetBy(place, operator, value)),
                None => Ok(Code::SetByHost(place, by.into(), value)),
            },
        }
    }
}

/// A range that the parser has worked out.
fn constant_range(value: &Dynamic) -> Option<Entries> {
    let ends = |from: i64, to: i64, holds_last| {
        let [from, to] = [from, to].map(|end| Code::Constant(Value::Whole(end)));
        Entries::Range { from, to, holds_last }
    };
    if let Some(range) = value.read_lock::<Range<i64>>() {
        return Some(ends(range.start, range.end, false));
    }
    let range = value.read_lock::<RangeInclusive<i64>>()?;
    Some(ends(*range.start(), *range.end(), true))
}
