//! Taking in what came and could not be used: it turns no figure, and wakes whoever lacks one, since that is told otherwise now.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::column::Slot;
use super::derived::Link;
use super::index::{NodeIx, ReaderIx};
use super::unused::is_about;
use super::{Evidence, Gap};
use crate::model::{Calendar, Cell, MeasureId, Unused, UnusedReport, Withheld};

impl Evidence {
    /// What could not be used of a file when it was last read; none where all of it could.
    pub fn unused_of(&self, path: &str) -> Option<&Unused> {
        self.unused.by_path.get(path)
    }

    /// What could not be used of every file.
    pub fn all_unused(&self) -> impl Iterator<Item = &Unused> {
        self.unused.by_path.values()
    }

    /// The content of each file of which something could not be used, before that was read otherwise.
    pub fn formerly_unused(&self) -> impl Iterator<Item = (&Arc<str>, &Arc<str>)> {
        self.unused.formerly.iter()
    }

    /// Takes up after a restart which contents could not be used before.
    pub(crate) fn recall_formerly_unused(&mut self, formerly: Vec<(Arc<str>, Arc<str>)>) {
        self.unused.formerly = formerly.into_iter().collect();
    }

    /// What came in for a cell and could not be used; none where nothing is known to have come.
    pub fn unused(&self, cell: &Cell) -> Option<Arc<UnusedReport>> {
        self.unused.find(cell)
    }

    /// Since when a file waits unread for the end of its embargo; none where it does not.
    pub fn waits_since(&self, path: &str) -> Option<Timestamp> {
        self.unused_of(path)?.under_embargo.as_ref().map(|waits| waits.received)
    }

    /// Since when a file waits of which nothing may be read; none where only rows of it wait.
    pub fn waits_unread_since(&self, path: &str) -> Option<Timestamp> {
        let waits = self.unused_of(path)?.under_embargo.as_ref()?;
        (waits.withheld == Withheld::WholeFile).then_some(waits.received)
    }

    /// Whether a line of a file waits, or waited when it was last read, for the end of an embargo of its own.
    pub fn is_withheld(&self, path: &str, line: u32) -> bool {
        let waits = self.unused_of(path).and_then(|unused| unused.under_embargo.as_ref());
        match waits.map(|waits| &waits.withheld) {
            Some(Withheld::Rows(runs)) => runs.iter().any(|(first, last)| (*first..=*last).contains(&line)),
            Some(Withheld::WholeFile) | None => false,
        }
    }

    /// The files that wait unread for the end of their embargo, and since when.
    pub fn waiting_files(&self) -> BTreeMap<Arc<str>, Timestamp> {
        let since = |path: &Arc<str>| Some((Arc::clone(path), self.waits_since(path)?));
        self.unused.waiting.iter().filter_map(since).collect()
    }

    /// The same evidence, once this is known of what could not be used.
    #[must_use]
    pub fn with_set_aside(mut self, unused: impl IntoIterator<Item = Unused>) -> Self {
        for unused in unused {
            self.set_aside(unused, &mut Vec::new());
        }
        self
    }

    /// What waits unread for the end of an embargo and may hold what a gap lacks: of all figures that are missing, so that nothing speaks for one
    /// of which nothing came in. It is the file that came in last of those that are needed.
    pub(crate) fn waiting_for(&self, gap: &Gap, calendar: &Calendar) -> Option<UnusedReport> {
        if self.unused.waiting.is_empty() {
            return None;
        }
        let lacking = self.lacking(&gap.cell);
        let of = |gap: &Gap| {
            let last_day = calendar.start_of_day(gap.cell.period.last_day());
            self.unused.waiting((&gap.cell.measure, last_day))
        };
        let waiting = lacking.iter().map(of).collect::<Option<Vec<_>>>()?;
        waiting.into_iter().max_by_key(|report| report.waits_since)
    }

    /// Takes in what of a file could not be used, in place of what was known of it, and wakes whoever lacks a figure for it.
    pub(crate) fn set_aside(&mut self, unused: Unused, woken: &mut Vec<ReaderIx>) {
        let rows: Vec<Cell> = unused.rows.iter().map(|row| row.cell.clone()).collect();
        let refused = unused.refused.clone();
        let waiting = unused.under_embargo.clone();
        let before = self.unused.replace(unused);
        let waited = before.as_ref().and_then(|before| before.under_embargo.clone());
        if waiting != waited {
            for held in [waiting, waited].into_iter().flatten() {
                self.wake_readers_behind_gaps(held.measures.as_deref(), woken);
            }
        }
        let rows_before = before.iter().flat_map(|before| &before.rows).map(|row| &row.cell);
        for cell in rows.iter().chain(rows_before) {
            self.wake_readers(cell, woken);
        }
        let refused_before = before.and_then(|before| before.refused);
        if refused != refused_before {
            for refused in [refused, refused_before].into_iter().flatten() {
                self.wake_readers_of_gaps(refused.measures.as_deref(), woken);
            }
        }
    }

    /// Names whoever read this very cell.
    pub(crate) fn wake_readers(&self, cell: &Cell, woken: &mut Vec<ReaderIx>) {
        if self.is_of_document(cell) {
            let series = self.table.find(cell).map(|ix| ix.series);
            return series.into_iter().flat_map(|series| self.nodes_of(series)).for_each(|node| {
                self.wake_through(node, woken);
            });
        }
        let slot = self.table.find(cell).and_then(|ix| self.table.slot(ix));
        if let Some(node) = slot.and_then(Slot::node) {
            self.wake_through(node, woken);
        }
    }

    /// Wakes whoever lacks a figure, or one of the same name and another cadence that is made of it.
    fn wake_through(&self, node: NodeIx, woken: &mut Vec<ReaderIx>) {
        let node = self.node(node);
        node.readers.name(woken);
        let rolled_up =
            node.dependents.iter().filter(|ix| matches!(self.node(**ix).link, Link::RollUp { .. }));
        rolled_up.for_each(|ix| self.wake_all(*ix, woken));
    }

    /// A file that waits may hold any figure that is missing, also one of which another is made.
    fn wake_readers_behind_gaps(&self, measures: Option<&[MeasureId]>, woken: &mut Vec<ReaderIx>) {
        let gaps = self.nodes.iter().zip(0..).filter(|(node, _)| node.holding.is_err());
        for (node, ix) in gaps {
            if is_about(measures, &self.cell(node.cell).measure) {
                self.wake_all(NodeIx::new(ix), woken);
            }
        }
    }

    /// Any body that lacks a figure may have sent it in a file that was refused, so that every cell that holds none is looked at.
    /// Whole files are seldom refused.
    fn wake_readers_of_gaps(&self, measures: Option<&[MeasureId]>, woken: &mut Vec<ReaderIx>) {
        let gaps = self.nodes.iter().zip(0..).filter(|(node, _)| node.holding.is_err());
        for (node, ix) in gaps {
            if is_about(measures, &self.cell(node.cell).measure) {
                self.wake_through(NodeIx::new(ix), woken);
            }
        }
    }
}
