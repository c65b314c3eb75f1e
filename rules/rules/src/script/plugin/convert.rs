//! Values on their way into Rhai and out of it.

use rhai::{Array, Dynamic, Map};

use super::absent::{Absent, is_absent};
use super::rows::Rows;
use super::value::Value;
use crate::script::api::{described, number};

/// How deep what a script gives may be nested; JSON that it is handed is not nested deeper.
const DEPTH: usize = 64;

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
    at_depth(value, DEPTH)
}

fn at_depth(value: &Dynamic, depth: usize) -> Result<Value, &'static str> {
    let Some(below) = depth.checked_sub(1) else { return Err("something nested too deeply") };
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
        return list.iter().map(|value| at_depth(value, below)).collect::<Result<_, _>>().map(Value::List);
    }
    if let Some(rows) = value.read_lock::<Rows>() {
        return rows
            .held
            .iter()
            .map(|value| at_depth(value, below))
            .collect::<Result<_, _>>()
            .map(Value::List);
    }
    if let Some(map) = value.read_lock::<Map>() {
        let entry =
            |(key, value): (&rhai::Identifier, &Dynamic)| Ok((key.to_string(), at_depth(value, below)?));
        return map.iter().map(entry).collect::<Result<_, _>>().map(Value::Map);
    }
    Err(described(value.type_name()))
}
