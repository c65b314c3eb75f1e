//! Breakdowns: a measure that is reported for each value of something, such as for each body that refers.
//!
//! Each value is a measure of its own, and the measure that is divided is the total of all values. Who reports and how values add
//! up over bodies is said once, of the total.

use std::sync::Arc;

use super::MeasureId;

/// What a measure is divided by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Breakdown {
    /// What feeds call it.
    pub name: Arc<str>,
    /// Its values, each once, in the order of their declaration.
    pub values: Vec<Arc<str>>,
}

impl Breakdown {
    /// The measure of one value. No declared id holds the stroke.
    pub fn part(total: &MeasureId, value: &str) -> MeasureId {
        MeasureId::new(format!("{total}/{value}"))
    }

    /// The measures of all values.
    pub fn parts<'b>(&'b self, total: &'b MeasureId) -> impl Iterator<Item = MeasureId> + Clone + 'b {
        self.values.iter().map(move |value| Self::part(total, value))
    }
}

impl MeasureId {
    /// The total of which this is a value, and the value; none where it is no part of a breakdown.
    pub fn as_part(&self) -> Option<(&str, &str)> {
        self.as_str().split_once('/')
    }
}
