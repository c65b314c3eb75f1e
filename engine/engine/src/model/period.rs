//! Periods: what a report is about. Ordered, steppable, with a first and a last day.
//!
//! Only the canonical spelling is read here; the spellings met in the wild belong to the readers.

use std::fmt;

use jiff::civil::{Date, ISOWeekDate, Weekday, date};
use thiserror::Error;

/// How often something is reported, and so which kind of period it is about.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Cadence {
    /// A calendar day.
    Day,
    /// An ISO 8601 week, Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// A calendar quarter, Q1 being January to March.
    Quarter,
    /// A financial year from 1 April, as British public money is counted.
    FinancialYear,
    /// An academic year from 1 September.
    AcademicYear,
    /// A calendar year.
    Year,
    /// A range of `months` that moves on by `step` months at a time, such as three-year rolling rates.
    Rolling {
        /// Length of the range in months.
        months: u16,
        /// Months from one range to the next.
        step: u16,
    },
}

/// One period of one cadence.
///
/// The index counts periods of that cadence from a fixed origin, so that stepping is addition.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    cadence: Cadence,
    index: i32,
}

/// Why a text is not a period.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("`{text}` is not a {}; write it like `{}`", .cadence.as_str().replace('-', " "), .cadence.example())]
pub struct PeriodError {
    /// What was written.
    pub text: String,
    /// What was expected.
    pub cadence: Cadence,
}

const EPOCH: Date = date(1970, 1, 1);
/// The Monday of the ISO week that holds the epoch.
const FIRST_MONDAY: Date = date(1969, 12, 29);
const FINANCIAL_START: i32 = 3;
const ACADEMIC_START: i32 = 8;

impl Cadence {
    /// The word for it, as programs read it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::FinancialYear => "financial-year",
            Self::AcademicYear => "academic-year",
            Self::Year => "year",
            Self::Rolling { .. } => "rolling-period",
        }
    }

    /// A period in its canonical spelling, to show in help.
    pub fn example(self) -> &'static str {
        match self {
            Self::Day => "2020-11-05",
            Self::Week => "2020-W03",
            Self::Month => "2020-11",
            Self::Quarter => "2020-Q4",
            Self::FinancialYear | Self::AcademicYear => "2020/21",
            Self::Year => "2020",
            Self::Rolling { .. } => "2021-10/2022-09",
        }
    }

    /// Whether periods of this cadence are made of whole ones of another, whichever they are.
    pub fn is_made_of(self, finer: Self) -> bool {
        let years = matches!(self, Self::FinancialYear | Self::Year);
        match finer {
            Self::Day => self != Self::Day,
            Self::Month => years || matches!(self, Self::Quarter | Self::AcademicYear | Self::Rolling { .. }),
            Self::Quarter => years,
            Self::Week | Self::FinancialYear | Self::AcademicYear | Self::Year | Self::Rolling { .. } => {
                false
            }
        }
    }

    /// Whether every period of this cadence is a part of one longer period of another.
    pub fn stands_within(self, longer: Self) -> bool {
        longer.is_made_of(self) && !matches!(longer, Self::Rolling { .. })
    }

    /// The period of this cadence that holds `day`; for rolling ranges, the one that ends in its month.
    pub fn containing(self, day: Date) -> Period {
        let month = month_index(day);
        let index = match self {
            Self::Day => days_between(EPOCH, day),
            Self::Week => days_between(FIRST_MONDAY, day).div_euclid(7),
            Self::Month | Self::Rolling { .. } => month,
            Self::Quarter => month.div_euclid(3),
            Self::FinancialYear => (month - FINANCIAL_START).div_euclid(12),
            Self::AcademicYear => (month - ACADEMIC_START).div_euclid(12),
            Self::Year => month.div_euclid(12),
        };
        Period { cadence: self, index }
    }

    /// Reads a period in its canonical spelling.
    ///
    /// # Errors
    /// The text is not a period of this cadence.
    pub fn parse(self, text: &str) -> Result<Period, PeriodError> {
        self.parse_parts(text).ok_or_else(|| PeriodError { text: text.to_owned(), cadence: self })
    }

    fn parse_parts(self, text: &str) -> Option<Period> {
        match self {
            Self::Day => text.parse::<Date>().ok().map(|day| self.containing(day)),
            Self::Week => {
                let (year, week) = text.split_once("-W")?;
                let week = (week.len() == 2).then(|| week.parse().ok())??;
                let monday = ISOWeekDate::new(year_number(year)?, week, Weekday::Monday).ok()?;
                Some(self.containing(monday.date()))
            }
            Self::Month => parse_month(text).map(|index| Period { cadence: self, index }),
            Self::Quarter => {
                let (year, quarter) = text.split_once("-Q")?;
                let quarter = quarter.parse::<i32>().ok().filter(|quarter| (1..=4).contains(quarter))?;
                Some(Period { cadence: self, index: i32::from(year_number(year)?) * 4 + quarter - 1 })
            }
            Self::FinancialYear | Self::AcademicYear => {
                let (year, next) = text.split_once('/')?;
                let year = i32::from(year_number(year)?);
                let follows = next.len() == 2 && next.parse::<i32>().ok()? == (year + 1) % 100;
                follows.then_some(Period { cadence: self, index: year })
            }
            Self::Year => Some(Period { cadence: self, index: i32::from(year_number(text)?) }),
            Self::Rolling { months, .. } => {
                let (first, last) = text.split_once('/')?;
                let (first, last) = (parse_month(first)?, parse_month(last)?);
                (last - first + 1 == i32::from(months)).then_some(Period { cadence: self, index: last })
            }
        }
    }
}

