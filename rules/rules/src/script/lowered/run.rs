//! Runs a lowered rule.

use std::cell::Cell;
use std::sync::Arc;

use engine::model::Statement;
use engine::program::Assessment;
use engine::view::{Stop, View};

use super::code::{Code, Property, Switch};
use super::lower::Lowered;
use super::number_words::of_numbers;
use super::numbers::negate;
use super::value::{Value, text};
use crate::script::sandbox::limits::{self, OPERATIONS};

/// What the parts of a rule take that stand in no loop, at the most.
const OUTSIDE_OF_LOOPS: u64 = 100_000;

/// How often it is tried in vain in a run whether the numbers of an expression have few digits.
const TRIES: u8 = 4;

/// What came of a run.
pub(in crate::script) enum Outcome {
    Said(Assessment),
    /// A figure is missing.
    Missing(Stop),
    /// The interpreter is to run the rule from its beginning.
    Trapped,
}

/// How an instruction ends the one that it stands in.
pub(super) enum Exit {
    /// The rule has given this.
    Return(Value),
    /// The loop goes on with its next round.
    Continue,
    /// The loop ends.
    Break,
    /// A figure is missing, which ends the rule.
    Missing(Box<Stop>),
    Trap,
}

pub(super) type Gives<T = Value> = Result<T, Exit>;

/// One run.
pub(super) struct Run<'a> {
    pub(super) view: &'a Arc<View>,
    pub(super) variables: Vec<Value>,
    /// How often it is still tried in vain whether numbers have few digits.
    pub(super) tries: u8,
    /// What is left of the operations that the interpreter would be allowed, none of which is counted for less than it would.
    fuel: u64,
}

impl Lowered {
    /// Runs the rule. Where it is trapped, what was read is to be forgotten.
    pub(in crate::script) fn run(&self, view: &Arc<View>) -> Outcome {
        // Functions of the host take off this what they cost.
        limits::start();
        let mut variables = VARIABLES.take();
        variables.resize(self.variables, Value::Nothing);
        let mut run = Run { view, variables, tries: TRIES, fuel: OPERATIONS - OUTSIDE_OF_LOOPS };
        let outcome = match run.conclusion(&self.code) {
            Ok(said) => Outcome::Said(said),
            Err(Exit::Return(Value::Verdict(said))) => Outcome::Said(*said),
            Err(Exit::Missing(stop)) => Outcome::Missing(*stop),
            Err(_) => Outcome::Trapped,
        };
        run.variables.clear();
        VARIABLES.set(run.variables);
        outcome
    }
}

thread_local! {
    /// Where the variables of a run are kept, so that the next run on the thread allocates nothing for its own.
    static VARIABLES: Cell<Vec<Value>> = const { Cell::new(Vec::new()) };
}

/// What the interpreter would end the rule for.
pub(super) fn or_trap<T>(value: Option<T>) -> Gives<T> {
    value.ok_or(Exit::Trap)
}

