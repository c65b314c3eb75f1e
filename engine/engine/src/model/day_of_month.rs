//! A day that comes round with every month: by its number, by its weekday or as a working day.

use jiff::civil::{Date, Weekday};

use super::Calendar;

/// A day of a month.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum DayOfMonth {
    /// The day of this number; the last one of a month that is shorter.
    Numbered(i8),
    /// Such as the second Thursday. In a month without a fifth one there is none.
    Nth(i8, Weekday),
    /// Such as the last Thursday.
    Last(Weekday),
    /// Such as the third working day.
    WorkingDay(u8),
    LastWorkingDay,
}

impl DayOfMonth {
    /// The day in the month that begins on `first`, a working day or not.
    pub fn in_month(self, first: Date, calendar: &Calendar) -> Option<Date> {
        match self {
            Self::WorkingDay(count) => {
                Some(calendar.working_days_after(first.yesterday().ok()?, u32::from(count)))
            }
            Self::LastWorkingDay => Some(calendar.working_day_until(first.last_of_month())),
            Self::Numbered(number) => first.with().day(number.clamp(1, first.days_in_month())).build().ok(),
            Self::Nth(nth, weekday) => first.nth_weekday_of_month(nth, weekday).ok(),
            Self::Last(weekday) => first.nth_weekday_of_month(-1, weekday).ok(),
        }
    }

    /// Whether it takes a calendar of working days to find it.
    pub fn counts_working_days(self) -> bool {
        matches!(self, Self::WorkingDay(_) | Self::LastWorkingDay)
    }

    /// Whether every month has such a day.
    pub fn is_in_every_month(self) -> bool {
        !matches!(self, Self::Nth(5, _))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::civil::date;
    use jiff::tz::TimeZone;

    use super::*;

    #[test]
    fn a_month_has_its_days_by_number_weekday_and_work() {
        let calendar = Calendar::new(TimeZone::UTC, BTreeSet::from([date(2026, 5, 25), date(2026, 12, 31)]));
        let cases = [
            (DayOfMonth::Numbered(31), date(2026, 2, 1), Some(date(2026, 2, 28))),
            (DayOfMonth::Nth(2, Weekday::Thursday), date(2026, 1, 1), Some(date(2026, 1, 8))),
            (DayOfMonth::Nth(5, Weekday::Thursday), date(2026, 2, 1), None),
            (DayOfMonth::Last(Weekday::Monday), date(2026, 5, 1), Some(date(2026, 5, 25))),
            (DayOfMonth::WorkingDay(1), date(2026, 2, 1), Some(date(2026, 2, 2))),
            (DayOfMonth::LastWorkingDay, date(2026, 12, 1), Some(date(2026, 12, 30))),
            (DayOfMonth::LastWorkingDay, date(2026, 5, 1), Some(date(2026, 5, 29))),
        ];
        for (day, first, found) in cases {
            assert_eq!(day.in_month(first, &calendar), found, "{day:?} from {first}");
        }
    }
}