impl Period {
    /// Rebuilds a period from its parts, as a store holds them.
    pub fn from_parts(cadence: Cadence, index: i32) -> Self {
        Self { cadence, index }
    }

    /// Which kind of period this is.
    pub fn cadence(self) -> Cadence {
        self.cadence
    }

    /// Its number within its cadence; only differences mean anything.
    pub fn index(self) -> i32 {
        self.index
    }

    /// The period `count` steps later, or earlier where `count` is negative.
    #[must_use]
    pub fn step(self, count: i32) -> Self {
        let stride = match self.cadence {
            Cadence::Rolling { step, .. } => i32::from(step),
            _ => 1,
        };
        Self { index: self.index.saturating_add(count.saturating_mul(stride)), ..self }
    }

    /// Whether two ranges lie on one grid, so that one is some steps from the other. Other periods have one grid alone.
    pub fn is_in_step_with(self, anchor: Self) -> bool {
        self.steps_behind(anchor) == 0
    }

    /// The first period on the grid of `anchor` that ends no earlier than this one.
    #[must_use]
    pub fn forward_to(self, anchor: Self) -> Self {
        Self { index: self.index.saturating_add(self.steps_behind(anchor)), ..self }
    }

    /// How many months it is from this range to the next on the grid of another.
    fn steps_behind(self, anchor: Self) -> i32 {
        match self.cadence {
            Cadence::Rolling { step, .. } => {
                anchor.index.wrapping_sub(self.index).rem_euclid(i32::from(step.max(1)))
            }
            _ => 0,
        }
    }

    /// The periods of another cadence that it is made of, the earliest first; none where it is not made of such.
    pub fn made_of(self, finer: Cadence) -> Option<Vec<Self>> {
        if !self.cadence.is_made_of(finer) {
            return None;
        }
        let (first, last) = (finer.containing(self.first_day()), finer.containing(self.last_day()));
        Some((first.index..=last.index).map(|index| Self { cadence: finer, index }).collect())
    }

    /// The longer period that it is a part of; none where such are not made of its like, or where several may hold it.
    pub fn within(self, longer: Cadence) -> Option<Self> {
        self.cadence.stands_within(longer).then(|| longer.containing(self.first_day()))
    }

    /// The first day of the period.
    pub fn first_day(self) -> Date {
        match self.cadence {
            Cadence::Day => day_after(EPOCH, self.index),
            Cadence::Week => day_after(FIRST_MONDAY, self.index.saturating_mul(7)),
            Cadence::Rolling { months, .. } => {
                first_of_month(self.index.saturating_add(1).saturating_sub(i32::from(months)))
            }
            _ => first_of_month(self.first_month()),
        }
    }

