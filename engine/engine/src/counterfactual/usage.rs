//! How figures of each measure are given: by this the values are chosen that one of them might take.

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use crate::evidence::{Evidence, History};
use crate::model::{Catalogue, MeasureId, Report};

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
    /// The lowest, or nought.
    pub(super) lowest: Decimal,
    /// The highest, or nought.
    pub(super) highest: Decimal,
}

impl Usage {
    /// What was ever reported and declared. A figure that ends in noughts has lost them, so that one alone tells little.
    pub(super) fn of(evidence: &Evidence, catalogue: &Catalogue) -> Self {
        let mut usage = Self::default();
        for cell in evidence.reported() {
            let reports = evidence.history(cell).into_iter().flat_map(History::all);
            for heard in reports {
                if let Report::Value(value) = heard.report {
                    usage.note(&cell.measure, value);
                }
            }
        }
        for target in &catalogue.targets {
            // Where nobody reports, a target says nothing of how fine the figures are.
            if usage.measures.contains_key(&target.measure) {
                target.points.iter().for_each(|point| usage.note(&target.measure, point.value));
            }
        }
        usage
    }

    /// How figures of this measure are given.
    pub(super) fn given(&self, measure: &MeasureId) -> Given {
        self.measures.get(measure).copied().unwrap_or_default()
    }

    fn note(&mut self, measure: &MeasureId, value: Decimal) {
        let given = match self.measures.get_mut(measure) {
            Some(given) => given,
            None => self.measures.entry(measure.clone()).or_default(),
        };
        given.decimals = given.decimals.max(Some(value.scale()));
        given.lowest = given.lowest.min(value);
        given.highest = given.highest.max(value);
    }
}
