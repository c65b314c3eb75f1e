//! Arithmetic and comparison of a lowered rule between what most often are numbers, which are not made values on their way.

use engine::model::Param;

use super::code::{Code, Reader};
use super::numbers::{Number, Operator};
use super::run::{Gives, Run, or_trap};
use super::value::Value;

impl Run<'_> {
    /// What an operator gives.
    pub(super) fn between(&mut self, operator: Operator, operands: &[Code; 2]) -> Gives {
        let [left, right] = operands;
        let (left, right) = (self.value(left)?, self.value(right)?);
        match operator.between(&left, &right) {
            Some(value) => Ok(value),
            None => self.ask_host(operator.written(), vec![left, right]),
        }
    }

    /// The same where both most often are numbers.
    pub(super) fn calculate(&mut self, operator: Operator, operands: &[Code; 2]) -> Gives {
        if let Some(value) = self.few_given(operator, operands) {
            return Ok(value);
        }
        let [left, right] = operands;
        match self.number(left)?.zip(self.number(right)?) {
            Some((left, right)) => or_trap(operator.of_numbers(left, right)),
            // Nothing is changed within an operand, so that it can be worked out once more.
            None => self.between(operator, operands),
        }
    }

    /// The number that an instruction gives; none where it gives something else.
    pub(super) fn number(&mut self, code: &Code) -> Gives<Option<Number>> {
        match code {
            Code::Constant(value) => Ok(Number::of(value)),
            Code::Variable(place) => Ok(Number::of(&self.variables[*place])),
            Code::Param(name) => match or_trap(self.param(name))? {
                Param::Number(number) => Ok(Number::of(&Value::held(*number))),
                _ => Ok(None),
            },
            Code::Read(Reader::Value, form) => self.figure(form).map(|figure| Some(Number::of_exact(figure))),
            Code::Read(Reader::Target, form) => {
                self.target(form).map(|target| Some(Number::of_exact(target)))
            }
            Code::Ago(measure, count, site) => {
                self.figure_ago(measure.as_deref(), count, *site).map(|figure| Some(Number::of_exact(figure)))
            }
            Code::Calculate(operator, operands) if operator.is_arithmetic() => {
                let [left, right] = &**operands;
                let numbers = self.number(left)?.zip(self.number(right)?);
                let number = numbers.map(|(left, right)| or_trap(operator.calculated(left, right)));
                number.transpose()
            }
            code => Ok(Number::of(&self.value(code)?)),
        }
    }
}
