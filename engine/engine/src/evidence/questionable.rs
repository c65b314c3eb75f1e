//! Figures that are possible, but far from all before them: a slipped decimal point, pounds for thousands. They are used all the same, and no
//! verdict hangs on this.

use rust_decimal::Decimal;

use super::index::CellIx;
use super::{Disagreement, Evidence};
use crate::model::{Cell, Questioned, Report, Unit};

/// So many figures before one are looked at.
const LOOKED_AT: usize = 8;
/// So many of them there must be.
const FEWEST: usize = 4;
/// They stand within so many periods before it.
const FARTHEST: i32 = 32;
/// A count below this jumps by itself: three people may be none, or thirty, next month.
const SMALL_COUNT: Decimal = Decimal::TEN;

/// A figure that is far from those before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Questionable {
    pub value: Decimal,
    /// How many figures before it were looked at.
    pub before: usize,
    pub least: Decimal,
    pub most: Decimal,
}

impl Evidence {
    /// How far a figure lies from those before it, where that is farther than its measure takes for granted; none of a figure that is
    /// derived, whose inputs are asked about instead.
    pub fn questionable(&self, cell: &Cell) -> Option<Questionable> {
        let measure = self.catalogue()?.measures.get(&cell.measure)?;
        let Questioned::Beyond(times) = measure.questioned else { return None };
        if self.disagreement(cell) == Some(Disagreement::Unreconciled) {
            return None;
        }
        let ix = self.table.find(cell)?;
        let used = self.spoken(ix).map_or(ix, |spoken| spoken.used);
        let value = self.reported_value(used)?;
        let mut before = self.values_before(used);
        before.sort_unstable();
        let (least, most) = (*before.first()?, *before.last()?);
        let is_far = before.len() >= FEWEST
            && !(least..=most).contains(&value)
            && is_beyond(value, median(&before), times, &measure.unit);
        is_far.then_some(Questionable { value, before: before.len(), least, most })
    }

    fn reported_value(&self, ix: CellIx) -> Option<Decimal> {
        match self.table.slot(ix)?.stored?.report {
            Report::Value(value) => Some(value),
            Report::Absent(_) => None,
        }
    }

    /// The last figures of a series before one of it, as the same voice reported them.
    fn values_before(&self, ix: CellIx) -> Vec<Decimal> {
        let earlier = (1..=FARTHEST).filter_map(|ago| Some(ix.series.cell(ix.index.checked_sub(ago)?)));
        earlier.filter_map(|earlier| self.reported_value(earlier)).take(LOOKED_AT).collect()
    }
}

/// The middle one of figures in order, or the mean of the two in the middle.
fn median(sorted: &[Decimal]) -> Decimal {
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 {
        return sorted[middle];
    }
    let [one, other] = [sorted[middle - 1], sorted[middle]];
    match one.checked_add(other) {
        Some(sum) => sum / Decimal::TWO,
        // Two that are too large to be added up have one sign, so that they can be taken apart.
        None => one + (other - one) / Decimal::TWO,
    }
}

/// Whether a figure is more than so many times the median, or less than such a part of it. Of a median of zero nothing can be said.
fn is_beyond(value: Decimal, median: Decimal, times: Decimal, unit: &Unit) -> bool {
    let counts = matches!(unit, Unit::Count | Unit::Other(_));
    if counts && value.abs().max(median.abs()) < SMALL_COUNT {
        return false;
    }
    // Below zero the same holds the other way up.
    let (value, median) = if median.is_sign_negative() { (-value, -median) } else { (value, median) };
    let above = median.checked_mul(times).is_some_and(|most| value > most);
    let below = value.checked_mul(times).map_or(value.is_sign_negative(), |scaled| scaled < median);
    !median.is_zero() && (above || below)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the last of these figures is far from those before it.
    #[track_caller]
    fn check(figures: &[i64], unit: &Unit, expect: bool) {
        let figures: Vec<Decimal> = figures.iter().copied().map(Decimal::from).collect();
        let (value, before) = figures.split_last().expect("figures");
        let mut sorted = before.to_vec();
        sorted.sort_unstable();
        let found = is_beyond(*value, median(&sorted), Decimal::from(8), unit);
        assert_eq!(found, expect, "{figures:?}");
    }

    #[test]
    fn a_slipped_decimal_point_is_far() {
        check(&[80, 95, 90, 93, 9300], &Unit::Percent, true);
        check(&[80, 95, 90, 93, 9], &Unit::Percent, true);
        check(&[800, 950, 900, 930, 93], &Unit::Count, true);
        check(&[-800, -950, -900, -930, -93], &Unit::Pounds, true);
    }

    #[test]
    fn what_lies_within_is_not() {
        check(&[80, 95, 90, 93, 40], &Unit::Percent, false);
        check(&[80, 95, 90, 93, 720], &Unit::Count, false);
        check(&[-800, -950, -900, -930, -2000], &Unit::Pounds, false);
    }

    #[test]
    fn small_counts_jump_by_themselves_and_nought_has_no_multiple() {
        check(&[3, 2, 4, 3, 0], &Unit::Count, false);
        check(&[0, 0, 0, 0, 500], &Unit::Count, false);
        check(&[3, 2, 4, 3, 40], &Unit::Count, true);
    }

    #[test]
    fn another_sign_is_far() {
        check(&[80, 95, 90, 93, -90], &Unit::Pounds, true);
    }

    #[test]
    fn no_figure_is_too_large_to_ask() {
        let large = Decimal::MAX;
        assert!(!is_beyond(large, median(&[large, large]), Decimal::from(8), &Unit::Percent));
        assert!(is_beyond(large, Decimal::TWO, Decimal::from(8), &Unit::Percent));
    }
}
