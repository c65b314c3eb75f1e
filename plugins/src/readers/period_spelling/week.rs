//! Weeks by their numbers, and by the days with which they begin or end.

use engine::model::{Cadence, Period};
use jiff::civil::Date;

use super::day::{after, day, digits};
use super::unread::Unread;

/// The week that a text names by its number: `2024W12`, `2024 Week 12`, `week 40 2019-20`.
pub(super) fn numbered(text: &str) -> Option<Result<Period, Unread>> {
    let pieces: Vec<&str> =
        text.split(|letter: char| !letter.is_alphanumeric()).filter(|piece| !piece.is_empty()).collect();
    let pieces: Vec<&str> = pieces.into_iter().flat_map(parted).filter(|piece| !is_week(piece)).collect();
    let year = |piece: &str| digits(piece, 4..=4);
    let small = |piece: &str| digits(piece, 1..=2);
    match *pieces.as_slice() {
        [first, second] if text.contains(['W', 'w']) => {
            let (year, week) = match (year(first), small(second)) {
                (Some(year), Some(week)) => (year, week),
                _ => (year(second)?, small(first)?),
            };
            iso(year, week).map(Ok)
        }
        [one, two, three] => match (year(one), season(one, two), season(two, three)) {
            (Some(_), Some(season), _) => of_season(season, small(three)?),
            (_, _, Some(season)) => of_season(season, small(one)?),
            _ => None,
        },
        _ => None,
    }
}

/// The day by which a week is named.
pub(super) fn named_by_day(text: &str) -> Option<Date> {
    const WORDS: [&str; 10] = [
        "week ending ",
        "week ended ",
        "week to ",
        "week beginning ",
        "week commencing ",
        "week of ",
        "w/e ",
        "w/c ",
        "wk ending ",
        "to ",
    ];
    // A year that is joined to a heading may come before it.
    let joined = || {
        let (year, rest) = text.split_at_checked(4)?;
        digits(year, 4..=4)?;
        Some(format!("{} {year}", after(rest.trim_start(), &WORDS)?))
    };
    after(text, &WORDS).and_then(day).or_else(|| joined().as_deref().and_then(day))
}

/// Parts `2024W12` and `W12` at the letter.
fn parted(piece: &str) -> [&str; 2] {
    match piece.split_once(['W', 'w']) {
        Some((before, behind)) if behind.bytes().all(|byte| byte.is_ascii_digit()) => [before, behind],
        _ => [piece, "week"],
    }
}

fn is_week(piece: &str) -> bool {
    piece.is_empty()
        || ["week", "wk", "woche", "kalenderwoche", "kw", "semaine"]
            .iter()
            .any(|word| word.eq_ignore_ascii_case(piece))
}

fn iso(year: i16, week: i16) -> Option<Period> {
    Cadence::Week.parse(&format!("{year:04}-W{week:02}")).ok()
}

/// The first year of two that follow each other.
fn season(first: &str, next: &str) -> Option<i16> {
    let first = digits(first, 4..=4)?;
    let follows = match next.len() {
        2 => digits(next, 2..=2)? == (first + 1) % 100,
        _ => digits(next, 4..=4)? == first + 1,
    };
    follows.then_some(first)
}

/// A season of influenza begins in week 40 and ends in week 20; of the weeks between, nobody knows to which of its years they belong.
fn of_season(first: i16, week: i16) -> Option<Result<Period, Unread>> {
    match week {
        40..=53 => iso(first, week).map(Ok),
        1..=20 => iso(first + 1, week).map(Ok),
        _ => Some(Err(Unread::Ambiguous { one: iso(first, week)?, other: iso(first + 1, week)? })),
    }
}
