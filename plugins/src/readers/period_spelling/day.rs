//! Days as files write them, and years that can be meant.

use jiff::civil::Date;

use super::names::{is_weekday, month};

/// Years outside this range are slips of the pen.
pub(super) const PLAUSIBLE: std::ops::RangeInclusive<i16> = 1800..=2199;

/// The midnights that spreadsheets and databases add to a day, and the zone that XML does.
const MIDNIGHTS: [&str; 7] =
    ["T00:00:00.000Z", "T00:00:00+00:00", "T00:00:00Z", "T00:00:00", " 00:00:00", " 00:00", "Z"];

/// Reads `2018-12-31`, `20181231`, `31/12/2018`, `31.12.2018`, `31 December 2018` or `2018 31-December`, each of them also with midnight
/// behind it. Of two numbers before a year the first is the day, as Britain writes it, where strokes or stops part them.
pub(crate) fn day(text: &str) -> Option<Date> {
    let text = MIDNIGHTS.iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    let parts = |separator| {
        let mut parts = text.split(separator);
        let three = (parts.next()?, parts.next()?, parts.next()?);
        parts.next().is_none().then_some(three)
    };
    if let Some((day, month, year)) = parts('/').or_else(|| parts('.'))
        && let Some(year) = digits(year, 4..=4)
        && let (Some(month), Some(day)) = (small(month), small(day))
    {
        return Date::new(year, month, day).ok();
    }
    if let Some((year, month, day)) = parts('-')
        && let Some(year) = digits(year, 4..=4)
        && month.len() == 2
        && day.len() == 2
        && let (Some(month), Some(day)) = (small(month), small(day))
    {
        return Date::new(year, month, day).ok();
    }
    run_together(text).or_else(|| named(text))
}

/// The two days that `05-01-2018` and `1/4/18` may mean, the one that begins with the day first. Only the first is told to be certain
/// where the year is written in full and the other is no day.
pub(super) fn either_order(text: &str) -> Option<(Option<Date>, Option<Date>, WrittenYear)> {
    let mut parts = text.split(['-', '/', '.']);
    let (first, second, year) = (small(parts.next()?)?, small(parts.next()?)?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (year, written) = match digits(year, 4..=4) {
        Some(year) => (year, WrittenYear::Whole),
        None => (century(digits(year, 2..=2)?), WrittenYear::Short),
    };
    let date = |month, day| Date::new(year, month, day).ok();
    Some((date(second, first), date(first, second), written))
}

/// Whether a year is written with all its digits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum WrittenYear {
    Whole,
    Short,
}

/// The year of which only two digits are written, as spreadsheets write months.
pub(super) fn century(short: i16) -> i16 {
    if short < 50 { 2000 + short } else { 1900 + short }
}

/// Reads `20181231`. No other order of eight digits begins with a year that can be meant and goes on with a month.
fn run_together(text: &str) -> Option<Date> {
    let (year, rest) = text.split_at_checked(4).filter(|_| text.len() == 8)?;
    let (month, day) = rest.split_at_checked(2)?;
    let year = digits(year, 4..=4).filter(|year| PLAUSIBLE.contains(year))?;
    Date::new(year, small(month)?, small(day)?).ok()
}

/// A day whose month is named, with the year before or behind both.
fn named(text: &str) -> Option<Date> {
    let pieces =
        text.split(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '\u{300}'..='\u{36f}'));
    let is_small_word = |piece: &str| ["de", "of", "the"].iter().any(|word| word.eq_ignore_ascii_case(piece));
    let meant = pieces.filter(|piece| !piece.is_empty() && !is_small_word(piece));
    let mut pieces: Vec<&str> = meant.take(5).collect();
    if pieces.first().is_some_and(|first| is_weekday(first)) {
        pieces.remove(0);
    }
    let year = |piece: &str| digits(piece, 4..=4);
    let [one, two, three] = *pieces.as_slice() else { return None };
    let (year, month, day) = match (year(one), year(three)) {
        (None, Some(year)) => (year, month(two)?, ordinal(one)?),
        (Some(year), None) => match month(three) {
            Some(month) => (year, month, ordinal(two)?),
            None => (year, month(two)?, ordinal(three)?),
        },
        _ => return None,
    };
    Date::new(year, month, day).ok()
}

/// `4`, `04` and `4th`.
fn ordinal(piece: &str) -> Option<i8> {
    let number = ["st", "nd", "rd", "th"].iter().find_map(|end| piece.strip_suffix(end)).unwrap_or(piece);
    small(number)
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
