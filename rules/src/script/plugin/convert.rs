//! Values on their way into Rhai and out of it.

use rhai::{Array, Dynamic, Map};

use super::absent::{Absent, is_absent};
use super::rows::Rows;
use super::value::Value;
use crate::script::api::{described, number};

/// A value as scripts hold it.
pub(super) fn to_dynamic(value: Value) -> Dynamic {
    match value {
        Value::Absent => Dynamic::from(Absent),
        Value::Flag(flag) => flag.into(),
        Value::Number(number) => Dynamic::from_decimal(number),
        Value::Text(text) => text.into(),
        Value::List(list) => Dynamic::from_array(list.into_iter().map(to_dynamic).collect()),
        Value::Map(map) => {
            let entries = map.into_iter().map(|(key, value)| (key.into(), to_dynamic(value)));
            Dynamic::from_map(entries.collect::<Map>())
        }
    }
}

/// A value as the host holds it.
///
/// # Errors
/// It is nothing that the host knows; the text says what.
pub(super) fn from_dynamic(value: &Dynamic) -> Result<Value, &'static str> {
    if is_absent(value) {
        return Ok(Value::Absent);
    }
    if let Some(number) = number(value) {
        return Ok(Value::Number(number));
    }
    if let Ok(flag) = value.as_bool() {
        return Ok(Value::Flag(flag));
    }
    if let Ok(text) = value.as_immutable_string_ref() {
        return Ok(Value::Text(text.to_string()));
    }
    if let Ok(letter) = value.as_char() {
        return Ok(Value::Text(letter.to_string()));
    }
    if let Some(list) = value.read_lock::<Array>() {
        return list.iter().map(from_dynamic).collect::<Result<_, _>>().map(Value::List);
    }
    if let Some(rows) = value.read_lock::<Rows>() {
        return rows.0.iter().map(from_dynamic).collect::<Result<_, _>>().map(Value::List);
    }
    if let Some(map) = value.read_lock::<Map>() {
        let entry = |(key, value): (&rhai::Identifier, &Dynamic)| Ok((key.to_string(), from_dynamic(value)?));
        return map.iter().map(entry).collect::<Result<_, _>>().map(Value::Map);
    }
    Err(described(value.type_name()))
}
