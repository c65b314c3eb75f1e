//! JSON, with every digit of its numbers. Null is an absent value, and no key may stand twice.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use rhai::{Dynamic, Engine, NativeCallContext};
use rust_decimal::Decimal;
use serde::de::{Deserializer, Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;
use thiserror::Error;

use super::convert::{from_dynamic, to_dynamic};
use super::refusal::refuse;
use super::value::Value;
use crate::script::api::{HostResult, end, fail};
use crate::script::sandbox::limits;

/// How deep a document may be nested.
const DEPTH: usize = 64;
/// The key under which an object's line stands, where it was asked for.
pub(super) const LINE: &str = "@line";

/// Whether objects say where they stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Places {
    Told,
    Untold,
}

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_fn("parse_json", |context: NativeCallContext, text: &str| {
            parsed(&context, text, Places::Untold)
        })
        .register_fn("parse_json_with_lines", |context: NativeCallContext, text: &str| {
            parsed(&context, text, Places::Told)
        })
        .register_fn("to_json", |context: NativeCallContext, value: Dynamic| -> HostResult<String> {
            let value = from_dynamic(&value)
                .map_err(|what| fail(format!("{what} cannot be written as JSON"), &context))?;
            let text = value.to_string();
            limits::spend(1 + text.len() / 16).map_err(|stop| end(stop, &context))?;
            Ok(text)
        });
}

fn parsed(context: &NativeCallContext, text: &str, places: Places) -> HostResult<Dynamic> {
    limits::spend(1 + text.len() / 16).map_err(|stop| end(stop, context))?;
    let value = JsonReader::new(text, places).read().map_err(|fault| {
        refuse(context, format!("it cannot be read as JSON: {fault}"), Some(fault.line()))
    })?;
    Ok(to_dynamic(value))
}

impl Value {
    /// Reads a JSON document, with every digit of its numbers.
    ///
    /// # Errors
    /// It is not JSON, or a number in it cannot be kept exactly.
    pub fn from_json(text: &str) -> Result<Self, JsonError> {
        JsonReader::new(text, Places::Untold).read()
    }
}

/// Why a text cannot be read as JSON.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum JsonError {
    #[error("{message}")]
    Malformed { message: String, line: u32 },
    #[error("it is nested more than {DEPTH} levels deep")]
    TooDeep { line: u32 },
    #[error("the number {number} cannot be kept exactly")]
    Inexact { number: String, line: u32 },
    #[error("the key `{key}` stands twice in one object")]
    RepeatedKey { key: String, line: u32 },
}

impl JsonError {
    fn malformed(message: impl Into<String>, line: u32) -> Self {
        Self::Malformed { message: message.into(), line }
    }

    /// The line that is to blame, counted from 1.
    fn line(&self) -> u32 {
        match self {
            Self::Malformed { line, .. }
            | Self::TooDeep { line }
            | Self::Inexact { line, .. }
            | Self::RepeatedKey { line, .. } => *line,
        }
    }
}

/// Reads one document, counting lines as it goes.
struct JsonReader<'t> {
    text: &'t str,
    places: Places,
    counted: usize,
    line: u32,
}

impl<'t> JsonReader<'t> {
    fn new(text: &'t str, places: Places) -> Self {
        Self { text, places, counted: 0, line: 1 }
    }

    fn read(&mut self) -> Result<Value, JsonError> {
        let text = self.text;
        let whole: &'t RawValue = serde_json::from_str(text).map_err(|error| {
            let line = u32::try_from(error.line()).unwrap_or(u32::MAX).max(1);
            JsonError::malformed(error.to_string(), line)
        })?;
        self.value(whole, DEPTH)
    }

    fn value(&mut self, raw: &'t RawValue, depth: usize) -> Result<Value, JsonError> {
        let text = raw.get();
        let line = self.line_of(text);
        let malformed = |error: serde_json::Error| JsonError::malformed(error.to_string(), line);
        if depth == 0 {
            return Err(JsonError::TooDeep { line });
        }
        match text.as_bytes().first() {
            Some(b'{') => self.object(text, line, depth),
            Some(b'[') => {
                let entries: Vec<&'t RawValue> = serde_json::from_str(text).map_err(malformed)?;
                let values = entries.into_iter().map(|entry| self.value(entry, depth - 1));
                values.collect::<Result<_, _>>().map(Value::List)
            }
            Some(b'"') => serde_json::from_str(text).map(Value::Text).map_err(malformed),
            Some(b't') => Ok(Value::Flag(true)),
            Some(b'f') => Ok(Value::Flag(false)),
            Some(b'n') => Ok(Value::Absent),
            _ => exact(text)
                .map(Value::Number)
                .ok_or_else(|| JsonError::Inexact { number: text.to_owned(), line }),
        }
    }

    fn object(&mut self, text: &'t str, line: u32, depth: usize) -> Result<Value, JsonError> {
        let ObjectEntries(entries) =
            serde_json::from_str(text).map_err(|error| JsonError::malformed(plain(&error), line))?;
        let mut map = BTreeMap::new();
        if self.places == Places::Told {
            map.insert(LINE.to_owned(), Value::Number(line.into()));
        }
        for (key, raw) in entries {
            let value = self.value(raw, depth - 1)?;
            if map.insert(key.to_string(), value).is_some() {
                return Err(JsonError::RepeatedKey { key: key.to_string(), line });
            }
        }
        Ok(Value::Map(map))
    }

    /// The line in which a part of the text begins; parts are looked at in the order of the text.
    fn line_of(&mut self, part: &str) -> u32 {
        let start = part.as_ptr().addr() - self.text.as_ptr().addr();
        let passed = self.text.as_bytes().get(self.counted..start).unwrap_or_default();
        let breaks: usize = passed.iter().map(|byte| usize::from(*byte == b'\n')).sum();
        self.line = self.line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
        self.counted = start.max(self.counted);
        self.line
    }
}

/// Without the place within the part that was being read.
fn plain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or_default().to_owned()
}

fn exact(text: &str) -> Option<Decimal> {
    let is_scientific = text.contains(['e', 'E']);
    if is_scientific { Decimal::from_scientific(text).ok() } else { Decimal::from_str_exact(text).ok() }
}

/// The entries of an object as they stand.
struct ObjectEntries<'t>(Vec<(Cow<'t, str>, &'t RawValue)>);

impl<'t> serde::Deserialize<'t> for ObjectEntries<'t> {
    fn deserialize<D: Deserializer<'t>>(reader: D) -> Result<Self, D::Error> {
        reader.deserialize_map(EntriesVisitor)
    }
}

struct EntriesVisitor;

impl<'t> Visitor<'t> for EntriesVisitor {
    type Value = ObjectEntries<'t>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<M: MapAccess<'t>>(self, mut map: M) -> Result<ObjectEntries<'t>, M::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            if key == LINE {
                return Err(M::Error::custom(format!(
                    "an object has the key `{LINE}`, which is the host's own"
                )));
            }
            entries.push((Cow::Owned(key), map.next_value::<&'t RawValue>()?));
        }
        Ok(ObjectEntries(entries))
    }
}
