//! What is done to the figure of a measure between the columns of a file and the cell: exact, or a fault.

use engine::model::{MeasureId, Unit};
use rust_decimal::Decimal;
use thiserror::Error;

use super::figure::{Sign, can_be_held};

/// What is done to the figure of a measure, in this order: columns are taken away from those that are added up, what is left is taken
/// from one, and the rest is multiplied and divided.
#[derive(Clone, PartialEq, Debug)]
pub struct Arithmetic {
    pub measure: MeasureId,
    /// Columns that are taken away.
    pub minus: Vec<String>,
    pub share: Share,
    pub times: Option<Decimal>,
    pub divided_by: Option<Decimal>,
}

/// Whether the columns hold the share itself or what is left of it.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Share {
    #[default]
    Itself,
    /// The figure is one minus what stands there.
    OneMinus,
}

/// Why the figure cannot be worked out.
#[derive(Clone, PartialEq, Debug, Error)]
pub enum ArithmeticError {
    #[error(
        "one minus {0} is no share, since {0} does not lie between 0 and 1; divide it, or take the column as it is"
    )]
    NoShare(Decimal),
    #[error(
        "{one} {sign} {other} does not come out exactly in 18 digits, which are the most that a figure holds"
    )]
    Inexact { one: Decimal, sign: &'static str, other: Decimal },
}

impl Arithmetic {
    /// The figure that a sum of columns comes to.
    pub(super) fn apply(&self, sum: Decimal, sign: Option<Sign>) -> Result<Decimal, ArithmeticError> {
        let mut value = sum;
        if self.share == Share::OneMinus {
            // `17.1%` says that it is seventeen hundredths.
            let share =
                if sign == Some(Sign::Percent) { quotient(value, Decimal::ONE_HUNDRED)? } else { value };
            if share < Decimal::ZERO || share > Decimal::ONE {
                return Err(ArithmeticError::NoShare(share));
            }
            value = Decimal::ONE - share;
        }
        if let Some(times) = self.times {
            value = product(value, times)?;
        }
        self.divided_by.map_or(Ok(value), |divisor| quotient(value, divisor))
    }

    /// Whether a figure with a sign of per cent comes to one that fits the unit of its measure; none where the sign says it of the figure
    /// itself.
    pub(super) fn fits_percent(&self, unit: &Unit) -> Option<bool> {
        let is_scaled = self.times.is_some() || self.divided_by.is_some();
        if !is_scaled && self.share == Share::Itself {
            return None;
        }
        let is_whole = self.times == Some(Decimal::ONE_HUNDRED) && self.divided_by.is_none();
        let is_percent_again = self.share == Share::OneMinus && is_whole;
        Some(is_percent_again == (*unit == Unit::Percent))
    }
}

/// The product, where every digit of it can be held.
fn product(one: Decimal, other: Decimal) -> Result<Decimal, ArithmeticError> {
    exact_product(one, other).ok_or(ArithmeticError::Inexact { one, sign: "×", other })
}

fn exact_product(one: Decimal, other: Decimal) -> Option<Decimal> {
    let mantissa = one.mantissa().checked_mul(other.mantissa())?;
    let product = Decimal::try_from_i128_with_scale(mantissa, one.scale() + other.scale()).ok()?.normalize();
    can_be_held(&product).then_some(product)
}

/// The quotient, where it has an end and every digit of it can be held.
fn quotient(one: Decimal, divisor: Decimal) -> Result<Decimal, ArithmeticError> {
    let quotient = one.checked_div(divisor).map(|quotient| quotient.normalize()).filter(can_be_held);
    let exact = quotient.filter(|quotient| exact_product(*quotient, divisor) == Some(one.normalize()));
    exact.ok_or(ArithmeticError::Inexact { one, sign: "÷", other: divisor })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain() -> Arithmetic {
        Arithmetic {
            measure: MeasureId::new("m"),
            minus: Vec::new(),
            share: Share::Itself,
            times: None,
            divided_by: None,
        }
    }

    fn number(text: &str) -> Decimal {
        text.parse().expect("a number")
    }

    #[track_caller]
    fn check(arithmetic: &Arithmetic, sum: &str, sign: Option<Sign>, expect: &str) {
        let told = arithmetic
            .apply(number(sum), sign)
            .map_or_else(|fault| fault.to_string(), |value| value.to_string());
        assert_eq!(told, expect, "{sum}");
    }

    #[test]
    fn figures_are_exact_or_refused() {
        let times = Arithmetic { times: Some(number("1000")), ..plain() };
        check(&times, "12.345", None, "12345");
        check(
            &times,
            "999999999999999999",
            None,
            "999999999999999999 × 1000 does not come out exactly in 18 digits, which are the most that a figure holds",
        );
        let divided = |by: &str| Arithmetic { divided_by: Some(number(by)), ..plain() };
        check(&divided("100"), "17.1", None, "0.171");
        check(&divided("3"), "6", None, "2");
        check(
            &divided("3"),
            "7",
            None,
            "7 ÷ 3 does not come out exactly in 18 digits, which are the most that a figure holds",
        );
        check(&divided("100"), "0", None, "0");
        let both = Arithmetic { times: Some(number("12")), ..divided("100") };
        check(&both, "25", None, "3");
    }

    #[test]
    fn one_minus_takes_a_share() {
        let rest = Arithmetic { share: Share::OneMinus, ..plain() };
        check(&rest, "0.171", None, "0.829");
        check(&rest, "17.1", Some(Sign::Percent), "0.829");
        check(
            &rest,
            "17.1",
            None,
            "one minus 17.1 is no share, since 17.1 does not lie between 0 and 1; divide it, or take the column as it is",
        );
        check(&Arithmetic { times: Some(Decimal::ONE_HUNDRED), ..rest }, "17.1", Some(Sign::Percent), "82.9");
    }

    #[test]
    fn a_percentage_that_is_divided_is_none_any_more() {
        let fits = |arithmetic: &Arithmetic, unit| arithmetic.fits_percent(&unit);
        assert_eq!(fits(&plain(), Unit::Percent), None);
        let share = Arithmetic { divided_by: Some(Decimal::ONE_HUNDRED), ..plain() };
        assert_eq!(
            (fits(&share, Unit::Percent), fits(&share, Unit::Other("share".into()))),
            (Some(false), Some(true))
        );
        let rest = Arithmetic { share: Share::OneMinus, times: Some(Decimal::ONE_HUNDRED), ..plain() };
        assert_eq!((fits(&rest, Unit::Percent), fits(&rest, Unit::Count)), (Some(true), Some(false)));
    }
}
