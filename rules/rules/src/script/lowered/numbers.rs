//! Arithmetic and comparison, as the interpreter does them. What it ends the rule for is none here.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::scaled::{Quotient, Scaled};
use super::seeded_arithmetic::ArithmeticFault;
use super::value::{Value, text};

/// An operator between two values.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Operator {
    /// The operator that a rule writes like this.
    pub(super) fn of(written: &str) -> Option<Self> {
        Some(match written {
            "+" => Self::Add,
            "-" => Self::Subtract,
            "*" => Self::Multiply,
            "/" => Self::Divide,
            "==" => Self::Equal,
            "!=" => Self::Unequal,
            "<" => Self::Less,
            "<=" => Self::LessOrEqual,
            ">" => Self::Greater,
            ">=" => Self::GreaterOrEqual,
            _ => return None,
        })
    }

    /// Whether it makes a number of numbers.
    pub(super) fn is_arithmetic(self) -> bool {
        matches!(self, Self::Add | Self::Subtract | Self::Multiply | Self::Divide)
    }

    /// As a rule writes it.
    pub(super) fn written(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Equal => "==",
            Self::Unequal => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }

    /// What it gives.
    pub(super) fn between(self, left: &Value, right: &Value) -> Option<Value> {
        if let Some((left, right)) = Number::of(left).zip(Number::of(right)) {
            return self.of_numbers(left, right);
        }
        match self {
            Self::Add => join(left, right),
            Self::Subtract | Self::Multiply | Self::Divide => None,
            Self::Equal => equal(left, right).map(Value::Flag),
            Self::Unequal => equal(left, right).map(|equal| Value::Flag(!equal)),
            Self::Less | Self::LessOrEqual | Self::Greater | Self::GreaterOrEqual => {
                order(left, right).map(|order| Value::Flag(self.holds(order)))
            }
        }
    }

    /// What it gives between two numbers.
    pub(super) fn of_numbers(self, left: Number, right: Number) -> Option<Value> {
        if self.is_arithmetic() {
            self.calculated(left, right).map(Number::into_value)
        } else {
            Some(Value::Flag(self.holds(left.order(right))))
        }
    }

    /// The number that it makes of two, where that can be held.
    pub(super) fn calculated(self, left: Number, right: Number) -> Option<Number> {
        match self {
            Self::Add => left.with(right, i64::checked_add, Scaled::plus, Decimal::checked_add),
            Self::Subtract => left.with(right, i64::checked_sub, Scaled::minus, Decimal::checked_sub),
            Self::Multiply => left.with(right, i64::checked_mul, Scaled::times, Decimal::checked_mul),
            Self::Divide => left.divided(right),
            _ => None,
        }
    }

    /// Whether it is so of two that stand in this order.
    pub(super) fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::Unequal => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            _ => order.is_ge(),
        }
    }
}

/// A number, as the interpreter would hold it.
#[derive(Clone, Copy)]
pub(super) enum Number {
    Whole(i64),
    /// A decimal of few digits.
    Scaled(Scaled),
    /// A decimal that is not worked out yet.
    Quotient(Quotient),
    /// Any other decimal.
    Exact(Decimal),
}

