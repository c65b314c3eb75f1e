//! The graph between cells: which are worked out from which, who reads them, and what a report carries along.

use std::collections::BTreeSet;
use std::sync::Arc;

use thin_vec::ThinVec;

use super::column::Slot;
use super::derived::{Holding, Link, Sum};
use super::history::{Hearing, News};
use super::index::{CellIx, NodeIx, ReaderIx};
use super::origin::OriginIx;
use super::ratio::ratio;
use super::readers::Readers;
use super::recipe::Recipe;
use super::roll_up::roll_up;
use super::store::Node;
use super::{Evidence, Whose, WhyAbsent};
use crate::model::{Cell, Observation, Report};

impl Evidence {
    /// Takes one observation in and names everyone whom the change wakes; nobody when the cell holds what it held. The cell comes
    /// back where another figure was in force before.
    pub(crate) fn hear(&mut self, observation: &Observation, woken: &mut Vec<ReaderIx>) -> Option<CellIx> {
        let of_voice = self.table.place_of(observation);
        let cell = match &observation.source.file.speaks_for {
            None => of_voice,
            Some(_) => self.table.place(&observation.cell),
        };
        let known = self.table.history(of_voice);
        let news = News::of(observation, Hearing::First, [known, None]);
        if news == News::Repeat {
            return None;
        }
        let revised = self.revised(cell, observation);
        let node = self.table.slot(cell).and_then(Slot::node);
        let first_value = node.map(|_| self.first_value(cell));
        // What only confirms the last report moves nothing that went before.
        let absent = node.filter(|_| news != News::Confirmation).map(|_| self.first_absent(cell));
        self.table.hear(of_voice, observation);
        self.weigh(cell);
        if self.table.disagreeing.contains_key(&cell) {
            self.table.turned.insert(cell);
        }
        if let Some(node) = node {
            if first_value != Some(self.first_value(cell)) {
                self.wake_all(node, woken);
            }
            // Whoever is judged is told which report gave no figure first: one of an earlier day, read later, takes its place.
            if absent.is_some_and(|absent| absent != self.first_absent(cell)) {
                self.node(node).readers.name(woken);
            }
            self.refresh(node, woken);
        }
        if self.is_document(cell.series) {
            self.wake_document(cell.series, woken);
        }
        revised
    }

    /// Where the report stands that gave no figure first of a cell, while none is given.
    fn first_absent(&self, cell: CellIx) -> Option<(OriginIx, u32)> {
        let used = self.spoken(cell).map_or(cell, |spoken| spoken.used);
        let first = self.table.history(used)?.stored_first_absent()?;
        Some((first.origin, first.line))
    }

    /// The cell, where another figure than that of the observation is in force.
    fn revised(&self, cell: CellIx, observation: &Observation) -> Option<CellIx> {
        let in_force = self.table.slot(cell)?.stored.as_ref()?.report;
        matches!(in_force, Report::Value(value) if observation.report != Report::Value(value)).then_some(cell)
    }

    /// Lateness is read from the first value's vintage, so its change wakes readers as a new figure does.
    pub(super) fn wake_all(&self, node: NodeIx, woken: &mut Vec<ReaderIx>) {
        let node = self.node(node);
        node.readers.name(woken);
        node.dependents.iter().for_each(|dependent| self.wake_all(*dependent, woken));
    }

    /// Whoever reads a cell, or one that is made of it.
    pub(crate) fn readers_of(&self, cell: &Cell) -> BTreeSet<ReaderIx> {
        let slot = self.table.find(cell).and_then(|ix| self.table.slot(ix));
        let mut readers = Vec::new();
        if let Some(node) = slot.and_then(Slot::node) {
            self.wake_all(node, &mut readers);
        }
        readers.into_iter().collect()
    }

    /// Finds a cell a place in the graph, with everything that it is derived from.
    pub(crate) fn track(&mut self, cell: &Cell) -> CellIx {
        let ix = self.table.place(cell);
        self.find_node(ix);
        ix
    }

    /// The same for many cells, each of which stands here once.
    pub(crate) fn track_all(&mut self, cells: &[Cell]) -> Vec<CellIx> {
        cells.iter().map(|cell| self.track(cell)).collect()
    }

    /// Wakes `reader` from now on whenever this cell changes.
    pub(crate) fn subscribe(&mut self, cell: CellIx, reader: ReaderIx) {
        let node = self.find_node(cell);
        self.node_mut(node).readers.insert(reader);
    }

    /// Stops waking `reader` for this cell.
    pub(crate) fn unsubscribe(&mut self, cell: CellIx, reader: ReaderIx) {
        let node = self.find_node(cell);
        self.node_mut(node).readers.remove(reader);
    }

