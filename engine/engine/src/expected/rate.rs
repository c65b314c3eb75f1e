//! How many of the reports that were expected came, and in time, in the words of DHIS2: expected, actual and on-time reports.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::report::{ExpectedReport, Outcome, Standing};
use crate::model::{Calendar, Vintage};

/// So many reports were expected by now, came, and came in time.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Rate {
    pub expected: u32,
    /// Those that came before they expired.
    pub actual: u32,
    /// Those that came by the day on which they were due.
    pub on_time: u32,
    /// Of those that count as none, how many came and could not be used.
    pub unusable: u32,
}

impl Rate {
    /// What one report adds, on a day. What is not due yet, is waived or waits for others counts neither way.
    pub fn of(report: &ExpectedReport, today: Date, calendar: &Calendar) -> Self {
        let mut rate = Self::default();
        let is_counted = match report.standing(today) {
            Standing::Coming | Standing::Waits(_) | Standing::Waived => false,
            Standing::Reported
            | Standing::Absent(_)
            | Standing::Late
            | Standing::Unusable
            | Standing::InGrace
            | Standing::Disputed => report.timing().due < today,
        };
        if !is_counted {
            return rate;
        }
        rate.expected = 1;
        let came_by = |day: Date| match report.outcome.first_known() {
            Some(Vintage::At(known)) => calendar.day(known) <= day,
            Some(Vintage::Backfill) | None => true,
        };
        let is_in = report.outcome.is_in() && report.expires.is_none_or(came_by);
        rate.actual = u32::from(is_in);
        rate.on_time = u32::from(is_in && came_by(report.timing().due));
        rate.unusable = u32::from(matches!(report.outcome, Outcome::Unusable(_)));
        rate
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            expected: self.expected + other.expected,
            actual: self.actual + other.actual,
            on_time: self.on_time + other.on_time,
            unusable: self.unusable + other.unusable,
        }
    }

    /// How many of a hundred expected reports came; none where none was expected.
    pub fn reporting(self) -> Option<Decimal> {
        share(self.actual, self.expected)
    }

    /// How many of a hundred expected reports came in time; none where none was expected.
    pub fn timely(self) -> Option<Decimal> {
        share(self.on_time, self.expected)
    }

    /// Whether everything that was expected came.
    pub fn is_whole(self) -> bool {
        self.actual == self.expected
    }
}

fn share(part: u32, whole: u32) -> Option<Decimal> {
    (Decimal::from(part) * Decimal::ONE_HUNDRED).checked_div(Decimal::from(whole))
}
