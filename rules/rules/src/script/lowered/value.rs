//! What a lowered rule computes with.

use engine::model::{Param, Period};
use engine::program::Assessment;
use rhai::{Array, Dynamic, ImmutableString};
use rust_decimal::Decimal;

use crate::script::api::{HeldStatement, Whole as _, tidy};
use crate::script::sandbox::RULE_SIZES;

/// A value of a rule, in the form in which the interpreter would hold it.
#[derive(Clone)]
pub(super) enum Value {
    /// What a statement gives that gives nothing.
    Nothing,
    Flag(bool),
    /// A number that the interpreter holds as an integer.
    Whole(i64),
    /// A number that it holds as a decimal, with a fraction or without.
    Exact(Decimal),
    Text(ImmutableString),
    Period(Period),
    List(Vec<Value>),
    /// A statement that is held for a verdict.
    Held(HeldStatement),
    Verdict(Box<Assessment>),
}

impl Value {
    /// A constant of a rule; none where it is nothing that a lowered rule computes with.
    pub(super) fn of_constant(value: &Dynamic) -> Option<Self> {
        let flag = || value.as_bool().ok().map(Self::Flag);
        let whole = || value.as_int().ok().map(Self::Whole);
        let exact = || value.as_decimal().ok().map(Self::Exact);
        let text = || value.as_immutable_string_ref().ok().map(|text| Self::Text(text.clone()));
        let list = || {
            let list = value.read_lock::<Array>()?;
            list.iter().map(Self::of_constant).collect::<Option<Vec<Self>>>().map(Self::List)
        };
        flag().or_else(whole).or_else(exact).or_else(text).or_else(list)
    }

    /// What a declaration hands over.
    pub(super) fn of_param(param: &Param) -> Self {
        match param {
            Param::Number(number) => Self::held(*number),
            Param::Text(text) => Self::Text(text.as_str().into()),
            Param::Flag(flag) => Self::Flag(*flag),
            Param::List(params) => Self::List(params.iter().map(Self::of_param).collect()),
        }
    }

    /// A number as scripts hold it: a whole one as an integer.
    pub(super) fn held(number: Decimal) -> Self {
        number.whole().map_or(Self::Exact(number), |whole| Self::Whole(whole.into()))
    }

    pub(super) fn number(&self) -> Option<Decimal> {
        match self {
            Self::Whole(whole) => Some((*whole).into()),
            Self::Exact(exact) => Some(*exact),
            _ => None,
        }
    }

    /// A number that must be whole.
    pub(super) fn whole(&self) -> Option<i32> {
        match self {
            Self::Whole(whole) => whole.whole(),
            Self::Exact(exact) => exact.whole(),
            _ => None,
        }
    }

    /// An end of a range.
    pub(super) fn place(&self) -> Option<i64> {
        match self {
            Self::Whole(whole) => Some(*whole),
            _ => self.whole().map(i64::from),
        }
    }

    /// A number of decimal places.
    pub(super) fn places(&self) -> Option<u32> {
        let places = self.whole().and_then(|places| u32::try_from(places).ok());
        places.filter(|places| *places <= Decimal::MAX_SCALE)
    }

    pub(super) fn flag(&self) -> Option<bool> {
        match self {
            Self::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    pub(super) fn period(&self) -> Option<Period> {
        match self {
            Self::Period(period) => Some(*period),
            _ => None,
        }
    }

    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text.as_str()),
            _ => None,
        }
    }

    /// As it reads in a text.
    pub(super) fn read_aloud(&self) -> Option<ImmutableString> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Whole(whole) => Some(whole.to_string().into()),
            Self::Exact(exact) => Some(tidy(*exact).to_string().into()),
            Self::Period(period) => Some(period.to_string().into()),
            Self::Flag(_) | Self::Nothing | Self::List(_) | Self::Held(_) | Self::Verdict(_) => None,
        }
    }
}

/// A text; none where it is longer than the interpreter lets one be.
pub(super) fn text(text: impl Into<ImmutableString>) -> Option<Value> {
    let text = text.into();
    (text.len() <= RULE_SIZES.text_bytes).then_some(Value::Text(text))
}
