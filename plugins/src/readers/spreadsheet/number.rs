//! Numbers of a workbook as texts with every digit that is stored, and no more.

use std::borrow::Cow;

/// So many digits a program that counts in halves and quarters gives back as they were written.
const EXACT_DIGITS: usize = 15;

/// A stored number without the digits that only its binary form has: `0.75500000000000000` is 0.755.
pub(super) fn as_stored(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    let plain = text.strip_prefix('-').unwrap_or(text).bytes();
    let is_plain = plain.clone().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && plain.clone().filter(u8::is_ascii_digit).count() <= EXACT_DIGITS;
    if is_plain {
        let is_padded = text.contains('.') && text.ends_with('0');
        let digits = if is_padded { text.trim_end_matches('0').trim_end_matches('.') } else { text };
        return Cow::Borrowed(digits);
    }
    match text.parse::<Binary>() {
        Ok(number) if number.is_finite() => Cow::Owned(of_binary(number)),
        _ => Cow::Borrowed(text),
    }
}

/// What a workbook holds in place of a decimal. It is turned into text at once, and nobody counts with it.
pub(super) type Binary = f64;

/// So many digits behind the point a figure may have.
const MOST_DECIMALS: usize = 18;

/// The shortest text that names the same number. One with more decimals than a figure may have is told in as many digits as a program that
/// counts in halves and quarters gives back.
pub(super) fn of_binary(number: Binary) -> String {
    if number == 0.0 {
        return "0".to_owned();
    }
    let text = number.to_string();
    let decimals = |text: &str| text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    if decimals(&text) <= MOST_DECIMALS {
        return text;
    }
    let exact = format!("{number:.*e}", EXACT_DIGITS - 1).parse::<Binary>().map(|number| number.to_string());
    exact.ok().filter(|exact| decimals(exact) <= MOST_DECIMALS).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(stored: &str, expect: &str) {
        assert_eq!(as_stored(stored), expect, "{stored}");
    }

    #[test]
    fn stored_digits_stay() {
        check("76760", "76760");
        check("0.755", "0.755");
        check("-1.49", "-1.49");
        check("23008747.22227", "23008747.22227");
        check("6.153203885418073", "6.153203885418073");
    }

    #[test]
    fn digits_of_the_binary_form_go() {
        check("0.75500000000000000", "0.755");
        check("0.30000000000000004", "0.30000000000000004");
        check("1.0000000000000000E-2", "0.01");
        check("1.5E3", "1500");
        check("3.3333333333333335E-3", "0.00333333333333333");
        check("1E-20", "0.00000000000000000001");
        check("195085.0", "195085");
        check("0.0", "0");
    }

    #[test]
    fn what_is_no_number_is_kept_as_it_is() {
        check("1,234", "1,234");
        check("inf", "inf");
        check("", "");
    }
}
