//! The words that are lowered: what is asked of the figures, of what is judged, of periods and of numbers, and verdicts.

use rhai::{ASTFlags, BinaryExpr, Expr, FnCallExpr, Position};

use super::code::{CellForm, Code, ListWord, NumberWord, PeriodWord, Property, Reader};
use super::lower::{Lowering, construct, refused};
use super::numbers::Operator;
use super::refusal::{Construct, NotLowered, Obstacle};
use crate::script::api::judgement_of;
use crate::script::position::line;

impl Lowering {
    /// A call of a function or an operator.
    pub(super) fn call(&mut self, call: &FnCallExpr, position: Position) -> Result<Code, NotLowered> {
        let name = call.name.as_str();
        let unknown = || Err(refused(position, Obstacle::Word(name.to_owned())));
        if !call.namespace.is_empty() || call.capture_parent_scope || self.own.contains(&call.name) {
            return unknown();
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
            return Ok(Code::Verdict(judgement, reason, line(position)));
        }
        let mut operands = self.operands(&call.args)?;
        match (name, operands.as_mut_slice()) {
            ("!", [_]) => Ok(Code::Not(Box::new(only(operands)))),
            ("-", [_]) => Ok(Code::Negative(Box::new(only(operands)))),
            (_, [_, _]) if let Some(operator) = Operator::of(name) => {
                Ok(Code::Binary(operator, Box::new(pair(operands))))
            }
            ("sum", [_]) => Ok(Code::OfList(ListWord::Sum, Box::new(only(operands)))),
            ("min", [_]) => Ok(Code::OfList(ListWord::Least, Box::new(only(operands)))),
            ("max", [_]) => Ok(Code::OfList(ListWord::Most, Box::new(only(operands)))),
            (_, operands_of) => match number_word(name, operands_of.len()) {
                Some(word) => Ok(Code::OfNumbers(word, operands)),
                None => unknown(),
            },
        }
    }

    /// `one.two.three`: what is asked of something, one after the other.
    pub(super) fn chain(
        &mut self,
        parts: &BinaryExpr,
        flags: ASTFlags,
        position: Position,
    ) -> Result<Code, NotLowered> {
        let Some(links) = links(parts, flags) else { return construct(position, Construct::List) };
        if self.is_my(&parts.lhs) {
            return self.of_my(&links, position);
        }
        if let ([Expr::MethodCall(call, _)], Some(place)) = (links.as_slice(), self.place_of(&parts.lhs))
            && call.name == "push"
            && call.args.len() == 1
            && !self.own.contains(&call.name)
        {
            if self.is_operand() {
                return construct(position, Construct::AssignmentInOperand);
            }
            let entry = self.operands(&call.args)?.pop().expect("there is one");
            return Ok(Code::Push(place, Box::new(entry)));
        }
        let root = self.expression(&parts.lhs)?;
        match links.as_slice() {
            [Expr::MethodCall(call, _), ..] if is_of_lists(&call.name) => {
                self.of_list(root, &links, position)
            }
            links => self.of_period(root, links, position),
        }
    }

    /// What is asked of a list, once.
    fn of_list(&mut self, root: Code, links: &[&Expr], position: Position) -> Result<Code, NotLowered> {
        let [Expr::MethodCall(call, _)] = links else {
            return if links.is_empty() { Ok(root) } else { construct(position, Construct::Chain) };
        };
        let unknown = || Err(refused(position, Obstacle::Word(call.name.to_string())));
        if self.own.contains(&call.name) {
            return unknown();
        }
        let args = self.operands(&call.args)?;
        let is_early =
            matches!(root, Code::Variable(_) | Code::Param(_)) || args.iter().all(Code::is_at_hand);
        // The interpreter works the arguments out before it looks at the list.
        if !is_early {
            return construct(position, Construct::Chain);
        }
        let mut args = args.into_iter();
        let word = match (call.name.as_str(), args.next()) {
            ("len", None) => ListWord::Length,
            ("is_empty", None) => ListWord::IsEmpty,
            ("first", None) => ListWord::First,
            ("last", None) => ListWord::Last,
            ("contains", Some(entry)) if args.len() == 0 => return Ok(Code::Holds(Box::new([root, entry]))),
            ("join", Some(between)) if args.len() == 0 => return Ok(Code::Joined(Box::new([root, between]))),
            _ => return unknown(),
        };
        Ok(Code::OfList(word, Box::new(root)))
    }

