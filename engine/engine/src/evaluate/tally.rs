//! How the parts of one whole stand, by counts: how many, and of what weight, behind each verdict.
//!
//! It is kept by difference, so that one part that turns costs the same among ten parts and among ten thousand.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::by_place::ByPlace;
use crate::model::{BodyId, Needs, Verdict};
use crate::program::Terms;

const KINDS: usize = Verdict::ALL.len();

/// The parts of one whole for one period. Parts that are not owed in it are no part of this.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Tally {
    counts: [u32; KINDS],
    /// Only where weight decides.
    weights: Option<Box<Weights>>,
    /// Places of the parts that are in breach.
    broken: BTreeSet<usize>,
    /// Places of the parts that are held up.
    held_up: BTreeSet<usize>,
    /// Places of the parts that are at risk.
    at_risk: BTreeSet<usize>,
    /// Places of the parts of which something is still asked; only where one comes after the other.
    unsettled: BTreeSet<usize>,
    /// Who has delivered, and from whom a report is awaited, shared with whoever was told.
    delivered_by: ByPlace<BodyId>,
    awaited_from: ByPlace<BodyId>,
}

/// Weights as whole numbers of their smallest common unit: sums of these are exact in whichever order they are made.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Weights {
    scale: u32,
    /// What one part counts at the most, so that no sum overflows.
    most: i128,
    needed: i128,
    sums: [i128; KINDS],
}

impl Tally {
    /// The parts at these places, none of them due yet.
    pub(crate) fn of(terms: &Terms, owed: impl Iterator<Item = usize>) -> Self {
        let mut tally = Self {
            counts: [0; KINDS],
            weights: Weights::of(terms).map(Box::new),
            broken: BTreeSet::new(),
            held_up: BTreeSet::new(),
            at_risk: BTreeSet::new(),
            unsettled: BTreeSet::new(),
            delivered_by: ByPlace::default(),
            awaited_from: ByPlace::default(),
        };
        for place in owed {
            tally.count(terms, place, Verdict::NotDue);
        }
        tally
    }

    /// Takes in that the verdict of a part turned.
    pub(crate) fn turn(&mut self, terms: &Terms, place: usize, from: Verdict, to: Verdict) {
        self.counts[from as usize] -= 1;
        if let Some(weights) = &mut self.weights {
            weights.sums[from as usize] -= weights.in_units(terms.parts[place].weight);
        }
        self.broken.remove(&place);
        self.held_up.remove(&place);
        self.at_risk.remove(&place);
        self.unsettled.remove(&place);
        if from.is_delivered() && !to.is_delivered() {
            self.delivered_by.remove(place);
        }
        if from.is_awaited() && !to.is_awaited() {
            self.awaited_from.remove(place);
        }
        self.count(terms, place, to);
    }

    fn count(&mut self, terms: &Terms, place: usize, verdict: Verdict) {
        self.counts[verdict as usize] += 1;
        if let Some(weights) = &mut self.weights {
            weights.sums[verdict as usize] += weights.in_units(terms.parts[place].weight);
        }
        if verdict.is_breach() {
            self.broken.insert(place);
        }
        if verdict == Verdict::HeldUp {
            self.held_up.insert(place);
        }
        if verdict == Verdict::AtRisk {
            self.at_risk.insert(place);
        }
        if terms.needs == Needs::InOrder && !verdict.is_settled() {
            self.unsettled.insert(place);
        }
        if verdict.is_delivered() {
            self.delivered_by.insert(place, terms.parts[place].by.clone());
        } else if verdict.is_awaited() {
            self.awaited_from.insert(place, terms.parts[place].by.clone());
        }
    }

    /// The same with the parts at these places met; who stands how is left out.
    pub(crate) fn supposing_met(
        &self,
        terms: &Terms,
        met: &[usize],
        stands: impl Fn(usize) -> Verdict,
    ) -> Self {
        let still_open = self.unsettled.iter().copied().filter(|place| !met.contains(place)).take(1);
        let mut supposed = Self {
            counts: self.counts,
            weights: self.weights.clone(),
            broken: BTreeSet::new(),
            held_up: BTreeSet::new(),
            at_risk: BTreeSet::new(),
            unsettled: still_open.collect(),
            delivered_by: ByPlace::default(),
            awaited_from: ByPlace::default(),
        };
        for place in met {
            supposed.turn(terms, *place, stands(*place), Verdict::Met);
        }
        supposed
    }

