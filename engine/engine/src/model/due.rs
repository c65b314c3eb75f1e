//! When a report is due, and how long an alert waits.

use jiff::{Span, Timestamp, civil::Date};

use super::{Cadence, Calendar, Period};

/// A wait that is counted from a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wait {
    Days(u32),
    /// Days that are neither weekend nor bank holiday.
    WorkingDays(u32),
    /// Until a day on or before the one from which it is counted: so an obligation is due by 31 October of its year.
    By(DayOfYear),
}

/// A day that comes round: of every year, or of every month where no month is said.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct DayOfYear {
    pub month: Option<i8>,
    /// From 1; the last day of a month that has fewer.
    pub day: i8,
}

impl DayOfYear {
    /// The last such day on or before another; where no month is said, that of the other's month.
    pub fn on_or_before(self, last: Date) -> Date {
        let day_in = |year: i16, month: i8| {
            let first = Date::new(year, month, 1).unwrap_or(last);
            first.with().day(self.day.clamp(1, first.days_in_month())).build().unwrap_or(first)
        };
        let Some(month) = self.month else { return day_in(last.year(), last.month()) };
        let this_year = day_in(last.year(), month);
        if this_year <= last { this_year } else { day_in(last.year() - 1, month) }
    }
}

impl Wait {
    /// No wait at all.
    pub const NONE: Self = Self::Days(0);

    /// The day on which the wait that starts on `day` ends.
    pub fn after(self, day: Date, calendar: &Calendar) -> Date {
        match self {
            Self::Days(days) => day.saturating_add(Span::new().days(i64::from(days))),
            Self::WorkingDays(days) => calendar.working_days_after(day, days),
            Self::By(by) => by.on_or_before(day),
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

    /// The day on which a document must be in force for `period`, and the last on which one that comes later still stands for it:
    /// what is owed by a day can come late, and what is owed throughout a period cannot.
    pub fn document_days(&self, period: Period) -> (Date, Date) {
        let last = period.last_day();
        match self.timely {
            Wait::By(by) if period.cadence() == Cadence::Day => (by.on_or_before(last), Date::MAX),
            Wait::By(by) => (by.on_or_before(last), last),
            Wait::Days(_) | Wait::WorkingDays(_) => (last, last),
        }
    }

    /// Whether a document is owed by a day, and not throughout a period.
    pub fn is_by(&self) -> bool {
        matches!(self.timely, Wait::By(_))
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
