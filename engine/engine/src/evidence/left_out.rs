//! Figures in force that a new content of their file no longer holds, and files that are read again without one.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::Evidence;
use super::column::Slot;
use super::index::CellIx;
use super::origin::OriginIx;
use crate::model::{Absence, Cell, FeedId, Observation, Report, Source, SourceFile, Status, Vintage};

/// The line to which a row that is not there is put down.
const HEADER: u32 = 1;

impl Evidence {
    /// Whether a file was read earlier, when it held what it holds now, be it that something was heard of it or that nothing could be used.
    pub(crate) fn is_read_again(&self, file: &SourceFile) -> bool {
        let unusable = self.unused.formerly.get(file.path.as_str());
        unusable.is_some_and(|content| **content == *file.hash) || self.table.origins.is_read_again(file)
    }

    /// That a file withdraws figures of its earlier contents: each is absent from when the file was published, or the figure itself was.
    pub fn withdrawn(&self, file: &Arc<SourceFile>, cells: &[Cell], published: Vintage) -> Vec<Observation> {
        let withdrawn = cells.iter().filter_map(|cell| {
            let source = Source { file: Arc::clone(file), line: HEADER };
            let (report, status) = (Report::Absent(Absence::Withdrawn), Status::Final);
            let cell = cell.clone();
            let said = Observation { paper: None, cell, report, status, vintage: published, source };
            let held = self.history_of(&said)?.current();
            Some(Observation { status: held.status, vintage: published.max(held.vintage), ..said })
        });
        withdrawn.collect()
    }

    /// How many figures in force are those of a file.
    pub fn in_force_of(&self, feed: &FeedId, path: &str) -> usize {
        let origins = &self.table.origins;
        origins.of_path(feed, path).iter().map(|origin| origins.in_force(*origin) as usize).sum()
    }

    /// The cells whose figure in force is of earlier contents of a file, which now says this; series by series. Where it says all of
    /// them anew, as most do, nothing else is looked at.
    pub fn left_out(&self, file: &SourceFile, said: &[Observation]) -> Vec<Cell> {
        let table = &self.table;
        let origins: FxHashSet<OriginIx> =
            table.origins.of_path(&file.feed, &file.path).iter().copied().collect();
        let in_force: u32 = origins.iter().map(|origin| table.origins.in_force(*origin)).sum();
        let is_of_file = |slot: &Slot| slot.stored.is_some_and(|stored| origins.contains(&stored.origin));
        let said = said.iter().filter_map(|observation| table.find_of(observation));
        let said: FxHashSet<CellIx> = said.filter(|ix| table.slot(*ix).is_some_and(is_of_file)).collect();
        if said.len() == in_force as usize {
            return Vec::new();
        }
        let is_held =
            |slot: &Slot| is_of_file(slot) && !slot.stored.is_some_and(|stored| is_withdrawn(stored.report));
        let all = table.all().flat_map(|(series, _, column)| {
            column.iter().filter(|(_, slot)| is_held(slot)).map(move |(period, _)| series.cell(period))
        });
        all.filter(|ix| !said.contains(ix)).map(|ix| table.cell(ix)).collect()
    }
}

/// Whether the file said before that it holds the figure no longer.
pub(super) fn is_withdrawn(report: Report) -> bool {
    report == Report::Absent(Absence::Withdrawn)
}