impl Run<'_> {
    /// What an instruction gives: those that decide what comes next.
    pub(super) fn value(&mut self, code: &Code) -> Gives {
        match code {
            Code::Constant(value) => Ok(value.clone()),
            Code::Variable(place) => Ok(self.variables[*place].clone()),
            Code::Block(statements) => {
                let mut given = Value::Nothing;
                for statement in statements {
                    given = self.value(statement)?;
                }
                Ok(given)
            }
            Code::If(parts) => {
                let [condition, body, branch] = &**parts;
                if self.flag(condition)? { self.value(body) } else { self.value(branch) }
            }
            Code::Set(place, value) => {
                self.variables[*place] = self.value(value)?;
                Ok(Value::Nothing)
            }
            Code::SetBy(place, operator, value) => {
                let value = self.value(value)?;
                let before = &self.variables[*place];
                // What an assignment makes of a text and a number is left to the interpreter.
                let are_alike = matches!(before, Value::Text(_)) == matches!(value, Value::Text(_));
                let value = or_trap(are_alike.then(|| operator.between(before, &value)).flatten())?;
                self.variables[*place] = value;
                Ok(Value::Nothing)
            }
            Code::SetByHost(place, operator, value) => self.set_by_host(*place, operator, value),
            Code::For(each) => self.go_through(each),
            Code::While(look, parts, round) => self.go_round(*look, &parts[0], &parts[1], *round),
            Code::Switch(switch) => match self.chosen(switch)? {
                Some(code) => self.value(code),
                None => Ok(Value::Nothing),
            },
            Code::Call(params, body) => {
                for param in params {
                    self.value(param)?;
                }
                match self.value(body) {
                    Err(Exit::Return(given)) => Ok(given),
                    given => given,
                }
            }
            Code::Continue => Err(Exit::Continue),
            Code::Break => Err(Exit::Break),
            Code::Return(value) => Err(Exit::Return(self.value(value)?)),
            Code::Trap => Err(Exit::Trap),
            Code::All(parts) => self.any(parts, false),
            Code::Any(parts) => self.any(parts, true),
            Code::Not(value) => Ok(Value::Flag(!self.flag(value)?)),
            Code::Negative(value) => or_trap(negate(&self.value(value)?)),
            Code::Binary(operator, operands) => self.between(*operator, operands),
            Code::Calculate(operator, operands) => self.calculate(*operator, operands),
            code => self.word(code),
        }
    }

    /// The verdict that the last of a rule's instructions gives.
    fn conclusion(&mut self, code: &Code) -> Gives<Assessment> {
        match code {
            Code::Block(statements) => {
                let Some((last, before)) = statements.split_last() else { return Err(Exit::Trap) };
                for statement in before {
                    self.value(statement)?;
                }
                self.conclusion(last)
            }
            Code::If(parts) => {
                let [condition, body, branch] = &**parts;
                if self.flag(condition)? { self.conclusion(body) } else { self.conclusion(branch) }
            }
            Code::Switch(switch) => match self.chosen(switch)? {
                Some(code) => self.conclusion(code),
                None => Err(Exit::Trap),
            },
            Code::Return(value) => self.conclusion(value),
            Code::Verdict(judgement, reason, line) => {
                let reason = self.reason(reason.as_deref())?;
                Ok(Assessment { judgement: *judgement, reason, line: *line })
            }
            Code::Judged(judgement, template, inputs, line) => {
                let reason = self.said(template, inputs)?;
                Ok(Assessment { judgement: *judgement, reason, line: *line })
            }
            code => match self.value(code)? {
                Value::Verdict(said) => Ok(*said),
                _ => Err(Exit::Trap),
            },
        }
    }

    /// What a word gives.
    fn word(&mut self, code: &Code) -> Gives {
        match code {
            Code::Text(parts) => self.text(parts),
            Code::Read(reader, form) => self.read(*reader, form),
            Code::Ago(measure, count, site) => {
                self.figure_ago(measure.as_deref(), count, *site).map(Value::Exact)
            }
            Code::Values(measure, count, first) => self.values(measure.as_deref(), count, *first),
            Code::Default(measure, otherwise, site) => self.default(measure.as_deref(), otherwise, *site),
            Code::IsOverdue => Ok(Value::Flag(self.view.is_overdue())),
            Code::Subject(property) => Ok(self.property(*property)),
            Code::Param(name) => or_trap(self.param(name).map(Value::of_param)),
            Code::HasParam(name) => Ok(Value::Flag(self.param(name).is_some())),
            Code::OfNumbers(word, operands) => {
                let values = self.up_to_three(operands)?;
                let values = &values[..operands.len()];
                match of_numbers(*word, values) {
                    Some(value) => Ok(value),
                    None => self.ask_host(word.written(), values.to_vec()),
                }
            }
            Code::Amount(value, places) => self.amount(value, places.as_deref()),
            Code::List(entries) => self.list(entries),
            Code::Map(entries) => self.map(entries),
            Code::Entry(parts) => self.entry(&parts[0], &parts[1]),
            Code::Push(place, entry) => self.push(*place, entry),
            Code::Each(each) => self.each(each),
            Code::Total(word, list) => self.total(*word, list),
            Code::Property(property) => self.property_of(property),
            Code::Method(method) => self.method(method),
            Code::Host(call) => self.host(call),
            Code::My => Ok(self.my()),
            code @ (Code::Verdict(..) | Code::Judged(..)) => {
                Ok(Value::Verdict(Box::new(self.conclusion(code)?)))
            }
            Code::Statement(template, inputs) => Ok(Value::Held(self.statement(template, inputs)?)),
            _ => unreachable!("what decides what comes next is no word"),
        }
    }

    pub(super) fn flag(&mut self, code: &Code) -> Gives<bool> {
        if let Code::Calculate(operator, operands) = code
            && !operator.is_arithmetic()
        {
            if let Some(holds) = self.few_holds(*operator, operands) {
                return Ok(holds);
            }
            let [left, right] = &**operands;
            if let Some((left, right)) = self.number(left)?.zip(self.number(right)?) {
                return Ok(operator.holds(left.order(right)));
            }
        }
        let value = self.value(code)?;
        or_trap(value.flag())
    }

    pub(super) fn all(&mut self, code: &[Code]) -> Gives<Vec<Value>> {
        code.iter().map(|code| self.value(code)).collect()
    }

    /// The values of three instructions at the most; nothing in the place of those that are not there.
    pub(super) fn up_to_three(&mut self, code: &[Code]) -> Gives<[Value; 3]> {
        let mut values = [const { Value::Nothing }; 3];
        for (value, code) in values.iter_mut().zip(code) {
            *value = self.value(code)?;
        }
        Ok(values)
    }

    /// Takes operations off what is left; the interpreter decides where there may not be so many.
    pub(super) fn spend(&mut self, operations: u64) -> Gives<()> {
        self.fuel = or_trap(self.fuel.checked_sub(operations))?;
        Ok(())
    }

    /// `wanted` where one of the parts is; later ones are not looked at then.
    fn any(&mut self, parts: &[Code], wanted: bool) -> Gives {
        for part in parts {
            if self.flag(part)? == wanted {
                return Ok(Value::Flag(wanted));
            }
        }
        Ok(Value::Flag(!wanted))
    }

    fn text(&mut self, parts: &[Code]) -> Gives {
        let mut whole = String::new();
        for part in parts {
            let part = self.value(part)?;
            whole.push_str(&self.read_aloud(part)?);
        }
        or_trap(text(whole))
    }

    /// What a switch goes on with.
    fn chosen<'c>(&mut self, switch: &'c Switch) -> Gives<Option<&'c Code>> {
        let of = self.value(&switch.of)?;
        let cases = match &of {
            Value::Text(text) => {
                switch.texts.iter().find(|(known, _)| known == text).map(|(_, cases)| cases.as_slice())
            }
            Value::Flag(flag) => Some(switch.flags[usize::from(*flag)].as_slice()),
            _ => None,
        };
        let ranges = switch.ranges.iter().filter(|(range, _)| range.holds(&of)).map(|(_, case)| case);
        for case in cases.unwrap_or_default().iter().chain(ranges) {
            let holds = match &case.holds {
                None => true,
                Some(condition) => self.flag(condition)?,
            };
            if holds {
                return Ok(Some(&case.gives));
            }
        }
        Ok(switch.otherwise.as_ref())
    }

    fn property_of(&mut self, property: &Property) -> Gives {
        let of = self.value(&property.of)?;
        match of {
            Value::Map(entries) => or_trap(entries.get(&property.name).cloned()),
            Value::Period(period) if property.name == "name" => {
                Ok(Value::Text(language::english::period(period).into()))
            }
            of => self.ask_host(&property.getter, vec![of]),
        }
    }

    /// The reason of a verdict that is given with a text, with a statement or with none.
    fn reason(&mut self, reason: Option<&Code>) -> Gives<Statement> {
        let Some(reason) = reason else { return Ok(Statement::default()) };
        match self.value(reason)? {
            Value::Text(reason) => Ok(Statement::text(reason.trim().trim_end_matches('.'))),
            Value::Held(held) => Ok(held.statement()),
            _ => Err(Exit::Trap),
        }
    }
}
