//! The reports of cells that were revised, beside the columns, which hold only what is in force.

use std::sync::atomic::{AtomicU64, Ordering};

use rustc_hash::{FxHashMap, FxHashSet};

use super::Contradiction;
use super::column::Stored;
use super::index::CellIx;
use super::rank::Rank;
use crate::model::{Report, Status, Vintage};

/// How many reports a run holds; few in tests, so that they cover several runs.
const LONGEST_RUN: usize = if cfg!(test) { 4 } else { 128 };
/// How many reports are given no more room than they take.
const FEW: usize = 4;

/// Every report of every cell that has more than one.
#[derive(Default)]
pub(super) struct Revisions {
    cells: FxHashMap<CellIx, Box<Reports>>,
    looked_at: AtomicU64,
}

/// Every report of one cell, in order of precedence. They are kept in
/// runs, so that the ten thousandth costs as much as the hundredth, wherever it belongs.
#[derive(Default)]
struct Reports {
    runs: Vec<Vec<Ranked>>,
    /// From when the first of the values counts as known.
    first_value: Option<Vintage>,
    /// What was ever said, where there are too many reports to look through.
    said: Option<Box<FxHashSet<(Status, Report)>>>,
}

/// A report with its rank.
#[derive(Clone, Copy)]
struct Ranked {
    rank: Rank,
    stored: Stored,
}

impl Revisions {
    /// Puts a report in its place.
    pub(super) fn add(&mut self, cell: CellIx, rank: Rank, counts_from: Vintage, stored: Stored) {
        self.cells.entry(cell).or_default().add(Ranked { rank, stored }, counts_from);
    }

    /// The report in force of a cell that has several, marked where nothing decides between it and another.
    pub(super) fn in_force(&self, cell: CellIx) -> Option<Stored> {
        let reports = self.cells.get(&cell)?;
        // An absence contradicts no figure.
        let is_value = |ranked: &&Ranked| matches!(ranked.stored.report, Report::Value(_));
        let in_force = reports.rivals().find(is_value).or_else(|| reports.rivals().next())?;
        let is_rivalled = reports.contradiction().is_some();
        Some(Stored { is_revised: true, is_rivalled, ..in_force.stored })
    }

    /// What contradicts itself among the reports of a cell, where nothing decides.
    pub(super) fn contradiction(&self, cell: CellIx) -> Option<Contradiction> {
        self.cells.get(&cell)?.contradiction()
    }

    /// The reports of a cell between which nothing decides, the last to come in first; the one in force alone, where something does.
    pub(super) fn rivals(&self, cell: CellIx) -> impl Iterator<Item = &Stored> {
        let reports = self.cells.get(&cell).into_iter();
        reports.flat_map(|reports| reports.rivals()).map(|ranked| &ranked.stored)
    }

    /// Every report of a cell, in order of precedence.
    pub(super) fn of(&self, cell: CellIx) -> impl Iterator<Item = &Stored> {
        let runs = self.cells.get(&cell).into_iter().flat_map(|reports| &reports.runs);
        runs.flatten().inspect(|_| self.note_look()).map(|ranked| &ranked.stored)
    }

    /// Every report of a cell, against the order of precedence.
    pub(super) fn newest_first(&self, cell: CellIx) -> impl Iterator<Item = &Stored> {
        let reports = self.cells.get(&cell).into_iter();
        let newest_first = reports.flat_map(|reports| reports.newest_first());
        newest_first.inspect(|_| self.note_look()).map(|ranked| &ranked.stored)
    }

    /// How many reports of revised cells were looked through so far; counted in debug builds alone.
    pub(super) fn looked_at(&self) -> u64 {
        self.looked_at.load(Ordering::Relaxed)
    }

