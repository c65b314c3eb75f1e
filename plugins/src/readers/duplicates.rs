//! What one file says, each cell once: repeats are counted, and contradictions are set apart.

use engine::model::{Observation, Period, Report};
use jiff::Timestamp;
use rustc_hash::FxHashMap;

use super::row_fault::{RowFault, said};
use crate::port::{Quarantined, Reading};

/// A statement that a file may make once: a cell, and when it was published.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct StatementKey {
    pub(super) measure: usize,
    pub(super) body: usize,
    pub(super) period: Period,
    pub(super) published: Option<Timestamp>,
}

/// What an observation added.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Added {
    New,
    Repeat,
    Conflict,
}

/// Gathers the rows of one file.
#[derive(Default)]
pub(super) struct DistinctRows {
    reading: Reading,
    places: FxHashMap<StatementKey, usize>,
    /// By the place of the first observation: what contradicted it.
    conflicts: FxHashMap<usize, (u32, Report)>,
}

impl DistinctRows {
    /// Counts a row that is none of the feed's business.
    pub(super) fn skip(&mut self) {
        self.reading.skipped += 1;
    }

    /// Counts a row that says again what another row said.
    pub(super) fn repeat(&mut self) {
        self.reading.repeated += 1;
    }

    /// Sets a row apart.
    pub(super) fn quarantine(&mut self, line: u32, reason: String) {
        self.reading.quarantined.push(Quarantined { line, reason });
    }

    /// Takes an observation in.
    pub(super) fn add(&mut self, key: StatementKey, observation: Observation) -> Added {
        let place = *self.places.entry(key).or_insert(self.reading.observations.len());
        let Some(first) = self.reading.observations.get_mut(place) else {
            self.reading.observations.push(observation);
            return Added::New;
        };
        let agrees = first.report == observation.report;
        if agrees && !self.conflicts.contains_key(&place) {
            first.status = first.status.max(observation.status);
            return Added::Repeat;
        }
        self.conflict(place, agrees, &observation);
        Added::Conflict
    }

    fn conflict(&mut self, place: usize, agrees_with_first: bool, observation: &Observation) {
        let first = &self.reading.observations[place];
        let this = (observation.source.line, observation.report);
        let is_new = !self.conflicts.contains_key(&place);
        let against = self.conflicts.entry(place).or_insert(this);
        let other = if agrees_with_first { *against } else { (first.source.line, first.report) };
        let fault = RowFault::Conflict {
            cell: first.cell.to_string(),
            first_line: other.0,
            first: said(other.1),
            second_line: this.0,
            second: said(this.1),
        };
        let first_line = first.source.line;
        if is_new {
            self.quarantine(first_line, fault.to_string());
        }
        self.quarantine(this.0, fault.to_string());
    }

    /// Everything that the file said, without the cells on which it contradicts itself.
    pub(super) fn finish(self) -> Reading {
        let Self { mut reading, conflicts, .. } = self;
        if !conflicts.is_empty() {
            let mut place = 0..;
            reading.observations.retain(|_| place.next().is_none_or(|place| !conflicts.contains_key(&place)));
        }
        reading.quarantined.sort_by_key(|row| row.line);
        reading.quarantined.dedup_by(|later, row| {
            let same = later.line == row.line;
            if same && !row.reason.contains(&later.reason) {
                row.reason = format!("{}; {}", row.reason, later.reason);
            }
            same
        });
        reading
    }
}
