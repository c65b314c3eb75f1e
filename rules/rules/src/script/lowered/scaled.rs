//! Numbers with few digits, which two machine words hold: so many units of so many decimal places. What does not fit, and what has a sign
//! that units cannot show, is left to exact decimals, which give the same.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::seeded_arithmetic::ArithmeticFault;

/// How many decimal places an exact decimal has at the most.
const MOST_PLACES: u32 = 28;

/// A number that is not zero.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Scaled {
    units: i64,
    places: u32,
}

impl Scaled {
    /// A decimal, where it has few digits.
    pub(super) fn of(decimal: Decimal) -> Option<Self> {
        let units = i64::try_from(decimal.mantissa()).ok().filter(|units| *units != 0)?;
        Some(Self { units, places: decimal.scale() })
    }

    pub(super) fn of_whole(whole: i64) -> Option<Self> {
        (whole != 0).then_some(Self { units: whole, places: 0 })
    }

    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let (one, other, places) = self.beside(other)?;
        if ArithmeticFault::ScaledSumWraps.is_in() {
            return Self::not_zero(one.wrapping_add(other), places);
        }
        Self::not_zero(one.checked_add(other)?, places)
    }

    pub(super) fn minus(self, other: Self) -> Option<Self> {
        let (one, other, places) = self.beside(other)?;
        Self::not_zero(one.checked_sub(other)?, places)
    }

    pub(super) fn times(self, other: Self) -> Option<Self> {
        let places = self.places + other.places;
        if places > MOST_PLACES {
            return None;
        }
        Self::not_zero(self.units.checked_mul(other.units)?, places)
    }

    pub(super) fn order(self, other: Self) -> Option<Ordering> {
        let (one, other, _) = self.beside(other)?;
        Some(one.cmp(&other))
    }

    fn not_zero(units: i64, places: u32) -> Option<Self> {
        (units != 0).then_some(Self { units, places })
    }

    /// The units of both, of as many places as the one of the two has that has more.
    fn beside(self, other: Self) -> Option<(i64, i64, u32)> {
        match self.places.cmp(&other.places) {
            Ordering::Equal => Some((self.units, other.units, self.places)),
            Ordering::Less => Some((self.widened(other.places)?, other.units, other.places)),
            Ordering::Greater => Some((self.units, other.widened(self.places)?, self.places)),
        }
    }

    fn widened(self, places: u32) -> Option<i64> {
        if ArithmeticFault::PlacesOfScaledIgnored.is_in() {
            return Some(self.units);
        }
        self.units.checked_mul(10_i64.checked_pow(places - self.places)?)
    }
}

impl From<Scaled> for Decimal {
    fn from(scaled: Scaled) -> Self {
        Self::new(scaled.units, scaled.places)
    }
}

/// One number divided by another, which is worked out only where more than its order is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Quotient {
    of: Scaled,
    by: Scaled,
}

impl Quotient {
    /// So many places all numbers that meet have together at the most, so that a quotient can always be held, and that it differs from
    /// whatever it is compared with by more than its last digit, by which decimals round it, or not at all.
    const PLACES: u32 = 8;

    /// The quotient of two numbers, where it can be compared as it is.
    pub(super) fn of(of: Scaled, by: Scaled) -> Option<Self> {
        (of.places.max(by.places) <= Self::PLACES).then_some(Self { of, by })
    }

    /// Its order, without working it out: both sides are multiplied by its divisor.
    pub(super) fn order(self, other: Scaled) -> Option<Ordering> {
        let Self { of, by } = self;
        if of.places.max(by.places) + other.places > Self::PLACES {
            return None;
        }
        let widened = |units: i128, places: u32| units.checked_mul(10_i128.checked_pow(places)?);
        let places = if ArithmeticFault::PlacesOfDivisorIgnored.is_in() { 0 } else { by.places };
        let one = widened(of.units.into(), places + other.places)?;
        let other = widened(i128::from(other.units) * i128::from(by.units), of.places)?;
        let turns = by.units < 0 && !ArithmeticFault::SignOfDivisorLost.is_in();
        Some(if turns { other.cmp(&one) } else { one.cmp(&other) })
    }
}

