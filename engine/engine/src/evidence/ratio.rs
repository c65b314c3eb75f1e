//! A ratio of two figures, in percent: what it is, and why there is none.

use rust_decimal::Decimal;

use super::derived::Holding;
use super::gap::{Whose, WhyAbsent};

/// Whether nobody has said anything.
fn is_silence(why: WhyAbsent) -> bool {
    matches!(why, WhyAbsent::NeverReported | WhyAbsent::Incomplete { reported: 0, .. })
}

/// A hundred times `numerator` over `denominator`; `zero_over_zero` is what the measure says of that.
pub(super) fn ratio(numerator: Holding, denominator: Holding, zero_over_zero: Option<Decimal>) -> Holding {
    let (numerator, denominator) = match (numerator, denominator) {
        (Ok(numerator), Ok(denominator)) => (numerator, denominator),
        (Err(numerator), Err(denominator)) if is_silence(numerator) && numerator == denominator => {
            return Err(numerator);
        }
        (numerator, denominator) => {
            let why = numerator.err().into_iter().chain(denominator.err());
            let missing: Vec<WhyAbsent> = why.filter(|why| !why.is_unreconciled()).collect();
            if missing.is_empty() {
                return Err(WhyAbsent::InputUnreconciled);
            }
            let is_own = missing.into_iter().any(|why| why.whose() == Whose::Own);
            return Err(WhyAbsent::InputMissing(if is_own { Whose::Own } else { Whose::Below }));
        }
    };
    if denominator.is_zero() {
        let both_are = numerator.is_zero();
        let why = if both_are { WhyAbsent::ZeroOverZero } else { WhyAbsent::NothingToDivideBy };
        return zero_over_zero.filter(|_| both_are).ok_or(why);
    }
    let hundredfold = numerator.checked_mul(Decimal::ONE_HUNDRED).ok_or(WhyAbsent::TooLarge)?;
    hundredfold.checked_div(denominator).map(|value| value.normalize()).ok_or(WhyAbsent::TooLarge)
}
