//! A personal value with its salt, as it is kept beside the batches until somebody erases it.

use std::sync::Arc;

use engine::model::name_as_seen;
use serde_json::{Map, Value, json};

use super::kind::PersonalKind;
use crate::tree::{TreeHash, sha256};

/// What a value is hashed with, so that nobody finds it by trying once both are gone.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Salt([u8; Self::BYTES]);

impl Salt {
    pub const BYTES: usize = 16;

    /// A salt as it was kept; none where there are not as many bytes.
    pub fn of_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    pub fn bytes(&self) -> &[u8; Self::BYTES] {
        &self.0
    }
}

impl From<[u8; Salt::BYTES]> for Salt {
    fn from(bytes: [u8; Salt::BYTES]) -> Self {
        Self(bytes)
    }
}

/// A personal value with its salt. All spellings of one name have one salt, and so have those of one address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PersonalValue {
    pub kind: PersonalKind,
    pub salt: Salt,
    pub value: Arc<str>,
}

impl PersonalValue {
    /// What it is found by.
    pub fn hash(&self) -> TreeHash {
        salted(self.kind.as_str(), self.salt, &self.value)
    }

    /// What a stand-in says besides the hash: of a name or an address which one it is, however it is spelt, and of what programs read what that is about.
    pub(super) fn more(&self) -> String {
        match self.kind {
            PersonalKind::Name | PersonalKind::Address => {
                let person = salted("person", self.salt, &name_as_seen(&self.value)).to_string();
                person.chars().take(PERSON_DIGITS).collect()
            }
            PersonalKind::Words => String::new(),
            PersonalKind::Json => what_it_is_about(&self.value, &OF_MATTERS),
            PersonalKind::Notice => what_it_is_about(&self.value, &OF_NOTICES),
        }
    }
}

/// So many digits tell one person from another.
pub(super) const PERSON_DIGITS: usize = 16;

fn salted(what: &str, salt: Salt, value: &str) -> TreeHash {
    let mut bytes = format!("remit/{what}/v1\n").into_bytes();
    bytes.extend_from_slice(salt.bytes());
    bytes.extend_from_slice(value.as_bytes());
    sha256(&bytes)
}

/// What whoever folds the ledger reads of a message.
const OF_MATTERS: [&str; 2] = ["group", "id"];
/// The same of a message about a file or a notifier.
const OF_NOTICES: [&str; 5] = ["content", "file", "group", "id", "notifier"];

/// What is left of a message: these of its keys, and the ids of the alerts that it is about.
fn what_it_is_about(json: &str, keys: &[&str]) -> String {
    let said: Value = serde_json::from_str(json).unwrap_or_default();
    // In the order of the alphabet, so that it is the same whichever order objects keep.
    let mut about = Map::new();
    if let Some(alerts) = said.get("alerts").and_then(Value::as_array) {
        let ids = alerts.iter().filter_map(|alert| Some(json!({ "id": alert.get("id")?.as_str()? })));
        about.insert("alerts".to_owned(), ids.collect());
    }
    for key in keys {
        if let Some(id @ Value::String(_)) = said.get(key) {
            about.insert((*key).to_owned(), id.clone());
        }
    }
    Value::Object(about).to_string()
}
