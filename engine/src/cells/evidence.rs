//! The store of cells and the graph between them.

use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::derived::{Derived, Holding, Sum, ratio};
use super::history::News;
use super::{Gap, History, WhyAbsent};
use crate::model::{AddsUp, Catalogue, Cell, Observation, Report, Vintage};

/// A cell's place in the store.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct CellIx(u32);

/// Whoever asked about a cell and wants to be woken; the number means something to the subscriber alone.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct ReaderIx(pub u32);

/// Every cell that was ever reported or asked about.
#[derive(Default)]
pub struct Evidence {
    cells: IndexMap<Cell, Node, FxBuildHasher>,
    catalogue: Option<Arc<Catalogue>>,
}

struct Node {
    history: History,
    derived: Option<Derived>,
    /// What the cell holds now, so that a change can be told from a repeat.
    holding: Holding,
    dependents: Vec<CellIx>,
    readers: Vec<ReaderIx>,
}

impl Default for Node {
    fn default() -> Self {
        Self {
            history: History::default(),
            derived: None,
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
        if history.news(&observation) == News::Repeat {
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

    /// The figure in force, reported or derived.
    ///
    /// # Errors
    /// The cell holds no value; the gap says why.
    pub fn value(&self, cell: &Cell) -> Result<rust_decimal::Decimal, Gap> {
        let holding = match self.cells.get(cell) {
            Some(node) if node.derived.is_some() || node.history.current().is_some() => node.holding,
            _ => self.derive_afresh(cell),
        };
        holding.map_err(|why| Gap { cell: cell.clone(), why })
    }

    /// The cells that this one is derived from; none for one that is reported, or not asked about yet.
    pub fn inputs(&self, cell: &Cell) -> Vec<Cell> {
        let reported = self.history(cell).is_some_and(|history| history.current().is_some());
        if reported { Vec::new() } else { self.recipe(cell).map(Recipe::into_cells).unwrap_or_default() }
    }

    /// When a value of the cell was first known; for a derived cell, when the last of its inputs was.
    pub fn first_known(&self, cell: &Cell) -> Option<Vintage> {
        let reported = self.history(cell).and_then(History::first_value);
        reported.or_else(|| self.inputs(cell).iter().filter_map(|input| self.first_known(input)).max())
    }

    /// Finds a cell a place in the graph, with everything that it is derived from.
    pub(crate) fn track(&mut self, cell: &Cell) -> CellIx {
        if let Some(index) = self.cells.get_index_of(cell) {
            let known = self.cells.get_index(index).is_some_and(|(_, node)| node.derived.is_some());
            if known {
                return place(index);
            }
        }
        let ix = self.intern(cell.clone());
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

    /// Changes the register. Sums and ratios are linked anew; whoever reads one that changed is woken.
    pub(crate) fn adopt(&mut self, catalogue: &Arc<Catalogue>, woken: &mut Vec<ReaderIx>) {
        if self.catalogue.as_ref().is_some_and(|current| current.revision == catalogue.revision) {
            return;
        }
        let before: Vec<_> = self.cells.keys().map(|cell| self.standing(cell)).collect();
        self.catalogue = Some(Arc::clone(catalogue));
        for node in self.cells.values_mut() {
            node.derived = None;
            node.dependents.clear();
        }
        for index in 0..self.cells.len() {
            self.link(place(index));
        }
        for index in 0..self.cells.len() {
            self.refresh(place(index), woken);
        }
        for ((cell, node), before) in self.cells.iter().zip(before) {
            if self.standing(cell) != before {
                woken.extend_from_slice(&node.readers);
            }
        }
    }

    /// What readers see of a cell: its holding, and when it was first known; nothing where it has no reader.
    fn standing(&self, cell: &Cell) -> Option<(Holding, Option<Vintage>)> {
        let node = self.cells.get(cell).filter(|node| !node.readers.is_empty())?;
        Some((node.holding, self.first_known(cell)))
    }

    fn link(&mut self, ix: CellIx) {
        let (cell, node) = self.cells.get_index(ix.index()).expect("a cell's place stays its own");
        if node.derived.is_some() {
            return;
        }
        let Some(recipe) = self.recipe(&cell.clone()) else { return };
        let derived = match recipe {
            Recipe::Sum(parts) => Derived::Sum(self.link_sum(ix, &parts)),
            Recipe::Ratio(numerator, denominator) => {
                let [numerator, denominator] =
                    [numerator, denominator].map(|input| self.link_input(ix, &input));
                Derived::Ratio { numerator, denominator }
            }
        };
        self.node_mut(ix).derived = Some(derived);
        let holding = self.work_out(ix);
        self.node_mut(ix).holding = holding;
    }

    fn link_sum(&mut self, ix: CellIx, parts: &[Cell]) -> Sum {
        let mut sum = Sum::default();
        for part in parts {
            let input = self.link_input(ix, part);
            sum.add_part(self.node(input).holding);
        }
        sum
    }

    fn link_input(&mut self, dependent: CellIx, input: &Cell) -> CellIx {
        let input = self.track(input);
        self.node_mut(input).dependents.push(dependent);
        input
    }

    /// Works the cell out again and, where it changed, everything derived from it.
    fn refresh(&mut self, ix: CellIx, woken: &mut Vec<ReaderIx>) {
        let new = self.work_out(ix);
        let node = self.node_mut(ix);
        let old = std::mem::replace(&mut node.holding, new);
        if old == new {
            return;
        }
        woken.extend_from_slice(&node.readers);
        for dependent in node.dependents.clone() {
            if let Some(Derived::Sum(sum)) = &mut self.node_mut(dependent).derived {
                sum.exchange(old, new);
            }
            self.refresh(dependent, woken);
        }
    }

    /// What a cell holds: a reported figure stands before a derived one.
    fn work_out(&self, ix: CellIx) -> Holding {
        let node = self.node(ix);
        match (node.history.current().map(|heard| heard.report), &node.derived) {
            (Some(Report::Value(value)), _) => Ok(value),
            (Some(Report::Absent(absence)), _) => Err(WhyAbsent::Stated(absence)),
            (None, Some(Derived::Sum(sum))) => sum.holding(),
            (None, Some(Derived::Ratio { numerator, denominator })) => {
                ratio(self.node(*numerator).holding, self.node(*denominator).holding)
            }
            (None, None) => Err(WhyAbsent::NeverReported),
        }
    }

    /// What a cell that nobody tracks yet would hold.
    fn derive_afresh(&self, cell: &Cell) -> Holding {
        let input = |cell: &Cell| self.value(cell).map_err(|gap| gap.why);
        match self.recipe(cell) {
            None => Err(WhyAbsent::NeverReported),
            Some(Recipe::Ratio(numerator, denominator)) => ratio(input(&numerator), input(&denominator)),
            Some(Recipe::Sum(parts)) => {
                let mut sum = Sum::default();
                for part in &parts {
                    sum.add_part(input(part));
                }
                sum.holding()
            }
        }
    }

    fn recipe(&self, cell: &Cell) -> Option<Recipe> {
        let catalogue = self.catalogue.as_ref()?;
        let measure = catalogue.measures.get(&cell.measure)?;
        let sibling = |measure| Cell { measure, ..cell.clone() };
        if let AddsUp::Ratio { numerator, denominator } = &measure.adds_up {
            return Some(Recipe::Ratio(sibling(numerator.clone()), sibling(denominator.clone())));
        }
        let parts = catalogue.parts(measure, &cell.body, cell.period);
        let part = |body: &crate::model::BodyId| Cell { body: body.clone(), ..cell.clone() };
        (!parts.is_empty()).then(|| Recipe::Sum(parts.into_iter().map(part).collect()))
    }

    fn intern(&mut self, cell: Cell) -> CellIx {
        let entry = self.cells.entry(cell);
        let index = entry.index();
        entry.or_default();
        place(index)
    }

    fn node(&self, ix: CellIx) -> &Node {
        &self.cells[ix.index()]
    }

    fn node_mut(&mut self, ix: CellIx) -> &mut Node {
        &mut self.cells[ix.index()]
    }
}

/// What a derived cell is made of.
enum Recipe {
    Sum(Vec<Cell>),
    Ratio(Cell, Cell),
}

impl Recipe {
    fn into_cells(self) -> Vec<Cell> {
        match self {
            Self::Sum(parts) => parts,
            Self::Ratio(numerator, denominator) => vec![numerator, denominator],
        }
    }
}

impl CellIx {
    fn index(self) -> usize {
        self.0 as usize
    }
}

fn place(index: usize) -> CellIx {
    CellIx(u32::try_from(index).expect("fewer than four thousand million cells"))
}