    /// How many parts have a verdict.
    pub(crate) fn number(&self, verdict: Verdict) -> u32 {
        self.counts[verdict as usize]
    }

    /// How many parts there are.
    pub(crate) fn owed(&self) -> u32 {
        self.counts.iter().sum()
    }

    /// The first part of which something is still asked, where one comes after the other.
    pub(crate) fn first_unsettled(&self) -> Option<usize> {
        self.unsettled.first().copied()
    }

    /// The parts of which something is still asked, in their order, where one comes after the other.
    pub(super) fn unsettled(&self) -> impl Iterator<Item = usize> {
        self.unsettled.iter().copied()
    }

    /// The parts in breach, in the order of the declaration.
    pub(crate) fn broken(&self) -> impl Iterator<Item = usize> {
        self.broken.iter().copied()
    }

    /// The parts that are held up, in the order of the declaration.
    pub(crate) fn held_up(&self) -> impl Iterator<Item = usize> {
        self.held_up.iter().copied()
    }

    /// The parts that are at risk, in the order of the declaration.
    pub(crate) fn at_risk(&self) -> impl Iterator<Item = usize> {
        self.at_risk.iter().copied()
    }

    /// Whether a part is held up.
    pub(crate) fn is_held_up(&self, place: usize) -> bool {
        self.held_up.contains(&place)
    }

    /// Whether a part is in breach.
    pub(crate) fn is_broken(&self, place: usize) -> bool {
        self.broken.contains(&place)
    }

    /// Who has delivered.
    pub(crate) fn delivered_by(&self) -> &ByPlace<BodyId> {
        &self.delivered_by
    }

    /// From whom a report is awaited.
    pub(crate) fn awaited_from(&self) -> &ByPlace<BodyId> {
        &self.awaited_from
    }

    /// How much stands behind a verdict, in the measure in which `needs` counts.
    pub(super) fn amount(&self, verdict: Verdict) -> i128 {
        match &self.weights {
            Some(weights) => weights.sums[verdict as usize],
            None => i128::from(self.number(verdict)),
        }
    }

    /// How much is needed, in the same measure: what is asked, and at the most what can be judged. None where no part can be.
    pub(super) fn needed(&self, needs: Needs) -> Option<i128> {
        let judged = Verdict::ALL.into_iter().filter(|verdict| *verdict != Verdict::NotJudged);
        let judged = judged.map(|verdict| self.amount(verdict)).sum();
        let asked = match (needs, &self.weights) {
            (_, Some(weights)) => weights.needed,
            (Needs::Any, None) => 1,
            (Needs::AtLeast(count), None) => i128::from(count),
            (Needs::All | Needs::InOrder | Needs::Weight(_), None) => judged,
        };
        (judged > 0).then(|| asked.min(judged))
    }
}

impl Weights {
    fn of(terms: &Terms) -> Option<Self> {
        let Needs::Weight(needed) = terms.needs else { return None };
        let scales = terms.parts.iter().map(|part| part.weight.normalize().scale());
        let scale = scales.fold(needed.normalize().scale(), u32::max);
        let parts = i128::try_from(terms.parts.len()).expect("parts fit into memory");
        let most = i128::MAX / (parts + 1);
        let mut weights = Self { scale, most, needed: 0, sums: [0; KINDS] };
        weights.needed = units(needed, scale);
        Some(weights)
    }

    fn in_units(&self, weight: Decimal) -> i128 {
        units(weight, self.scale).min(self.most)
    }
}

fn units(amount: Decimal, scale: u32) -> i128 {
    let amount = amount.normalize();
    let unit = 10_i128.saturating_pow(scale - amount.scale());
    amount.mantissa().saturating_mul(unit)
}
