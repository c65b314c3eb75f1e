//! Days and months as files write them, and years that can be meant.

use jiff::civil::Date;

/// Years outside this range are slips of the pen.
pub(super) const PLAUSIBLE: std::ops::RangeInclusive<i16> = 1800..=2199;

/// The midnights that spreadsheets and databases add to a day.
const MIDNIGHTS: [&str; 6] =
    ["T00:00:00.000Z", "T00:00:00+00:00", "T00:00:00Z", "T00:00:00", " 00:00:00", " 00:00"];

/// Reads `2018-12-31`, `31/12/2018`, `31.12.2018` or `31 December 2018`, each of them also with midnight behind it.
pub(crate) fn day(text: &str) -> Option<Date> {
    let text = MIDNIGHTS.iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    let parts = |separator| {
        let mut parts = text.split(separator);
        let three = (parts.next()?, parts.next()?, parts.next()?);
        parts.next().is_none().then_some(three)
    };
    if let Some((day, month, year)) = parts('/').or_else(|| parts('.')) {
        return Date::new(digits(year, 4..=4)?, small(month)?, small(day)?).ok();
    }
    if let Some((day, named, year)) = parts(' ') {
        return Date::new(digits(year, 4..=4)?, month(named)?, small(day)?).ok();
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

/// What stands behind one of these words at the beginning of a text.
pub(super) fn after<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    words.iter().find_map(|word| {
        let (beginning, rest) = text.split_at_checked(word.len())?;
        beginning.eq_ignore_ascii_case(word).then(|| rest.trim())
    })
}

/// The month of a name, or of its first letters.
pub(super) fn month(piece: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let piece = piece.to_ascii_lowercase();
    let is_short = |month: &str| piece.len() == 3 && month.starts_with(&piece);
    let place = MONTHS
        .iter()
        .position(|month| piece == *month || is_short(month) || (piece == "sept" && *month == "september"));
    place.and_then(|place| i8::try_from(place + 1).ok())
}
