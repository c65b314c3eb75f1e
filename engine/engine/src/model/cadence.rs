//! How often something is reported: the kinds of periods, and which are made of which.

use jiff::civil::Weekday;

use super::YearParts;

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
    /// A week that begins with another day than Monday.
    WeekFrom(WeekStart),
    /// A part of a year that is divided by days: a year that begins in October, a half, a school term.
    PartOfYear(YearParts),
    /// A range of `months` that moves on by `step` months at a time, such as three-year rolling rates.
    Rolling {
        /// Length of the range in months.
        months: u16,
        /// Months from one range to the next.
        step: u16,
    },
}

/// The day with which weeks begin that do not begin on Monday.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct WeekStart(i8);

impl Cadence {
    /// The word for it, as programs read it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week | Self::WeekFrom(_) => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::FinancialYear => "financial-year",
            Self::AcademicYear => "academic-year",
            Self::Year => "year",
            Self::PartOfYear(parts) => match parts.count() {
                1 => "year",
                2 => "half-year",
                3 => "term",
                _ => "part-of-a-year",
            },
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
            Self::WeekFrom(start) => match start.weekday() {
                Weekday::Monday => "2020-01-06/P7D",
                Weekday::Tuesday => "2020-01-07/P7D",
                Weekday::Wednesday => "2020-01-01/P7D",
                Weekday::Thursday => "2020-01-02/P7D",
                Weekday::Friday => "2020-01-03/P7D",
                Weekday::Saturday => "2020-01-04/P7D",
                Weekday::Sunday => "2020-01-05/P7D",
            },
            Self::PartOfYear(parts) => match (parts.count(), parts.is_calendar_year()) {
                (1, _) => "2020/21",
                (2, true) => "2020-H1",
                (3, true) => "2020-T1",
                (_, true) => "2020-P1",
                (2, false) => "2020/21-H1",
                (3, false) => "2020/21-T1",
                (_, false) => "2020/21-P1",
            },
            Self::Rolling { .. } => "2021-10/2022-09",
        }
    }

    /// Whether periods of this cadence are made of whole ones of another, whichever they are.
    pub fn is_made_of(self, finer: Self) -> bool {
        if let (Self::PartOfYear(_), _) | (_, Self::PartOfYear(_)) = (self, finer) {
            return finer == Self::Day || self.begins_only_with(finer);
        }
        let years = matches!(self, Self::FinancialYear | Self::Year);
        match finer {
            Self::Day => self != Self::Day,
            Self::Month => years || matches!(self, Self::Quarter | Self::AcademicYear | Self::Rolling { .. }),
            Self::Quarter => years,
            _ => false,
        }
    }

    /// Whether each of its periods begins on a day on which one of the other begins, and is longer for some of them.
    fn begins_only_with(self, finer: Self) -> bool {
        let (Some(own), Some(others)) = (self.starts(), finer.starts()) else { return false };
        own.len() < others.len() && own.iter().all(|start| others.contains(start))
    }

    /// The months and days on which its periods begin in every year; none where they begin on other days each year.
    fn starts(self) -> Option<Vec<(i8, i8)>> {
        let firsts = |months: &[i8]| Some(months.iter().map(|month| (*month, 1)).collect());
        match self {
            Self::Month => Some((1..=12).map(|month| (month, 1)).collect()),
            Self::Quarter => firsts(&[1, 4, 7, 10]),
            Self::FinancialYear => firsts(&[4]),
            Self::AcademicYear => firsts(&[9]),
            Self::Year => firsts(&[1]),
            Self::PartOfYear(parts) => {
                Some(parts.starts().map(|start| (start.month(), start.day())).collect())
            }
            Self::Day | Self::Week | Self::WeekFrom(_) | Self::Rolling { .. } => None,
        }
    }

    /// Whether every period of this cadence is a part of one longer period of another.
    pub fn stands_within(self, longer: Self) -> bool {
        longer.is_made_of(self) && !matches!(longer, Self::Rolling { .. })
    }

    /// Parts of a year; where they are what has a name of its own, that.
    pub fn of_year_parts(parts: YearParts) -> Self {
        let own = Self::PartOfYear(parts);
        let named = [Self::Year, Self::FinancialYear, Self::AcademicYear, Self::Quarter];
        named.into_iter().find(|named| named.starts() == own.starts()).unwrap_or(own)
    }

    /// Weeks that begin with a day.
    pub fn week_from(first: Weekday) -> Self {
        match first.to_monday_zero_offset() {
            0 => Self::Week,
            offset => Self::WeekFrom(WeekStart(offset)),
        }
    }
}

impl WeekStart {
    /// The day of the week with which it begins.
    pub fn weekday(self) -> Weekday {
        Weekday::from_monday_zero_offset(self.0).unwrap_or(Weekday::Monday)
    }

    /// How many days after Monday that is.
    pub(super) fn days_after_monday(self) -> i32 {
        i32::from(self.0)
    }
}
