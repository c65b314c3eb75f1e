//! What was heard of every cell, in the order in which it became known.

use std::collections::{BTreeMap, BTreeSet};

use engine::model::Period;
use jiff::Timestamp;

use super::world::{VOICES, WITHIN, Waiver};

/// A measure, a body and a period.
pub(super) type CellName = (String, String, Period);

/// What was said of one cell, and when.
type Statements = Vec<(Timestamp, Option<i64>)>;

/// What was heard of every cell, in the order in which it became known.
#[derive(Default)]
pub(super) struct Heard {
    reports: BTreeMap<CellName, Statements>,
    /// What each voice said, where feeds speak for somebody.
    voiced: BTreeMap<(CellName, &'static str), Statements>,
    /// What undated files of one reading said.
    pub(super) undated: BTreeMap<CellName, [i64; 2]>,
    /// The cells about which a row was set aside.
    pub(super) aside: BTreeSet<CellName>,
    /// The files that are refused, each about one measure or about any.
    pub(super) refused: BTreeMap<String, Option<&'static str>>,
    /// What was waived, when, and when that ends.
    pub(super) waivers: Vec<(Waiver, Timestamp, Timestamp)>,
}

/// Nothing decides what a figure is.
pub(super) struct Disputed;

impl Heard {
    pub(super) fn hear(
        &mut self,
        cell: CellName,
        voice: Option<&'static str>,
        value: Option<i64>,
        at: Timestamp,
    ) {
        let said = match voice {
            Some(voice) => self.voiced.entry((cell, voice)).or_default(),
            None => self.reports.entry(cell).or_default(),
        };
        said.push((at, value));
    }

    /// The cells of which something was reported, in the order of their periods for each measure and body.
    pub(super) fn cells(&self) -> impl Iterator<Item = &CellName> {
        self.reports.keys()
    }

    /// Whether anything at all was reported of a cell, be it a mark.
    pub(super) fn has_heard(&self, cell: &CellName) -> bool {
        self.reports.contains_key(cell)
    }

    /// The value in force, where there is one.
    pub(super) fn value(&self, cell: &CellName) -> Option<i64> {
        self.reports.get(cell)?.last()?.1
    }

    /// The value in force at a moment, where there was one.
    pub(super) fn value_at(&self, cell: &CellName, moment: Timestamp) -> Option<i64> {
        let reports = self.reports.get(cell).into_iter().flatten();
        match reports.rev().find(|(at, _)| *at <= moment) {
            Some((_, value)) => *value,
            None => self.undated.get(cell).map(|values| values[1]),
        }
    }

    /// Whether something came in that may hold a figure and could not be used.
    pub(super) fn is_unusable(&self, cell: &CellName) -> bool {
        let mut refused = self.refused.values();
        self.aside.contains(cell) || refused.any(|measure| measure.is_none_or(|measure| measure == cell.0))
    }

    /// Whether a mark stands in the place of a figure.
    pub(super) fn is_marked(&self, cell: &CellName) -> bool {
        self.reports.get(cell).and_then(|said| said.last()).is_some_and(|(_, value)| value.is_none())
    }

    /// What counts of what the voices said: nothing where they differ and none is preferred.
    pub(super) fn spoken(&self, cell: &CellName, preferred: Option<&str>) -> Result<Option<i64>, Disputed> {
        let last = |voice| self.voiced.get(&(cell.clone(), voice)).and_then(|said| said.last()?.1);
        let [one, other] = VOICES.map(last);
        let chosen = VOICES.into_iter().find(|voice| Some(*voice) == preferred).and_then(last);
        match (chosen, one, other) {
            (Some(value), _, _) => Ok(Some(value)),
            (None, Some(one), Some(other)) if one.abs_diff(other) > WITHIN.unsigned_abs() => Err(Disputed),
            (None, one, other) => Ok(one.max(other)),
        }
    }

    /// When a value was first known.
    pub(super) fn first_value(&self, cell: &CellName) -> Option<Timestamp> {
        if self.undated.contains_key(cell) {
            return Some(Timestamp::MIN);
        }
        self.reports.get(cell)?.iter().find(|(_, value)| value.is_some()).map(|(at, _)| *at)
    }
}
