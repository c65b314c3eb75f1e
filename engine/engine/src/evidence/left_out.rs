//! Figures in force that a new content of their file no longer holds, and files that are read again without one.

use rustc_hash::FxHashSet;

use super::Evidence;
use super::column::Slot;
use super::index::CellIx;
use super::origin::OriginIx;
use crate::model::{Cell, Observation, SourceFile};

impl Evidence {
    /// Whether something was heard of a file in an earlier reading, when it held what it holds now.
    pub(crate) fn is_read_again(&self, file: &SourceFile) -> bool {
        self.table.origins.is_read_again(file)
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
        let all = table.all().flat_map(|(series, _, column)| {
            column.iter().filter(|(_, slot)| is_of_file(slot)).map(move |(period, _)| series.cell(period))
        });
        all.filter(|ix| !said.contains(ix)).map(|ix| table.cell(ix)).collect()
    }
}
