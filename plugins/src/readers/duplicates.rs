//! What one file says, each cell once: repeats are counted, and contradictions are set apart.

use engine::model::{Cell, Observation, Report};
use ledger::lines::Lines;
use rustc_hash::{FxHashMap, FxHashSet};

use super::reader::{QuarantinedRow, Reading};
use super::row_fault::{Conflict, ConflictOf, RowFault};
use super::statements::{FileStatements, StatementSeries};

/// What an observation added.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Added {
    New,
    Repeat,
    Conflict,
}

/// Room is made beforehand for at most this many rows: most files with more are filtered.
const MOST_ROOM: usize = 1 << 20;
/// For so many rows of one file it is kept why they were set apart.
const MOST_FAULTS: usize = 10_000;
/// So many reasons are kept of one row.
const MOST_FAULTS_OF_ROW: usize = 100;

/// A cell on which a table contradicts itself.
pub(super) struct Contradicted {
    first: Observation,
    /// On which line something else is said of it, and what.
    other: (u32, Report),
}

impl Contradicted {
    /// The cell that it is about.
    pub(super) fn cell(&self) -> &Cell {
        &self.first.cell
    }
}

/// Gathers the rows of one file.
#[derive(Default)]
pub(super) struct DistinctRows {
    reading: Reading,
    statements: FileStatements,
    /// By the place of the first observation: what contradicted it.
    conflicts: FxHashMap<u32, (u32, Report)>,
    /// Lines that were set apart when enough reasons were kept.
    more: Vec<u32>,
}

impl DistinctRows {
    /// Makes room for about as many rows, so that what is there need not move while it grows.
    pub(super) fn reserve(&mut self, rows: usize) {
        self.reading.observations.reserve(rows.min(MOST_ROOM));
    }

    /// Counts a row that is none of the feed's business.
    pub(super) fn skip(&mut self) {
        self.reading.skipped += 1;
    }

    /// Counts a row that says again what another row said.
    pub(super) fn repeat(&mut self) {
        self.reading.repeated += 1;
    }

    /// Sets a row apart.
    pub(super) fn quarantine(&mut self, line: u32, faults: Vec<RowFault>) {
        let last = self.reading.quarantined.last_mut().filter(|last| last.line == line);
        if let Some(last) = last {
            // A row with a figure in each of many columns is one row.
            let room = MOST_FAULTS_OF_ROW.saturating_sub(last.faults.len());
            let news: Vec<_> =
                faults.into_iter().filter(|fault| !last.faults.contains(fault)).take(room).collect();
            last.faults.extend(news);
        } else if self.reading.quarantined.len() < MOST_FAULTS {
            self.reading.quarantined.push(QuarantinedRow { line, faults });
        } else {
            self.more.push(line);
        }
    }

    /// Notes of which cell a row gives no figure that is set apart.
    pub(super) fn lack(&mut self, line: u32, cell: Cell) {
        if self.reading.lacking.len() < MOST_FAULTS {
            self.reading.lacking.push((line, cell));
        }
    }

    /// On which line the file first reports each of these cells.
    pub(super) fn lines_of(&self, wanted: &FxHashSet<Cell>) -> FxHashMap<Cell, u32> {
        let found = self.reading.observations.iter().filter(|known| wanted.contains(&known.cell));
        found.rev().map(|known| (known.cell.clone(), known.source.line)).collect()
    }

    /// Takes an observation in.
    pub(super) fn add(&mut self, series: StatementSeries, observation: Observation) -> Added {
        let known = &self.reading.observations;
        let next = u32::try_from(known.len()).expect("no file has so many rows");
        let place = self.statements.place(series, &observation, known, next);
        if place == next {
            self.reading.observations.push(observation);
            return Added::New;
        }
        let first = &mut self.reading.observations[place as usize];
        let agrees = first.report == observation.report;
        if agrees && !self.conflicts.contains_key(&place) {
            first.status = first.status.max(observation.status);
            return Added::Repeat;
        }
        self.conflict(place, agrees, &observation);
        Added::Conflict
    }

    fn conflict(&mut self, place: u32, agrees_with_first: bool, observation: &Observation) {
        let first = &self.reading.observations[place as usize];
        let this = (observation.source.line, observation.report);
        let is_new = !self.conflicts.contains_key(&place);
        let against = self.conflicts.entry(place).or_insert(this);
        let other = if agrees_with_first { *against } else { (first.source.line, first.report) };
        let sheets = &first.source.file.sheets;
        let place = |line: u32| sheets.place(line);
        let conflict = Conflict {
            cell: first.cell.clone(),
            first_place: place(other.0),
            first: other.1,
            second_place: place(this.0),
            second: this.1,
            of: if first.paper.is_some() { ConflictOf::Paper } else { ConflictOf::Figure },
        };
        let fault = RowFault::Conflict(Box::new(conflict));
        let (first_line, cell) = (first.source.line, first.cell.clone());
        if is_new {
            self.lack(first_line, cell);
            self.quarantine(first_line, vec![fault.clone()]);
        }
        self.quarantine(this.0, vec![fault]);
    }

    /// Takes in what was found in one of several tables besides observations.
    pub(super) fn take_in(&mut self, table: Reading) {
        self.reading.add(table);
    }

    /// Takes in a cell on which one of several tables contradicts itself.
    pub(super) fn add_contradicted(&mut self, series: StatementSeries, contradicted: Contradicted) {
        let Contradicted { first, other } = contradicted;
        let known = &self.reading.observations;
        let next = u32::try_from(known.len()).expect("no file has so many rows");
        let place = self.statements.place(series, &first, known, next);
        if place == next {
            self.reading.observations.push(first);
            self.conflicts.insert(place, other);
            return;
        }
        // One of its two rows says otherwise than the table before.
        let mut otherwise = first;
        if known[place as usize].report == otherwise.report {
            (otherwise.source.line, otherwise.report) = other;
        }
        self.conflict(place, false, &otherwise);
    }

    /// The cells on which the file contradicts itself, in its order.
    pub(super) fn contradicted(&self) -> Vec<Contradicted> {
        let mut places: Vec<_> = self.conflicts.iter().collect();
        places.sort_unstable_by_key(|(place, _)| **place);
        let contradicted = |(place, other): (&u32, &(u32, Report))| Contradicted {
            first: self.reading.observations[*place as usize].clone(),
            other: *other,
        };
        places.into_iter().map(contradicted).collect()
    }

    /// Everything that the file said, without the cells on which it contradicts itself.
    pub(super) fn finish(self) -> Reading {
        let Self { mut reading, conflicts, more, .. } = self;
        if !conflicts.is_empty() {
            let mut place = 0..;
            reading.observations.retain(|_| place.next().is_none_or(|place| !conflicts.contains_key(&place)));
        }
        reading.quarantined.sort_by_key(|row| row.line);
        reading.quarantined.dedup_by(|later, row| {
            let same = later.line == row.line;
            if same {
                let news = later.faults.drain(..).filter(|fault| !row.faults.contains(fault));
                let news: Vec<_> = news.collect();
                row.faults.extend(news);
            }
            same
        });
        let told = reading.quarantined.iter().map(|row| row.line).collect();
        let more = [std::mem::take(&mut reading.more_quarantined), more.into_iter().collect()];
        reading.more_quarantined = more.into_iter().sum::<Lines>().without(&told);
        reading
    }
}
