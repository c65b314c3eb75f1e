//! TOML's numbers as exact decimals, read from their digits and never by way of a float.

use rust_decimal::Decimal;
use toml::de::{DeFloat, DeInteger, DeValue};

/// The number that `value` is, or why it cannot be kept; none where it is not a number.
pub fn exact(value: &DeValue<'_>) -> Option<Result<Decimal, &'static str>> {
    match value {
        DeValue::Integer(integer) => Some(whole(integer)),
        DeValue::Float(float) => Some(fraction(float)),
        _ => None,
    }
}

fn whole(integer: &DeInteger<'_>) -> Result<Decimal, &'static str> {
    let number = i128::from_str_radix(integer.as_str(), integer.radix()).map_err(|_| TOO_LARGE)?;
    Decimal::try_from_i128_with_scale(number, 0).map_err(|_| TOO_LARGE)
}

fn fraction(float: &DeFloat<'_>) -> Result<Decimal, &'static str> {
    let digits = float.as_str();
    if digits.contains("inf") || digits.contains("nan") {
        return Err("is not a number that one can reckon with");
    }
    let has_exponent = digits.contains(['e', 'E']);
    let read = if has_exponent { Decimal::from_scientific } else { Decimal::from_str_exact };
    read(digits).map_err(|_| TOO_LARGE)
}

const TOO_LARGE: &str = "has more digits than the 28 that can be kept exactly";

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(digits: &str, expected: &str) {
        let value = DeValue::parse(digits).expect("a TOML value");
        let read = exact(value.get_ref()).expect("a number");
        assert_eq!(read.map_or_else(str::to_owned, |number| number.to_string()), expected);
    }

    #[test]
    fn digits_are_kept_as_they_are_written() {
        check("0.8", "0.8");
        check("0.1234567890123456789012345678", "0.1234567890123456789012345678");
        check("1_000.50", "1000.50");
        check("-7", "-7");
        check("+7", "7");
        check("0x1F", "31");
        check("1e-3", "0.001");
        check("2.5E2", "250");
    }

    #[test]
    fn what_cannot_be_kept_exactly_is_refused() {
        check("0.12345678901234567890123456789", TOO_LARGE);
        check("79228162514264337593543950336", TOO_LARGE);
        check("1e40", TOO_LARGE);
        check("nan", "is not a number that one can reckon with");
        check("-inf", "is not a number that one can reckon with");
    }

    #[test]
    fn a_text_is_no_number() {
        let value = DeValue::parse("\"1\"").expect("a TOML value");
        assert!(exact(value.get_ref()).is_none());
    }
}
