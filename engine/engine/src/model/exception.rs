//! An exception: a body that does not owe what a declaration lays on many, for a time and with a reason. It is neither credit nor blame.

use jiff::civil::Date;

use super::{Authority, Period};

/// Why, and for which periods, a body does not owe a part that many owe.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exception {
    /// Why, as people are told it.
    pub reason: String,
    /// What says that it is excepted.
    pub authority: Vec<Authority>,
    /// The first period that it does not owe; all from the beginning where none is said.
    pub from: Option<Period>,
    /// The last one; all to come where none is said.
    pub until: Option<Period>,
}

impl Exception {
    /// Whether the part is not owed in a period.
    pub fn holds_in(&self, period: Period) -> bool {
        self.from.is_none_or(|from| from <= period) && self.until.is_none_or(|until| period <= until)
    }

    /// The same for whatever is judged on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from.first_day() <= day)
            && self.until.is_none_or(|until| day <= until.last_day())
    }

    /// Whether there may be a period in which both hold.
    pub fn meets(&self, other: &Self) -> bool {
        let begins_in_time = |one: &Self, other: &Self| match (one.from, other.until) {
            (Some(from), Some(until)) => from <= until,
            _ => true,
        };
        begins_in_time(self, other) && begins_in_time(other, self)
    }
}
