//! Runs of whole months as texts spell them.

use engine::model::Cadence;
use jiff::civil::{Date, date};

use super::day::{PLAUSIBLE, after, century, day, digits};
use super::names::month;
use super::unread::Unread;

/// A run of whole months.
pub(super) struct WholeMonths {
    pub(super) first: Date,
    pub(super) last: Date,
}

impl WholeMonths {
    /// Whole months from the first of `month` in `year`.
    fn months(year: i16, month: i8, count: i32) -> Option<Self> {
        let first = Date::new(year, month, 1).ok()?;
        let after = first.checked_add(jiff::Span::new().months(count)).ok()?;
        Some(Self { first, last: after.yesterday().ok()? })
    }

    fn years(first: i16, last: i16) -> Option<Self> {
        (first <= last).then_some(Self { first: date(first, 1, 1), last: date(last, 12, 31) })
    }
}

#[derive(Clone, Copy, PartialEq)]
enum PeriodToken {
    Year(i16),
    /// Two digits, such as the second half of `2021/22`.
    Short(i16),
    Quarter(i8),
    Half(i8),
    Month(i8),
    /// `A1`, by which SDMX says that a year is meant.
    Whole,
    Word,
}

/// The months that a text names.
pub(super) fn stretch(cadence: Cadence, text: &str) -> Option<WholeMonths> {
    if let Some(end) = after(text, &["year ending ", "year to ", "12 months ending ", "12 months to "]) {
        return year_to(end);
    }
    if let Some((kind, rest)) = kind_of_year(text) {
        return of_kind(cadence, kind, &rest);
    }
    match (cadence, after(text, &["FY"]), after(text, &["CY"]), after(text, &["quarter "])) {
        (Cadence::FinancialYear, Some(year), ..) | (Cadence::Year, _, Some(year), _) => named(cadence, year),
        (Cadence::Quarter, .., Some(number)) => named(cadence, &format!("Q{number}")),
        _ => run_together(cadence, text).or_else(|| dhis2(cadence, text)).or_else(|| named(cadence, text)),
    }
}

/// The two things that a text means to different readers: `2008/09` is a month, or two years. Nobody knows which.
pub(super) fn month_or_years(text: &str) -> Option<Unread> {
    let (first, next) = text.split_once('/')?;
    let (year, short) =
        (digits(first, 4..=4)?, digits(next, 2..=2).and_then(|short| i8::try_from(short).ok())?);
    let month = WholeMonths::months(year, short, 1)?;
    let years = Cadence::FinancialYear.parse(text).ok()?;
    Some(Unread::Ambiguous { one: Cadence::Month.containing(month.last), other: years })
}

/// The kind of year that a text names beside the year itself, as tables of education do: `202425 Academic year`.
fn kind_of_year(text: &str) -> Option<(Cadence, String)> {
    const KINDS: [(&str, Cadence); 5] = [
        ("academic year", Cadence::AcademicYear),
        ("financial year", Cadence::FinancialYear),
        ("fiscal year", Cadence::FinancialYear),
        ("calendar year", Cadence::Year),
        ("reporting year", Cadence::Year),
    ];
    let lower = text.to_ascii_lowercase();
    let (words, kind) = KINDS.iter().find(|(words, _)| lower.contains(words))?;
    Some((*kind, lower.replacen(words, " ", 1).split_whitespace().collect::<Vec<_>>().join(" ")))
}

/// A year of some kind, or a quarter of one.
fn of_kind(cadence: Cadence, kind: Cadence, rest: &str) -> Option<WholeMonths> {
    if let Some(end) = after(rest, &["ending ", "to "]) {
        return year_to(end).filter(|_| cadence == kind);
    }
    let (year, part) = rest.split_once(' ').unwrap_or((rest, ""));
    // Two years that are run together part into `2024/25`.
    let year = match year.split_at_checked(4) {
        Some((first, next)) if year.len() == 6 => format!("{first}/{next}"),
        _ => year.to_owned(),
    };
    match (cadence, part) {
        (_, "") if cadence == kind => named(cadence, &year),
        (Cadence::Quarter, quarter) if kind != Cadence::AcademicYear => {
            named(cadence, &format!("{year} {quarter}"))
        }
        _ => None,
    }
}

