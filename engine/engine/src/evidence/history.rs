//! What was said of one cell, in order of precedence. Nothing is overwritten.

use std::cmp::Ordering;

use jiff::Timestamp;

use super::column::Stored;
use super::index::CellIx;
use super::table::Table;
use crate::model::{Observation, Report, Source, Status, Vintage};

/// One report of a cell, as it was heard.
#[derive(Clone, PartialEq, Debug)]
pub struct Heard {
    pub report: Report,
    /// How settled it is.
    pub status: Status,
    /// When it became known.
    pub vintage: Vintage,
    /// The file and line that it comes from.
    pub source: Source,
}

/// Every report of one cell that was reported: by vintage, then by how settled they are, then by arrival. The last is in
/// force.
#[derive(Clone, Copy)]
pub struct History<'a> {
    table: &'a Table,
    cell: CellIx,
    /// The one in force.
    stored: Stored,
}

/// Whether a row is heard for the first time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hearing {
    /// It is: what it says is said now, even where it was said before and revised since.
    First,
    /// It was heard before, in the same file: it is news only where it could not be used then.
    Again,
}

/// What a report adds to what is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum News {
    /// The cell's first report.
    First,
    /// It says nothing new.
    Repeat,
    /// It says what is in force, and was published later: kept, since it outlives what was published between.
    Confirmation,
    /// It says something else than is known.
    Revision,
    /// It says something else than is known, of an earlier time: what is in force stays so.
    Older,
}

impl News {
    /// What a report adds to histories of one cell; where there are two, the second came in after the first.
    pub(super) fn of(observation: &Observation, hearing: Hearing, known: [Option<History<'_>>; 2]) -> Self {
        let known = || known.iter().flatten();
        let rank = |history: &History<'_>| (history.vintage(), history.stored.status);
        let Some(current) = known().max_by_key(|history| rank(history)) else { return Self::First };
        let last = || known().filter_map(|history| history.last_of(observation.vintage));
        let is_known = match hearing {
            Hearing::First => {
                last().max_by_key(|stored| stored.status).is_some_and(|last| last.agrees(observation))
            }
            Hearing::Again => known().any(|history| history.has_said(observation)),
        };
        match (is_known, current.stored.agrees(observation)) {
            (false, false) if (observation.vintage, observation.status) < rank(current) => Self::Older,
            (false, false) => Self::Revision,
            (false, true) if observation.vintage > current.vintage() => Self::Confirmation,
            (true, _) | (false, true) => Self::Repeat,
        }
    }
}

impl Table {
    /// What was said of a cell; none where nobody has reported it.
    pub(super) fn history(&self, cell: CellIx) -> Option<History<'_>> {
        let stored = self.slot(cell)?.stored?;
        Some(History { table: self, cell, stored })
    }
}

impl<'a> History<'a> {
    /// The report in force.
    pub fn current(self) -> Heard {
        self.heard(&self.stored)
    }

    /// Every report, in order of precedence.
    pub fn all(self) -> impl Iterator<Item = Heard> + 'a {
        self.stored().map(move |stored| self.heard(stored))
    }

    pub(super) fn stored(&self) -> impl Iterator<Item = &'a Stored> + use<'a> {
        let only = (!self.stored.is_revised).then(|| self.table.slot(self.cell)?.stored.as_ref());
        only.flatten().into_iter().chain(self.table.revisions.of(self.cell))
    }

    /// The report that was in force as known at `moment`.
    pub fn known_at(self, moment: Timestamp) -> Option<Heard> {
        if self.stored.is_revised {
            let known = self.table.revisions.known_by(self.cell, Vintage::At(moment));
            return known.map(|stored| self.heard(stored));
        }
        self.vintage().is_known_at(moment).then(|| self.current())
    }

    /// From when the first value that was reported counts as known, whatever became of it since.
    pub fn first_value(self) -> Option<Vintage> {
        match self.stored.report {
            _ if self.stored.is_revised => self.table.revisions.first_value(self.cell),
            Report::Value(_) => Some(self.table.origins.counts_from(self.stored.origin)),
            Report::Absent(_) => None,
        }
    }

    fn vintage(&self) -> Vintage {
        self.table.origins.vintage(self.stored.origin)
    }

    /// The last that was said with this vintage.
    fn last_of(&self, vintage: Vintage) -> Option<Stored> {
        match vintage.cmp(&self.vintage()) {
            Ordering::Greater => None,
            Ordering::Equal => Some(self.stored),
            Ordering::Less => self.table.revisions.last_of(self.cell, vintage).copied(),
        }
    }

    fn has_said(&self, observation: &Observation) -> bool {
        if self.stored.is_revised {
            return self.table.revisions.was_said(self.cell, observation.report, observation.status);
        }
        self.stored.agrees(observation)
    }

    fn heard(&self, stored: &Stored) -> Heard {
        let Stored { report, status, origin, line, .. } = *stored;
        let vintage = self.table.origins.vintage(origin);
        Heard { report, status, vintage, source: self.table.origins.source(origin, line) }
    }
}

impl Stored {
    fn agrees(&self, observation: &Observation) -> bool {
        self.report == observation.report && self.status == observation.status
    }
}
