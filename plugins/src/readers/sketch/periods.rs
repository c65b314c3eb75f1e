//! How often figures are reported, by how periods are written. What a spelling means is known to `period_spelling` alone.

use engine::model::{Cadence, Period};
use jiff::civil::Date;

use super::facts::{Around, WrittenDates};
use super::kinds;
use crate::readers::period_spelling::{DateOrder, Grid, Shown, day, read_period, shown_order};

/// Kinds of periods, the finest reading of a text first.
const KINDS: [Cadence; 6] = [
    Cadence::Month,
    Cadence::Quarter,
    Cadence::Week,
    Cadence::Year,
    Cadence::FinancialYear,
    Cadence::AcademicYear,
];
/// Lengths of ranges in months.
const RANGES: [u16; 5] = [12, 36, 6, 24, 2];
/// So many texts are looked at.
const MOST_TEXTS: usize = 600;
/// No period is spelt in more words.
const MOST_WORDS: usize = 7;

/// In which order these texts write day and month.
pub(super) fn order<'t>(texts: impl Iterator<Item = &'t str>) -> WrittenDates {
    let mut open = None;
    for text in texts {
        match shown_order(text) {
            Some(Shown::MonthFirst) => return WrittenDates::MonthFirst,
            Some(Shown::DayFirst) => return WrittenDates::AsRead,
            Some(Shown::Nothing) => open = open.or(Some(text)),
            None => {}
        }
    }
    open.map_or(WrittenDates::AsRead, |text| WrittenDates::Either(text.to_owned()))
}

/// Texts as they are read where the month comes first.
pub(super) fn settled<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<String> {
    texts.filter_map(|text| Some(DateOrder::MonthFirst.settle(text)?.into_owned())).collect()
}

fn read(every: Cadence, text: &str) -> Option<Period> {
    read_period(Grid { every, anchor: None }, text).ok().map(|(period, _)| period)
}

/// Whether a text names a period of any kind.
pub(super) fn is_any(text: &str) -> bool {
    !text.is_empty() && (day(text).is_some() || KINDS.into_iter().any(|every| read(every, text).is_some()))
}

/// The kind of periods that these texts name, if nearly all of them do.
pub(super) fn cadence<'t>(texts: impl Iterator<Item = &'t str>) -> Option<Cadence> {
    let texts: Vec<&str> = texts.take(MOST_TEXTS).collect();
    let most = |found: usize| !texts.is_empty() && found * 10 >= texts.len() * 9;
    let days: Vec<Date> = texts.iter().filter_map(|text| day(text)).collect();
    if most(days.len()) {
        return Some(between(days));
    }
    let found =
        |every: Cadence| -> Vec<Period> { texts.iter().filter_map(|text| read(every, text)).collect() };
    let kind = KINDS.into_iter().find(|every| most(found(*every).len()));
    let of_days = || kinds::of_other_days().into_iter().find(|every| most(found(*every).len()));
    match kind.or_else(of_days) {
        Some(Cadence::Month) if are_steps(&found(Cadence::Month), 3) => Some(Cadence::Quarter),
        Some(kind) => Some(kind),
        None => RANGES.into_iter().find_map(|months| {
            let ranges = found(Cadence::Rolling { months, step: 1 });
            most(ranges.len()).then(|| Cadence::Rolling { months, step: step(&ranges).unwrap_or(months) })
        }),
    }
}

/// Of texts that name periods of several kinds, one below the other, the kind that most of them name.
pub(super) fn commonest<'t>(texts: impl Iterator<Item = &'t str>) -> Option<Cadence> {
    let texts: Vec<&str> = texts.take(MOST_TEXTS).collect();
    let named = |every: Cadence| texts.iter().filter(|text| read(every, text).is_some()).count();
    let are_periods =
        !texts.is_empty() && texts.iter().filter(|text| is_any(text)).count() * 10 >= texts.len() * 9;
    // Of equals, the first.
    let every = KINDS.into_iter().rev().max_by_key(|every| named(*every))?;
    are_periods.then_some(every)
}

/// Whether several months lie so many apart, each of them.
fn are_steps(periods: &[Period], months: u16) -> bool {
    step(periods).is_some_and(|step| step % months == 0)
}

/// By how many months ranges move on, where there are several.
fn step(ranges: &[Period]) -> Option<u16> {
    let mut indices: Vec<i32> = ranges.iter().map(|range| months(range.last_day())).collect();
    indices.sort_unstable();
    indices.dedup();
    let gaps = indices.windows(2).map(|pair| pair[1] - pair[0]);
    u16::try_from(gaps.min()?).ok()
}

fn months(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month())
}