impl Number {
    pub(super) fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Whole(whole) => Some(Self::Whole(*whole)),
            Value::Exact(exact) => Some(Self::of_exact(*exact)),
            _ => None,
        }
    }

    /// A number that the interpreter holds as a decimal.
    pub(super) fn of_exact(exact: Decimal) -> Self {
        Scaled::of(exact).map_or(Self::Exact(exact), Self::Scaled)
    }

    pub(super) fn into_value(self) -> Value {
        match self {
            Self::Whole(whole) => Value::Whole(whole),
            number => Value::Exact(number.exact()),
        }
    }

    fn exact(self) -> Decimal {
        match self {
            Self::Whole(whole) => whole.into(),
            Self::Scaled(scaled) => scaled.into(),
            Self::Quotient(quotient) => quotient.into(),
            Self::Exact(exact) => exact,
        }
    }

    /// With few digits, where it has no more.
    fn scaled(self) -> Option<Scaled> {
        match self {
            Self::Whole(whole) => Scaled::of_whole(whole),
            Self::Scaled(scaled) => Some(scaled),
            Self::Quotient(_) | Self::Exact(_) => None,
        }
    }

    pub(super) fn order(self, other: Self) -> Ordering {
        if let (Self::Whole(one), Self::Whole(other)) = (self, other) {
            return one.cmp(&other);
        }
        let order = match (self, other) {
            (Self::Quotient(one), other) => other.scaled().and_then(|other| one.order(other)),
            (one, Self::Quotient(other)) => {
                let order = one.scaled().and_then(|one| other.order(one));
                if ArithmeticFault::QuotientOnTheWrongSide.is_in() {
                    order
                } else {
                    order.map(Ordering::reverse)
                }
            }
            (one, other) => one.scaled().zip(other.scaled()).and_then(|(one, other)| one.order(other)),
        };
        order.unwrap_or_else(|| self.exact().cmp(&other.exact()))
    }

    fn with(
        self,
        other: Self,
        whole: impl FnOnce(i64, i64) -> Option<i64>,
        scaled: impl FnOnce(Scaled, Scaled) -> Option<Scaled>,
        exact: impl FnOnce(Decimal, Decimal) -> Option<Decimal>,
    ) -> Option<Self> {
        if let (Self::Whole(one), Self::Whole(other)) = (self, other) {
            return whole(one, other).map(Self::Whole);
        }
        let found = self.scaled().zip(other.scaled()).and_then(|(one, other)| scaled(one, other));
        found.map(Self::Scaled).or_else(|| exact(self.exact(), other.exact()).map(Self::of_exact))
    }

    /// Whole where both are and it comes out even. A divisor of zero has no quotient.
    fn divided(self, by: Self) -> Option<Self> {
        match (self, by) {
            (Self::Whole(one), Self::Whole(by)) if comes_out_even(one, by) => Some(Self::Whole(one / by)),
            (one, by) => {
                let pair = one.scaled().zip(by.scaled()).and_then(|(one, by)| Quotient::of(one, by));
                let exact = || one.exact().checked_div(by.exact()).map(Self::of_exact);
                pair.map(Self::Quotient).or_else(exact)
            }
        }
    }
}

/// Whether a whole number divided by another comes to a whole number.
fn comes_out_even(one: i64, by: i64) -> bool {
    let remainder = one.checked_rem(by);
    remainder == Some(0) || remainder.is_some() && ArithmeticFault::RemainderLost.is_in()
}

/// Two texts as one, or a text and a number.
fn join(left: &Value, right: &Value) -> Option<Value> {
    match (left, right) {
        (Value::Text(_), Value::Text(_) | Value::Whole(_) | Value::Exact(_))
        | (Value::Whole(_) | Value::Exact(_), Value::Text(_)) => {
            text(format!("{}{}", left.read_aloud()?, right.read_aloud()?))
        }
        _ => None,
    }
}

/// The number with its sign turned.
pub(super) fn negate(value: &Value) -> Option<Value> {
    match value {
        Value::Whole(whole) => whole.checked_neg().map(Value::Whole),
        Value::Exact(exact) => Some(Value::Exact(-*exact)),
        _ => None,
    }
}

/// The number without its sign.
pub(super) fn magnitude(value: &Value) -> Option<Value> {
    match value {
        Value::Whole(whole) => whole.checked_abs().map(Value::Whole),
        Value::Exact(exact) => Some(Value::Exact(exact.abs())),
        _ => None,
    }
}

/// The lesser of two numbers, or the greater.
pub(super) fn either(left: &Value, right: &Value, wanted: Ordering) -> Option<Value> {
    if let (Value::Whole(left), Value::Whole(right)) = (left, right) {
        return Some(Value::Whole(if wanted.is_lt() { *left.min(right) } else { *left.max(right) }));
    }
    let (left, right) = (left.number()?, right.number()?);
    Some(Value::Exact(if wanted.is_lt() { left.min(right) } else { left.max(right) }))
}

/// Which of two numbers, texts or periods of one cadence comes first.
fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Text(left), Value::Text(right)) => Some(left.as_str().cmp(right.as_str())),
        (Value::Period(left), Value::Period(right)) => {
            (left.cadence() == right.cadence()).then(|| left.cmp(right))
        }
        _ => Some(Number::of(left)?.order(Number::of(right)?)),
    }
}

/// Whether two values say the same.
pub(super) fn equal(left: &Value, right: &Value) -> Option<bool> {
    match (left, right) {
        (Value::Flag(left), Value::Flag(right)) => Some(left == right),
        _ => order(left, right).map(Ordering::is_eq),
    }
}
