//! Parameters that a declaration hands to its rule, and labels by which rules pick out what is declared.

use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::IndexMap;
use rust_decimal::Decimal;

/// Parameters by name, in the order in which they were written.
pub type Params = IndexMap<String, Param>;

/// One parameter. Numbers are exact decimals, never integers, so that a rule divides as people do.
#[derive(Clone, PartialEq, Debug)]
pub enum Param {
    Number(Decimal),
    Text(String),
    Flag(bool),
    /// Several of them.
    List(Vec<Param>),
}

/// What something declared is labelled with, in the project's own words: values by the names of labels.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Labels(Arc<BTreeMap<String, String>>);

impl Labels {
    /// The value of a label, where it has that label.
    pub fn get(&self, label: &str) -> Option<&str> {
        self.0.get(label).map(String::as_str)
    }

    /// Every label with its value, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(label, value)| (label.as_str(), value.as_str()))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(String, String)> for Labels {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(labels: I) -> Self {
        Self(Arc::new(labels.into_iter().collect()))
    }
}
