//! What goes into a plugin's script and comes out of it. How Rhai holds it is not seen from outside.

use std::collections::BTreeMap;
use std::fmt;

use rust_decimal::Decimal;

/// A value that a script is given or gives.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value {
    /// Nothing is there: JSON's null. It is like no other value, least of all like zero.
    Absent,
    /// True or false.
    Flag(bool),
    /// A number, exact.
    Number(Decimal),
    Text(String),
    /// Values in a row.
    List(Vec<Self>),
    /// Values by name.
    Map(BTreeMap<String, Self>),
}

impl Value {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Values by name.
    pub fn map<K: Into<String>>(entries: impl IntoIterator<Item = (K, Self)>) -> Self {
        Self::Map(entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }

    /// The text, where it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What stands under a name, where it is a map and has it. An absent value is as good as none.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(map) => map.get(key).filter(|value| **value != Self::Absent),
            _ => None,
        }
    }

    /// What kind of value it is, with its article.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Absent => "an absent value",
            Self::Flag(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
        }
    }
}

impl fmt::Display for Value {
    /// As JSON, with the keys of maps in order and every digit of a number.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => out.write_str("null"),
            Self::Flag(flag) => write!(out, "{flag}"),
            Self::Number(number) => write!(out, "{number}"),
            Self::Text(text) => out.write_str(&quoted(text)),
            Self::List(list) => {
                out.write_str("[")?;
                for (place, value) in list.iter().enumerate() {
                    write!(out, "{}{value}", if place > 0 { "," } else { "" })?;
                }
                out.write_str("]")
            }
            Self::Map(map) => {
                out.write_str("{")?;
                for (place, (key, value)) in map.iter().enumerate() {
                    write!(out, "{}{}:{value}", if place > 0 { "," } else { "" }, quoted(key))?;
                }
                out.write_str("}")
            }
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text is always JSON")
}
