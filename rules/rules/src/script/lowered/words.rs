//! Calls of words, lowered: operators, verdicts, numbers; what nothing here stands for is called as the host has it.

use rhai::{Expr, FnCallExpr, ImmutableString, Position};

use super::code::{Code, EachWord, Host, Method, MethodWord, NumberWord, Reader, SubjectWord, TotalWord};
use super::lower::Lowering;
use super::numbers::Operator;
use super::refusal::{Construct, NotLowered, Obstacle};
use crate::script::api::judgement_of;

/// The words that change what they are asked of.
pub(super) const CHANGING: [&str; 4] = ["push", "set", "sort", "reverse"];

/// What the language itself does under the name of a function, with the scope or the functions of whoever calls it.
const OF_THE_LANGUAGE: [&str; 7] = ["Fn", "call", "curry", "eval", "is_def_var", "is_def_fn", "is_shared"];

impl Lowering<'_> {
    /// A call of a function or an operator.
    pub(super) fn call(&mut self, call: &FnCallExpr, position: Position) -> Result<Code, NotLowered> {
        if !self.is_word(call) {
            return self.call_function(call, position);
        }
        let name = call.name.as_str();
        if call.capture_parent_scope || OF_THE_LANGUAGE.contains(&name) {
            return Err(self.refusal(position, Obstacle::Word(name.to_owned())));
        }
        if let ("contains", [list, Expr::StringConstant(key, _)]) = (name, &*call.args)
            && self.are_params(list)
        {
            return Ok(Code::HasParam(key.clone()));
        }
        if let Some(judgement) = judgement_of(name)
            && call.args.len() <= 1
        {
            let reason = self.operands(&call.args)?.pop().map(Box::new);
            return Ok(Code::Verdict(judgement, reason, self.line(position)));
        }
        if let (Some(word), [list, function]) = (each_word(name), &*call.args) {
            let of = self.operand(list)?;
            return self.each((word, of), function, position);
        }
        if CHANGING.contains(&name) {
            return self.changing(call, position);
        }
        let mut operands = call.args.iter().map(|arg| self.argument(arg)).collect::<Result<Vec<_>, _>>()?;
        match (name, operands.len()) {
            ("!", 1) => return Ok(Code::Not(Box::new(only(operands)))),
            ("-", 1) => return Ok(Code::Negative(Box::new(only(operands)))),
            (_, 2) if let Some(operator) = Operator::of(name) => {
                let operands = Box::new(pair(operands));
                let are_numbers = operands.iter().all(Code::is_number_like);
                let code = if are_numbers { Code::Calculate } else { Code::Binary };
                return Ok(code(operator, operands));
            }
            (_, 1) if let Some(word) = total_word(name) => {
                return Ok(Code::Total(word, Box::new(only(operands))));
            }
            (_, given) if let Some(word) = number_word(name, given) => {
                return Ok(Code::OfNumbers(word, operands));
            }
            _ => {}
        }
        let word = method_word(name, operands.len().saturating_sub(1));
        let is_early =
            operands.first().is_some_and(Code::is_at_hand) || operands.iter().skip(1).all(Code::is_at_hand);
        if word != MethodWord::Other && !operands.is_empty() && is_early {
            let of = operands.remove(0);
            return Ok(Code::Method(Box::new(Method { word, name: call.name.clone(), of, args: operands })));
        }
        Ok(Code::Host(Box::new(Host { name: call.name.clone(), args: operands, changes: None })))
    }

    /// An argument of a word, which may be what the rule is given.
    pub(super) fn argument(&mut self, arg: &Expr) -> Result<Code, NotLowered> {
        if self.is_my(arg) { Ok(Code::My) } else { self.operand(arg) }
    }

    /// A call of a word that changes the variable that is its first argument.
    fn changing(&mut self, call: &FnCallExpr, position: Position) -> Result<Code, NotLowered> {
        let place = call.args.first().and_then(|first| self.place_of(first));
        let Some(place) = place else { return self.refuse(position, Construct::AssignmentIntoValue) };
        let args = call.args.iter().skip(1).map(|arg| self.operand(arg)).collect::<Result<Vec<_>, _>>()?;
        self.change(place, &call.name, args, position)
    }

    /// A change of a variable.
    pub(super) fn change(
        &mut self,
        place: usize,
        name: &ImmutableString,
        mut args: Vec<Code>,
        position: Position,
    ) -> Result<Code, NotLowered> {
        if self.is_operand() {
            return self.refuse(position, Construct::AssignmentInOperand);
        }
        if name == "push" && args.len() == 1 {
            return Ok(Code::Push(place, Box::new(only(args))));
        }
        args.insert(0, Code::Variable(place));
        Ok(Code::Host(Box::new(Host { name: name.clone(), args, changes: Some(place) })))
    }

    /// Whether an expression is `my.params`.
    fn are_params(&self, expression: &Expr) -> bool {
        match expression {
            Expr::Dot(parts, ..) => {
                self.is_my(&parts.lhs)
                    && matches!(&parts.rhs, Expr::Property(property, _) if property.2 == "params")
            }
            _ => false,
        }
    }

    /// What `my.body`, `my.owed_by` and `my.measure` read as in a text.
    pub(super) fn named(&self, expression: &Expr) -> Option<SubjectWord> {
        let Expr::Dot(parts, ..) = expression else { return None };
        match &parts.rhs {
            Expr::Property(property, _) if self.is_my(&parts.lhs) => match property.2.as_str() {
                "body" => Some(SubjectWord::BodyName),
                "owed_by" => Some(SubjectWord::OwedByName),
                "measure" => Some(SubjectWord::MeasureTitle),
                _ => None,
            },
            _ => None,
        }
    }
}

