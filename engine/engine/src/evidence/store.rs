//! The store of cells: what was said of each, and who reads it. How cells hang together is `graph`'s.

use std::sync::Arc;

use indexmap::IndexMap;
use rust_decimal::Decimal;
use rustc_hash::FxBuildHasher;

use super::derived::{Holding, Link, Recipe};
use super::history::{Hearing, News};
use super::{Gap, History, WhyAbsent};
use crate::model::{Catalogue, Cell, Observation, Vintage};

/// A cell's place in the store.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct CellIx(u32);

/// Whoever asked about a cell and wants to be woken; the number means something to the subscriber alone.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct ReaderIx(pub u32);

/// Every cell that was ever reported or asked about.
#[derive(Default)]
pub struct Evidence {
    pub(super) cells: IndexMap<Cell, Node, FxBuildHasher>,
    pub(super) catalogue: Option<Arc<Catalogue>>,
}

/// One cell in the graph.
pub(super) struct Node {
    pub(super) history: History,
    /// How it is worked out; nothing is known of that before it is linked.
    pub(super) link: Link,
    /// What the cell holds now, so that a change can be told from a repeat.
    pub(super) holding: Holding,
    pub(super) dependents: Vec<CellIx>,
    pub(super) readers: Vec<ReaderIx>,
}

impl Default for Node {
    fn default() -> Self {
        Self {
            history: History::default(),
            link: Link::Unknown,
            holding: Err(WhyAbsent::NeverReported),
            dependents: Vec::new(),
            readers: Vec::new(),
        }
    }
}

impl Evidence {
    /// Evidence for one look at a set of observations, which wakes nobody.
    pub fn from_observations(catalogue: &Arc<Catalogue>, observations: Vec<Observation>) -> Self {
        let mut evidence = Self::default();
        let mut nobody = Vec::new();
        evidence.adopt(catalogue, &mut nobody);
        for observation in observations {
            evidence.hear(observation, &mut nobody);
        }
        evidence
    }

    /// The register by which sums and ratios are derived; none before the first program.
    pub fn catalogue(&self) -> Option<&Arc<Catalogue>> {
        self.catalogue.as_ref()
    }

    /// Takes one observation in and names everyone whom the change wakes; nobody when the cell holds what it held.
    pub(crate) fn hear(&mut self, observation: Observation, woken: &mut Vec<ReaderIx>) {
        let cell = self.intern(observation.cell.clone());
        let history = &mut self.node_mut(cell).history;
        let first_value = history.first_value();
        if history.news(&observation, Hearing::First) == News::Repeat {
            return;
        }
        history.hear(observation);
        if history.first_value() != first_value {
            self.wake_all(cell, woken);
        }
        self.refresh(cell, woken);
    }

    /// Lateness is read from the first value's vintage, so its change wakes readers as a new figure does.
    fn wake_all(&self, cell: CellIx, woken: &mut Vec<ReaderIx>) {
        let node = self.node(cell);
        woken.extend_from_slice(&node.readers);
        node.dependents.iter().for_each(|dependent| self.wake_all(*dependent, woken));
    }

    /// What is known of a cell's reports.
    pub fn history(&self, cell: &Cell) -> Option<&History> {
        self.cells.get(cell).map(|node| &node.history)
    }

    /// Every cell that was ever reported, in the order in which they were first reported or asked about.
    pub fn reported(&self) -> impl Iterator<Item = &Cell> {
        self.cells.iter().filter(|(_, node)| node.history.current().is_some()).map(|(cell, _)| cell)
    }

    /// The figure in force, reported or derived.
    ///
    /// # Errors
    /// The cell holds no value; the gap says why.
    pub fn value(&self, cell: &Cell) -> Result<Decimal, Gap> {
        let holding = match self.cells.get(cell) {
            Some(node) if node.link != Link::Unknown || node.history.current().is_some() => node.holding,
            _ => self.derive_afresh(cell),
        };
        holding.map_err(|why| Gap { cell: cell.clone(), why })
    }

    /// The cells that this one is derived from; none for one that is reported.
    pub fn inputs(&self, cell: &Cell) -> Vec<Cell> {
        match self.cells.get(cell) {
            Some(node) if node.history.current().is_some() => Vec::new(),
            Some(node) if node.link != Link::Unknown => {
                node.link.inputs().into_iter().map(|input| self.cell(input).clone()).collect()
            }
            _ => self.recipe(cell).map(Recipe::into_cells).unwrap_or_default(),
        }
    }

    /// When a value of the cell was first known; for a derived cell, when the last of its inputs was.
    pub fn first_known(&self, cell: &Cell) -> Option<Vintage> {
        let reported = self.history(cell).and_then(History::first_value);
        reported.or_else(|| self.inputs(cell).iter().filter_map(|input| self.first_known(input)).max())
    }

    /// Finds a cell a place in the graph, with everything that it is derived from.
    pub(crate) fn track(&mut self, cell: &Cell) -> CellIx {
        let ix = match self.cells.get_index_of(cell) {
            Some(index) => place(index),
            None => self.intern(cell.clone()),
        };
        self.link(ix);
        ix
    }

    /// Which cell stands at a place.
    pub(crate) fn cell(&self, ix: CellIx) -> &Cell {
        self.cells.get_index(ix.index()).expect("a cell's place stays its own").0
    }

    /// Wakes `reader` from now on whenever this cell changes.
    pub(crate) fn subscribe(&mut self, cell: CellIx, reader: ReaderIx) {
        self.node_mut(cell).readers.push(reader);
    }

    /// Stops waking `reader` for this cell.
    pub(crate) fn unsubscribe(&mut self, cell: CellIx, reader: ReaderIx) {
        self.node_mut(cell).readers.retain(|other| *other != reader);
    }

    pub(super) fn intern(&mut self, cell: Cell) -> CellIx {
        let entry = self.cells.entry(cell);
        let index = entry.index();
        entry.or_default();
        place(index)
    }

    pub(super) fn node(&self, ix: CellIx) -> &Node {
        &self.cells[ix.index()]
    }

    pub(super) fn node_mut(&mut self, ix: CellIx) -> &mut Node {
        &mut self.cells[ix.index()]
    }
}

impl CellIx {
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

pub(super) fn place(index: usize) -> CellIx {
    CellIx(u32::try_from(index).expect("fewer than four thousand million cells"))
}
