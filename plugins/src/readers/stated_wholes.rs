//! Totals that are reported beside the values of their breakdown, as a checksum of one body's figures.
//!
//! A total is compared where the same file holds every value. The total that was reported stays in force, whatever the values
//! come to.

use engine::model::{BodyId, Catalogue, MeasureId, Observation, Period, Report, Vintage};
use ledger::entry::UnequalTotal;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::breakdown_columns::Rounding;
use super::totals::SummedRows;

/// A total and what it is of.
type Key<'o> = (&'o str, &'o BodyId, Period, Vintage);

/// The values of one body's breakdown in one period.
#[derive(Default)]
struct Values<'o> {
    figures: Vec<(&'o BodyId, Decimal)>,
    /// Those with a reason in place of a figure, which the total may well hold.
    absent: usize,
}

/// The totals that the values beside them do not bear out, in the order of their lines.
pub(super) fn unequal(
    observations: &[Observation],
    catalogue: &Catalogue,
    rounding: &Rounding,
) -> Vec<UnequalTotal> {
    let divided = |id: &MeasureId| catalogue.measures.get(id).and_then(|measure| measure.breakdown.as_ref());
    if catalogue.measures.values().all(|measure| measure.breakdown.is_none()) {
        return Vec::new();
    }
    let totals = observations.iter().filter_map(|observation| {
        let Report::Value(stated) = observation.report else { return None };
        Some((observation, stated, divided(&observation.cell.measure)?))
    });
    let totals: Vec<_> = totals.collect();
    if totals.is_empty() {
        return Vec::new();
    }
    let values = values(observations);
    let mut told: Vec<UnequalTotal> = Vec::new();
    for (observation, stated, breakdown) in totals {
        let Some(values) = values.get(&key(observation, observation.cell.measure.as_str())) else { continue };
        if values.figures.len() + values.absent < breakdown.values.len() {
            continue;
        }
        let Some(sum) = values.differ(stated, rounding.of(catalogue.bodies.get(&observation.cell.body)))
        else {
            continue;
        };
        let cell = &observation.cell;
        told.push(UnequalTotal {
            line: observation.source.line,
            measure: cell.measure.clone(),
            body: Some(cell.body.clone()),
            period: cell.period,
            stated,
            sum,
            rows: u32::try_from(values.figures.len()).unwrap_or(u32::MAX),
        });
        if told.len() == UnequalTotal::MOST_TOLD {
            break;
        }
    }
    told.sort_by_key(|total| total.line);
    told
}

fn key<'o>(observation: &'o Observation, total: &'o str) -> Key<'o> {
    (total, &observation.cell.body, observation.cell.period, observation.vintage)
}

fn values(observations: &[Observation]) -> FxHashMap<Key<'_>, Values<'_>> {
    let mut values: FxHashMap<Key<'_>, Values<'_>> = FxHashMap::default();
    for observation in observations {
        let Some((total, _)) = observation.cell.measure.as_part() else { continue };
        let values = values.entry(key(observation, total)).or_default();
        match observation.report {
            Report::Value(value) => values.figures.push((&observation.cell.body, value)),
            Report::Absent(_) => values.absent += 1,
        }
    }
    values
}

impl Values<'_> {
    /// What the values come to, where a total is none of that.
    fn differ(&self, stated: Decimal, rounded_to: Option<Decimal>) -> Option<Decimal> {
        let sum = self.figures.iter().try_fold(Decimal::ZERO, |sum, (_, value)| sum.checked_add(*value))?;
        let rounding = match rounded_to {
            // Each value and the total may be half a multiple from what was counted.
            Some(multiple) => multiple / Decimal::TWO * Decimal::from(self.figures.len() + 1),
            None => SummedRows::of(self.figures.clone()).rounding(stated),
        };
        let may_hold_more = self.absent > 0 && stated > sum;
        let differs = (stated - sum).abs() > rounding && !may_hold_more;
        differs.then_some(sum)
    }
}
