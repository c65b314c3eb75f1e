//! Short forms of the values that lints are handed.

use rust_decimal::Decimal;

use crate::script::plugin::Value;

pub(super) fn text(text: &str) -> Value {
    Value::text(text)
}

pub(super) fn number(number: impl Into<Decimal>) -> Value {
    Value::Number(number.into())
}

pub(super) fn texts<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Value {
    Value::List(texts.into_iter().map(|text| Value::text(text.as_ref())).collect())
}
