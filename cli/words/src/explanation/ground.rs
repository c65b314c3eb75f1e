//! What says that something is owed, for programs.

use engine::model::Authority;
use jiff::civil::Date;
use serde::{Serialize, Serializer};

/// The laws, promises and minutes that stand behind an obligation, a measure, a target, a rule or a mission.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct Ground {
    pub of: Grounded,
    pub id: String,
    pub name: String,
    #[serde(serialize_with = "each")]
    pub authority: Vec<Authority>,
}

/// What it is that they say.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Debug)]
#[serde(rename_all = "lowercase")]
pub enum Grounded {
    Obligation,
    Measure,
    Target,
    Rule,
    Mission,
}

impl Ground {
    pub(super) fn new(of: Grounded, id: &str, name: &str, authority: &[Authority]) -> Self {
        Self { of, id: id.to_owned(), name: name.to_owned(), authority: authority.to_vec() }
    }
}

/// A law, a promise or a minute as programs read it; what is not said is left out.
#[derive(Clone, Serialize, Debug)]
pub struct WireAuthority {
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paragraph: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    checked: Option<Date>,
}

impl From<&Authority> for WireAuthority {
    fn from(authority: &Authority) -> Self {
        let Authority { title, link, paragraph, checked } = authority.clone();
        Self { title, link, paragraph, checked }
    }
}

fn each<S: Serializer>(authority: &[Authority], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(authority.iter().map(WireAuthority::from))
}
