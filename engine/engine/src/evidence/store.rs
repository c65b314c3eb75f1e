//! The evidence, as it is read: the figure in force of each cell, reported or derived, and what it is derived from.

use std::collections::BTreeSet;
use std::sync::Arc;

use indexmap::IndexSet;
use jiff::Timestamp;
use rust_decimal::Decimal;
use rustc_hash::FxBuildHasher;
use thin_vec::ThinVec;

use super::column::{Slot, Stored};
use super::derived::{Holding, Link, Sum};
use super::history::History;
use super::index::{CellIx, NodeIx, PlacedCell};
use super::ratio::ratio;
use super::readers::Readers;
use super::recipe::{Recipe, Register};
use super::roll_up::roll_up;
use super::spread::Spread;
use super::table::Table;
use super::undisclosed::Undisclosed;
use super::unused::UnusedReports;
use super::voices::Spoken;
use super::{Disagreement, Gap, Whose, WhyAbsent};
use crate::model::{Catalogue, Cell, MeasureId, Observation, Period, Report, Target, Vintage};
use crate::paged::Paged;

/// Everything that was ever reported, and what is derived from it.
#[derive(Default)]
pub struct Evidence {
    pub(super) table: Table,
    /// The cells that are read or that others are derived from.
    pub(super) nodes: Paged<Node>,
    pub(super) register: Option<Register>,
    /// What came in and could not be used.
    pub(super) unused: UnusedReports,
    /// How many registers there were.
    pub(super) registers: u32,
}

/// A cell in the graph.
pub(super) struct Node {
    pub(super) cell: CellIx,
    pub(super) link: Link,
    /// What the cell holds now, so that a change can be told from a repeat.
    pub(super) holding: Holding,
    pub(super) dependents: ThinVec<NodeIx>,
    pub(super) readers: Readers,
}

impl Evidence {
    /// Nothing yet, of which no report of these measures will be shown.
    pub fn with_undisclosed(undisclosed: BTreeSet<MeasureId>) -> Self {
        let mut evidence = Self::default();
        evidence.table.undisclosed = Some(Box::new(Undisclosed::new(undisclosed)));
        evidence
    }

    /// The measures of which no report is shown and for which something asked all the same: what was worked out may rest on what it lacks.
    pub fn undisclosed_asked(&self) -> BTreeSet<MeasureId> {
        self.table.undisclosed.as_ref().map(|undisclosed| undisclosed.asked()).unwrap_or_default()
    }

    /// Says that something hangs on the figures of a measure, whichever come in.
    pub(crate) fn ask_for(&self, measure: &MeasureId) {
        self.table.note_asked(measure);
    }

    /// The register by which sums and ratios are derived; none before the first program.
    pub fn catalogue(&self) -> Option<&Arc<Catalogue>> {
        self.register.as_ref().map(|register| &register.catalogue)
    }

    /// Whether nothing was ever reported, of anything.
    pub fn is_empty(&self) -> bool {
        self.table.origins.files().next().is_none()
    }

