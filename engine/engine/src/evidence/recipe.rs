//! What the register says of a cell: what it is made of, and which target is set for it.

use std::sync::Arc;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::gap::Whose;
use super::lineage::Lineage;
use crate::model::{
    AddsUp, BodyId, Cadence, Catalogue, Cell, Measure, MeasureId, Period, Reporters, RollUp, Target,
};

/// What a derived cell is made of.
pub(super) enum Recipe {
    /// The sum of these, of which such a share suffices. Where it falls short, those that have to report are the parts, or the body
    /// itself, which merely inherits them.
    Sum { parts: Vec<Cell>, complete: Option<Decimal>, falls_to: Whose },
    /// Figures of another cadence or of the values of a breakdown, and what becomes of them.
    RollUp { parts: Vec<Cell>, how: RollUp },
    /// The first over the second, and what zero over zero is.
    Ratio { inputs: [Cell; 2], zero_over_zero: Option<Decimal> },
}

/// The register, with the bodies below each body.
pub(super) struct Register {
    pub(super) catalogue: Arc<Catalogue>,
    /// The places of the bodies that name this one as their parent.
    below: FxHashMap<BodyId, Vec<usize>>,
    lineage: Lineage,
    /// The places of the targets that are set for each measure.
    targets: FxHashMap<MeasureId, Vec<usize>>,
}

impl Recipe {
    pub(super) fn into_cells(self) -> Vec<Cell> {
        match self {
            Self::Sum { parts, .. } | Self::RollUp { parts, .. } => parts,
            Self::Ratio { inputs, .. } => inputs.into(),
        }
    }
}

/// What a cell of other periods than its measure is reported for is made of. The figure of a longer one stands for each period in it.
fn rolled_up(how: RollUp, reported: Cadence, cell: &Cell) -> Option<Recipe> {
    if let Some(longer) = cell.period.within(reported) {
        return Some(Recipe::RollUp { parts: vec![Cell { period: longer, ..cell.clone() }], how });
    }
    let mut periods = cell.period.made_of(reported)?;
    if how == RollUp::Last {
        periods.drain(..periods.len() - 1);
    }
    let parts = periods.into_iter().map(|period| Cell { period, ..cell.clone() }).collect();
    Some(Recipe::RollUp { parts, how })
}

impl Register {
    pub(super) fn new(catalogue: &Arc<Catalogue>) -> Self {
        let mut below: FxHashMap<BodyId, Vec<usize>> = FxHashMap::default();
        for (place, body) in catalogue.bodies.values().enumerate() {
            if let Some(parent) = &body.parent {
                below.entry(parent.clone()).or_default().push(place);
            }
        }
        let mut targets: FxHashMap<MeasureId, Vec<usize>> = FxHashMap::default();
        for (place, target) in catalogue.targets.iter().enumerate() {
            targets.entry(target.measure.clone()).or_default().push(place);
        }
        Self { catalogue: Arc::clone(catalogue), below, lineage: Lineage::of(catalogue), targets }
    }

    /// The version of the target to judge a cell by: a body's own before the general one.
    pub(super) fn target(&self, cell: &Cell) -> Option<&Target> {
        let places = self.targets.get(&cell.measure).into_iter().flatten();
        Target::judging(places.map(|place| &self.catalogue.targets[*place]), cell)
    }

    /// What a cell is made of; none where it has reports of its own alone.
    pub(super) fn recipe(&self, cell: &Cell) -> Option<Recipe> {
        let measure = self.catalogue.measures.get(&cell.measure)?;
        let sibling = |measure| Cell { measure, ..cell.clone() };
        if let AddsUp::Ratio { numerator, denominator } = &measure.adds_up {
            let inputs = [numerator, denominator].map(|input| sibling(input.clone()));
            return Some(Recipe::Ratio { inputs, zero_over_zero: measure.zero_over_zero });
        }
        if let Some(how) = measure.roll_up
            && cell.period.cadence() != measure.every
        {
            return rolled_up(how, measure.every, cell);
        }
        if let Some(breakdown) = &measure.breakdown {
            let parts = breakdown.parts(&measure.id).map(sibling).collect();
            return Some(Recipe::RollUp { parts, how: RollUp::Sum });
        }
        if measure.adds_up != AddsUp::Sum {
            return None;
        }
        let cells = |bodies: Vec<&BodyId>| {
            bodies.into_iter().map(|body| Cell { body: body.clone(), ..cell.clone() }).collect()
        };
        let below = self.parts(measure, &cell.body, cell.period);
        if !below.is_empty() {
            let (parts, complete) = (cells(below), measure.complete);
            return Some(Recipe::Sum { parts, complete, falls_to: Whose::Below });
        }
        let parts = self.lineage.heirlooms(&self.catalogue, &cell.body, cell.period);
        (!parts.is_empty()).then(|| Recipe::Sum { parts: cells(parts), complete: None, falls_to: Whose::Own })
    }

    /// Whether reporters of a measure stand below a body, at whatever time they existed.
    pub(super) fn has_reporters_below(&self, measure: &Measure, body: &BodyId) -> bool {
        let mut below = self.all_below(body).into_iter().map(|place| &self.catalogue.bodies[place]);
        below.any(|part| part.id != *body && measure.is_reported_by(part))
    }

    /// The reporters below a body whose figures add up to its own; none for a body that is no more: nothing is below it.
    fn parts(&self, measure: &Measure, body: &BodyId, period: Period) -> Vec<&BodyId> {
        let last = period.last_day();
        let closed = self.catalogue.bodies.get(body).and_then(|body| body.closed);
        if matches!(measure.reporters, Reporters::Anyone) || closed.is_some_and(|closed| closed < last) {
            return Vec::new();
        }
        let below = self.all_below(body).into_iter().map(|place| &self.catalogue.bodies[place]);
        let parts =
            below.filter(|part| part.id != *body && measure.is_reported_by(part) && part.is_open_on(last));
        parts.map(|part| &part.id).collect()
    }

    /// The places of all bodies below this one, in the order of the register; a circle of parents ends the search.
    fn all_below(&self, body: &BodyId) -> Vec<usize> {
        let mut found: Vec<usize> = self.below.get(body).cloned().unwrap_or_default();
        let mut is_found = vec![false; if found.is_empty() { 0 } else { self.catalogue.bodies.len() }];
        for place in &found {
            is_found[*place] = true;
        }
        let mut looked_at = 0;
        while let Some(place) = found.get(looked_at) {
            let below = self.below.get(&self.catalogue.bodies[*place].id);
            let new = below.into_iter().flatten().copied();
            let new: Vec<usize> =
                new.filter(|place| !std::mem::replace(&mut is_found[*place], true)).collect();
            found.extend(new);
            looked_at += 1;
        }
        found.sort_unstable();
        found
    }
}
