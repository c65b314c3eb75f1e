//! Falls in the figures that say how large what funds obligations is: each is a cut, as an edit can be.

use std::sync::Arc;

use jiff::Timestamp;
use rust_decimal::Decimal;

use super::evaluator::Evaluator;
use crate::model::{BodyId, Cell, Observation, Relation};
use crate::program::{Loss, Program};

/// So many periods before a figure, and after it, are looked at for another.
const MOST_PERIODS: i32 = 12;

/// The newest figure that is reported of one relation at a time, with what was known before.
pub(super) struct Size {
    relation: BodyId,
    cell: Cell,
    before: Option<Decimal>,
}

impl Evaluator {
    /// Asks for the sizes of relations: by a fall of one what it funds is cut, although no rule reads it.
    pub(super) fn ask_for_sizes(&self, program: &Program) {
        let funds = program.catalogue.relations.of_kind(Relation::FUNDS);
        funds.filter_map(|relation| relation.size.as_ref()).for_each(|size| self.evidence.ask_for(size));
    }

    /// What was known of the sizes of relations of which something is reported now.
    pub(super) fn sizes_before(&self, observations: &[Observation]) -> Vec<Size> {
        let Some(program) = &self.program else { return Vec::new() };
        let relations = &program.catalogue.relations;
        if !relations.of_kind(Relation::FUNDS).any(|relation| relation.size.is_some()) {
            return Vec::new();
        }
        let mut newest: Vec<&Cell> = Vec::new();
        for Observation { cell, .. } in observations {
            let relation = relations.get(cell.body.as_str());
            if !relation.is_some_and(|relation| {
                relation.kind == Relation::FUNDS && relation.size.as_ref() == Some(&cell.measure)
            }) {
                continue;
            }
            match newest.iter_mut().find(|known| known.body == cell.body) {
                Some(known) if known.period < cell.period => *known = cell,
                Some(_) => {}
                None => newest.push(cell),
            }
        }
        let size = |cell: &Cell| Size {
            relation: cell.body.clone(),
            before: (0..=MOST_PERIODS).find_map(|back| self.figure(cell, -back)),
            cell: cell.clone(),
        };
        newest.into_iter().map(size).collect()
    }

    /// Notes which sizes fell, and takes back what is made good.
    pub(super) fn note_falls(&mut self, sizes: Vec<Size>, now: Timestamp) {
        let Some(program) = self.program.clone() else { return };
        for Size { relation, cell, before } in sizes {
            // A figure of a time that is over says nothing of what is paid now.
            let is_newest = (1..=MOST_PERIODS).all(|ahead| self.figure(&cell, ahead).is_none());
            let (Some(before), Some(after), true) = (before, self.figure(&cell, 0), is_newest) else {
                continue;
            };
            self.take_back_falls(&relation, after);
            if after < before {
                self.fell(
                    &relation,
                    Loss::Figure { measure: cell.measure, from: before, to: after },
                    &program,
                    now,
                );
            }
        }
    }

    fn fell(&mut self, relation: &BodyId, loss: Loss, program: &Arc<Program>, now: Timestamp) {
        if let Some(relation) = program.catalogue.relations.get(relation.as_str()) {
            self.cut(relation, &[loss], program, now);
        }
    }

    fn take_back_falls(&mut self, relation: &BodyId, after: Decimal) {
        let mut taken_back = Vec::new();
        for (obligation, cuts) in &mut self.cuts {
            let count = cuts.len();
            cuts.retain(|cut| {
                cut.relation != *relation || !matches!(cut.loss, Loss::Figure { from, .. } if after >= from)
            });
            taken_back.extend((cuts.len() < count).then(|| obligation.clone()));
        }
        self.cuts.retain(|_, cuts| !cuts.is_empty());
        let touched = taken_back.iter().filter_map(|obligation| self.state.find(obligation));
        self.finished.touched.extend(touched);
    }

    /// The figure so many periods later than that of a cell.
    fn figure(&self, cell: &Cell, ahead: i32) -> Option<Decimal> {
        let cell = Cell { period: cell.period.step(ahead), ..cell.clone() };
        self.evidence.value(&cell).ok()
    }
}