impl Code {
    /// Whether it most often gives a number.
    fn is_number_like(&self) -> bool {
        match self {
            Self::Constant(value) => value.number().is_some(),
            Self::Variable(_) | Self::Param(_) | Self::Ago(..) | Self::Default(..) | Self::OfNumbers(..) => {
                true
            }
            Self::Read(reader, _) => !matches!(reader, Reader::Has | Reader::WhyMissing),
            Self::Calculate(operator, _) => operator.is_arithmetic(),
            _ => false,
        }
    }

    /// Whether it gives the same whenever the rule runs for its subject, and takes nothing of the allowance.
    pub(super) fn is_fixed(&self) -> bool {
        match self {
            Self::Constant(_) | Self::Param(_) | Self::Subject(_) => true,
            Self::Method(method) => {
                let is_of_periods = matches!(method.word, MethodWord::Back | MethodWord::Next);
                is_of_periods && method.of.is_fixed() && method.args.iter().all(Self::is_fixed)
            }
            _ => false,
        }
    }

    /// Whether it neither reads anything nor can miss anything.
    pub(super) fn is_at_hand(&self) -> bool {
        match self {
            Self::Constant(_)
            | Self::Variable(_)
            | Self::Param(_)
            | Self::Subject(_)
            | Self::HasParam(_)
            | Self::My => true,
            Self::Binary(_, operands) | Self::Calculate(_, operands) => operands.iter().all(Self::is_at_hand),
            Self::List(parts) | Self::OfNumbers(_, parts) | Self::Text(parts) => {
                parts.iter().all(Self::is_at_hand)
            }
            Self::Not(part) | Self::Negative(part) | Self::Total(_, part) => part.is_at_hand(),
            _ => false,
        }
    }
}

pub(super) fn only(mut operands: Vec<Code>) -> Code {
    operands.pop().expect("there is one")
}

fn pair(operands: Vec<Code>) -> [Code; 2] {
    operands.try_into().unwrap_or_else(|_| panic!("there are two"))
}

/// What is made of a list with a function.
pub(super) fn each_word(name: &str) -> Option<EachWord> {
    Some(match name {
        "map" => EachWord::Map,
        "filter" => EachWord::Filter,
        "all" => EachWord::All,
        "any" => EachWord::Any,
        _ => return None,
    })
}

fn total_word(name: &str) -> Option<TotalWord> {
    Some(match name {
        "sum" => TotalWord::Sum,
        "min" => TotalWord::Least,
        "max" => TotalWord::Most,
        _ => return None,
    })
}

/// What is asked of a value by a word with so many arguments.
pub(super) fn method_word(name: &str, given: usize) -> MethodWord {
    match (name, given) {
        ("len", 0) => MethodWord::Length,
        ("is_empty", 0) => MethodWord::IsEmpty,
        ("first", 0) => MethodWord::First,
        ("last", 0) => MethodWord::Last,
        ("contains", 1) => MethodWord::Contains,
        ("join", 1) => MethodWord::Join,
        ("next", 0) => MethodWord::Next,
        ("back", 1) => MethodWord::Back,
        ("to_string", 0) => MethodWord::Written,
        _ => MethodWord::Other,
    }
}

fn number_word(name: &str, given: usize) -> Option<NumberWord> {
    Some(match (name, given) {
        ("abs", 1) => NumberWord::Absolute,
        ("min", 2) => NumberWord::Least,
        ("max", 2) => NumberWord::Most,
        ("round", 1 | 2) => NumberWord::Round,
        ("floor", 1) => NumberWord::Floor,
        ("ceiling", 1) => NumberWord::Ceiling,
        ("number", 1 | 2) => NumberWord::Number,
        ("percent", 1 | 2) => NumberWord::Percent,
        ("counted", 1 | 2) => NumberWord::Counted,
        ("places_apart", 2 | 3) => NumberWord::PlacesApart,
        _ => return None,
    })
}
