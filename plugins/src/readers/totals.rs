//! Rows of totals as a checksum: what they state against the sum of the rows that were taken from the same file.
//!
//! Only a difference that no rounding explains is told. Whose fault it is nobody can say from here: a row may have been set
//! aside, or the total may be mistyped.

use engine::model::{Body, BodyId, Catalogue, MeasureId, Observation, Period, Report, Vintage};
use ledger::entry::UnequalTotal;
use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};

/// What is stated once for all bodies together.
type Key = (MeasureId, Period, Vintage);
/// A total with what it is of.
pub(super) type StatedTotal = (Key, Decimal);

/// Of a file with more totals than anybody reads, the first are compared.
const MOST_TOTALS: usize = 10_000;
/// The totals that one file states.
#[derive(Default)]
pub(super) struct StatedTotals(Vec<(Key, u32, Decimal)>);

/// The figures of one measure and period that were taken.
#[derive(Default)]
pub(super) struct SummedRows<'o> {
    figures: Vec<(&'o BodyId, Decimal)>,
    /// Whether a body gave a reason in place of a figure, which the total may well hold.
    has_absent: bool,
}

impl StatedTotals {
    pub(super) fn state(&mut self, (key, value): StatedTotal, line: u32) {
        if self.0.len() < MOST_TOTALS {
            self.0.push((key, line, value));
        }
    }

    /// The totals that the rows do not bear out. Where a file states several of one measure and period, such as one for each
    /// region and one for all, the largest is held against the rows, unless another is their sum.
    pub(super) fn unequal(self, observations: &[Observation], catalogue: &Catalogue) -> Vec<UnequalTotal> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let mut rows: FxHashMap<Key, SummedRows<'_>> =
            self.0.iter().map(|(key, ..)| (key.clone(), SummedRows::default())).collect();
        for observation in observations {
            let cell = &observation.cell;
            let key = (cell.measure.clone(), cell.period, observation.vintage);
            let Some(rows) = rows.get_mut(&key) else { continue };
            match observation.report {
                Report::Value(value) => rows.figures.push((&cell.body, value)),
                Report::Absent(_) => rows.has_absent = true,
            }
        }
        let mut told = Vec::new();
        let mut seen = FxHashSet::default();
        for (key, ..) in &self.0 {
            if !seen.insert(key) {
                continue;
            }
            let stated = self.0.iter().filter(|(other, ..)| other == key);
            let stated: Vec<(u32, Decimal)> = stated.map(|(_, line, value)| (*line, *value)).collect();
            told.extend(rows[key].unequal(&stated, catalogue).map(|(line, stated, sum)| UnequalTotal {
                line,
                measure: key.0.clone(),
                body: None,
                period: key.1,
                stated,
                sum,
                rows: u32::try_from(rows[key].figures.len()).unwrap_or(u32::MAX),
            }));
            if told.len() == UnequalTotal::MOST_TOLD {
                break;
            }
        }
        told
    }
}

