//! Runs a lowered rule.

use std::sync::Arc;

use engine::model::Statement;
use engine::program::{Assessment, Judgement};
use engine::view::{Stop, View};

use super::code::{Code, Property, Switch};
use super::lower::Lowered;
use super::number_words::of_numbers;
use super::numbers::negate;
use super::value::{Value, text};
use crate::script::sandbox::limits::{self, OPERATIONS};

/// What the parts of a rule take that stand in no loop, at the most.
const OUTSIDE_OF_LOOPS: u64 = 100_000;

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
    /// What is left of the operations that the interpreter would be allowed, none of which is counted for less than it would.
    fuel: u64,
}

impl Lowered {
    /// Runs the rule. Where it is trapped, what was read is to be forgotten.
    pub(in crate::script) fn run(&self, view: &Arc<View>) -> Outcome {
        // Functions of the host take off this what they cost.
        limits::start();
        let variables = vec![Value::Nothing; self.variables];
        let mut run = Run { view, variables, fuel: OPERATIONS - OUTSIDE_OF_LOOPS };
        match run.value(&self.code) {
            Ok(Value::Verdict(said)) | Err(Exit::Return(Value::Verdict(said))) => Outcome::Said(*said),
            Err(Exit::Missing(stop)) => Outcome::Missing(*stop),
            Ok(_) | Err(_) => Outcome::Trapped,
        }
    }
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
            Code::For(each) => self.go_through(each),
            Code::While(look, parts, round) => self.go_round(*look, &parts[0], &parts[1], *round),
            Code::Switch(switch) => self.choose(switch),
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
            Code::Binary(operator, operands) => {
                let [left, right] = &**operands;
                let (left, right) = (self.value(left)?, self.value(right)?);
                match operator.between(&left, &right) {
                    Some(value) => Ok(value),
                    None => self.ask_host(operator.written(), vec![left, right]),
                }
            }
            code => self.word(code),
        }
    }

    /// What a word gives.
    fn word(&mut self, code: &Code) -> Gives {
        match code {
            Code::Text(parts) => self.text(parts),
            Code::Read(reader, form) => self.read(*reader, form),
            Code::Ago(measure, count) => self.ago(measure.as_deref(), count),
            Code::Values(measure, count) => self.values(measure.as_deref(), count),
            Code::Default(measure, otherwise) => self.default(measure.as_deref(), otherwise),
            Code::IsOverdue => Ok(Value::Flag(self.view.is_overdue())),
            Code::Subject(property) => Ok(self.property(*property)),
            Code::Param(name) => or_trap(self.param(name).map(Value::of_param)),
            Code::HasParam(name) => Ok(Value::Flag(self.param(name).is_some())),
            Code::OfNumbers(word, operands) => {
                let operands = self.all(operands)?;
                match of_numbers(*word, &operands) {
                    Some(value) => Ok(value),
                    None => self.ask_host(word.written(), operands),
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
            Code::Verdict(judgement, reason, line) => self.verdict(*judgement, reason.as_deref(), *line),
            Code::Judged(judgement, template, inputs, line) => {
                let reason = self.statement(template, inputs)?.statement();
                Ok(judged(*judgement, reason, *line))
            }
            Code::Statement(template, inputs) => Ok(Value::Held(self.statement(template, inputs)?)),
            _ => unreachable!("what decides what comes next is no word"),
        }
    }

    pub(super) fn flag(&mut self, code: &Code) -> Gives<bool> {
        let value = self.value(code)?;
        or_trap(value.flag())
    }

    pub(super) fn all(&mut self, code: &[Code]) -> Gives<Vec<Value>> {
        code.iter().map(|code| self.value(code)).collect()
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

    fn choose(&mut self, switch: &Switch) -> Gives {
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
                return self.value(&case.gives);
            }
        }
        switch.otherwise.as_ref().map_or(Ok(Value::Nothing), |otherwise| self.value(otherwise))
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

    fn verdict(&mut self, judgement: Judgement, reason: Option<&Code>, line: Option<u32>) -> Gives {
        let reason = match reason {
            None => Statement::default(),
            Some(reason) => match self.value(reason)? {
                Value::Text(reason) => Statement::text(reason.trim().trim_end_matches('.')),
                Value::Held(held) => held.statement(),
                _ => return Err(Exit::Trap),
            },
        };
        Ok(judged(judgement, reason, line))
    }
}

fn judged(judgement: Judgement, reason: Statement, line: Option<u32>) -> Value {
    Value::Verdict(Box::new(Assessment { judgement, reason, line }))
}
