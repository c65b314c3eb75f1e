//! The project's calendar: its time zone and its bank holidays, and those of other jurisdictions, given as data.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::Arc;

use jiff::{
    Timestamp,
    civil::{Date, Time, Weekday},
    tz::TimeZone,
};

/// Turns days into moments and counts working days.
#[derive(Clone, PartialEq, Debug)]
pub struct Calendar {
    time_zone: TimeZone,
    bank_holidays: BTreeSet<Date>,
    /// By jurisdiction; in each of them nothing is elsewhere.
    elsewhere: BTreeMap<Arc<str>, Calendar>,
}

impl Calendar {
    /// A calendar for one time zone and one jurisdiction's bank holidays.
    pub fn new(time_zone: TimeZone, bank_holidays: BTreeSet<Date>) -> Self {
        Self { time_zone, bank_holidays, elsewhere: BTreeMap::new() }
    }

    /// The same with the bank holidays of another jurisdiction beside its own.
    #[must_use]
    pub fn with_jurisdiction(mut self, name: Arc<str>, bank_holidays: BTreeSet<Date>) -> Self {
        self.elsewhere.insert(name, Self::new(self.time_zone.clone(), bank_holidays));
        self
    }

    /// Whether any body may go by other bank holidays than the project's.
    pub fn has_jurisdictions(&self) -> bool {
        !self.elsewhere.is_empty()
    }

    /// The calendar of a jurisdiction; the project's own where none is named.
    pub fn of(&self, jurisdiction: Option<&str>) -> &Self {
        jurisdiction.and_then(|name| self.elsewhere.get(name)).unwrap_or(self)
    }

    /// The first and the last bank holiday that it knows.
    pub fn known_holidays(&self) -> Option<(Date, Date)> {
        Some((*self.bank_holidays.first()?, *self.bank_holidays.last()?))
    }

    /// The zone in which days begin and end.
    pub fn time_zone(&self) -> &TimeZone {
        &self.time_zone
    }

    /// The day on which `moment` falls.
    pub fn day(&self, moment: Timestamp) -> Date {
        moment.to_zoned_datetime(self.time_zone.clone()).date()
    }

    /// The day on which `moment` falls, and the time of day.
    pub fn day_and_time(&self, moment: Timestamp) -> (Date, Time) {
        let local = moment.to_zoned_datetime(self.time_zone.clone()).datetime();
        (local.date(), local.time())
    }

    /// A time of day; one that a clock change leaves out is as much later.
    pub fn moment(&self, day: Date, time: Time) -> Timestamp {
        let zoned = day.to_datetime(time).to_zoned_datetime(self.time_zone.clone());
        zoned.map_or(Timestamp::MAX, |zoned| zoned.timestamp())
    }

    /// The first moment of `day`.
    pub fn start_of_day(&self, day: Date) -> Timestamp {
        day.to_zoned_datetime(self.time_zone.clone()).map_or(Timestamp::MAX, |zoned| zoned.timestamp())
    }

    /// The first moment after `day`.
    pub fn end_of_day(&self, day: Date) -> Timestamp {
        day.tomorrow().map_or(Timestamp::MAX, |next| self.start_of_day(next))
    }

    /// The last moment of `day`, as of which a question about that day is answered.
    pub fn last_moment(&self, day: Date) -> Timestamp {
        let end = self.end_of_day(day);
        end.checked_sub(jiff::SignedDuration::from_nanos(1)).unwrap_or(end)
    }

    /// Whether offices are open on `day`.
    pub fn is_working_day(&self, day: Date) -> bool {
        !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !self.bank_holidays.contains(&day)
    }

    /// How many working days there are after one day, up to and with another.
    pub fn working_days_between(&self, after: Date, last: Date) -> u32 {
        let Ok(days) = after.until(last).map(|span| span.get_days()) else { return 0 };
        // Whole weeks have five each, wherever they begin.
        let (weeks, rest) = (days.max(0) / 7, days.max(0) % 7);
        let is_weekday = |day: &Date| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        let rest = last.series(jiff::Span::new().days(-1)).take(rest.unsigned_abs() as usize);
        let weekdays = weeks.unsigned_abs() * 5 + u32::try_from(rest.filter(is_weekday).count()).unwrap_or(0);
        if after >= last {
            return 0;
        }
        let holidays = self.bank_holidays.range((Bound::Excluded(after), Bound::Included(last)));
        weekdays - u32::try_from(holidays.filter(|day| is_weekday(day)).count()).unwrap_or(0)
    }

    /// The first working day that is no earlier than a day.
    pub fn working_day_from(&self, day: Date) -> Date {
        if self.is_working_day(day) { day } else { self.working_days_after(day, 1) }
    }

    /// The last working day that is no later than a day.
    pub fn working_day_until(&self, day: Date) -> Date {
        let earlier = day.series(jiff::Span::new().days(-1));
        earlier.into_iter().find(|day| self.is_working_day(*day)).unwrap_or(Date::MIN)
    }

    /// The `count`th working day after `day`.
    pub fn working_days_after(&self, day: Date, count: u32) -> Date {
        let later = day.series(jiff::Span::new().days(1)).skip(1).filter(|day| self.is_working_day(*day));
        match count {
            0 => day,
            _ => later.take(count as usize).last().unwrap_or(Date::MAX),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn london() -> Calendar {
        let zone = TimeZone::get("Europe/London").expect("the bundled zone database has London");
        Calendar::new(zone, BTreeSet::from([date(2024, 12, 25), date(2024, 12, 26), date(2025, 1, 1)]))
    }

    #[test]
    fn working_days_pass_over_weekends_and_bank_holidays() {
        assert_eq!(london().working_days_after(date(2024, 12, 24), 1), date(2024, 12, 27));
        assert_eq!(london().working_days_after(date(2024, 12, 24), 4), date(2025, 1, 2));
        assert_eq!(london().working_days_after(date(2024, 12, 28), 0), date(2024, 12, 28));
    }

    #[test]
    fn working_days_are_counted_as_they_pass() {
        let [eve, friday] = [date(2024, 12, 24), date(2024, 12, 27)];
        assert_eq!(london().working_days_between(eve, eve), 0);
        assert_eq!(london().working_days_between(friday, eve), 0);
        let days = date(2024, 11, 1).series(jiff::Span::new().days(1)).take(120);
        for last in days {
            let each = eve.series(jiff::Span::new().days(1)).skip(1).take_while(|day| *day <= last);
            let each = each.filter(|day| london().is_working_day(*day)).count();
            assert_eq!(london().working_days_between(eve, last) as usize, each, "{last}");
        }
    }

    #[test]
    fn a_day_ends_at_local_midnight_in_summer_and_winter() {
        assert_eq!(london().end_of_day(date(2024, 7, 29)).to_string(), "2024-07-29T23:00:00Z");
        assert_eq!(london().end_of_day(date(2024, 1, 29)).to_string(), "2024-01-30T00:00:00Z");
    }
}
