//! Which days a replay is asked about.

use engine::model::{Calendar, Period};
use jiff::{Timestamp, civil::Date};

/// The days that are asked about, and what is taken to be known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Range {
    /// The first day of which is told; none is the beginning. The walk begins where it must in any case.
    pub from: Option<Date>,
    pub to: Date,
    /// Reports that became known after this day are left out; none leaves none out.
    pub known_at: Option<Date>,
}

impl Range {
    /// Everything up to the end of a day.
    pub fn up_to(day: Date) -> Self {
        Self { from: None, to: day, known_at: None }
    }

    /// Where the walk ends.
    pub(super) fn end(&self, calendar: &Calendar) -> Timestamp {
        calendar.last_moment(self.to)
    }

    /// The last moment of which reports are heard.
    pub(super) fn known_by(&self, calendar: &Calendar) -> Timestamp {
        calendar.last_moment(self.known_at.map_or(self.to, |day| day.min(self.to)))
    }

    /// Whether a moment lies on one of the days.
    pub(super) fn holds(&self, moment: Timestamp, calendar: &Calendar) -> bool {
        self.overlaps(moment, Some(moment), calendar)
    }

    /// Whether a time from one moment to another, or to an open end, touches one of the days.
    pub(super) fn overlaps(&self, first: Timestamp, last: Option<Timestamp>, calendar: &Calendar) -> bool {
        let begins = self.from.map(|day| calendar.start_of_day(day));
        first <= self.end(calendar) && last.zip(begins).is_none_or(|(last, begins)| last >= begins)
    }
    /// Whether a period has one of the days in it.
    pub(super) fn touches(&self, period: Period) -> bool {
        period.first_day() <= self.to && self.from.is_none_or(|from| period.last_day() >= from)
    }
}