/// The spellings of DHIS2 that are its own: `201201B`, `2012AprilS1`, and `2012April` for the financial year from April.
fn dhis2(cadence: Cadence, text: &str) -> Option<WholeMonths> {
    let (year, rest) = text.split_at_checked(4)?;
    let year = digits(year, 4..=4).filter(|year| PLAUSIBLE.contains(year))?;
    let two_months = || rest.strip_suffix('B').or_else(|| rest.strip_prefix("BiM"));
    match cadence {
        Cadence::FinancialYear if rest == "April" => WholeMonths::months(year, 4, 12),
        Cadence::Rolling { months: 6, .. } if rest == "AprilS1" => WholeMonths::months(year, 4, 6),
        Cadence::Rolling { months: 6, .. } if rest == "AprilS2" => WholeMonths::months(year, 10, 6),
        Cadence::Rolling { months: 2, .. } => {
            let number = digits(two_months()?, 1..=2).and_then(|number| i8::try_from(number).ok())?;
            (1..=6).contains(&number).then(|| WholeMonths::months(year, number * 2 - 1, 2))?
        }
        _ => None,
    }
}

/// The year that ends with a month, or with its last day.
fn year_to(end: &str) -> Option<WholeMonths> {
    let month = match day(end) {
        Some(day) => WholeMonths::months(day.year(), day.month(), 1).filter(|month| month.last == day)?,
        None => named(Cadence::Month, end)?,
    };
    let first = month.last.tomorrow().ok()?.checked_sub(jiff::Span::new().months(12)).ok()?;
    Some(WholeMonths { first, ..month })
}

/// Reads `201803` and `201718`.
fn run_together(cadence: Cadence, text: &str) -> Option<WholeMonths> {
    let (year, next) = text.split_at_checked(4).filter(|_| text.len() == 6)?;
    let (year, next) = (digits(year, 4..=4).filter(|year| PLAUSIBLE.contains(year))?, digits(next, 2..=2)?);
    match cadence {
        Cadence::Month => WholeMonths::months(year, i8::try_from(next).ok()?, 1),
        Cadence::FinancialYear | Cadence::AcademicYear => years(cadence, year, PeriodToken::Short(next)),
        _ => None,
    }
}

fn named(cadence: Cadence, text: &str) -> Option<WholeMonths> {
    use PeriodToken::{Half, Month, Quarter, Short, Whole, Word, Year};
    let tokens = tokens(text)?;
    // A publication's name before the month, such as `MSitAE-APRIL-2025`, is one word with it.
    let tokens = match tokens.as_slice() {
        [Word, rest @ ..] if !text.contains(char::is_whitespace) && rest.len() == 2 => rest,
        all => all,
    };
    match *tokens {
        [Quarter(quarter), Year(year)] | [Year(year), Quarter(quarter)] => {
            WholeMonths::months(year, quarter * 3 - 2, 3)
        }
        [Quarter(quarter), Year(year), next] | [Year(year), next, Quarter(quarter)] => {
            financial_quarter(year, next, quarter)
        }
        [Quarter(quarter), Short(year)] if cadence == Cadence::Quarter => {
            WholeMonths::months(century(year), quarter * 3 - 2, 3)
        }
        [Half(half), Year(year)] | [Year(year), Half(half)] => WholeMonths::months(year, half * 6 - 5, 6),
        [Month(month), Year(year)] | [Year(year), Month(month)] => WholeMonths::months(year, month, 1),
        [Month(month), Short(year)] if cadence == Cadence::Month => {
            WholeMonths::months(century(year), month, 1)
        }
        [Short(month), Year(year)] if cadence == Cadence::Month => {
            WholeMonths::months(year, i8::try_from(month).ok()?, 1)
        }
        [Month(from), Year(first), Month(to), Year(last)] => month_range((first, from), (last, to)),
        [Month(from), Month(to), Year(year)] => month_range((year, from), (year, to)),
        [Year(year), Short(month)] if may_name_months(cadence) && !text.contains('/') => {
            WholeMonths::months(year, i8::try_from(month).ok()?, 1)
        }
        [Year(year)] | [Year(year), Whole] => WholeMonths::years(year, year),
        [Year(year), next] => years(cadence, year, next),
        _ => None,
    }
}

