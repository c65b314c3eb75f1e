//! What was said of one cell, in order of precedence. Nothing is overwritten.

use jiff::Timestamp;

use crate::model::{Observation, Report, Source, Status, Vintage};

/// One report of a cell, as it was heard.
#[derive(Clone, PartialEq, Debug)]
pub struct Heard {
    /// What it says.
    pub report: Report,
    /// How settled it is.
    pub status: Status,
    /// When it became known.
    pub vintage: Vintage,
    /// Where it stands.
    pub source: Source,
}

/// Every report of one cell. The last is in force.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct History {
    heard: Vec<Heard>,
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
}

impl History {
    /// The report in force.
    pub fn current(&self) -> Option<&Heard> {
        self.heard.last()
    }

    /// Every report, in order of precedence.
    pub fn all(&self) -> &[Heard] {
        &self.heard
    }

    /// The report that was in force as known at `moment`.
    pub fn known_at(&self, moment: Timestamp) -> Option<&Heard> {
        self.heard.iter().rfind(|heard| heard.vintage.is_known_at(moment))
    }

    /// When a value was first reported, whatever became of it since.
    pub fn first_value(&self) -> Option<Vintage> {
        self.heard
            .iter()
            .filter(|heard| matches!(heard.report, Report::Value(_)))
            .map(|heard| heard.vintage)
            .min()
    }

    pub(super) fn news(&self, observation: &Observation, hearing: Hearing) -> News {
        let Some(current) = self.current() else { return News::First };
        let is_known = match hearing {
            Hearing::First => self.last_of(observation.vintage).is_some_and(|last| last.agrees(observation)),
            Hearing::Again => self.heard.iter().any(|heard| heard.agrees(observation)),
        };
        let agrees = current.agrees(observation);
        if is_known {
            News::Repeat
        } else if agrees && observation.vintage > current.vintage {
            News::Confirmation
        } else if agrees {
            News::Repeat
        } else {
            News::Revision
        }
    }

    /// The last that was said with this vintage.
    fn last_of(&self, vintage: Vintage) -> Option<&Heard> {
        self.heard.iter().rfind(|heard| heard.vintage == vintage)
    }

    /// Puts a report in its place: by vintage, then by how settled it is, then by arrival.
    pub(super) fn hear(&mut self, observation: Observation) {
        let Observation { report, status, vintage, source, .. } = observation;
        let place = self.heard.partition_point(|heard| (heard.vintage, heard.status) <= (vintage, status));
        self.heard.insert(place, Heard { report, status, vintage, source });
    }
}

impl Heard {
    fn agrees(&self, observation: &Observation) -> bool {
        self.report == observation.report && self.status == observation.status
    }
}