impl From<Quotient> for Decimal {
    fn from(Quotient { of, by }: Quotient) -> Self {
        let (of, by) = (Self::from(of), Self::from(by));
        of.checked_div(by).expect("a quotient of few digits by what is not zero can be held")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers at the edges of what fits, and others.
    fn numbers() -> Vec<Decimal> {
        let units = [0, 1, -1, 3, 10, -25, 100, 999_999_999, i64::MAX, i64::MIN, i64::MAX / 10, 1 << 32];
        let places = [0, 1, 2, 9, 14, 18, 27, 28];
        let few = units.into_iter().flat_map(|units| places.map(|places| Decimal::new(units, places)));
        few.chain([Decimal::MAX, Decimal::MIN, -Decimal::ZERO, Decimal::from(i64::MAX) + Decimal::ONE])
            .collect()
    }

    /// Holds what comes of two numbers to what comes of the same as decimals, to the number of places.
    fn check(scaled: fn(Scaled, Scaled) -> Option<Scaled>, exact: fn(Decimal, Decimal) -> Option<Decimal>) {
        let mut compared = 0;
        for one in numbers() {
            for other in numbers() {
                let (Some(left), Some(right)) = (Scaled::of(one), Scaled::of(other)) else { continue };
                if let Some(found) = scaled(left, right) {
                    let exact = exact(one, other).map(|exact| exact.unpack());
                    assert_eq!(Some(Decimal::from(found).unpack()), exact, "{one} and {other}");
                    compared += 1;
                }
            }
        }
        assert!(compared > 1_000, "only {compared} of them were compared");
    }

    #[test]
    fn sums_differences_and_products_are_those_of_decimals() {
        check(Scaled::plus, Decimal::checked_add);
        check(Scaled::minus, Decimal::checked_sub);
        check(Scaled::times, Decimal::checked_mul);
    }

    #[test]
    fn order_is_that_of_decimals() {
        for one in numbers() {
            for other in numbers() {
                let order = Scaled::of(one).zip(Scaled::of(other)).and_then(|(one, other)| one.order(other));
                assert!(order.is_none_or(|order| order == one.cmp(&other)), "{one} and {other}");
            }
        }
    }

    #[test]
    fn quotients_are_in_the_order_of_what_decimals_make_of_them() {
        let (mut compared, mut equal) = (0, 0);
        for (of, by) in numbers().into_iter().flat_map(|of| numbers().into_iter().map(move |by| (of, by))) {
            let pair = Scaled::of(of).zip(Scaled::of(by));
            let Some(quotient) = pair.and_then(|(of, by)| Quotient::of(of, by)) else { continue };
            let exact = of.checked_div(by).expect("it can be held");
            assert_eq!(Decimal::from(quotient).unpack(), exact.unpack(), "{of} by {by}");
            let beside = [exact.round_dp(4), exact.round_dp(8), exact];
            for other in numbers().into_iter().chain(beside) {
                let order = Scaled::of(other).and_then(|other| quotient.order(other));
                assert!(order.is_none_or(|order| order == exact.cmp(&other)), "{of} by {by}, and {other}");
                compared += usize::from(order.is_some());
                equal += usize::from(order == Some(Ordering::Equal));
            }
        }
        assert!(compared > 1_000 && equal > 10, "only {compared} of them were compared, {equal} equal");
    }

    #[test]
    fn what_does_not_fit_is_left_to_decimals() {
        assert_eq!(Scaled::of(Decimal::MAX), None);
        assert_eq!(Scaled::of(Decimal::ZERO), None);
        let most = Scaled::of_whole(i64::MAX).expect("it fits");
        let one = Scaled::of_whole(1).expect("it fits");
        assert_eq!(most.plus(one), None);
        assert_eq!(one.minus(one), None);
        assert_eq!(Scaled::of(Decimal::new(1, 20)).and_then(|few| few.times(few)), None);
    }
}
