//! A figure of a longer period from those of the shorter ones in it: what it is, and why there is none.
//!
//! Every part is needed: two months out of three are no quarter. Which of them is missing is in `missing`.

use rust_decimal::Decimal;

use super::derived::{Holding, Sum};
use super::gap::{Whose, WhyAbsent};
use crate::model::RollUp;

/// What parts come to that are added up in `sum`; they are looked at one by one only where one of them is missing.
pub(super) fn roll_up(sum: &Sum, how: RollUp, parts: impl Iterator<Item = Holding>) -> Holding {
    match (sum.holding(), how) {
        (Ok(total), RollUp::Mean) => {
            let mean = total.checked_div(Decimal::from(sum.expected()));
            mean.map(|mean| mean.normalize()).ok_or(WhyAbsent::TooLarge)
        }
        (Err(why), _) if why != WhyAbsent::TooLarge && !why.is_unreconciled() => {
            let missing = parts.filter_map(Result::err).find(|why| !why.is_unreconciled());
            Err(WhyAbsent::InputMissing(missing.map_or(Whose::Own, WhyAbsent::whose)))
        }
        (holding, _) => holding,
    }
}