    fn note_look(&self) {
        if cfg!(debug_assertions) {
            self.looked_at.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// The report that precedes all others of those that were known by a vintage.
    pub(super) fn known_by(&self, cell: CellIx, vintage: Vintage) -> Option<&Stored> {
        self.cells.get(&cell)?.known_by(vintage).map(|ranked| &ranked.stored)
    }

    /// The last that was said with exactly this vintage.
    pub(super) fn last_of(&self, cell: CellIx, vintage: Vintage) -> Option<&Stored> {
        let last = self.cells.get(&cell)?.known_by(vintage)?;
        (last.rank.vintage == vintage).then_some(&last.stored)
    }

    pub(super) fn was_said(&self, cell: CellIx, report: Report, status: Status) -> bool {
        self.cells.get(&cell).is_some_and(|reports| reports.was_said(report, status))
    }

    pub(super) fn first_value(&self, cell: CellIx) -> Option<Vintage> {
        self.cells.get(&cell)?.first_value
    }
}

impl Reports {
    fn add(&mut self, ranked: Ranked, counts_from: Vintage) {
        if let Report::Value(_) = ranked.stored.report {
            self.first_value = Some(self.first_value.map_or(counts_from, |first| first.min(counts_from)));
        }
        self.note(&ranked);
        let is_newest =
            self.runs.last().and_then(|run| run.last()).is_none_or(|last| last.rank <= ranked.rank);
        if is_newest {
            self.append(ranked);
        } else {
            self.insert(ranked);
        }
    }

    fn append(&mut self, ranked: Ranked) {
        match self.runs.last_mut().filter(|run| run.len() < LONGEST_RUN) {
            Some(run) => {
                // Most cells are revised once or twice: these are not given room for more.
                if run.len() < FEW {
                    run.reserve_exact(1);
                }
                run.push(ranked);
            }
            None => self.runs.push(vec![ranked]),
        }
    }

    fn insert(&mut self, ranked: Ranked) {
        let runs = self.runs.partition_point(|run| run[0].rank <= ranked.rank);
        let place = runs.saturating_sub(1);
        let run = &mut self.runs[place];
        run.insert(run.partition_point(|other| other.rank <= ranked.rank), ranked);
        if run.len() > LONGEST_RUN {
            let rest = run.split_off(LONGEST_RUN / 2);
            self.runs.insert(place + 1, rest);
        }
    }

    fn note(&mut self, ranked: &Ranked) {
        let said = |ranked: &Ranked| (ranked.stored.status, ranked.stored.report);
        if self.runs.len() > 1 {
            let all = || Box::new(self.runs.iter().flatten().map(said).collect());
            self.said.get_or_insert_with(all).insert(said(ranked));
        }
    }

    fn was_said(&self, report: Report, status: Status) -> bool {
        if let Some(said) = &self.said {
            return said.contains(&(status, report));
        }
        let mut all = self.runs.iter().flatten().map(|ranked| &ranked.stored);
        all.any(|stored| stored.report == report && stored.status == status)
    }

    fn newest_first(&self) -> impl Iterator<Item = &Ranked> {
        self.runs.iter().rev().flat_map(|run| run.iter().rev())
    }

    /// The last report, and those that came with it between which nothing decides.
    fn rivals(&self) -> impl Iterator<Item = &Ranked> {
        let mut newest_first = self.newest_first();
        let last = newest_first.next();
        let undecided = last.map(|last| last.rank).filter(|rank| rank.leaves_undecided());
        last.into_iter().chain(newest_first.take_while(move |ranked| Some(ranked.rank) == undecided))
    }

    fn contradiction(&self) -> Option<Contradiction> {
        let values = self.rivals().filter_map(|ranked| match ranked.stored.report {
            Report::Value(value) => Some(value),
            Report::Absent(_) => None,
        });
        Contradiction::among(values)
    }

    fn known_by(&self, vintage: Vintage) -> Option<&Ranked> {
        let runs = self.runs.partition_point(|run| run[0].rank.vintage <= vintage);
        let run = self.runs.get(runs.checked_sub(1)?)?;
        run.get(run.partition_point(|ranked| ranked.rank.vintage <= vintage).checked_sub(1)?)
    }
}
