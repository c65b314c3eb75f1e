//! What was said of one cell, in order of precedence. Nothing is overwritten.

use std::cmp::Ordering;
use std::sync::Arc;

use jiff::Timestamp;
use rust_decimal::Decimal;

use super::column::Stored;
use super::index::CellIx;
use super::rank::Rank;
use super::table::Table;
use crate::model::{Observation, Paper, Report, Source, SourceFile, Status, Vintage};

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
    /// Which paper it is about, where a document was reported.
    pub paper: Option<Arc<Paper>>,
}

impl Heard {
    /// By when it counts as known where lateness is judged.
    pub fn counts_from(&self) -> Vintage {
        self.source.file.counts_from(self.vintage)
    }
}

/// Every report of one cell that was reported, in order of precedence. The last is in force, unless nothing decides between it and
/// those before it.
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
pub enum News {
    /// The cell's first report.
    First,
    /// It says nothing new.
    Repeat,
    /// It says what is in force, and was published later: kept, since it outlives what was published between.
    Confirmation,
    /// It says something else than is known.
    Revision,
    /// It was published before what is in force, and nobody knew that it said this then: what is in force stays so, and the cell may
    /// have been reported earlier than was known.
    Older,
    /// It says something else than a report that came with it, and nothing decides between the two.
    Rival,
}

impl News {
    /// What a report adds to histories of one cell; where there are two, the second came in after the first.
    pub(super) fn of(observation: &Observation, hearing: Hearing, known: [Option<History<'_>>; 2]) -> Self {
        let known = || known.iter().flatten();
        let Some(current) = known().max_by_key(|history| history.rank()) else { return Self::First };
        let rank = Rank::of(observation);
        let is_known = match hearing {
            Hearing::First => {
                let last = known().filter_map(|history| history.last_of(observation.vintage));
                let last = last.max_by_key(|(rank, _)| *rank);
                last.is_some_and(|(_, last)| last.agrees(observation) && !last.is_rivalled)
            }
            Hearing::Again => known().any(|history| history.has_said(observation)),
        };
        let is_first = hearing == Hearing::First;
        match (is_known, current.stored.agrees(observation)) {
            (false, false) if rank < current.rank() => Self::Older,
            (false, true) if is_first && rank.vintage < current.vintage() => Self::Older,
            (false, false) if rank == current.rank() && rank.leaves_undecided() => {
                current.beside(observation)
            }
            (false, false) => Self::Revision,
            (_, true) if is_first && current.stored.is_rivalled && rank > current.rank() => Self::Revision,
            (_, true) if is_first && rank.is_above(current.rank()) => Self::Confirmation,
            (true, false) | (_, true) => Self::Repeat,
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
        self.only().into_iter().chain(self.table.revisions.of(self.cell))
    }

    /// The last value that is not `current`, with the file that it came from; older reports are not looked at.
    pub(crate) fn value_before(self, current: Decimal) -> Option<(Decimal, &'a Arc<SourceFile>)> {
        self.newest_first().find_map(|stored| match stored.report {
            Report::Value(value) if value != current => Some((value, self.table.origins.file(stored.origin))),
            Report::Value(_) | Report::Absent(_) => None,
        })
    }

    fn newest_first(&self) -> impl Iterator<Item = &'a Stored> + use<'a> {
        self.only().into_iter().chain(self.table.revisions.newest_first(self.cell))
    }

    /// The report of a cell that has one alone; the others stand among the revisions.
    fn only(&self) -> Option<&'a Stored> {
        (!self.stored.is_revised).then(|| self.table.slot(self.cell)?.stored.as_ref()).flatten()
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

    /// Since when it was reported as it is reported now, without anything else between.
    pub(super) fn says_since(self) -> Vintage {
        let same = self.newest_first().take_while(|stored| stored.report == self.stored.report);
        let since = same.last().unwrap_or(&self.stored);
        self.table.origins.vintage(since.origin)
    }

    /// The figures before the one in force, the newest first, as far back as all of them have dates and nothing was withheld.
    pub(super) fn said_before(self) -> Vec<(Timestamp, Decimal)> {
        let before = self.newest_first().skip_while(|stored| stored.report == self.stored.report);
        let dated =
            before.map_while(|stored| match (stored.report, self.table.origins.vintage(stored.origin)) {
                (Report::Value(value), Vintage::At(published)) => Some((published, value)),
                _ => None,
            });
        dated.collect()
    }

    /// The report that gave no figure first, of those that have given none since: what only says so again does not move it.
    pub(crate) fn first_absent(self) -> Option<Heard> {
        self.stored_first_absent().map(|stored| self.heard(stored))
    }

    pub(super) fn stored_first_absent(self) -> Option<&'a Stored> {
        if let Report::Value(_) = self.stored.report {
            return None;
        }
        let mut newest_first = self.newest_first();
        let last = newest_first.next()?;
        newest_first.take_while(|stored| stored.report == last.report).last().or(Some(last))
    }

    /// The reports between which nothing decides, the first to come in first; the one in force alone, where something does.
    pub fn rivals(self) -> Vec<Heard> {
        if !self.stored.is_revised {
            return vec![self.current()];
        }
        let mut rivals: Vec<Heard> =
            self.table.revisions.rivals(self.cell).map(|stored| self.heard(stored)).collect();
        rivals.reverse();
        rivals
    }

    fn vintage(&self) -> Vintage {
        self.table.origins.vintage(self.stored.origin)
    }

    fn rank(&self) -> Rank {
        self.table.origins.rank(self.stored.origin, self.stored.status)
    }

    /// What another report adds where nothing decides between the two. An absence contradicts no figure.
    fn beside(&self, observation: &Observation) -> News {
        match (self.stored.report, observation.report) {
            (Report::Value(one), Report::Value(other)) if one != other => News::Rival,
            (Report::Value(_), _) => News::Older,
            (Report::Absent(_), _) => News::Revision,
        }
    }

    /// The last that was said with this vintage, and its rank.
    fn last_of(&self, vintage: Vintage) -> Option<(Rank, Stored)> {
        let last = match vintage.cmp(&self.vintage()) {
            Ordering::Greater => return None,
            Ordering::Equal => self.stored,
            Ordering::Less => *self.table.revisions.last_of(self.cell, vintage)?,
        };
        Some((self.table.origins.rank(last.origin, last.status), last))
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
        let paper = self.table.paper_of(self.cell, stored).cloned();
        Heard { report, status, vintage, source: self.table.origins.source(origin, line), paper }
    }
}

impl Stored {
    fn agrees(&self, observation: &Observation) -> bool {
        self.report == observation.report && self.status == observation.status
    }
}
