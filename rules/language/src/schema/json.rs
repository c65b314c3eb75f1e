//! JSON whose keys stay in the order in which they are put in.

use indexmap::IndexMap;
use serde::Serialize;

#[derive(Clone, Serialize)]
#[serde(untagged)]
pub(super) enum Json {
    Flag(bool),
    Whole(u32),
    Text(String),
    List(Vec<Json>),
    Object(Object),
}

pub(super) type Object = IndexMap<&'static str, Json>;

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A list of texts.
pub(super) fn texts(texts: &[&str]) -> Json {
    Json::List(texts.iter().copied().map(Json::from).collect())
}

/// An object of a few entries.
pub(super) fn object<const N: usize>(entries: [(&'static str, Json); N]) -> Object {
    entries.into_iter().collect()
}
