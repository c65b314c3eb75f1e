//! The graph between cells: which are worked out from which, and what a change carries along.

use std::sync::Arc;

use super::derived::{Holding, Link, Recipe, Sum, ratio};
use super::store::place;
use super::{CellIx, Evidence, ReaderIx, WhyAbsent};
use crate::model::{AddsUp, BodyId, Catalogue, Cell, Report, Vintage};

impl Evidence {
    /// Changes the register. Sums and ratios are linked anew; whoever reads one that changed is woken.
    pub(crate) fn adopt(&mut self, catalogue: &Arc<Catalogue>, woken: &mut Vec<ReaderIx>) {
        if self.catalogue.as_ref().is_some_and(|current| current.revision == catalogue.revision) {
            return;
        }
        let before: Vec<_> = self.cells.keys().map(|cell| self.standing(cell)).collect();
        self.catalogue = Some(Arc::clone(catalogue));
        for node in self.cells.values_mut() {
            node.link = Link::Unknown;
            node.dependents.clear();
        }
        for index in 0..self.cells.len() {
            self.link(place(index));
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

    /// Finds out how a cell is worked out, once for each register.
    pub(super) fn link(&mut self, ix: CellIx) {
        if self.node(ix).link != Link::Unknown {
            return;
        }
        let link = match self.recipe(self.cell(ix)) {
            None => Link::Reported,
            Some(Recipe::Sum(parts)) => self.link_sum(ix, &parts),
            Some(Recipe::Ratio(numerator, denominator)) => {
                let [numerator, denominator] =
                    [numerator, denominator].map(|input| self.link_input(ix, &input));
                Link::Ratio { numerator, denominator }
            }
        };
        self.node_mut(ix).link = link;
        let holding = self.work_out(ix);
        self.node_mut(ix).holding = holding;
    }

    fn link_sum(&mut self, ix: CellIx, parts: &[Cell]) -> Link {
        let parts: Vec<CellIx> = parts.iter().map(|part| self.link_input(ix, part)).collect();
        let mut sum = Sum::default();
        for part in &parts {
            sum.add_part(self.node(*part).holding);
        }
        Link::Sum { sum, parts }
    }

    fn link_input(&mut self, dependent: CellIx, input: &Cell) -> CellIx {
        let input = self.track(input);
        self.node_mut(input).dependents.push(dependent);
        input
    }

    /// Works the cell out again and, where it changed, everything derived from it.
    pub(super) fn refresh(&mut self, ix: CellIx, woken: &mut Vec<ReaderIx>) {
        let new = self.work_out(ix);
        let node = self.node_mut(ix);
        let old = std::mem::replace(&mut node.holding, new);
        if old == new {
            return;
        }
        woken.extend_from_slice(&node.readers);
        for dependent in node.dependents.clone() {
            if let Link::Sum { sum, .. } = &mut self.node_mut(dependent).link {
                sum.exchange(old, new);
            }
            self.refresh(dependent, woken);
        }
    }

    /// What a cell holds: a reported figure stands before a derived one.
    fn work_out(&self, ix: CellIx) -> Holding {
        let node = self.node(ix);
        match (node.history.current().map(|heard| heard.report), &node.link) {
            (Some(Report::Value(value)), _) => Ok(value),
            (Some(Report::Absent(absence)), _) => Err(WhyAbsent::Stated(absence)),
            (None, Link::Sum { sum, .. }) => sum.holding(),
            (None, Link::Ratio { numerator, denominator }) => {
                ratio(self.node(*numerator).holding, self.node(*denominator).holding)
            }
            (None, Link::Reported | Link::Unknown) => Err(WhyAbsent::NeverReported),
        }
    }

    /// What a cell that nobody tracks yet would hold.
    pub(super) fn derive_afresh(&self, cell: &Cell) -> Holding {
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

    /// What the register says a cell is made of.
    pub(super) fn recipe(&self, cell: &Cell) -> Option<Recipe> {
        let catalogue = self.catalogue.as_ref()?;
        let measure = catalogue.measures.get(&cell.measure)?;
        let sibling = |measure| Cell { measure, ..cell.clone() };
        if let AddsUp::Ratio { numerator, denominator } = &measure.adds_up {
            return Some(Recipe::Ratio(sibling(numerator.clone()), sibling(denominator.clone())));
        }
        let parts = catalogue.parts(measure, &cell.body, cell.period);
        let part = |body: &BodyId| Cell { body: body.clone(), ..cell.clone() };
        (!parts.is_empty()).then(|| Recipe::Sum(parts.into_iter().map(part).collect()))
    }
}
