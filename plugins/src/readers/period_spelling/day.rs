//! Days as files write them, and years that can be meant.

use jiff::civil::Date;

/// Years outside this range are slips of the pen.
pub(super) const PLAUSIBLE: std::ops::RangeInclusive<i16> = 1800..=2199;

/// Reads `2018-12-31` or `31/12/2018`, either of them also with the midnight that spreadsheets add.
pub(crate) fn day(text: &str) -> Option<Date> {
    let text =
        ["T00:00:00", " 00:00:00", " 00:00"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    let parts = |separator| {
        let mut parts = text.split(separator);
        let three = (parts.next()?, parts.next()?, parts.next()?);
        parts.next().is_none().then_some(three)
    };
    if let Some((day, month, year)) = parts('/') {
        return Date::new(digits(year, 4..=4)?, small(month)?, small(day)?).ok();
    }
    let (year, month, day) = parts('-')?;
    (month.len() == 2 && day.len() == 2)
        .then(|| Date::new(digits(year, 4..=4)?, small(month)?, small(day)?).ok())?
}

pub(super) fn digits(text: &str, lengths: std::ops::RangeInclusive<usize>) -> Option<i16> {
    let plain = lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok())?
}

fn small(text: &str) -> Option<i8> {
    digits(text, 1..=2).and_then(|number| i8::try_from(number).ok())
}
