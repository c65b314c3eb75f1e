//! When a report is due, and how long an alert waits.

use jiff::{Span, Timestamp, civil::Date};

use super::{Cadence, Calendar, DayOfMonth, Period};

/// A wait that is counted from a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wait {
    Days(u32),
    /// Days that are neither weekend nor bank holiday.
    WorkingDays(u32),
    /// From the last day of a month to the last day of a month; from any other to the day of its number, or the last of a month that
    /// is shorter: as the Companies Act 2006 counts in section 443.
    Months(u32),
    /// Until a day of the month that is so many months later.
    DayOfMonth {
        day: DayOfMonth,
        months: u32,
    },
    /// Until a day on or before the one from which it is counted: so an obligation is due by 31 October of its year.
    By(DayOfYear),
    /// The same of a day that lies so long after it.
    ByAfter(AfterEnd),
}

/// How long after the end of a period something is owed by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AfterEnd {
    Days(u32),
    WorkingDays(u32),
    Months(u32),
}

impl AfterEnd {
    /// The same as a wait.
    pub const fn wait(self) -> Wait {
        match self {
            Self::Days(days) => Wait::Days(days),
            Self::WorkingDays(days) => Wait::WorkingDays(days),
            Self::Months(months) => Wait::Months(months),
        }
    }
}

/// A day that comes round: of every year, or of every month where no month is said.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct DayOfYear {
    pub month: Option<i8>,
    pub day: DayOfMonth,
}

impl DayOfYear {
    /// The last such day on or before another; where no month is said, that of the other's month.
    pub fn on_or_before(self, last: Date, calendar: &Calendar) -> Date {
        let day_in = |year: i16, month: i8| {
            let first = Date::new(year, month, 1).unwrap_or(last);
            self.day.in_month(first, calendar).unwrap_or(first)
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
            Self::Months(months) => months_after(day, months),
            Self::DayOfMonth { day: of_month, months } => {
                let first = months_after(day.first_of_month(), months);
                of_month.in_month(first, calendar).unwrap_or_else(|| first.last_of_month())
            }
            Self::By(by) => by.on_or_before(day, calendar),
            Self::ByAfter(after) => after.wait().after(day, calendar),
        }
    }

    /// Whether bank holidays move its end.
    pub fn counts_working_days(self) -> bool {
        match self {
            Self::WorkingDays(days) => days > 0,
            Self::DayOfMonth { day, .. } => day.counts_working_days(),
            Self::By(by) => by.day.counts_working_days(),
            Self::ByAfter(after) => after.wait().counts_working_days(),
            Self::Days(_) | Self::Months(_) => false,
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

/// The day that lies so many months later, where the last day of a month leads to the last of another.
fn months_after(day: Date, months: u32) -> Date {
    let later = day.saturating_add(Span::new().months(months));
    if day == day.last_of_month() { later.last_of_month() } else { later }
}

/// What becomes of a deadline that falls on no working day.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Roll {
    /// It stays where it falls.
    #[default]
    Stays,
    NextWorkingDay,
    PreviousWorkingDay,
}

impl Roll {
    fn moves(self, day: Date, calendar: &Calendar) -> Date {
        match self {
            Self::Stays => day,
            Self::NextWorkingDay => calendar.working_day_from(day),
            Self::PreviousWorkingDay => calendar.working_day_until(day),
        }
    }
}

/// When a report is due after its period's last day, in the words of DHIS2's data sets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Due {
    /// A report is on time until the end of this wait.
    pub timely: Wait,
    /// Where that ends on no working day.
    pub roll: Roll,
    /// After the due day, how long silence counts as `awaiting` and not yet as `no-data`.
    pub grace: Wait,
}

impl Due {
    /// On the last day of the period, with no grace: what counts where nothing is said.
    pub const ON_LAST_DAY: Self = Self::new(Wait::NONE, Wait::NONE);

    /// A deadline that stays where it falls.
    pub const fn new(timely: Wait, grace: Wait) -> Self {
        Self { timely, roll: Roll::Stays, grace }
    }

    /// The last day on which a report for `period` is on time.
    pub fn day(&self, period: Period, calendar: &Calendar) -> Date {
        self.roll.moves(self.timely.after(period.last_day(), calendar), calendar)
    }

    /// The day on which a document must be in force for `period`.
    pub fn document_day(&self, period: Period, calendar: &Calendar) -> Date {
        match self.timely {
            Wait::By(_) | Wait::ByAfter(_) => self.timely.after(period.last_day(), calendar),
            _ => period.last_day(),
        }
    }

    /// The last day on which a document that comes later still stands for `period`: what is owed by a day can come late, and what is
    /// owed throughout a period cannot.
    pub fn latest_document_day(&self, period: Period, calendar: &Calendar) -> Date {
        match self.timely {
            Wait::By(_) if period.cadence() == Cadence::Day => Date::MAX,
            Wait::By(_) => period.last_day().max(self.day(period, calendar)),
            // What is owed after the end of one period can come late until the next is owed.
            Wait::ByAfter(_) => {
                let next = self.day(period.step(1), calendar);
                self.day(period, calendar).max(next.yesterday().unwrap_or(next))
            }
            _ => period.last_day(),
        }
    }

