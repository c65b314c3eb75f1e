//! What a project may tell a plugin: kinds of settings, and values of them. Secrets are fetched elsewhere.

use std::fmt;

use indexmap::IndexMap;
use language::read::exact;
use rust_decimal::Decimal;
use toml::de::DeValue;

/// What kind of value a setting takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SettingKind {
    Text,
    /// A number, exact.
    Number,
    /// True or false.
    Flag,
    /// A list of whatever.
    List,
    /// A table of whatever.
    Table,
}

impl SettingKind {
    pub(super) const WORDS: &[(&str, Self)] = &[
        ("text", Self::Text),
        ("number", Self::Number),
        ("flag", Self::Flag),
        ("list", Self::List),
        ("table", Self::Table),
    ];

    /// Its name in a manifest.
    pub fn as_str(self) -> &'static str {
        Self::WORDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }

    /// What a value of it is, with its article.
    pub fn article(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Number => "a number",
            Self::Flag => "true or false",
            Self::List => "a list",
            Self::Table => "a table",
        }
    }

    /// A value of it, for a line to add.
    pub fn example(self) -> &'static str {
        match self {
            Self::Text => "\"...\"",
            Self::Number => "1",
            Self::Flag => "true",
            Self::List => "[]",
            Self::Table => "{}",
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SettingValue {
    /// A text; dates are handed on as they are written.
    Text(String),
    Number(Decimal),
    /// True or false.
    Flag(bool),
    List(Vec<Self>),
    /// Values by name, in the order of their names.
    Table(IndexMap<String, Self>),
}

impl SettingValue {
    /// The value that stands in TOML.
    ///
    /// # Errors
    /// A number in it cannot be kept exactly; the text says so.
    pub fn read(value: &DeValue<'_>) -> Result<Self, &'static str> {
        match value {
            DeValue::String(text) => Ok(Self::Text(text.to_string())),
            DeValue::Boolean(flag) => Ok(Self::Flag(*flag)),
            DeValue::Datetime(moment) => Ok(Self::Text(moment.to_string())),
            DeValue::Integer(_) | DeValue::Float(_) => {
                exact(value).unwrap_or(Err("is not a number")).map(Self::Number)
            }
            DeValue::Array(list) => {
                list.iter().map(|entry| Self::read(entry.get_ref())).collect::<Result<_, _>>().map(Self::List)
            }
            DeValue::Table(table) => {
                let mut entries = IndexMap::new();
                for (key, value) in table {
                    entries.insert(key.get_ref().to_string(), Self::read(value.get_ref())?);
                }
                entries.sort_keys();
                Ok(Self::Table(entries))
            }
        }
    }

    /// What kind of value it is.
    pub fn kind(&self) -> SettingKind {
        match self {
            Self::Text(_) => SettingKind::Text,
            Self::Number(_) => SettingKind::Number,
            Self::Flag(_) => SettingKind::Flag,
            Self::List(_) => SettingKind::List,
            Self::Table(_) => SettingKind::Table,
        }
    }
}

impl fmt::Display for SettingValue {
    /// As it is written in TOML.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(out, "{text:?}"),
            Self::Number(number) => write!(out, "{number}"),
            Self::Flag(flag) => write!(out, "{flag}"),
            Self::List(list) => {
                let shown: Vec<String> = list.iter().map(ToString::to_string).collect();
                write!(out, "[{}]", shown.join(", "))
            }
            Self::Table(table) if table.is_empty() => write!(out, "{{}}"),
            Self::Table(table) => {
                let shown: Vec<String> =
                    table.iter().map(|(key, value)| format!("{key} = {value}")).collect();
                write!(out, "{{ {} }}", shown.join(", "))
            }
        }
    }
}

/// A setting that a plugin declares.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SettingDeclaration {
    /// What it takes.
    pub kind: SettingKind,
    /// Whether a project must give it.
    pub required: bool,
    /// Whether it is never shown or logged. A secret text may come from a file, named under `<name>_file`.
    pub secret: bool,
    /// What it is where a project does not say.
    pub default: Option<SettingValue>,
    pub doc: Option<String>,
}
