//! Figures in force that a new content of their file no longer holds.

use rustc_hash::FxHashSet;

use super::Evidence;
use super::column::Slot;
use super::index::CellIx;
use super::origin::OriginIx;
use crate::model::{Cell, Observation, SourceFile};

impl Evidence {
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
        let all = table.all().flat_map(|(series, _, column)| {
            column.iter().filter(|(_, slot)| is_of_file(slot)).map(move |(period, _)| series.cell(period))
        });
        all.filter(|ix| !said.contains(ix)).map(|ix| table.cell(ix)).collect()
    }
}