    /// What is known of a cell's reports; none where nobody has reported it.
    pub fn history(&self, cell: &Cell) -> Option<History<'_>> {
        self.history_at(self.table.find(cell)?)
    }

    /// The same of a cell whose place is known.
    pub(super) fn history_at(&self, ix: CellIx) -> Option<History<'_>> {
        self.table.history(self.spoken(ix).map_or(ix, |spoken| spoken.used))
    }

    /// What is known of what a voice said of a cell.
    pub(super) fn history_of(&self, observation: &Observation) -> Option<History<'_>> {
        self.table.history(self.table.find_of(observation)?)
    }

    /// Every cell that was ever reported, series by series, in the order in which they were first met.
    pub fn reported(&self) -> impl Iterator<Item = Cell> {
        let cells = self.table.all().flat_map(move |(series, _, column)| {
            let reported = column.iter().filter(|(_, slot)| slot.stored.is_some());
            reported.map(move |(index, _)| self.table.cell(series.cell(index)))
        });
        // Several voices may speak of one.
        cells.collect::<IndexSet<Cell, FxBuildHasher>>().into_iter()
    }

    /// Every cell whose reports disagree.
    pub fn disputed(&self) -> BTreeSet<Cell> {
        self.table.disagreeing.keys().map(|ix| self.table.cell(*ix)).collect()
    }

    /// The cells whose reports came to disagree, or no longer do, since this was last asked.
    pub(crate) fn take_turned(&mut self) -> BTreeSet<Cell> {
        let table = &mut self.table;
        let mut news = BTreeSet::new();
        for ix in std::mem::take(&mut table.turned) {
            let before = match table.disagreeing.get(&ix) {
                Some(disagreement) => table.told.insert(ix, *disagreement),
                None => table.told.remove(&ix),
            };
            if before.is_some() || table.told.contains_key(&ix) {
                news.insert(table.cell(ix));
            }
        }
        news
    }

    /// How many reports of revised cells were looked through so far; counted in debug builds alone.
    pub(crate) fn revisions_looked_at(&self) -> u64 {
        self.table.revisions.looked_at()
    }

    /// Takes those that disagree now for told.
    pub(crate) fn know_disputed(&mut self) {
        self.table.told.clone_from(&self.table.disagreeing);
        self.table.turned.clear();
    }

    /// How the reports of a cell disagree; none where they do not.
    pub fn disagreement(&self, cell: &Cell) -> Option<Disagreement> {
        let ix = self.table.find(cell)?;
        let used = match self.spoken(ix) {
            Some(Spoken { disagreement: Some(disagreement), .. }) => return Some(disagreement),
            Some(spoken) => spoken.used,
            None => ix,
        };
        self.table.slot(used)?.stored?.is_rivalled.then_some(Disagreement::Unreconciled)
    }

    /// How figures of a measure were ever given in reports; none where no value was.
    pub fn spread(&self, measure: &MeasureId) -> Option<Spread> {
        self.table.spread(measure)
    }

    /// The figure in force, reported or derived.
    ///
    /// # Errors
    /// The cell holds no value; the gap says why.
    pub fn value(&self, cell: &Cell) -> Result<Decimal, Gap> {
        self.held(cell).map_err(|why| self.gap_of(cell, why))
    }

    /// The figure in force of a cell whose place is known.
    pub(crate) fn value_at(&self, ix: CellIx) -> Result<Decimal, Gap> {
        let holding = self.holding(ix).unwrap_or_else(|| self.derive_afresh(&self.cell(ix)));
        holding.map_err(|why| self.gap_of(&self.cell(ix), why))
    }

    /// The figure of a cell whose place is known, where there is nothing to it but a report: most have one, and no two that contradict each
    /// other, no other voice, and no paper. None where there is more to look at.
    #[inline]
    pub(crate) fn plain_value_at(&self, ix: CellIx) -> Option<Decimal> {
        if self.table.has_voices(ix.series) || self.is_document(ix.series) {
            return None;
        }
        match self.table.slot(ix)?.stored? {
            Stored { report: Report::Value(value), is_rivalled: false, .. } => Some(value),
            _ => None,
        }
    }

    /// What a cell holds, whether anybody has asked about it or not.
    pub(super) fn held(&self, cell: &Cell) -> Holding {
        let known = self.table.find(cell).and_then(|ix| self.holding(ix));
        known.unwrap_or_else(|| self.derive_afresh(cell))
    }

    pub(super) fn gap(&self, cell: &Cell, why: WhyAbsent) -> Gap {
        let find = || {
            if self.is_of_document(cell) { self.unused.find_on_any_day(cell) } else { self.unused.find(cell) }
        };
        let unused = (why == WhyAbsent::NeverReported).then(find).flatten();
        Gap { cell: cell.clone(), why, unused }
    }

    /// What a cell holds; none where nobody has reported it or asked about it.
    fn holding(&self, ix: CellIx) -> Option<Holding> {
        if self.is_document(ix.series) {
            return Some(self.document_holding(ix));
        }
        if let Some(spoken) = self.spoken(ix) {
            return Some(spoken.holding);
        }
        let slot = self.table.slot(ix)?;
        match slot.stored {
            Some(stored) => Some(self.table.holding(ix, stored)),
            None => slot.node().map(|node| self.node(node).holding),
        }
    }

    /// The version of the target to judge a cell by: a body's own before the general one.
    pub fn target(&self, cell: &Cell) -> Option<&Target> {
        self.register.as_ref()?.target(cell)
    }

    /// The cells that this one is derived from; none for one that is reported.
    pub fn inputs(&self, cell: &Cell) -> Vec<Cell> {
        match self.table.find(cell).and_then(|ix| self.known_inputs(ix)) {
            Some(inputs) => inputs.into_iter().map(|input| self.cell(input)).collect(),
            None => self.recipe(cell).map(Recipe::into_cells).unwrap_or_default(),
        }
    }

    /// When a value of the cell was first known; for a derived cell, when the last of its inputs was that it needs.
    pub fn first_known(&self, cell: &Cell) -> Option<Vintage> {
        match self.table.find(cell) {
            Some(ix) => self.first_known_at(ix),
            None => self.first_known_afresh(cell),
        }
    }

    /// When a cell that holds a value first did.
    ///
    /// # Errors
    /// It holds none; the gap says why.
    pub(crate) fn known_since(&self, PlacedCell { cell, ix }: &PlacedCell) -> Result<Option<Vintage>, Gap> {
        match *ix {
            Some(ix) => self.value_at(ix).map(|_| self.first_known_at(ix)),
            None => self.value(cell).map(|_| self.first_known_afresh(cell)),
        }
    }

    /// The same for a cell whose place is known.
    pub(crate) fn first_known_at(&self, ix: CellIx) -> Option<Vintage> {
        if self.is_document(ix.series) {
            return self.document_known(ix);
        }
        if self.spoken(ix).is_some() || self.table.history(ix).is_some() {
            return self.first_value(ix);
        }
        let Some(inputs) = self.known_inputs(ix) else { return self.first_known_afresh(&self.cell(ix)) };
        let known = inputs.into_iter().filter_map(|input| self.first_known_at(input));
        match self.table.slot(ix).and_then(Slot::node).map(|node| &self.node(node).link) {
            Some(Link::Sum { sum, .. }) => sum.first_known(known),
            _ => known.max(),
        }
    }

    /// Since when a cell says what it says now: for a derived one, since the last of its inputs does. None where it holds no figure, and where it
    /// is a document, which comes into force on days of its own.
    pub(crate) fn says_since(&self, ix: CellIx) -> Option<Vintage> {
        if self.is_document(ix.series) || self.value_at(ix).is_err() {
            return None;
        }
        let used = self.spoken(ix).map_or(ix, |spoken| spoken.used);
        if let Some(history) = self.table.history(used) {
            return Some(history.says_since());
        }
        let inputs = self.inputs(&self.cell(ix));
        inputs.iter().filter_map(|input| self.says_since(self.table.find(input)?)).max()
    }

    /// The figures that a cell held before the one in force, the newest first, each with when it was published; as far back as all of them have
    /// dates and nothing was withheld. None of a cell that is derived, or of which several speak.
    pub(crate) fn said_before(&self, ix: CellIx) -> Vec<(Timestamp, Decimal)> {
        let history = self.table.history(ix).filter(|_| self.spoken(ix).is_none());
        history.map(History::said_before).unwrap_or_default()
    }

    fn first_known_afresh(&self, cell: &Cell) -> Option<Vintage> {
        let known = |inputs: &[Cell]| inputs.iter().filter_map(|input| self.first_known(input)).collect();
        match self.recipe(cell)? {
            Recipe::Sum { parts, complete, falls_to } => {
                let known: Vec<Vintage> = known(&parts);
                let sum = Sum::of(parts.iter().map(|part| self.held(part)), complete, falls_to);
                sum.first_known(known)
            }
            made => known(&made.into_cells()).into_iter().max(),
        }
    }

    /// What a cell is known to be derived from; none where nobody has looked yet.
    fn known_inputs(&self, ix: CellIx) -> Option<Vec<CellIx>> {
        if self.is_document(ix.series) {
            return Some(self.versions(ix));
        }
        if self.spoken(ix).is_some() {
            return Some(Vec::new());
        }
        let slot = self.table.slot(ix)?;
        if slot.stored.is_some() {
            return Some(Vec::new());
        }
        let node = self.node(slot.node()?);
        Some(node.link.inputs().iter().map(|input| self.node(*input).cell).collect())
    }

    /// What a cell that nobody tracks yet would hold.
    fn derive_afresh(&self, cell: &Cell) -> Holding {
        let input = |cell: &Cell| self.held(cell);
        match self.recipe(cell) {
            None => Err(WhyAbsent::NeverReported),
            Some(Recipe::Ratio { inputs: [numerator, denominator], zero_over_zero }) => {
                ratio(input(&numerator), input(&denominator), zero_over_zero)
            }
            Some(Recipe::Sum { parts, complete, falls_to }) => {
                Sum::of(parts.iter().map(input), complete, falls_to).holding()
            }
            Some(Recipe::RollUp { parts, how }) => {
                let sum = Sum::of(parts.iter().map(input), None, Whose::Own);
                roll_up(&sum, how, parts.iter().map(input))
            }
        }
    }

    pub(super) fn recipe(&self, cell: &Cell) -> Option<Recipe> {
        self.register.as_ref()?.recipe(cell)
    }

    /// The cell at a place.
    pub(crate) fn cell(&self, ix: CellIx) -> Cell {
        self.table.cell(ix)
    }

    /// The period of the cell at a place.
    pub(crate) fn period(&self, ix: CellIx) -> Period {
        self.table.period(ix)
    }

    /// A cell with its place.
    pub(crate) fn placed(&self, cell: Cell) -> PlacedCell {
        PlacedCell { ix: self.table.find(&cell), cell }
    }

    /// The place of a cell whose series was reported or asked about before.
    pub(crate) fn find(&self, cell: &Cell) -> Option<CellIx> {
        self.table.find(cell)
    }

    /// Whether this is the cell at a place.
    pub(crate) fn is_cell(&self, ix: CellIx, measure: &str, body: &str, period: Period) -> bool {
        self.table.is_cell(ix, measure, body, period)
    }

    /// How often the register has changed: what was looked up under another one may not hold any more.
    pub(crate) fn register_number(&self) -> u32 {
        self.registers
    }

    pub(super) fn node(&self, ix: NodeIx) -> &Node {
        &self.nodes[ix.index()]
    }

    pub(super) fn node_mut(&mut self, ix: NodeIx) -> &mut Node {
        &mut self.nodes[ix.index()]
    }
}
