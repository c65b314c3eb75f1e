//! Figures in force that one feed reported, of some measures and periods: what a release of it that says everything is held against.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Evidence;
use super::left_out::is_withdrawn;
use super::origin::OriginIx;
use crate::model::{Cell, FeedId, MeasureId, Period, SourceFile, Status, Vintage};

/// A figure in force.
#[derive(Clone, Debug)]
pub struct HeldFigure {
    pub cell: Cell,
    pub file: Arc<SourceFile>,
    pub status: Status,
    pub vintage: Vintage,
}

impl Evidence {
    /// The figures in force of a feed, of these measures in these periods; series by series. Other measures are not looked at.
    pub fn held_by_feed(&self, feed: &FeedId, covered: &BTreeSet<(MeasureId, Period)>) -> Vec<HeldFigure> {
        let table = &self.table;
        let origins: FxHashSet<OriginIx> = table.origins.of_feed(feed).collect();
        let mut periods: FxHashMap<u32, FxHashSet<Period>> = FxHashMap::default();
        for (measure, period) in covered {
            if let Some(number) = table.measure_number(measure) {
                periods.entry(number).or_default().insert(*period);
            }
        }
        let mut held = Vec::new();
        for (series, key, column) in table.all() {
            let Some(periods) = periods.get(&key.measure) else { continue };
            for (index, slot) in column.iter() {
                let ix = series.cell(index);
                let Some(stored) = slot.stored.filter(|stored| origins.contains(&stored.origin)) else {
                    continue;
                };
                if is_withdrawn(stored.report) || !periods.contains(&table.period(ix)) {
                    continue;
                }
                held.push(HeldFigure {
                    cell: table.cell(ix),
                    file: table.origins.source(stored.origin, stored.line).file,
                    status: stored.status,
                    vintage: table.origins.vintage(stored.origin),
                });
            }
        }
        held
    }

    /// The paths of the files of a feed of which something was heard.
    pub fn paths_of_feed(&self, feed: &FeedId) -> BTreeSet<&str> {
        self.table.origins.paths_of_feed(feed).collect()
    }
}
