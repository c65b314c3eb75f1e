//! From the syntax tree of a rule to instructions. What it does not know, it refuses by name.

use std::ops::{Range, RangeInclusive};

use rhai::{AST, ASTFlags, CustomExpr, Dynamic, Expr, FlowControl, ImmutableString, Position, Stmt};

use super::code::{Code, Entries, For, Fuel};
use super::numbers::Operator;
use super::refusal::{Construct, NotLowered, Obstacle};
use super::scope::{Binding, Names};
use super::value::Value;
use crate::script::api::{StatementTemplate, VerdictTemplate};
use crate::script::position::line;

/// How many parts a rule may have. Nothing in a lowered rule runs for long, so its length bounds what it costs: the limit of operations
/// is far from being met.
const PARTS: usize = 4_000;

/// A rule that runs without the interpreter.
pub(in crate::script) struct Lowered {
    pub(super) code: Code,
    /// How many variables it has.
    pub(super) variables: usize,
    /// How many parts of the rule's tree it was made of, which is how many steps it takes at the most, but for what stands in a `for`.
    parts: usize,
}

impl Lowered {
    /// Puts a fault into it.
    #[cfg(test)]
    pub(in crate::script) fn seed(&mut self, fault: super::SeededFault) {
        self.code.seed(fault);
    }

    /// How many steps it takes at the most, but for what stands in a `for`.
    pub(in crate::script) fn steps(&self) -> usize {
        self.parts
    }
}

/// Lowers the statements of a rule that calls what it is given `parameter`; `ast` has its functions.
///
/// # Errors
/// There is something in it that only the interpreter does.
pub(in crate::script) fn lower(
    statements: &[Stmt],
    parameter: &str,
    ast: &AST,
) -> Result<Lowered, NotLowered> {
    let own = ast.iter_functions().map(|function| function.name.into()).collect();
    let mut lowering = Lowering { names: Names::of(parameter), own, parts: 0, operands: 0 };
    let code = lowering.statements(statements)?;
    Ok(Lowered { code, variables: lowering.names.places(), parts: lowering.parts })
}

/// A rule on its way.
pub(super) struct Lowering {
    names: Names,
    /// The functions of the rule itself, which stand before words of the same name.
    pub(super) own: Vec<ImmutableString>,
    parts: usize,
    /// Within how many operands it stands. The interpreter reads a variable that is an operand after the later ones, so that an
    /// assignment among these would show.
    operands: usize,
}

impl Lowering {
    /// Statements whose variables are seen by those that follow.
    fn statements(&mut self, statements: &[Stmt]) -> Result<Code, NotLowered> {
        let code: Vec<Code> =
            statements.iter().map(|statement| self.statement(statement)).collect::<Result<_, _>>()?;
        Ok(Code::Block(code))
    }

