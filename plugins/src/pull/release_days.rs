//! The calendar of a publisher's releases: on which days, at which time of day. It is given the project's calendar and what counts as
//! now; it knows no clock.

use engine::model::{Calendar, DayOfMonth};
use jiff::civil::{Date, Time, Weekday};
use jiff::{Span, Timestamp};

/// When a publisher releases figures.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Releases {
    pub days: ReleaseDays,
    /// The time of day, in the time zone of the project.
    pub at: Time,
}

/// On which days. One that is no working day moves to the next that is, but for dates that are written out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReleaseDays {
    /// On these.
    Dates(Vec<Date>),
    EveryDay,
    EveryWorkingDay,
    /// Once a week.
    Weekly(Weekday),
    /// Once in each of these months of a year, counted from 1.
    Monthly(DayOfMonth, Vec<i8>),
}

impl Releases {
    /// The latest release by a moment.
    pub fn latest(&self, calendar: &Calendar, now: Timestamp) -> Option<Timestamp> {
        self.around(calendar, now).filter(|release| *release <= now).max()
    }

    /// The next release after a moment.
    pub fn next(&self, calendar: &Calendar, now: Timestamp) -> Option<Timestamp> {
        self.around(calendar, now).filter(|release| *release > now).min()
    }

    fn around(&self, calendar: &Calendar, now: Timestamp) -> impl Iterator<Item = Timestamp> {
        let today = calendar.day(now);
        let days = match &self.days {
            ReleaseDays::Dates(dates) => dates.clone(),
            ReleaseDays::EveryDay => (-2..=2).filter_map(|days| days_after(today, days)).collect(),
            ReleaseDays::EveryWorkingDay => {
                let days = (-20..=20).filter_map(|days| days_after(today, days));
                days.filter(|day| calendar.is_working_day(*day)).collect()
            }
            ReleaseDays::Weekly(weekday) => {
                let days = (-28..=28).filter_map(|days| days_after(today, days));
                let days = days.filter(|day| day.weekday() == *weekday);
                days.map(|day| calendar.working_day_from(day)).collect()
            }
            ReleaseDays::Monthly(day, months) => {
                let first = today.first_of_month();
                let firsts =
                    (-13..=13).filter_map(|months| first.checked_add(Span::new().months(months)).ok());
                let firsts = firsts.filter(|first| months.contains(&first.month()));
                let days = firsts.filter_map(|first| day.in_month(first, calendar));
                days.map(|day| calendar.working_day_from(day)).collect::<Vec<_>>()
            }
        };
        let moment = |day: Date| {
            let zoned = day.to_datetime(self.at).to_zoned_datetime(calendar.time_zone().clone()).ok()?;
            Some(zoned.timestamp())
        };
        days.into_iter().filter_map(moment).collect::<Vec<_>>().into_iter()
    }
}

fn days_after(day: Date, days: i32) -> Option<Date> {
    day.checked_add(Span::new().days(days)).ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::civil::{date, time};
    use jiff::tz::TimeZone;

    use super::*;

    /// The release before and the release after a moment.
    #[track_caller]
    fn check(days: ReleaseDays, now: &str, latest: &str, next: &str) {
        let zone = TimeZone::get("Europe/London").expect("a known zone");
        let calendar = Calendar::new(zone, BTreeSet::from([date(2026, 12, 25), date(2026, 12, 28)]));
        let releases = Releases { days, at: time(9, 30, 0, 0) };
        let now: Timestamp = now.parse().expect("a moment");
        let told = |moment: Option<Timestamp>| moment.map_or("none".to_owned(), |moment| moment.to_string());
        let found = [releases.latest(&calendar, now), releases.next(&calendar, now)].map(told);
        assert_eq!(found, [latest, next]);
    }

    fn monthly(day: DayOfMonth) -> ReleaseDays {
        ReleaseDays::Monthly(day, (1..=12).collect())
    }

    #[test]
    fn a_month_has_one_release_at_its_time_in_the_zone_of_the_project() {
        let second_thursday = monthly(DayOfMonth::Nth(2, Weekday::Thursday));
        check(
            second_thursday.clone(),
            "2026-06-11T08:29:59Z",
            "2026-05-14T08:30:00Z",
            "2026-06-11T08:30:00Z",
        );
        check(second_thursday, "2026-12-10T09:30:00Z", "2026-12-10T09:30:00Z", "2027-01-14T09:30:00Z");
        let last = monthly(DayOfMonth::Last(Weekday::Friday));
        check(last, "2026-11-28T12:00:00Z", "2026-11-27T09:30:00Z", "2026-12-29T09:30:00Z");
        let third = monthly(DayOfMonth::WorkingDay(3));
        check(third, "2026-11-28T12:00:00Z", "2026-11-04T09:30:00Z", "2026-12-03T09:30:00Z");
    }

    #[test]
    fn a_day_off_moves_to_the_next_working_day() {
        check(
            monthly(DayOfMonth::Numbered(25)),
            "2026-12-27T12:00:00Z",
            "2026-11-25T09:30:00Z",
            "2026-12-29T09:30:00Z",
        );
        check(
            ReleaseDays::Weekly(Weekday::Friday),
            "2026-12-26T12:00:00Z",
            "2026-12-18T09:30:00Z",
            "2026-12-29T09:30:00Z",
        );
        check(
            ReleaseDays::EveryWorkingDay,
            "2026-12-26T12:00:00Z",
            "2026-12-24T09:30:00Z",
            "2026-12-29T09:30:00Z",
        );
        check(ReleaseDays::EveryDay, "2026-12-26T12:00:00Z", "2026-12-26T09:30:00Z", "2026-12-27T09:30:00Z");
    }

    #[test]
    fn quarters_are_months_that_are_named_and_dates_stand_as_they_are() {
        let quarters = ReleaseDays::Monthly(DayOfMonth::Numbered(31), vec![2, 5, 8, 11]);
        check(quarters, "2026-11-28T12:00:00Z", "2026-08-31T08:30:00Z", "2026-11-30T09:30:00Z");
        let dates = ReleaseDays::Dates(vec![date(2026, 12, 25)]);
        check(dates.clone(), "2026-11-28T12:00:00Z", "none", "2026-12-25T09:30:00Z");
        check(dates, "2027-11-28T12:00:00Z", "2026-12-25T09:30:00Z", "none");
    }
}
