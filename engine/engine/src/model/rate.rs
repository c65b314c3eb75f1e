//! How many of the reports that were expected came, and in time, in the words of DHIS2: expected, actual and on-time reports.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Calendar, Vintage};

/// So many reports were expected, came, and came in time.
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

/// Whether a report came.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Arrival {
    /// It did, and this is when it was first known; none where nobody can tell.
    In(Option<Vintage>),
    /// What came could not be used.
    Unusable,
    Missing,
}

impl Rate {
    /// What one report adds that is due on a day, and counts as none after another.
    pub fn of_one(arrival: Arrival, due: Date, expires: Option<Date>, calendar: &Calendar) -> Self {
        let came_by = |day: Date| match arrival {
            Arrival::In(Some(Vintage::At(known))) => calendar.day(known) <= day,
            Arrival::In(_) => true,
            Arrival::Unusable | Arrival::Missing => false,
        };
        let is_in = matches!(arrival, Arrival::In(_)) && expires.is_none_or(came_by);
        Self {
            expected: 1,
            actual: u32::from(is_in),
            on_time: u32::from(is_in && came_by(due)),
            unusable: u32::from(arrival == Arrival::Unusable),
        }
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::civil::date;
    use jiff::tz::TimeZone;

    use super::*;

    /// What a report adds that was first known on a day of April 2024, is due on the 10th and expires on the 20th.
    #[track_caller]
    fn check(arrival: Arrival, expect: [u32; 4]) {
        let calendar = Calendar::new(TimeZone::UTC, BTreeSet::new());
        let rate = Rate::of_one(arrival, date(2024, 4, 10), Some(date(2024, 4, 20)), &calendar);
        assert_eq!([rate.expected, rate.actual, rate.on_time, rate.unusable], expect, "{arrival:?}");
    }

    fn known(moment: &str) -> Arrival {
        Arrival::In(Some(Vintage::At(moment.parse().expect("a moment"))))
    }

    #[test]
    fn a_report_counts_until_it_expires_and_is_on_time_until_it_is_due() {
        check(known("2024-04-10T23:59:59Z"), [1, 1, 1, 0]);
        check(known("2024-04-11T00:00:00Z"), [1, 1, 0, 0]);
        check(known("2024-04-21T00:00:00Z"), [1, 0, 0, 0]);
        check(Arrival::In(Some(Vintage::Backfill)), [1, 1, 1, 0]);
        check(Arrival::Unusable, [1, 0, 0, 1]);
        check(Arrival::Missing, [1, 0, 0, 0]);
    }

    #[test]
    fn shares_are_of_a_hundred_and_there_is_none_of_nothing() {
        let rate = Rate { expected: 8, actual: 6, on_time: 2, unusable: 1 };
        assert_eq!((rate.reporting(), rate.timely()), (Some(Decimal::from(75)), Some(Decimal::from(25))));
        assert_eq!(Rate::default().reporting(), None);
    }
}