    /// Statements in braces.
    fn block(&mut self, statements: &[Stmt]) -> Result<Code, NotLowered> {
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
            Stmt::Var(parts, flags, _) => {
                let value = self.expression(&parts.1)?;
                let is_constant = flags.intersects(ASTFlags::CONSTANT);
                let bind = if is_constant { Binding::Constant } else { Binding::Variable };
                let place = self.names.declare(&parts.0.name, bind);
                let place = place.ok_or_else(|| refused(position, Obstacle::Length))?;
                Ok(Code::Set(place, Box::new(value)))
            }
            Stmt::Assignment(parts) => self.assignment(
                parts.0.get_op_assignment_info().map(|info| info.5),
                &parts.1.lhs,
                &parts.1.rhs,
            ),
            Stmt::For(parts, _) => self.for_each(&parts.0.name, parts.1.is_some(), &parts.2, position),
            Stmt::While(flow, _) => {
                let before = self.parts;
                // A loop without a condition has nothing in its place.
                let condition = match &flow.expr {
                    Expr::Unit(_) => Code::Constant(Value::Flag(true)),
                    condition => self.expression(condition)?,
                };
                let body = self.block(flow.body.statements())?;
                Ok(Code::While(Box::new([condition, body]), self.fuel(before)))
            }
            Stmt::BreakLoop(None, flags, _) if flags.intersects(ASTFlags::BREAK) => Ok(Code::Break),
            Stmt::BreakLoop(None, ..) => Ok(Code::Continue),
            // What a rule throws, the interpreter says.
            Stmt::Return(_, flags, _) if flags.intersects(ASTFlags::BREAK) => Ok(Code::Trap),
            Stmt::Return(value, ..) => {
                let value = value.as_deref().map(|value| self.expression(value)).transpose()?;
                Ok(Code::Return(Box::new(value.unwrap_or(Code::Constant(Value::Nothing)))))
            }
            Stmt::Import(..) => Err(refused(position, Obstacle::Library)),
            Stmt::Do(..) | Stmt::BreakLoop(..) => construct(position, Construct::Loop),
            Stmt::Switch(..) => construct(position, Construct::Switch),
            Stmt::TryCatch(..) => construct(position, Construct::Try),
            _ => construct(position, Construct::Other),
        }
    }

    fn for_each(
        &mut self,
        name: &ImmutableString,
        counts: bool,
        flow: &FlowControl,
        position: Position,
    ) -> Result<Code, NotLowered> {
        if counts {
            return construct(position, Construct::Loop);
        }
        let of = match &flow.expr {
            Expr::FnCall(call, _) if matches!(call.name.as_str(), ".." | "..=") && call.args.len() == 2 => {
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
        let (before, mark) = (self.parts, self.names.mark());
        let variable = self.names.declare(name, Binding::Variable);
        let variable = variable.ok_or_else(|| refused(position, Obstacle::Length))?;
        let body = self.block(flow.body.statements())?;
        self.names.back_to(mark);
        Ok(Code::For(Box::new(For { variable, of, body, round: self.fuel(before) })))
    }

    /// What the parts since so many take in one round, at the most: no part takes the interpreter more operations than this.
    fn fuel(&self, before: usize) -> Fuel {
        8 * (self.parts - before + 2) as Fuel
    }

    fn assignment(&mut self, by: Option<&str>, to: &Expr, value: &Expr) -> Result<Code, NotLowered> {
        let position = to.position();
        if self.is_operand() {
            return construct(position, Construct::AssignmentInOperand);
        }
        let Some(Binding::Variable(place)) = variable(to).and_then(|name| self.names.find(name)) else {
            return construct(position, Construct::AssignmentIntoValue);
        };
        let value = Box::new(self.expression(value)?);
        match by {
            None => Ok(Code::Set(place, value)),
            Some(by) => match Operator::of(by) {
                Some(operator) => Ok(Code::SetBy(place, operator, value)),
                None => Err(refused(position, Obstacle::Word(format!("{by}=")))),
            },
        }
    }

    pub(super) fn expression(&mut self, expression: &Expr) -> Result<Code, NotLowered> {
        let position = expression.position();
        self.count(position)?;
        match expression {
            Expr::BoolConstant(flag, _) => Ok(Code::Constant(Value::Flag(*flag))),
            Expr::IntegerConstant(whole, _) => Ok(Code::Constant(Value::Whole(*whole))),
            Expr::StringConstant(text, _) => Ok(Code::Constant(Value::Text(text.clone()))),
            Expr::DynamicConstant(value, _) => match Value::of_constant(value) {
                Some(value) => Ok(Code::Constant(value)),
                None if value.is_map() => construct(position, Construct::Map),
                None => construct(position, Construct::Other),
            },
            Expr::Unit(_) => Ok(Code::Constant(Value::Nothing)),
            Expr::Variable(..) => match variable(expression).and_then(|name| self.names.find(name)) {
                Some(Binding::Variable(place) | Binding::Constant(place)) => Ok(Code::Variable(place)),
                Some(Binding::My) => construct(position, Construct::HandedOn),
                None => construct(position, Construct::Other),
            },
            Expr::And(parts, _) => Ok(Code::All(self.all(parts)?)),
            Expr::Or(parts, _) => Ok(Code::Any(self.all(parts)?)),
            Expr::InterpolatedString(parts, _) => {
                Ok(Code::Text(parts.iter().map(|part| self.spoken(part)).collect::<Result<_, _>>()?))
            }
            Expr::Stmt(block) => self.block(block.statements()),
            Expr::FnCall(call, position) => self.call(call, *position),
            Expr::Dot(parts, flags, position) => self.chain(parts, *flags, *position),
            Expr::Custom(custom, position) => self.template(custom, *position),
            Expr::Array(entries, _) => Ok(Code::List(self.all(entries)?)),
            Expr::Index(parts, flags, _)
                if !flags.intersects(ASTFlags::NEGATED)
                    && !matches!(parts.rhs, Expr::Dot(..) | Expr::Index(..)) =>
            {
                let operands = self.operands_of([&parts.lhs, &parts.rhs])?;
                let [list, at] = &operands;
                // The interpreter works the place out before it looks at the list.
                let is_alike = matches!(list, Code::Variable(_) | Code::Param(_)) || at.is_at_hand();
                if is_alike {
                    Ok(Code::Entry(Box::new(operands)))
                } else {
                    construct(position, Construct::Chain)
                }
            }
            Expr::Index(..) => construct(position, Construct::Chain),
            Expr::Map(..) => construct(position, Construct::Map),
            _ => construct(position, Construct::Other),
        }
    }

    /// What is read aloud within a text: bodies and measures by their names.
    fn spoken(&mut self, part: &Expr) -> Result<Code, NotLowered> {
        match self.named(part) {
            Some(property) => Ok(Code::Subject(property)),
            None => self.expression(part),
        }
    }

    /// A text that a verdict is given with, as a template and what fills it.
    fn template(&mut self, custom: &CustomExpr, position: Position) -> Result<Code, NotLowered> {
        let inputs: Vec<Code> =
            custom.inputs.iter().map(|input| self.spoken(input)).collect::<Result<_, _>>()?;
        if let Some(template) = custom.state.read_lock::<VerdictTemplate>() {
            let VerdictTemplate { judgement, statement, position } = &*template;
            return Ok(Code::Judged(*judgement, statement.clone(), inputs, line(*position)));
        }
        match custom.state.read_lock::<StatementTemplate>() {
            Some(template) => Ok(Code::Statement(template.clone(), inputs)),
            None => construct(position, Construct::Other),
        }
    }

    fn all(&mut self, parts: &[Expr]) -> Result<Vec<Code>, NotLowered> {
        parts.iter().map(|part| self.expression(part)).collect()
    }

    /// The operands of a call.
    pub(super) fn operands(&mut self, operands: &[Expr]) -> Result<Vec<Code>, NotLowered> {
        self.operands += 1;
        let code = self.all(operands);
        self.operands -= 1;
        code
    }

    /// Whether what is lowered now is an operand, or stands in one.
    pub(super) fn is_operand(&self) -> bool {
        self.operands > 0
    }

    /// Two operands of one call.
    pub(super) fn operands_of(&mut self, [first, second]: [&Expr; 2]) -> Result<[Code; 2], NotLowered> {
        self.operands += 1;
        let (first, second) = (self.expression(first), self.expression(second));
        self.operands -= 1;
        Ok([first?, second?])
    }

    /// The variable that an expression is.
    pub(super) fn place_of(&self, expression: &Expr) -> Option<usize> {
        match variable(expression).and_then(|name| self.names.find(name)) {
            Some(Binding::Variable(place)) => Some(place),
            _ => None,
        }
    }

    /// Whether an expression is what the rule is given.
    pub(super) fn is_my(&self, expression: &Expr) -> bool {
        variable(expression).and_then(|name| self.names.find(name)) == Some(Binding::My)
    }

    fn count(&mut self, position: Position) -> Result<(), NotLowered> {
        self.parts += 1;
        if self.parts > PARTS { Err(refused(position, Obstacle::Length)) } else { Ok(()) }
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

/// The name of a variable of the rule itself.
fn variable(expression: &Expr) -> Option<&ImmutableString> {
    match expression {
        Expr::Variable(named, ..) if named.2.is_empty() => Some(&named.1),
        _ => None,
    }
}

pub(super) fn refused(position: Position, what: Obstacle) -> NotLowered {
    NotLowered { line: line(position), what }
}

pub(super) fn construct<T>(position: Position, what: Construct) -> Result<T, NotLowered> {
    Err(refused(position, Obstacle::Construct(what)))
}
