//! How alerts go out together, and what nobody is told of for a time.

use engine::model::Calendar;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::hours::Digest;
use super::marks::Marks;
use super::matcher::Matcher;

/// By this name in `group_by` each person has a digest of their own.
pub const RECIPIENT: &str = "recipient";

/// How the alerts of a route go out together.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Gathering {
    /// The names under which they say the same.
    pub by: Vec<String>,
    pub pace: Pace,
}

/// When they go out.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub enum Pace {
    /// Each by itself.
    #[default]
    AtOnce,
    /// Once the first has waited so long, and no sooner than so long after the last message of the group.
    Spaced {
        wait: SignedDuration,
        interval: SignedDuration,
    },
    Digest(Digest),
}

/// That nobody is told of some alerts for a time.
#[derive(Clone, PartialEq, Debug)]
pub struct Silence {
    pub matchers: Vec<Matcher>,
    pub from: Date,
    pub until: Date,
    /// Who asks for it.
    pub by: String,
    pub reason: String,
}

impl Silence {
    /// When it ends, where it is in force and meant.
    pub(super) fn ends(&self, marks: &Marks, calendar: &Calendar, at: Timestamp) -> Option<Timestamp> {
        let (from, until) = (calendar.start_of_day(self.from), calendar.end_of_day(self.until));
        let is_meant = at >= from && at < until && self.matchers.iter().all(|matcher| matcher.holds(marks));
        is_meant.then_some(until)
    }
}
