//! `[[feed]]` as it is written. Every key may be missing here, so that all that are missing can be told at once.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use toml::Spanned;

/// A text with its place.
pub(super) type Text = Spanned<String>;

/// One feed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FeedDeclaration {
    pub(super) id: Option<Text>,
    pub(super) folder: Option<Text>,
    pub(super) files: Option<Text>,
    pub(super) format: Option<Text>,
    pub(super) measure: Option<Text>,
    pub(super) vintage: Option<Spanned<VintageDeclaration>>,
    #[serde(default, rename = "where")]
    pub(super) only: BTreeMap<String, Spanned<AnyOf>>,
    #[serde(default)]
    pub(super) totals: BTreeMap<String, Spanned<AnyOf>>,
    pub(super) columns: Option<ColumnsDeclaration>,
    #[serde(default)]
    pub(super) codes: CodesDeclaration,
    #[serde(default)]
    pub(super) absence: BTreeMap<String, Text>,
}

/// Which column holds what.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnsDeclaration {
    pub(super) period: Option<Text>,
    pub(super) body: Option<Text>,
    pub(super) measure: Option<Text>,
    pub(super) value: Option<Text>,
    pub(super) values: Option<BTreeMap<String, Text>>,
    pub(super) status: Option<Text>,
    pub(super) unit: Option<Text>,
}

/// What the file's own codes stand for.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CodesDeclaration {
    #[serde(default)]
    pub(super) body: BTreeMap<String, Text>,
    #[serde(default)]
    pub(super) measure: BTreeMap<String, Text>,
    #[serde(default)]
    pub(super) status: BTreeMap<String, Text>,
}

/// One text or several.
pub(super) struct AnyOf(pub(super) Vec<String>);

/// A word, or the column that holds the vintage.
pub(super) enum VintageDeclaration {
    Word(String),
    Column(String),
}

impl<'de> Deserialize<'de> for AnyOf {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        reader.deserialize_any(AnyOfVisitor).map(Self)
    }
}

struct AnyOfVisitor;

impl<'de> Visitor<'de> for AnyOfVisitor {
    type Value = Vec<String>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a text or a list of texts")
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(vec![text.to_owned()])
    }

    /// A code such as `type = 1` need not be quoted.
    fn visit_i64<E>(self, code: i64) -> Result<Self::Value, E> {
        Ok(vec![code.to_string()])
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut list: S) -> Result<Self::Value, S::Error> {
        let mut texts = Vec::new();
        while let Some(AnyOf(text)) = list.next_element()? {
            texts.extend(text);
        }
        Ok(texts)
    }
}

impl<'de> Deserialize<'de> for VintageDeclaration {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        reader.deserialize_any(VintageVisitor)
    }
}

struct VintageVisitor;

impl<'de> Visitor<'de> for VintageVisitor {
    type Value = VintageDeclaration;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a word or `{ column = \"...\" }`")
    }

    fn visit_str<E>(self, word: &str) -> Result<VintageDeclaration, E> {
        Ok(VintageDeclaration::Word(word.to_owned()))
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<VintageDeclaration, M::Error> {
        let mut column = None;
        while let Some(key) = map.next_key::<String>()? {
            if key != "column" {
                return Err(M::Error::unknown_field(&key, &["column"]));
            }
            column = Some(map.next_value()?);
        }
        column.map(VintageDeclaration::Column).ok_or_else(|| M::Error::missing_field("column"))
    }
}