    fn of_my(&mut self, links: &[&Expr], position: Position) -> Result<Code, NotLowered> {
        let unknown = |name: &str| Err(refused(position, Obstacle::Word(format!("my.{name}"))));
        match links {
            [Expr::MethodCall(call, _)] => self.asked_of_my(call, position),
            [Expr::Property(property, _), rest @ ..] => match (property.2.as_str(), rest) {
                ("period", rest) => self.of_period(Code::Subject(Property::Period), rest, position),
                ("mission", []) => Ok(Code::Subject(Property::Mission)),
                ("obligation", []) => Ok(Code::Subject(Property::Obligation)),
                ("params", rest) => self.of_params(rest, position),
                (whose, [Expr::Property(said, _)]) => match property_of(whose, &said.2) {
                    Some(property) => Ok(Code::Subject(property)),
                    None => unknown(&format!("{whose}.{}", said.2)),
                },
                (name, _) => unknown(name),
            },
            _ => construct(position, Construct::Chain),
        }
    }

    fn asked_of_my(&mut self, call: &FnCallExpr, position: Position) -> Result<Code, NotLowered> {
        let name = call.name.as_str();
        let unknown = || Err(refused(position, Obstacle::Word(format!("my.{name}"))));
        if self.own.contains(&call.name) {
            return unknown();
        }
        let args = self.operands(&call.args)?;
        let given = args.len();
        let reader = match name {
            "value" => Some(Reader::Value),
            "has" => Some(Reader::Has),
            "why_missing" => Some(Reader::WhyMissing),
            "target" => Some(Reader::Target),
            "reporting_rate" => Some(Reader::ReportingRate),
            "on_time_rate" => Some(Reader::OnTimeRate),
            _ => None,
        };
        let mut args = args.into_iter();
        let mut next = || args.next().map(Box::new);
        match (name, given) {
            (_, 0..=3) if let Some(reader) = reader => {
                Ok(Code::Read(reader, CellForm { args: args.collect() }))
            }
            ("value_ago", 1) => Ok(Code::Ago(None, next().expect("there is one"))),
            ("value_ago", 2) => Ok(Code::Ago(next(), next().expect("there are two"))),
            ("values", 1) => Ok(Code::Values(None, next().expect("there is one"))),
            ("values", 2) => Ok(Code::Values(next(), next().expect("there are two"))),
            ("value_or", 1) => Ok(Code::Default(None, next().expect("there is one"))),
            ("value_or", 2) => Ok(Code::Default(next(), next().expect("there are two"))),
            ("amount", 1 | 2) => Ok(Code::Amount(next().expect("there is one"), next())),
            ("overdue", 0) => Ok(Code::IsOverdue),
            _ => unknown(),
        }
    }

    /// What a declaration hands over.
    fn of_params(&mut self, links: &[&Expr], position: Position) -> Result<Code, NotLowered> {
        match links {
            [Expr::MethodCall(call, _)] if call.name == "contains" => match &*call.args {
                [Expr::StringConstant(key, _)] => Ok(Code::HasParam(key.clone())),
                _ => construct(position, Construct::Chain),
            },
            [Expr::Property(name, _), rest @ ..] => self.of_list(Code::Param(name.2.clone()), rest, position),
            _ => construct(position, Construct::Chain),
        }
    }

