//! Arithmetic and comparison, as the interpreter does them. What it ends the rule for is none here.

use std::cmp::Ordering;

use rust_decimal::Decimal;

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
        match self {
            Self::Add => add(left, right),
            Self::Subtract => calculate(left, right, i64::checked_sub, Decimal::checked_sub),
            Self::Multiply => calculate(left, right, i64::checked_mul, Decimal::checked_mul),
            Self::Divide => divide(left, right),
            Self::Equal => equal(left, right).map(Value::Flag),
            Self::Unequal => equal(left, right).map(|equal| Value::Flag(!equal)),
            Self::Less => order(left, right).map(|order| Value::Flag(order.is_lt())),
            Self::LessOrEqual => order(left, right).map(|order| Value::Flag(order.is_le())),
            Self::Greater => order(left, right).map(|order| Value::Flag(order.is_gt())),
            Self::GreaterOrEqual => order(left, right).map(|order| Value::Flag(order.is_ge())),
        }
    }
}

fn add(left: &Value, right: &Value) -> Option<Value> {
    match (left, right) {
        (Value::Text(left), Value::Text(right)) => text(format!("{left}{right}")),
        (Value::Text(left), Value::Whole(_) | Value::Exact(_)) => {
            text(format!("{left}{}", right.read_aloud()?))
        }
        (Value::Whole(_) | Value::Exact(_), Value::Text(right)) => {
            text(format!("{}{right}", left.read_aloud()?))
        }
        _ => calculate(left, right, i64::checked_add, Decimal::checked_add),
    }
}

fn calculate(
    left: &Value,
    right: &Value,
    whole: fn(i64, i64) -> Option<i64>,
    exact: fn(Decimal, Decimal) -> Option<Decimal>,
) -> Option<Value> {
    if let (Value::Whole(left), Value::Whole(right)) = (left, right) {
        return whole(*left, *right).map(Value::Whole);
    }
    exact(left.number()?, right.number()?).map(Value::Exact)
}

/// Whole where both are and it comes out even.
fn divide(left: &Value, right: &Value) -> Option<Value> {
    if let (Value::Whole(left), Value::Whole(right)) = (left, right)
        && left.checked_rem(*right) == Some(0)
    {
        return Some(Value::Whole(left / right));
    }
    // A divisor of zero has no quotient.
    left.number()?.checked_div(right.number()?).map(Value::Exact)
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
        (Value::Whole(left), Value::Whole(right)) => Some(left.cmp(right)),
        (Value::Exact(left), Value::Exact(right)) => Some(left.cmp(right)),
        (Value::Text(left), Value::Text(right)) => Some(left.as_str().cmp(right.as_str())),
        (Value::Period(left), Value::Period(right)) => {
            (left.cadence() == right.cadence()).then(|| left.cmp(right))
        }
        _ => Some(left.number()?.cmp(&right.number()?)),
    }
}

/// Whether two values say the same.
pub(super) fn equal(left: &Value, right: &Value) -> Option<bool> {
    match (left, right) {
        (Value::Flag(left), Value::Flag(right)) => Some(left == right),
        _ => order(left, right).map(Ordering::is_eq),
    }
}