/// The kind of periods for which days stand, by how far apart they are.
fn between(mut days: Vec<Date>) -> Cadence {
    days.sort_unstable();
    days.dedup();
    let gaps = days.windows(2).filter_map(|pair| pair[0].until(pair[1]).ok()).map(|span| span.get_days());
    let ends = |month: i8| days.iter().all(|day| day.month() == month);
    match gaps.min() {
        None if days.iter().all(|day| day.month() % 3 == 0 && day.day() >= 30) => Cadence::Quarter,
        None | Some(28..=80) => Cadence::Month,
        Some(..7) => Cadence::Day,
        Some(7..28) => Cadence::Week,
        Some(81..=300) => Cadence::Quarter,
        Some(_) if ends(3) => Cadence::FinancialYear,
        Some(_) if ends(8) => Cadence::AcademicYear,
        Some(_) => kinds::year_of(&days).unwrap_or(Cadence::Year),
    }
}

/// How many of these headings name periods of one kind, and which.
pub(super) fn of_headings<'t>(headings: &[&'t str]) -> Option<(Cadence, Vec<&'t str>)> {
    let of_kind = |every: Cadence| -> Vec<&'t str> {
        headings.iter().copied().filter(|text| read(every, text).is_some()).collect()
    };
    let days: Vec<&str> = headings.iter().copied().filter(|text| day(text).is_some()).collect();
    if !days.is_empty() {
        return Some((between(days.iter().filter_map(|text| day(text)).collect()), days));
    }
    let found = KINDS.map(|every| (every, of_kind(every)));
    // Of equals, the first.
    found.into_iter().rev().max_by_key(|(_, texts)| texts.len()).filter(|(_, texts)| !texts.is_empty())
}

/// A kind of periods that most of these headings name once a year stands beside them.
pub(super) fn without_year(headings: &[&str]) -> Option<Cadence> {
    let is_day = |text: &&&str| {
        day(&format!("{text} 2021")).is_some() || read(Cadence::Week, &format!("{text} 2021")).is_some()
    };
    let named: Vec<&str> = headings.iter().filter(is_day).copied().collect();
    if named.len() < 2 || named.len() * 2 < headings.len() {
        return None;
    }
    let days: Vec<Date> = named.iter().filter_map(|text| day(&format!("{text} 2021"))).collect();
    Some(if days.len() < 2 { Cadence::Week } else { between(days) })
}

/// Cells behind which the period of a table stands.
const KEYS: [&str; 9] = [
    "date",
    "period",
    "year",
    "time",
    "month",
    "quarter",
    "reference period",
    "time period",
    "reporting period",
];

/// The one period that these texts name: behind a cell that says so, or else in most words.
pub(super) fn around(texts: &[String]) -> Option<Around> {
    let keyed = texts.windows(2).find_map(|pair| {
        let [key, text] = pair else { return None };
        let is_key = KEYS.contains(&key.trim_end_matches(':').trim().to_lowercase().as_str());
        let every = is_key.then(|| KINDS.into_iter().find(|every| read(*every, text).is_some()))??;
        Some(Around { every, spelling: text.clone(), pattern: Some(like(text)) })
    });
    keyed.or_else(|| in_most_words(texts))
}

/// A pattern for texts that are written like this one: digits for digits, words for words.
fn like(text: &str) -> String {
    let mut pattern = String::from("^(");
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter.is_ascii_digit() {
            pattern.push_str("\\d");
        } else if letter.is_alphabetic() {
            while letters.next_if(|next| next.is_alphabetic()).is_some() {}
            pattern.push_str("[[:alpha:]]+");
        } else {
            pattern.push_str(&regex_lite::escape(&letter.to_string()));
        }
    }
    pattern.push_str(")$");
    pattern
}

fn in_most_words(texts: &[String]) -> Option<Around> {
    let mut found: Vec<(usize, Cadence, Period, String)> = Vec::new();
    for text in texts {
        let words: Vec<&str> = text
            .split(|letter: char| letter.is_whitespace() || ",;:()[]_".contains(letter))
            .filter(|word| word.contains(char::is_alphanumeric))
            .collect();
        let mut place = 0;
        while place < words.len() {
            let widest = MOST_WORDS.min(words.len() - place);
            let named = (1..=widest).rev().find_map(|count| {
                let spelling = words[place..place + count].join(" ");
                let (every, period) =
                    KINDS.into_iter().find_map(|every| Some((every, read(every, &spelling)?)))?;
                Some((count, every, period, spelling))
            });
            place += named.as_ref().map_or(1, |(count, ..)| *count);
            found.extend(named);
        }
    }
    let most = found.iter().map(|(count, ..)| *count).max()?;
    found.retain(|(count, ..)| *count == most);
    let (_, every, period, spelling) = found.first()?;
    let is_only = found.iter().all(|other| other.2 == *period);
    is_only.then(|| Around { every: *every, spelling: spelling.clone(), pattern: None })
}
