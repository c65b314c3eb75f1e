//! When a report is due on one account: by the terms of whoever is judged by its own figure, else by the measure.

use jiff::civil::Date;

use crate::model::{Calendar, Due, Measure, Period};

/// When a report is due. Both are last days: what comes on them is in time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Timing {
    pub due: Date,
    /// Until when silence counts against nobody.
    pub grace: Date,
}

impl Timing {
    pub(super) fn of(due: Due, period: Period, calendar: &Calendar) -> Self {
        let day = due.day(period, calendar);
        Self { due: day, grace: due.grace.after(day, calendar) }
    }

    /// Of a figure that others wait for: whoever reports it has until the day of its measure. Where the measure names none, its figure
    /// is wanted when theirs is.
    pub(super) fn of_anothers(measure: &Measure, period: Period, own: Self, calendar: &Calendar) -> Self {
        if measure.due == Due::ON_LAST_DAY {
            let end = period.last_day();
            return Self { due: own.due.max(end), grace: own.grace.max(end) };
        }
        Self::of(measure.due, period, calendar)
    }

    /// With more time, where that is more.
    pub(super) fn extended(self, until: Date) -> Self {
        Self { due: self.due.max(until), grace: self.grace.max(until) }
    }

    /// Whether silence counts against somebody on a day.
    pub fn is_over(self, today: Date) -> bool {
        today > self.grace
    }
}
