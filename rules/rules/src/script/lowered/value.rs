//! What a lowered rule computes with.

use std::collections::BTreeMap;

use engine::model::{Param, Period};
use engine::program::Assessment;
use rhai::{Array, Dynamic, ImmutableString, Map};
use rust_decimal::Decimal;

use crate::script::api::{HeldStatement, Whole as _, places_of, tidy};
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
    Map(BTreeMap<ImmutableString, Value>),
    /// A statement that is held for a verdict.
    Held(HeldStatement),
    Verdict(Box<Assessment>),
    /// Something that functions of the host alone ask further, such as a body or another obligation.
    Other(Dynamic),
}

impl Value {
    /// What the host gives, or a constant of a rule.
    pub(super) fn of_host(value: Dynamic) -> Self {
        if value.is_unit() {
            return Self::Nothing;
        }
        if let Ok(flag) = value.as_bool() {
            return Self::Flag(flag);
        }
        if let Ok(whole) = value.as_int() {
            return Self::Whole(whole);
        }
        if let Ok(exact) = value.as_decimal() {
            return Self::Exact(exact);
        }
        if let Ok(text) = value.as_immutable_string_ref() {
            return Self::Text(text.clone());
        }
        if value.is_array() {
            let list = value.into_array().unwrap_or_default();
            return Self::List(list.into_iter().map(Self::of_host).collect());
        }
        let value = match value.try_cast_result::<Map>() {
            Ok(map) => {
                let entries = map.into_iter().map(|(key, entry)| (key.as_str().into(), Self::of_host(entry)));
                return Self::Map(entries.collect());
            }
            Err(value) => value,
        };
        match value.try_cast_result::<Period>() {
            Ok(period) => Self::Period(period),
            Err(value) => match value.try_cast_result::<Assessment>() {
                Ok(verdict) => Self::Verdict(Box::new(verdict)),
                Err(value) => Self::Other(value),
            },
        }
    }

    /// As the host holds it.
    pub(super) fn into_host(self) -> Dynamic {
        match self {
            Self::Nothing => Dynamic::UNIT,
            Self::Flag(flag) => Dynamic::from_bool(flag),
            Self::Whole(whole) => Dynamic::from_int(whole),
            Self::Exact(exact) => Dynamic::from_decimal(exact),
            Self::Text(text) => Dynamic::from(text),
            Self::Period(period) => Dynamic::from(period),
            Self::List(entries) => {
                Dynamic::from_array(entries.into_iter().map(Self::into_host).collect::<Array>())
            }
            Self::Map(entries) => Dynamic::from_map(
                entries.into_iter().map(|(key, entry)| (key.as_str().into(), entry.into_host())).collect(),
            ),
            Self::Held(held) => Dynamic::from(held),
            Self::Verdict(verdict) => Dynamic::from(*verdict),
            Self::Other(value) => value,
        }
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
        match self {
            Self::Whole(whole) => places_of(*whole),
            Self::Exact(exact) => places_of(*exact),
            _ => None,
        }
    }

    pub(super) fn flag(&self) -> Option<bool> {
        match self {
            Self::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text.as_str()),
            _ => None,
        }
    }

    /// As it reads in a text; the host says how other things read.
    pub(super) fn read_aloud(&self) -> Option<ImmutableString> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Whole(whole) => Some(whole.to_string().into()),
            Self::Exact(exact) => Some(tidy(*exact).to_string().into()),
            Self::Period(period) => Some(period.to_string().into()),
            Self::Flag(flag) => Some(flag.to_string().into()),
            _ => None,
        }
    }

    /// How many entries of lists, of maps, and bytes of texts there are in it, as the interpreter counts them.
    fn sizes(&self) -> [usize; 3] {
        let of_all = |own: [usize; 3], entries: &mut dyn Iterator<Item = &Self>| {
            entries.map(Self::sizes).fold(own, |sum, sizes| [0, 1, 2].map(|at| sum[at] + sizes[at]))
        };
        match self {
            Self::Text(text) => [0, 0, text.len()],
            Self::List(entries) => of_all([entries.len(), 0, 0], &mut entries.iter()),
            Self::Map(entries) => of_all([0, entries.len(), 0], &mut entries.values()),
            Self::Other(value) => [0, 0, value.as_immutable_string_ref().map_or(0, |text| text.len())],
            _ => [0; 3],
        }
    }

    /// Itself, where it fits.
    pub(super) fn that_fits(self) -> Option<Self> {
        self.fits().then_some(self)
    }

    /// Whether it is no larger than the interpreter lets a value be.
    pub(super) fn fits(&self) -> bool {
        let [list, map, text] = self.sizes();
        list <= RULE_SIZES.list_entries && map <= RULE_SIZES.map_entries && text <= RULE_SIZES.text_bytes
    }
}

/// A text; none where it is longer than the interpreter lets one be.
pub(super) fn text(text: impl Into<ImmutableString>) -> Option<Value> {
    let text = text.into();
    (text.len() <= RULE_SIZES.text_bytes).then_some(Value::Text(text))
}
