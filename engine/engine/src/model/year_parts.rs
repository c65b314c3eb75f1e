//! How a year is divided by days on which its parts begin: one for a year that begins in October or on 6 April, two for halves, three
//! for school terms. Small enough to be part of every period.

use std::fmt;

use jiff::civil::Date;
use thiserror::Error;

/// The first days of the parts of a year, in order; the year begins with the first of them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct YearParts([u8; BYTES]);

/// A day that every year has.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct DayOfEveryYear {
    month: u8,
    day: u8,
}

/// Why days divide no year.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum YearPartsError {
    #[error("a year has six parts at the most")]
    Number,
    #[error("not every year has this day")]
    NotEveryYear,
    #[error("the parts of a year begin one after the other, within twelve months")]
    OutOfOrder,
}

const BYTES: usize = 7;
/// A month takes four bits, and a day five.
const BITS: u32 = 9;

impl DayOfEveryYear {
    /// # Errors
    /// Not every year has such a day.
    pub fn new(month: i8, day: i8) -> Result<Self, YearPartsError> {
        // A common year.
        Date::new(2023, month, day).map_err(|_| YearPartsError::NotEveryYear)?;
        Ok(Self { month: month.unsigned_abs(), day: day.unsigned_abs() })
    }

    pub fn month(self) -> i8 {
        self.month.cast_signed()
    }

    pub fn day(self) -> i8 {
        self.day.cast_signed()
    }

    /// That day of a year; the last day that there is where the year lies beyond all.
    fn of_year(self, year: i32) -> Date {
        let year = i16::try_from(year).ok();
        year.and_then(|year| Date::new(year, self.month(), self.day()).ok()).unwrap_or(Date::MAX)
    }

    fn of(day: Date) -> (i8, i8) {
        (day.month(), day.day())
    }

    fn month_and_day(self) -> (i8, i8) {
        (self.month(), self.day())
    }
}

impl YearParts {
    /// The most parts that a year is divided into by days; half-terms are six.
    pub const MOST: usize = 6;

    /// # Errors
    /// There are too few or too many, or they do not stand in order.
    pub fn new(starts: &[DayOfEveryYear]) -> Result<Self, YearPartsError> {
        let Some(first) = starts.first().filter(|_| starts.len() <= Self::MOST) else {
            return Err(YearPartsError::Number);
        };
        // From the beginning of its year, a day in the months before it lies in the next calendar year.
        let place = |start: &DayOfEveryYear| (start < first, *start);
        if !starts.is_sorted_by(|one, next| place(one) < place(next)) {
            return Err(YearPartsError::OutOfOrder);
        }
        Ok(Self::from_packed(starts.iter().rev().fold(0, |packed: u64, start| {
            packed << BITS | u64::from(start.month) << 5 | u64::from(start.day)
        })))
    }

    /// Rebuilds parts as a store holds them.
    pub fn from_packed(packed: u64) -> Self {
        let bytes = packed.to_le_bytes();
        Self(std::array::from_fn(|place| bytes[place]))
    }

    /// All of them in one number.
    pub fn packed(self) -> u64 {
        let mut bytes = [0; 8];
        bytes[..BYTES].copy_from_slice(&self.0);
        u64::from_le_bytes(bytes)
    }

    /// As many as there are days on which a part begins.
    pub fn count(self) -> usize {
        self.starts().count()
    }

    /// The first day of each part.
    pub fn starts(self) -> impl Iterator<Item = DayOfEveryYear> {
        let packed = self.packed();
        let entry =
            move |place: usize| (packed >> (BITS * u32::try_from(place).unwrap_or(0))) & ((1 << BITS) - 1);
        let day = |entry: u64| {
            let part = |bits: u64| u8::try_from(bits).unwrap_or(0);
            DayOfEveryYear { month: part(entry >> 5), day: part(entry & 0b1_1111) }
        };
        (0..Self::MOST).map(entry).take_while(|entry| *entry != 0).map(day)
    }

    /// The day with which the year begins.
    pub fn first(self) -> DayOfEveryYear {
        self.starts().next().unwrap_or(DayOfEveryYear { month: 1, day: 1 })
    }

    /// Whether the year is the calendar year, and is written as such.
    pub fn is_calendar_year(self) -> bool {
        self.first() == DayOfEveryYear { month: 1, day: 1 }
    }

    /// Whether each part begins with a month.
    pub fn are_of_months(self) -> bool {
        self.starts().all(|start| start.day == 1)
    }

    /// The number of parts from the year zero to the one that holds a day.
    pub(super) fn index_of(self, day: Date) -> i32 {
        let first = self.first();
        let wanted = DayOfEveryYear::of(day);
        let is_before = wanted < first.month_and_day();
        let year = i32::from(day.year()) - i32::from(is_before);
        let place = |start: DayOfEveryYear| (start < first, start.month_and_day());
        let begun = self.starts().take_while(|start| place(*start) <= (is_before, wanted)).count();
        year * self.parts() + i32::try_from(begun).unwrap_or(1) - 1
    }

    /// The first day of the part with this number.
    pub(super) fn first_day(self, index: i32) -> Date {
        let (year, part) = (index.div_euclid(self.parts()), index.rem_euclid(self.parts()));
        let start = self.starts().nth(part.unsigned_abs() as usize).unwrap_or(self.first());
        start.of_year(if start < self.first() { year.saturating_add(1) } else { year })
    }

    fn parts(self) -> i32 {
        i32::try_from(self.count()).unwrap_or(1).max(1)
    }

    /// `2024/25`, `2024/25-T2`, `2024-H1`.
    pub(super) fn write(self, index: i32, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, part) = (index.div_euclid(self.parts()), index.rem_euclid(self.parts()) + 1);
        write!(out, "{year:04}")?;
        if !self.is_calendar_year() {
            write!(out, "/{:02}", year.saturating_add(1).rem_euclid(100))?;
        }
        match self.letter() {
            Some(letter) => write!(out, "-{letter}{part}"),
            None => Ok(()),
        }
    }

    /// The number of the part that a text names in its canonical spelling.
    pub(super) fn parse(self, text: &str) -> Option<i32> {
        let (years, part) = match self.letter() {
            None => (text, 0),
            Some(letter) => {
                let (years, part) = text.split_once('-')?;
                let part =
                    part.strip_prefix(letter).filter(|digits| digits.len() == 1)?.parse::<i32>().ok()?;
                (years, (1..=self.parts()).contains(&part).then_some(part - 1)?)
            }
        };
        let year = match years.split_once('/') {
            None if self.is_calendar_year() => year_number(years)?,
            Some((year, next)) if !self.is_calendar_year() => {
                let year = year_number(year)?;
                let follows = next.len() == 2 && next.parse::<i32>().ok()? == (year + 1) % 100;
                follows.then_some(year)?
            }
            _ => return None,
        };
        Some(year * self.parts() + part)
    }

    /// What stands before the number of a part: `H` for halves, `T` for terms. A year that is one part has none.
    fn letter(self) -> Option<char> {
        match self.count() {
            1 => None,
            2 => Some('H'),
            3 => Some('T'),
            _ => Some('P'),
        }
    }
}

fn year_number(text: &str) -> Option<i32> {
    let four_digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    four_digits.then(|| text.parse().ok())?
}

impl fmt::Debug for YearParts {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let starts = self.starts().map(|start| format!("{:02}-{:02}", start.month, start.day));
        out.write_str(&starts.collect::<Vec<_>>().join("+"))
    }
}
