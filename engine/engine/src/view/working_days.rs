//! Working days as a rule counts them: by the calendar of whoever owes what is judged.

use jiff::civil::Date;

use super::View;
use crate::model::Calendar;

impl View {
    /// Whether offices are open on a day.
    pub fn is_working_day(&self, day: Date) -> bool {
        self.own_calendar().is_working_day(day)
    }

    /// How many working days there are after one day, up to and with another; below zero where that is earlier.
    pub fn working_days_until(&self, day: Date, later: Date) -> i64 {
        let between = |after, last| i64::from(self.own_calendar().working_days_between(after, last));
        if later < day { -between(later, day) } else { between(day, later) }
    }

    /// The working day that comes so many after a day.
    pub fn working_days_after(&self, day: Date, count: u32) -> Date {
        self.own_calendar().working_days_after(day, count)
    }

    /// The calendar of whoever owes what is judged.
    pub(super) fn own_calendar(&self) -> &Calendar {
        self.catalogue.calendar_of(&self.subject.by, &self.calendar)
    }
}