    /// The last day of the period.
    pub fn last_day(self) -> Date {
        let next_first = match self.cadence {
            Cadence::Day | Cadence::Week => self.step(1).first_day(),
            Cadence::Rolling { .. } => first_of_month(self.index.saturating_add(1)),
            _ => first_of_month(self.step(1).first_month()),
        };
        next_first.yesterday().unwrap_or(Date::MIN)
    }

    fn first_month(self) -> i32 {
        match self.cadence {
            Cadence::Quarter => self.index.saturating_mul(3),
            Cadence::FinancialYear => self.index.saturating_mul(12).saturating_add(FINANCIAL_START),
            Cadence::AcademicYear => self.index.saturating_mul(12).saturating_add(ACADEMIC_START),
            Cadence::Year => self.index.saturating_mul(12),
            Cadence::Day | Cadence::Week | Cadence::Month | Cadence::Rolling { .. } => self.index,
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = self.first_day();
        match self.cadence {
            Cadence::Day => write!(out, "{first}"),
            Cadence::Week => {
                let week = first.iso_week_date();
                write!(out, "{:04}-W{:02}", week.year(), week.week())
            }
            Cadence::Month => write!(out, "{}", first.strftime("%Y-%m")),
            Cadence::Quarter => write!(out, "{:04}-Q{}", first.year(), self.index.rem_euclid(4) + 1),
            Cadence::FinancialYear | Cadence::AcademicYear => {
                write!(out, "{:04}/{:02}", self.index, self.index.saturating_add(1).rem_euclid(100))
            }
            Cadence::Year => write!(out, "{:04}", self.index),
            Cadence::Rolling { .. } => {
                write!(out, "{}/{}", first.strftime("%Y-%m"), self.last_day().strftime("%Y-%m"))
            }
        }
    }
}

impl fmt::Debug for Period {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{self}")
    }
}

fn month_index(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month()) - 1
}

