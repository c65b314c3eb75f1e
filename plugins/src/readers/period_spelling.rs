//! Periods as they are spelt in the wild, read by the cadence of their measure.
//!
//! The canonical spelling belongs to the engine. What could mean two things is not guessed at: it is no period.

use engine::model::{Cadence, Period};
use jiff::civil::{Date, date};

/// Reads a period in any spelling that leaves no doubt about which one is meant.
///
/// A whole date names the period that holds it. A month names the quarter that it ends. `Q1 2021/22` is April to June.
pub(super) fn parse_period(cadence: Cadence, text: &str) -> Option<Period> {
    let text = text.trim();
    let canonical = || cadence.parse(text).ok();
    let dated = || day(text).map(|day| cadence.containing(day));
    let spelt = || stretch(cadence, text).and_then(|stretch| stretch.period(cadence));
    canonical().or_else(dated).or_else(spelt).filter(|period| PLAUSIBLE.contains(&period.last_day().year()))
}

/// Years outside this range are slips of the pen.
const PLAUSIBLE: std::ops::RangeInclusive<i16> = 1800..=2199;

/// Reads `2018-12-31` or `31/12/2018`, either of them also with the midnight that spreadsheets add.
pub(super) fn day(text: &str) -> Option<Date> {
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

fn digits(text: &str, lengths: std::ops::RangeInclusive<usize>) -> Option<i16> {
    let plain = lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok())?
}

fn small(text: &str) -> Option<i8> {
    digits(text, 1..=2).and_then(|number| i8::try_from(number).ok())
}

/// A run of whole months.
struct WholeMonths {
    first: Date,
    last: Date,
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

    /// The period that is exactly this stretch, or that this single month ends.
    fn period(&self, cadence: Cadence) -> Option<Period> {
        let period = cadence.containing(self.last);
        let is_month = Cadence::Month.containing(self.first) == Cadence::Month.containing(self.last);
        let named_by_end = is_month && matches!(cadence, Cadence::Quarter | Cadence::Rolling { .. });
        let fits = (period.first_day() == self.first || named_by_end) && period.last_day() == self.last;
        fits.then_some(period)
    }
}

#[derive(Clone, Copy, PartialEq)]
enum PeriodToken {
    Year(i16),
    /// Two digits, such as the second half of `2021/22`.
    Short(i16),
    Quarter(i8),
    Month(i8),
    Word,
}

fn stretch(cadence: Cadence, text: &str) -> Option<WholeMonths> {
    use PeriodToken::{Month, Quarter, Short, Word, Year};
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
        [Month(month), Year(year)] | [Year(year), Month(month)] => WholeMonths::months(year, month, 1),
        [Month(from), Year(first), Month(to), Year(last)] => month_range((first, from), (last, to)),
        [Month(from), Month(to), Year(year)] => month_range((year, from), (year, to)),
        [Year(year), Short(month)] if cadence == Cadence::Quarter => {
            WholeMonths::months(year, i8::try_from(month).ok()?, 1)
        }
        [Year(year), next] => years(cadence, year, next),
        [Year(year)] => WholeMonths::years(year, year),
        _ => None,
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
    let pieces = text.split(|letter: char| !letter.is_alphanumeric()).flat_map(split_after_digits);
    let meant = pieces.filter(|piece| !piece.is_empty() && !piece.eq_ignore_ascii_case("to"));
    let tokens: Vec<_> = meant.take(MOST_TOKENS + 1).map(token).collect();
    (tokens.len() <= MOST_TOKENS).then_some(tokens)
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
        [b'Q' | b'q', number @ b'1'..=b'4'] => PeriodToken::Quarter((number - b'0').cast_signed()),
        _ => month(piece).map_or(PeriodToken::Word, PeriodToken::Month),
    }
}