    /// Whether a document is owed by a day, and not throughout a period.
    pub fn is_by(&self) -> bool {
        matches!(self.timely, Wait::By(_) | Wait::ByAfter(_))
    }

    /// Whether bank holidays move it.
    pub fn counts_working_days(&self) -> bool {
        self.roll != Roll::Stays || self.timely.counts_working_days() || self.grace.counts_working_days()
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::civil::{Weekday, date};
    use jiff::tz::TimeZone;

    use super::*;

    #[track_caller]
    fn check(timely: Wait, roll: Roll, quarter: &str, expected: Date) {
        let calendar = Calendar::new(TimeZone::UTC, BTreeSet::from([date(2026, 8, 31), date(2026, 12, 28)]));
        let period = Cadence::Quarter.parse(quarter).expect("a quarter");
        assert_eq!(Due { timely, roll, grace: Wait::NONE }.day(period, &calendar), expected, "{timely:?}");
    }

    #[test]
    fn the_end_of_a_month_leads_to_the_end_of_a_month() {
        check(Wait::Months(2), Roll::Stays, "2026-Q2", date(2026, 8, 31));
        check(Wait::Months(2), Roll::Stays, "2025-Q4", date(2026, 2, 28));
        check(Wait::Months(5), Roll::Stays, "2026-Q3", date(2027, 2, 28));
        let day = Cadence::Day.parse("2026-01-30").expect("a day");
        let calendar = Calendar::new(TimeZone::UTC, BTreeSet::new());
        assert_eq!(Due::new(Wait::Months(1), Wait::NONE).day(day, &calendar), date(2026, 2, 28));
        assert_eq!(Due::new(Wait::Months(2), Wait::NONE).day(day, &calendar), date(2026, 3, 30));
    }

    #[test]
    fn a_day_of_a_later_month_is_counted_from_the_month_in_which_the_period_ends() {
        let second_thursday =
            |months| Wait::DayOfMonth { day: DayOfMonth::Nth(2, Weekday::Thursday), months };
        check(second_thursday(1), Roll::Stays, "2025-Q4", date(2026, 1, 8));
        check(second_thursday(2), Roll::Stays, "2026-Q1", date(2026, 5, 14));
    }

    #[test]
    fn a_deadline_on_a_day_off_rolls_to_a_working_day() {
        check(Wait::Months(2), Roll::NextWorkingDay, "2026-Q2", date(2026, 9, 1));
        check(Wait::Months(2), Roll::PreviousWorkingDay, "2026-Q2", date(2026, 8, 28));
        check(Wait::Months(1), Roll::NextWorkingDay, "2026-Q2", date(2026, 7, 31));
    }

    #[test]
    fn grace_in_months_runs_from_the_deadline_to_the_end_of_a_month() {
        let calendar = Calendar::new(TimeZone::UTC, BTreeSet::new());
        let silent_from = |timely, grace, quarter: &str| {
            let period = Cadence::Quarter.parse(quarter).expect("a quarter");
            Due::new(timely, grace).grace_ends(period, &calendar)
        };
        let after = |day| calendar.end_of_day(day);
        assert_eq!(silent_from(Wait::Days(30), Wait::Months(2), "2026-Q1"), after(date(2026, 6, 30)));
        assert_eq!(silent_from(Wait::Days(45), Wait::Months(1), "2026-Q1"), after(date(2026, 6, 15)));
        // The deadline is the last day of February, and so is the end of the grace that of a month.
        assert_eq!(silent_from(Wait::Months(2), Wait::Months(1), "2025-Q4"), after(date(2026, 3, 31)));
    }

    #[test]
    fn a_day_comes_round_by_its_weekday_too() {
        let calendar = Calendar::new(TimeZone::UTC, BTreeSet::from([date(2026, 8, 31)]));
        let found = |month, day, last| DayOfYear { month, day }.on_or_before(last, &calendar);
        let second_thursday = DayOfMonth::Nth(2, Weekday::Thursday);
        assert_eq!(found(None, second_thursday, date(2026, 3, 31)), date(2026, 3, 12));
        assert_eq!(found(Some(10), second_thursday, date(2026, 12, 31)), date(2026, 10, 8));
        assert_eq!(found(Some(10), second_thursday, date(2026, 3, 31)), date(2025, 10, 9));
        let last_friday = DayOfMonth::Last(Weekday::Friday);
        assert_eq!(found(None, last_friday, date(2026, 2, 28)), date(2026, 2, 27));
        // The last day of August is a bank holiday.
        assert_eq!(found(None, DayOfMonth::LastWorkingDay, date(2026, 8, 31)), date(2026, 8, 28));
        assert_eq!(found(None, DayOfMonth::WorkingDay(2), date(2026, 8, 31)), date(2026, 8, 4));
    }

    #[test]
    fn what_is_owed_after_the_end_can_come_late_until_the_next_is_owed() {
        let calendar = Calendar::new(TimeZone::UTC, BTreeSet::from([date(2026, 8, 31)]));
        let due = Due::new(Wait::ByAfter(AfterEnd::WorkingDays(10)), Wait::NONE);
        let august = Cadence::Month.parse("2026-08").expect("a month");
        assert_eq!(due.document_day(august, &calendar), date(2026, 9, 14));
        assert_eq!(due.latest_document_day(august, &calendar), date(2026, 10, 13));
    }
}