    fn of_period(&mut self, root: Code, links: &[&Expr], position: Position) -> Result<Code, NotLowered> {
        links.iter().try_fold(root, |period, link| match link {
            Expr::Property(property, _) if property.2 == "name" => {
                Ok(Code::OfPeriod(PeriodWord::Name, Box::new(period)))
            }
            Expr::MethodCall(call, position) if !self.own.contains(&call.name) => {
                match (call.name.as_str(), &*call.args) {
                    ("next", []) => Ok(Code::OfPeriod(PeriodWord::Next, Box::new(period))),
                    ("to_string", []) => Ok(Code::OfPeriod(PeriodWord::Written, Box::new(period))),
                    ("back", args @ [_]) => {
                        let count = self.operands(args)?.pop().expect("there is one");
                        // The interpreter asks for the count before it looks at the period.
                        if !matches!(period, Code::Subject(_) | Code::Variable(_)) && !count.is_at_hand() {
                            return construct(*position, Construct::Chain);
                        }
                        Ok(Code::Back(Box::new([period, count])))
                    }
                    (name, _) => Err(refused(*position, Obstacle::Word(name.to_owned()))),
                }
            }
            _ => construct(position, Construct::Chain),
        })
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
    pub(super) fn named(&self, expression: &Expr) -> Option<Property> {
        let Expr::Dot(parts, ..) = expression else { return None };
        match &parts.rhs {
            Expr::Property(property, _) if self.is_my(&parts.lhs) => match property.2.as_str() {
                "body" => Some(Property::BodyName),
                "owed_by" => Some(Property::OwedByName),
                "measure" => Some(Property::MeasureTitle),
                _ => None,
            },
            _ => None,
        }
    }
}

impl Code {
    /// Whether it neither reads anything nor can miss anything.
    pub(super) fn is_at_hand(&self) -> bool {
        match self {
            Self::Constant(_) | Self::Variable(_) | Self::Param(_) => true,
            Self::Binary(_, operands) => operands.iter().all(Self::is_at_hand),
            _ => false,
        }
    }
}

/// Whether a word asks something of a list.
fn is_of_lists(word: &str) -> bool {
    matches!(word, "len" | "is_empty" | "first" | "last" | "contains" | "join")
}

/// The links of a chain behind its root; none where one of them is an entry of a list, or may be missing.
fn links(parts: &BinaryExpr, flags: ASTFlags) -> Option<Vec<&Expr>> {
    let mut links = Vec::new();
    let (mut next, mut flags) = (&parts.rhs, flags);
    loop {
        if flags.intersects(ASTFlags::NEGATED) {
            return None;
        }
        match next {
            Expr::Dot(parts, of, _) => {
                links.push(&parts.lhs);
                (next, flags) = (&parts.rhs, *of);
            }
            Expr::Property(..) | Expr::MethodCall(..) => {
                links.push(next);
                return Some(links);
            }
            _ => return None,
        }
    }
}

fn only(mut operands: Vec<Code>) -> Code {
    operands.pop().expect("there is one")
}

fn pair(operands: Vec<Code>) -> [Code; 2] {
    operands.try_into().unwrap_or_else(|_| panic!("there are two"))
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
        ("counted", 2) => NumberWord::Counted,
        ("places_apart", 2 | 3) => NumberWord::PlacesApart,
        _ => return None,
    })
}

fn property_of(whose: &str, said: &str) -> Option<Property> {
    Some(match (whose, said) {
        ("body", "id") => Property::BodyId,
        ("body", "name") => Property::BodyName,
        ("body", "kind") => Property::BodyKind,
        ("owed_by", "id") => Property::OwedById,
        ("owed_by", "name") => Property::OwedByName,
        ("measure", "id") => Property::MeasureId,
        ("measure", "title") => Property::MeasureTitle,
        ("measure", "better") => Property::MeasureBetter,
        ("measure", "class") => Property::MeasureClass,
        ("measure", "unit") => Property::MeasureUnit,
        _ => return None,
    })
}