fn month(piece: &str) -> Option<i8> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cadence: Cadence, spellings: &[&str], canonical: &str) {
        for text in spellings {
            let read = parse_period(cadence, text).map(|period| period.to_string());
            assert_eq!(read.as_deref(), Some(canonical), "{text}");
        }
    }

    #[track_caller]
    fn check_unknown(cadence: Cadence, spellings: &[&str]) {
        for text in spellings {
            assert_eq!(parse_period(cadence, text), None, "{text}");
        }
    }

    const YEARLY_BY_QUARTERS: Cadence = Cadence::Rolling { months: 12, step: 3 };
    const THREE_YEARS: Cadence = Cadence::Rolling { months: 36, step: 12 };

    #[test]
    fn days_and_weeks() {
        check(
            Cadence::Day,
            &["2020-11-05", " 05/11/2020 ", "5/11/2020", "2020-11-05T00:00:00"],
            "2020-11-05",
        );
        check(Cadence::Week, &["2020-W03", "2020-01-13", "19/01/2020"], "2020-W03");
        check_unknown(Cadence::Day, &["2020-11-31", "11/25/2020", "5 Nov", "2020-11", "2020-1-5"]);
    }

    #[test]
    fn months() {
        let spellings = [
            "2024-06",
            "June 2024",
            "Jun 2024",
            "JUN-2024",
            "2024 June",
            "MSitAE-JUNE-2024",
            "RTT-June-2024",
            "2024-06-01",
            "2024-06-30",
            "30/06/2024",
            "30/06/2024 00:00",
        ];
        check(Cadence::Month, &spellings, "2024-06");
        check(Cadence::Month, &["Sept 2024", "September 2024"], "2024-09");
        check_unknown(
            Cadence::Month,
            &["2024", "2024/25", "Week ending June 2024", "Juno 2024", "Jun 24", "TOTAL", ""],
        );
    }

    #[test]
    fn quarters_of_the_calendar_and_of_the_financial_year() {
        let spellings = [
            "2018-Q4",
            "Q4 2018",
            "2018 Q4",
            "2018Q4",
            "Dec 2018",
            "2018-12",
            "2018-12-31",
            "31/12/2018",
            "Oct-Dec 2018",
            "October to December 2018",
        ];
        check(Cadence::Quarter, &spellings, "2018-Q4");
        check(Cadence::Quarter, &["2021/22 Q1", "Q1 2021/22", "Q1 2021-22", "2021/2022 Q1"], "2021-Q2");
        check(Cadence::Quarter, &["Q4 2021/22"], "2022-Q1");
        check(Cadence::Quarter, &["Q4 1999/00"], "2000-Q1");
        check_unknown(
            Cadence::Quarter,
            &["Nov 2018", "Q5 2018", "Q1 2021/23", "2018", "Nov 2018-Jan 2019", "2018-13"],
        );
    }

    #[test]
    fn years() {
        check(
            Cadence::FinancialYear,
            &["2021/22", "2021-22", "2021/2022", "2021 to 2022", "31/03/2022", "Apr 2021-Mar 2022"],
            "2021/22",
        );
        check(Cadence::AcademicYear, &["2021/22", "2021-22", "2021-09-01"], "2021/22");
        check(Cadence::Year, &["2018", " 2018 ", "2018-12-31", "Jan-Dec 2018"], "2018");
        check_unknown(Cadence::FinancialYear, &["2021/23", "2021", "2022/21"]);
        check_unknown(Cadence::Year, &["0018", "2018/19", "2018.0", "18"]);
    }

    #[test]
    fn rolling_ranges() {
        let spellings = [
            "2021-10/2022-09",
            "Oct 2021-Sep 2022",
            "Oct 2021 to Sep 2022",
            "Oct 2021 – Sep 2022",
            "2022-09-30",
            "Sep 2022",
        ];
        check(YEARLY_BY_QUARTERS, &spellings, "2021-10/2022-09");
        check(THREE_YEARS, &["2022 - 24", "2022-24", "2022-2024", "2022 to 2024"], "2022-01/2024-12");
        check(YEARLY_BY_QUARTERS, &["2021"], "2021-01/2021-12");
        check_unknown(THREE_YEARS, &["2022-23", "2022/23", "2024-22", "Oct 2021-Sep 2022"]);
    }

    #[test]
    fn no_text_makes_it_panic() {
        for text in
            ["/", "--", "Q", "Q0", "9999/99", "9999-12-31", "é2018", "2018é", "1 2 3 4 5 6 7 8", "Q4 9999/00"]
        {
            check_unknown(Cadence::Quarter, &[text]);
            check_unknown(Cadence::FinancialYear, &[text]);
        }
    }
}