impl<'o> SummedRows<'o> {
    pub(super) fn of(figures: Vec<(&'o BodyId, Decimal)>) -> Self {
        Self { figures, has_absent: false }
    }

    /// The total to be told, with its line and the sum of the rows.
    fn unequal(&self, stated: &[(u32, Decimal)], catalogue: &Catalogue) -> Option<(u32, Decimal, Decimal)> {
        let all = sum(self.figures.iter().map(|(_, value)| *value))?;
        let bodies: FxHashSet<&BodyId> = self.figures.iter().map(|(body, _)| *body).collect();
        let topmost = self.figures.iter().filter(|(body, _)| !is_below(body, &bodies, catalogue));
        let topmost = sum(topmost.map(|(_, value)| *value))?;
        let is_borne_out = |(_, stated): &(u32, Decimal)| {
            let rounding = self.rounding(*stated);
            let is_near = |sum: Decimal| (*stated - sum).abs() <= rounding;
            is_near(all) || is_near(topmost) || (self.has_absent && *stated > topmost)
        };
        if stated.iter().any(is_borne_out) {
            return None;
        }
        let (line, stated) = stated.iter().max_by_key(|(line, value)| (*value, std::cmp::Reverse(*line)))?;
        Some((*line, *stated, topmost))
    }

    /// How far a total may be from the sum of the rows where each of them was rounded for itself.
    pub(super) fn rounding(&self, stated: Decimal) -> Decimal {
        let scale = |value: Decimal| value.normalize().scale();
        let of_rows = self.figures.iter().map(|(_, value)| scale(*value)).max().unwrap_or_default();
        let has_fractions = of_rows > 0 || scale(stated) > 0;
        let total_grain = if has_fractions { Decimal::new(1, scale(stated)) } else { thousands(stated) };
        let row_grain = if has_fractions { Decimal::new(1, of_rows) } else { self.common_grain() };
        total_grain / Decimal::TWO + row_grain * root(self.figures.len())
    }

    /// What all of many rows are multiples of, as where a publisher rounds to the nearest five; zero where they are exact.
    fn common_grain(&self) -> Decimal {
        /// Fewer rows may be multiples of five by chance.
        const MANY: usize = 6;
        let is_grain = |grain: &Decimal| self.figures.iter().all(|(_, value)| (value % grain).is_zero());
        let grains = [1_000, 500, 100, 50, 10, 5].into_iter().map(Decimal::from);
        if self.figures.len() < MANY {
            Decimal::ZERO
        } else {
            grains.into_iter().find(is_grain).unwrap_or_default()
        }
    }
}

/// The thousands, or more, in which a whole number is told; zero where it is exact.
fn thousands(stated: Decimal) -> Decimal {
    let grains = [1_000_000, 100_000, 10_000, 1_000].into_iter().map(Decimal::from);
    grains.into_iter().find(|grain| (stated % grain).is_zero()).unwrap_or_default()
}

/// The least whole number that is no less than the root of `count`.
fn root(count: usize) -> Decimal {
    let floor = count.isqrt();
    Decimal::from(if floor * floor == count { floor } else { floor + 1 })
}

fn sum(mut figures: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    figures.try_fold(Decimal::ZERO, Decimal::checked_add)
}

/// Whether a body above this one has a row too, whose figure may hold its own.
fn is_below(body: &BodyId, bodies: &FxHashSet<&BodyId>, catalogue: &Catalogue) -> bool {
    let parent = |body: &Body| body.parent.as_ref().and_then(|parent| catalogue.bodies.get(parent.as_str()));
    let above = catalogue.bodies.get(body.as_str()).and_then(parent);
    std::iter::successors(above, |body| parent(body))
        .take(catalogue.bodies.len())
        .any(|body| bodies.contains(&body.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the rows bear out a total.
    #[track_caller]
    fn check(rows: &[&str], stated: &str, expect: bool) {
        let bodies: Vec<BodyId> = (0..rows.len()).map(|place| BodyId::new(format!("b{place}"))).collect();
        let number = |text: &str| text.parse::<Decimal>().expect("a number");
        let figures = bodies.iter().zip(rows).map(|(body, row)| (body, number(row))).collect();
        let rows = SummedRows { figures, has_absent: false };
        let sum = sum(rows.figures.iter().map(|(_, value)| *value)).expect("a sum");
        let is_borne_out = (number(stated) - sum).abs() <= rows.rounding(number(stated));
        assert_eq!(is_borne_out, expect, "{stated}");
    }

    #[test]
    fn whole_numbers_are_exact() {
        check(&["60", "50"], "110", true);
        check(&["60", "50"], "111", false);
        check(&["60", "50"], "135", false);
        check(&["1354645"], "9354645", false);
    }

    #[test]
    fn what_was_rounded_may_differ_by_its_rounding() {
        check(&["60", "50", "25"], "134.6", true);
        check(&["60.3", "49.9", "25.1"], "135", true);
        check(&["60.3", "49.9", "25.1"], "140", false);
        check(&["67341", "67612"], "135000", true);
        check(&["67341", "61612"], "135000", false);
        check(&["5", "10", "15", "20", "25", "30"], "112", true);
        check(&["5", "10", "15", "20", "25", "30"], "135", false);
    }
}
