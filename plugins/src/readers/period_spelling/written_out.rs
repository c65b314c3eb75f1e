//! Stretches of time whose first day is written, with the last one or a length.

use jiff::Span;
use jiff::civil::Date;

use super::day::day;

/// From one day to another, both included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Days {
    pub(super) first: Date,
    pub(super) last: Date,
}

/// Reads `2020-01-01/P1M`, `2020-01-01/2020-03-31` and `1 April 2021 to 31 March 2022`.
pub(super) fn written_out(text: &str) -> Option<Days> {
    if let Some((first, rest)) = text.split_once('/') {
        let first = Some(first).filter(|first| first.len() == "2020-01-01".len()).and_then(day);
        if let Some(first) = first {
            return interval(first, rest);
        }
    }
    let (first, last) = [" to ", " – ", " - ", "–", " until ", " bis ", " au "]
        .iter()
        .find_map(|between| text.split_once(between))?;
    let last = last.trim();
    let end = day(last)?;
    let first = first.trim();
    let first = first.strip_prefix("From ").or_else(|| first.strip_prefix("from ")).unwrap_or(first);
    // The year may be written once: `1 April to 30 June 2021`.
    let start = day(first).or_else(|| day(&format!("{first} {}", end.year())))?;
    (start <= end).then_some(Days { first: start, last: end })
}

/// An interval after ISO 8601, by its end or its length.
fn interval(first: Date, rest: &str) -> Option<Days> {
    let Some(length) = rest.strip_prefix('P') else {
        return day(rest).filter(|last| first <= *last).map(|last| Days { first, last });
    };
    let unit = length.chars().last()?;
    let count: i64 = length.strip_suffix(unit)?.parse().ok().filter(|count| (1..=400).contains(count))?;
    let span = match unit {
        'D' => Span::new().try_days(count),
        'W' => Span::new().try_weeks(count),
        'M' => Span::new().try_months(count),
        'Y' => Span::new().try_years(count),
        _ => return None,
    };
    let last = first.checked_add(span.ok()?).ok()?.yesterday().ok()?;
    Some(Days { first, last })
}
