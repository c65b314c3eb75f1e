//! One JSON object as a row. Of its keys only those that the layout names are looked at.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::readers::columns::{ColumnIx, RowFields};

/// The values of one object, by slot.
pub(super) struct JsonRow<'a> {
    values: Vec<Option<Cow<'a, str>>>,
}

impl<'a> JsonRow<'a> {
    /// Reads one line.
    pub(super) fn parse(columns: &[String], line: &'a str) -> Result<Self, serde_json::Error> {
        let mut reader = serde_json::Deserializer::from_str(line.trim());
        let object = ObjectSeed(columns).deserialize(&mut reader)?;
        reader.end()?;
        Ok(object)
    }

    /// The values, by slot.
    pub(super) fn values(&self) -> &[Option<Cow<'a, str>>] {
        &self.values
    }
}

impl RowFields for JsonRow<'_> {
    fn field(&self, slot: ColumnIx) -> Option<&[u8]> {
        self.values.get(slot.0)?.as_ref().map(|value| value.trim().as_bytes())
    }
}

/// The keys of one object, for saying what is there; of very many only the first.
pub(super) fn keys(line: &str) -> Vec<String> {
    serde_json::from_str(line).map(|KeyNames(names)| names).unwrap_or_default()
}

/// So many keys are told of.
const MOST_KEYS: usize = 1_000;

struct KeyNames(Vec<String>);

impl<'de> serde::Deserialize<'de> for KeyNames {
    fn deserialize<D: serde::Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        reader.deserialize_map(KeyNames(Vec::new()))
    }
}

impl<'de> Visitor<'de> for KeyNames {
    type Value = Self;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(mut self, mut map: M) -> Result<Self, M::Error> {
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            map.next_value::<IgnoredAny>()?;
            if self.0.len() < MOST_KEYS {
                self.0.push(key.into_owned());
            }
        }
        self.0.sort();
        Ok(self)
    }
}

struct ObjectSeed<'c>(&'c [String]);

impl<'de> DeserializeSeed<'de> for ObjectSeed<'_> {
    type Value = JsonRow<'de>;

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<JsonRow<'de>, D::Error> {
        reader.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for ObjectSeed<'_> {
    type Value = JsonRow<'de>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<JsonRow<'de>, M::Error> {
        let mut values = vec![None; self.0.len()];
        while let Some(place) = map.next_key_seed(KeySeed(self.0))? {
            let Some(place) = place else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let name = &self.0[place];
            let value = plain(map.next_value::<&RawValue>()?.get());
            let value =
                value.ok_or_else(|| M::Error::custom(format_args!("`{name}` is not a plain value")))?;
            if values[place].replace(value).is_some() {
                return Err(M::Error::custom(format_args!("`{name}` stands twice in it")));
            }
        }
        Ok(JsonRow { values })
    }
}

/// A text or a number as it is written; null is a field left blank.
fn plain(raw: &str) -> Option<Cow<'_, str>> {
    match raw.as_bytes().first()? {
        b'"' => serde_json::from_str::<UnescapedText<'_>>(raw).ok().map(|text| text.0),
        b'n' => Some(Cow::Borrowed("")),
        b'-' | b'0'..=b'9' => Some(Cow::Borrowed(raw)),
        _ => None,
    }
}

/// A text, copied only where it holds escapes.
#[derive(serde::Deserialize)]
struct UnescapedText<'a>(#[serde(borrow)] Cow<'a, str>);

/// Finds a key among the columns, without copying it.
struct KeySeed<'c>(&'c [String]);

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = Option<usize>;

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<Option<usize>, D::Error> {
        reader.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = Option<usize>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Option<usize>, E> {
        Ok(self.0.iter().position(|column| column == key.trim()))
    }
}