/// The first day of the month with this index, clamped to the years a civil date can hold.
fn first_of_month(index: i32) -> Date {
    let month = i8::try_from(index.rem_euclid(12) + 1).unwrap_or(1);
    let year = i16::try_from(index.div_euclid(12)).unwrap_or(Date::MAX.year());
    Date::new(year, month, 1).unwrap_or(Date::MAX)
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

fn day_after(origin: Date, days: i32) -> Date {
    origin.checked_add(jiff::Span::new().try_days(days).unwrap_or_default()).unwrap_or(Date::MAX)
}

fn year_number(text: &str) -> Option<i16> {
    let four_digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    four_digits.then(|| text.parse().ok())?
}

fn parse_month(text: &str) -> Option<i32> {
    let (year, month) = text.split_once('-')?;
    let month = (month.len() == 2).then(|| month.parse::<i32>().ok())??;
    (1..=12).contains(&month).then_some(i32::from(year_number(year)?) * 12 + month - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cadence: Cadence, text: &str, first: &str, last: &str, next: &str) {
        let period = cadence.parse(text).expect("a canonical spelling");
        assert_eq!(period.to_string(), text);
        assert_eq!(period.first_day().to_string(), first);
        assert_eq!(period.last_day().to_string(), last);
        assert_eq!(period.step(1).to_string(), next);
        assert_eq!(period.step(1).step(-1), period);
        assert!(period < period.step(1));
        assert_eq!(cadence.containing(period.last_day()), period);
    }

    #[test]
    fn every_cadence_knows_its_days_and_its_neighbour() {
        check(Cadence::Day, "2024-02-29", "2024-02-29", "2024-02-29", "2024-03-01");
        check(Cadence::Week, "2020-W53", "2020-12-28", "2021-01-03", "2021-W01");
        check(Cadence::Month, "2020-12", "2020-12-01", "2020-12-31", "2021-01");
        check(Cadence::Quarter, "2020-Q4", "2020-10-01", "2020-12-31", "2021-Q1");
        check(Cadence::FinancialYear, "1999/00", "1999-04-01", "2000-03-31", "2000/01");
        check(Cadence::AcademicYear, "2020/21", "2020-09-01", "2021-08-31", "2021/22");
        check(Cadence::Year, "2020", "2020-01-01", "2020-12-31", "2021");
        let rolling = Cadence::Rolling { months: 12, step: 3 };
        check(rolling, "2021-10/2022-09", "2021-10-01", "2022-09-30", "2022-01/2022-12");
    }

    #[test]
    fn ranges_lie_on_the_grid_of_their_anchor() {
        let halves = Cadence::Rolling { months: 6, step: 6 };
        let parse = |text: &str| halves.parse(text).expect("a range");
        let anchor = parse("2018-01/2018-06");
        assert!(anchor.is_in_step_with(anchor.step(-7)) && anchor.step(3).is_in_step_with(anchor));
        assert!(!parse("2018-02/2018-07").is_in_step_with(anchor));
        for day in [date(2018, 7, 1), date(2018, 9, 9), date(2018, 12, 31)] {
            assert_eq!(halves.containing(day).forward_to(anchor), parse("2018-07/2018-12"), "{day}");
        }
        assert_eq!(halves.containing(date(1969, 2, 1)).forward_to(anchor), parse("1969-01/1969-06"));
        let quarter = Cadence::Quarter.parse("2018-Q2").expect("a quarter");
        assert_eq!(quarter.forward_to(quarter.step(5)), quarter);
    }

    #[test]
    fn longer_periods_are_made_of_whole_shorter_ones() {
        let made_of = |longer: Cadence, text, shorter| {
            let parts = longer.parse(text).expect("a period").made_of(shorter)?;
            Some((parts.len(), parts.first()?.to_string(), parts.last()?.to_string()))
        };
        let found = |count, first: &str, last: &str| Some((count, first.to_owned(), last.to_owned()));
        let (month, quarter) = (Cadence::Month, Cadence::Quarter);
        assert_eq!(made_of(quarter, "2024-Q1", month), found(3, "2024-01", "2024-03"));
        assert_eq!(made_of(Cadence::FinancialYear, "2023/24", quarter), found(4, "2023-Q2", "2024-Q1"));
        assert_eq!(made_of(Cadence::Week, "2024-W09", Cadence::Day), found(7, "2024-02-26", "2024-03-03"));
        let rolling = Cadence::Rolling { months: 6, step: 1 };
        assert_eq!(made_of(rolling, "2023-12/2024-05", month), found(6, "2023-12", "2024-05"));
        assert_eq!(made_of(Cadence::AcademicYear, "2023/24", quarter), None);
        assert_eq!(made_of(month, "2024-01", Cadence::Week), None);
        let within = |longer| quarter.parse("2018-Q1").expect("a quarter").within(longer);
        assert_eq!(within(Cadence::FinancialYear).expect("a year").to_string(), "2017/18");
        assert_eq!((within(Cadence::AcademicYear), within(rolling), within(quarter)), (None, None, None));
    }

    #[test]
    fn days_before_the_epoch_fall_into_the_right_week() {
        check(Cadence::Week, "1969-W52", "1969-12-22", "1969-12-28", "1970-W01");
    }

    #[test]
    fn a_wrong_spelling_says_what_was_expected() {
        let wrong = |cadence: Cadence, text| cadence.parse(text).expect_err("not canonical").to_string();
        assert_eq!(wrong(Cadence::Quarter, "2020-Q5"), "`2020-Q5` is not a quarter; write it like `2020-Q4`");
        assert_eq!(wrong(Cadence::Month, "2020-13"), "`2020-13` is not a month; write it like `2020-11`");
        assert_eq!(
            wrong(Cadence::FinancialYear, "2020/22"),
            "`2020/22` is not a financial year; write it like `2020/21`"
        );
        assert_eq!(wrong(Cadence::Week, "2021-W53"), "`2021-W53` is not a week; write it like `2020-W03`");
    }
}
