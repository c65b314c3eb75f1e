//! How figures of each measure are given: by this the values are chosen that one of them might take.

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use crate::evidence::{Evidence, Spread};
use crate::model::{Catalogue, MeasureId};

/// How figures of each measure are given, in reports and in targets.
#[derive(Default)]
pub(super) struct Usage {
    measures: FxHashMap<MeasureId, Given>,
}

/// How figures of one measure are given.
#[derive(Clone, Copy, Default)]
pub(super) struct Given {
    /// The most places behind the point; none where no body has reported any.
    pub(super) decimals: Option<u32>,
    /// The lowest, or zero.
    pub(super) lowest: Decimal,
    /// The highest, or zero.
    pub(super) highest: Decimal,
}

impl Usage {
    /// What was ever reported and declared.
    pub(super) fn of(evidence: &Evidence, catalogue: &Catalogue) -> Self {
        let mut usage = Self::default();
        for measure in catalogue.measures.keys() {
            if let Some(spread) = evidence.spread(measure) {
                let Spread { decimals, lowest, highest } = spread;
                usage.measures.insert(measure.clone(), Given { decimals: Some(decimals), lowest, highest });
            }
        }
        for target in &catalogue.targets {
            // Where nobody reports, a target says nothing of how fine the figures are.
            if let Some(given) = usage.measures.get_mut(&target.measure) {
                target.points.iter().for_each(|point| given.note(point.value));
            }
        }
        usage
    }

    /// How figures of this measure are given.
    pub(super) fn given(&self, measure: &MeasureId) -> Given {
        self.measures.get(measure).copied().unwrap_or_default()
    }
}

impl Given {
    fn note(&mut self, value: Decimal) {
        self.decimals = self.decimals.max(Some(value.scale()));
        self.lowest = self.lowest.min(value);
        self.highest = self.highest.max(value);
    }
}
