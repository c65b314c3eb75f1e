//! Periods: what a report is about. Ordered, steppable, with a first and a last day.
//!
//! Only the canonical spelling is read here; the spellings met in the wild belong to the readers.

use std::fmt;

use jiff::civil::{Date, ISOWeekDate, Weekday, date};
use thiserror::Error;

use super::Cadence;

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
    /// The period of this cadence that holds `day`; for rolling ranges, the one that ends in its month.
    pub fn containing(self, day: Date) -> Period {
        let month = month_index(day);
        let index = match self {
            Self::Day => days_between(EPOCH, day),
            Self::Week => days_between(FIRST_MONDAY, day).div_euclid(7),
            Self::WeekFrom(start) => {
                (days_between(FIRST_MONDAY, day) - start.days_after_monday()).div_euclid(7)
            }
            Self::PartOfYear(parts) => parts.index_of(day),
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
            Self::WeekFrom(start) => {
                let first = text.strip_suffix("/P7D")?.parse::<Date>().ok()?;
                (first.weekday() == start.weekday()).then(|| self.containing(first))
            }
            Self::PartOfYear(parts) => parts.parse(text).map(|index| Period { cadence: self, index }),
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
            Cadence::WeekFrom(start) => day_after(
                FIRST_MONDAY,
                self.index.saturating_mul(7).saturating_add(start.days_after_monday()),
            ),
            Cadence::PartOfYear(parts) => parts.first_day(self.index),
            Cadence::Rolling { months, .. } => {
                first_of_month(self.index.saturating_add(1).saturating_sub(i32::from(months)))
            }
            _ => first_of_month(self.first_month()),
        }
    }

    /// The last day of the period.
    pub fn last_day(self) -> Date {
        let next_first = match self.cadence {
            Cadence::Day | Cadence::Week | Cadence::WeekFrom(_) | Cadence::PartOfYear(_) => {
                self.step(1).first_day()
            }
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
            Cadence::Day
            | Cadence::Week
            | Cadence::WeekFrom(_)
            | Cadence::PartOfYear(_)
            | Cadence::Month
            | Cadence::Rolling { .. } => self.index,
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
            Cadence::WeekFrom(_) => write!(out, "{first}/P7D"),
            Cadence::PartOfYear(parts) => parts.write(self.index, out),
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
mod tests;
