//! When a report is due, and how long an alert waits.

use jiff::{Span, Timestamp, civil::Date};

use super::{Calendar, Period};

/// A wait that is counted from a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wait {
    Days(u32),
    /// Days that are neither weekend nor bank holiday.
    WorkingDays(u32),
}

impl Wait {
    /// No wait at all.
    pub const NONE: Self = Self::Days(0);

    /// The day on which the wait that starts on `day` ends.
    pub fn after(self, day: Date, calendar: &Calendar) -> Date {
        match self {
            Self::Days(days) => day.saturating_add(Span::new().days(i64::from(days))),
            Self::WorkingDays(days) => calendar.working_days_after(day, days),
        }
    }

    /// The moment at which the wait that starts at `moment` ends, at the same time of day.
    pub fn after_moment(self, moment: Timestamp, calendar: &Calendar) -> Timestamp {
        let from = moment.to_zoned_datetime(calendar.time_zone().clone());
        let day = self.after(from.date(), calendar);
        day.to_datetime(from.time())
            .to_zoned_datetime(calendar.time_zone().clone())
            .map_or(moment, |zoned| zoned.timestamp())
    }
}

/// When a report is due after its period's last day, in the words of DHIS2's data sets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Due {
    /// A report is on time until the end of this wait.
    pub timely: Wait,
    /// After the due day, how long silence counts as `awaiting` and not yet as `no-data`.
    pub grace: Wait,
}

impl Due {
    /// The last day on which a report for `period` is on time.
    pub fn day(&self, period: Period, calendar: &Calendar) -> Date {
        self.timely.after(period.last_day(), calendar)
    }

    /// The moment from which a report for `period` is overdue: the end of its due day.
    pub fn overdue_from(&self, period: Period, calendar: &Calendar) -> Timestamp {
        calendar.end_of_day(self.day(period, calendar))
    }

    /// The moment from which silence about `period` is `no-data`: the end of the grace after the due day.
    pub fn grace_ends(&self, period: Period, calendar: &Calendar) -> Timestamp {
        calendar.end_of_day(self.grace.after(self.day(period, calendar), calendar))
    }
}

/// How long a breach must last before its alert fires, and how long the alert outlasts it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Patience {
    /// `for` in Prometheus's words.
    pub pending_for: Wait,
    /// `keep_firing_for`, counted from the first evaluation that no longer matches.
    pub keep_firing_for: Wait,
}

impl Patience {
    /// Fires at once and ends at once.
    pub const NONE: Self = Self { pending_for: Wait::NONE, keep_firing_for: Wait::NONE };
}