    /// The node of a cell, which is made where there is none.
    fn find_node(&mut self, cell: CellIx) -> NodeIx {
        if let Some(node) = self.table.slot(cell).and_then(Slot::node) {
            return node;
        }
        let place = self.nodes.push(Node {
            cell,
            link: Link::Reported,
            holding: Err(WhyAbsent::NeverReported),
            dependents: ThinVec::new(),
            readers: Readers::default(),
        });
        let ix = NodeIx::new(place);
        self.table.slot_mut(cell).set_node(ix);
        self.link(ix);
        self.node_mut(ix).holding = self.work_out(ix);
        ix
    }

    /// Finds out how a cell is worked out.
    pub(super) fn link(&mut self, ix: NodeIx) {
        let link = match self.recipe(&self.cell(self.node(ix).cell)) {
            None => Link::Reported,
            Some(Recipe::Sum { parts, complete, falls_to }) => {
                let parts: Arc<[NodeIx]> = parts.iter().map(|part| self.link_input(ix, part)).collect();
                let sum = Sum::of(parts.iter().map(|part| self.node(*part).holding), complete, falls_to);
                Link::Sum { sum, parts }
            }
            Some(Recipe::RollUp { parts, how }) => {
                let parts: Arc<[NodeIx]> = parts.iter().map(|part| self.link_input(ix, part)).collect();
                let sum = Sum::of(parts.iter().map(|part| self.node(*part).holding), None, Whose::Own);
                Link::RollUp { sum, parts, how }
            }
            Some(Recipe::Ratio { inputs, zero_over_zero }) => {
                let inputs = inputs.map(|input| self.link_input(ix, &input));
                Link::Ratio { inputs, zero_over_zero }
            }
        };
        self.node_mut(ix).link = link;
    }

    fn link_input(&mut self, dependent: NodeIx, input: &Cell) -> NodeIx {
        let input = self.table.place(input);
        let input = self.find_node(input);
        self.node_mut(input).dependents.push(dependent);
        input
    }

    /// Works the cell out again and, where it changed, everything derived from it.
    pub(super) fn refresh(&mut self, ix: NodeIx, woken: &mut Vec<ReaderIx>) {
        let new = self.work_out(ix);
        let node = self.node_mut(ix);
        let old = std::mem::replace(&mut node.holding, new);
        if old == new {
            return;
        }
        node.readers.name(woken);
        for place in 0..self.node(ix).dependents.len() {
            let dependent = self.node(ix).dependents[place];
            self.exchange(dependent, old, new);
            // Another of its parts may be the one that is missing, and is told.
            if matches!(self.node(dependent).link, Link::RollUp { .. }) {
                self.wake_all(dependent, woken);
            }
            self.refresh(dependent, woken);
        }
    }

    /// Tells a sum that one of its parts changed.
    fn exchange(&mut self, ix: NodeIx, old: Holding, new: Holding) {
        let (Link::Sum { sum, parts } | Link::RollUp { sum, parts, .. }) = &mut self.node_mut(ix).link else {
            return;
        };
        if !sum.is_overflowed() {
            sum.exchange(old, new);
            return;
        }
        let (parts, sum) = (Arc::clone(parts), sum.clone());
        let afresh = sum.afresh(parts.iter().map(|part| self.node(*part).holding));
        if let Link::Sum { sum, .. } | Link::RollUp { sum, .. } = &mut self.node_mut(ix).link {
            *sum = afresh;
        }
    }

    /// What a cell holds: a reported figure stands before a derived one.
    fn work_out(&self, ix: NodeIx) -> Holding {
        let node = self.node(ix);
        if self.is_document(node.cell.series) {
            return self.document_holding(node.cell);
        }
        if let Some(spoken) = self.spoken(node.cell) {
            return spoken.holding;
        }
        let stored = self.table.slot(node.cell).and_then(|slot| slot.stored);
        match (stored, &node.link) {
            (Some(stored), _) => self.table.holding(node.cell, stored),
            (None, Link::Sum { sum, .. }) => sum.holding(),
            (None, Link::RollUp { sum, parts, how }) => {
                roll_up(sum, *how, parts.iter().map(|part| self.node(*part).holding))
            }
            (None, Link::Ratio { inputs: [numerator, denominator], zero_over_zero }) => {
                ratio(self.node(*numerator).holding, self.node(*denominator).holding, *zero_over_zero)
            }
            (None, Link::Reported) => Err(WhyAbsent::NeverReported),
        }
    }
}