/// Whether `2018-12` is a month where such periods are reported. `2008/09` may be one, or two years; nobody knows.
fn may_name_months(cadence: Cadence) -> bool {
    match cadence {
        Cadence::Rolling { months, .. } => months % 12 != 0,
        other => other == Cadence::Quarter,
    }
}

fn financial_quarter(year: i16, next: PeriodToken, quarter: i8) -> Option<WholeMonths> {
    let follows = last_year(year, next)? == year + 1;
    let (year, month) = if quarter == 4 { (year + 1, 1) } else { (year, quarter * 3 + 1) };
    follows.then(|| WholeMonths::months(year, month, 3))?
}

fn month_range(first: (i16, i8), last: (i16, i8)) -> Option<WholeMonths> {
    let first = WholeMonths::months(first.0, first.1, 1)?.first;
    let last = WholeMonths::months(last.0, last.1, 1)?.last;
    (first < last).then_some(WholeMonths { first, last })
}

/// Two years in a row are one year for whoever counts from April or September, and whole years for everyone else.
fn years(cadence: Cadence, year: i16, next: PeriodToken) -> Option<WholeMonths> {
    let last = last_year(year, next)?;
    let follows = last == year + 1;
    match cadence {
        Cadence::FinancialYear if follows => WholeMonths::months(year, 4, 12),
        Cadence::AcademicYear if follows => WholeMonths::months(year, 9, 12),
        Cadence::Rolling { .. } => WholeMonths::years(year, last),
        _ => None,
    }
}

fn last_year(year: i16, next: PeriodToken) -> Option<i16> {
    match next {
        PeriodToken::Year(last) => Some(last),
        PeriodToken::Short(last) => Some(year - year % 100 + last + if last < year % 100 { 100 } else { 0 }),
        _ => None,
    }
}

/// At most this many tokens make up a period; longer texts are not worth the work.
const MOST_TOKENS: usize = 5;

fn tokens(text: &str) -> Option<Vec<PeriodToken>> {
    let pieces = text
        .split(|letter: char| !letter.is_alphanumeric() && !is_accent(letter))
        .flat_map(split_after_digits);
    let meant = pieces.filter(|piece| !piece.is_empty() && !piece.eq_ignore_ascii_case("to"));
    let tokens: Vec<_> = meant.take(MOST_TOKENS + 1).map(token).collect();
    (tokens.len() <= MOST_TOKENS).then_some(tokens)
}

/// An accent that is written behind its letter.
fn is_accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// Parts `2018Q4` into its year and its quarter.
fn split_after_digits(piece: &str) -> [&str; 2] {
    let end = piece.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(piece.len());
    let (number, rest) = piece.split_at(end);
    [number, rest]
}

fn token(piece: &str) -> PeriodToken {
    if let Some(year) = digits(piece, 4..=4).filter(|year| PLAUSIBLE.contains(year)) {
        return PeriodToken::Year(year);
    }
    if let Some(short) = digits(piece, 2..=2) {
        return PeriodToken::Short(short);
    }
    match piece.as_bytes() {
        [b'H' | b'h' | b'S' | b's', number @ b'1'..=b'2'] => PeriodToken::Half((number - b'0').cast_signed()),
        [b'A' | b'a', b'1'] => PeriodToken::Whole,
        [b'Q' | b'q', number @ b'1'..=b'4'] => PeriodToken::Quarter((number - b'0').cast_signed()),
        _ => numbered_month(piece).or_else(|| month(piece)).map_or(PeriodToken::Word, PeriodToken::Month),
    }
}

/// Reads the `M03` of `2018M03`.
fn numbered_month(piece: &str) -> Option<i8> {
    let number = digits(piece.strip_prefix(['M', 'm'])?, 2..=2)?;
    i8::try_from(number).ok().filter(|month| (1..=12).contains(month))
}
