//! The table of series: every report of every measure of every body, found by number.
//!
//! It knows nothing of sums, ratios and readers; those are the graph's.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::WhyAbsent;
use super::column::{Column, Slot, Stored};
use super::derived::Holding;
use super::index::{CellIx, SeriesIx};
use super::interner::Interner;
use super::origin::Origins;
use super::revision::Revisions;
use super::spread::Spread;
use crate::model::{BodyId, Cadence, Cell, MeasureId, Observation, Period, Report};

/// What a series is of, in numbers.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct SeriesKey {
    pub(super) measure: u32,
    pub(super) body: u32,
    cadence: Cadence,
}

/// Every series that was ever reported or asked about.
#[derive(Default)]
pub(super) struct Table {
    measures: Interner<MeasureId>,
    bodies: Interner<BodyId>,
    series: IndexMap<SeriesKey, Column, FxBuildHasher>,
    pub(super) origins: Origins,
    pub(super) revisions: Revisions,
    /// The cells between whose reports nothing decides.
    pub(super) contested: BTreeSet<CellIx>,
    /// Those that came to be so, or are so no longer, since somebody asked.
    pub(super) turned: BTreeSet<CellIx>,
    /// How figures of each measure are given, by the measure's number.
    spreads: Vec<Option<Spread>>,
}

impl Table {
    /// The place of a cell whose series was met before.
    pub(super) fn find(&self, cell: &Cell) -> Option<CellIx> {
        let Cell { measure, body, period } = cell;
        let (measure, body) = (self.measures.find(measure)?, self.bodies.find(body)?);
        let series = self.series.get_index_of(&SeriesKey { measure, body, cadence: period.cadence() })?;
        Some(SeriesIx::new(series).cell(period.index()))
    }

    /// Whether this is the cell at a place.
    pub(super) fn is_cell(&self, ix: CellIx, measure: &str, body: &str, period: Period) -> bool {
        let key = self.key(ix.series);
        ix.index == period.index()
            && key.cadence == period.cadence()
            && self.measure(key.measure).as_str() == measure
            && self.body(key.body).as_str() == body
    }

    /// The place of a cell; its series is begun where it was not met before.
    pub(super) fn place(&mut self, cell: &Cell) -> CellIx {
        let series = self.begin(&cell.measure, &cell.body, cell.period.cadence());
        series.cell(cell.period.index())
    }

    pub(super) fn begin(&mut self, measure: &MeasureId, body: &BodyId, cadence: Cadence) -> SeriesIx {
        let key =
            SeriesKey { measure: self.measures.number(measure), body: self.bodies.number(body), cadence };
        // By a quarter: doubling would leave a third of the memory unused.
        if self.series.len() == self.series.capacity() {
            self.series.reserve_exact((self.series.len() / 4).max(4));
        }
        let entry = self.series.entry(key);
        let ix = SeriesIx::new(entry.index());
        entry.or_default();
        ix
    }

    pub(super) fn cell(&self, ix: CellIx) -> Cell {
        let (key, _) = self.series(ix.series);
        let (measure, body) = (self.measures.get(key.measure).clone(), self.bodies.get(key.body).clone());
        Cell { measure, body, period: Period::from_parts(key.cadence, ix.index) }
    }

    pub(super) fn period(&self, ix: CellIx) -> Period {
        Period::from_parts(self.key(ix.series).cadence, ix.index)
    }

    pub(super) fn slot(&self, ix: CellIx) -> Option<&Slot> {
        self.series(ix.series).1.get(ix.index)
    }

    pub(super) fn slot_mut(&mut self, ix: CellIx) -> &mut Slot {
        self.column_mut(ix.series).slot_mut(ix.index)
    }

    pub(super) fn column_mut(&mut self, ix: SeriesIx) -> &mut Column {
        &mut self.series[ix.index()]
    }

    /// Every series with what it is of, in the order in which they were first met.
    pub(super) fn all(&self) -> impl Iterator<Item = (SeriesIx, &SeriesKey, &Column)> {
        let numbered = self.series.iter().enumerate();
        numbered.map(|(index, (key, column))| (SeriesIx::new(index), key, column))
    }

    pub(super) fn measure(&self, number: u32) -> &MeasureId {
        self.measures.get(number)
    }

    pub(super) fn body(&self, number: u32) -> &BodyId {
        self.bodies.get(number)
    }

    pub(super) fn key(&self, ix: SeriesIx) -> &SeriesKey {
        self.series(ix).0
    }

    /// How figures of a measure were ever given; none where no value was reported.
    pub(super) fn spread(&self, measure: &MeasureId) -> Option<Spread> {
        let number = self.measures.find(measure)?;
        self.spreads.get(number as usize).copied().flatten()
    }

    /// Takes a report in.
    pub(super) fn hear(&mut self, ix: CellIx, observation: &Observation) {
        let Observation { report, status, vintage, source, .. } = observation;
        let origin = self.origins.number(&source.file, *vintage);
        self.put(ix, Stored::new(*report, origin, source.line, *status));
    }

    /// What a cell with a report holds.
    pub(super) fn holding(&self, ix: CellIx, stored: Stored) -> Holding {
        match stored.report {
            Report::Value(_) if stored.is_contested => {
                let contradiction =
                    self.revisions.contradiction(ix).expect("its reports contradict each other");
                Err(WhyAbsent::Unreconciled(contradiction))
            }
            Report::Value(value) => Ok(value),
            Report::Absent(absence) => Err(WhyAbsent::Stated(absence)),
        }
    }

    /// Puts a report into its place.
    pub(super) fn put(&mut self, ix: CellIx, stored: Stored) {
        self.note(ix.series, stored.report);
        let Some(before) = self.slot_mut(ix).stored else {
            self.slot_mut(ix).stored = Some(stored);
            self.origins.came_into_force(stored.origin, None);
            return;
        };
        if !before.is_revised {
            self.add(ix, before);
        }
        self.add(ix, stored);
        let in_force = self.revisions.in_force(ix).expect("it has several reports");
        self.slot_mut(ix).stored = Some(in_force);
        self.origins.came_into_force(in_force.origin, Some(before.origin));
        let is_turned = if in_force.is_contested {
            self.contested.insert(ix);
            true
        } else {
            self.contested.remove(&ix)
        };
        if is_turned {
            self.turned.insert(ix);
        }
    }

    fn add(&mut self, ix: CellIx, stored: Stored) {
        let Stored { origin, status, .. } = stored;
        self.revisions.add(ix, self.origins.rank(origin, status), self.origins.counts_from(origin), stored);
    }

    /// Keeps up how figures of a measure are given.
    fn note(&mut self, series: SeriesIx, report: Report) {
        let Report::Value(value) = report else { return };
        let measure = self.key(series).measure as usize;
        if self.spreads.len() <= measure {
            self.spreads.resize(measure + 1, None);
        }
        self.spreads[measure].get_or_insert_default().note(value);
    }

    fn series(&self, ix: SeriesIx) -> (&SeriesKey, &Column) {
        self.series.get_index(ix.index()).expect("a series keeps its place")
    }
}

impl SeriesKey {
    pub(super) fn cadence(&self) -> Cadence {
        self.cadence
    }
}
