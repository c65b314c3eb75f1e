//! How alerts go out together, and what nobody is told of for a time.

use std::ops::Range;

use engine::model::Calendar;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use ledger::entry;

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
    pub time: SilenceTime,
    /// Who asks for it.
    pub by: String,
    pub reason: String,
    /// Where each of its matchers is written, where that is in a text.
    pub(crate) written: Vec<Range<usize>>,
}

/// How long a silence lasts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SilenceTime {
    /// Whole days, by the calendar of whoever is told.
    Days { from: Date, until: Date },
    /// From one moment up to another, which is not in it.
    Moments { from: Timestamp, until: Timestamp },
}

impl Silence {
    /// One that somebody asked for, which is over at a moment. None where its matchers cannot be read, as none that was taken in is.
    pub fn asked_for(silence: &entry::Silence, over_at: Timestamp) -> Option<Self> {
        let matchers = silence.matchers.iter().map(|matcher| Matcher::parse(matcher).ok());
        Some(Self {
            matchers: matchers.collect::<Option<Vec<_>>>()?,
            time: SilenceTime::Moments { from: silence.from, until: over_at },
            by: silence.by.clone(),
            reason: silence.reason.clone(),
            written: Vec::new(),
        })
    }

    /// When it ends, where it is in force and meant.
    pub(super) fn ends(&self, marks: &Marks, calendar: &Calendar, at: Timestamp) -> Option<Timestamp> {
        let (from, until) = match self.time {
            SilenceTime::Days { from, until } => (calendar.start_of_day(from), calendar.end_of_day(until)),
            SilenceTime::Moments { from, until } => (from, until),
        };
        (at >= from && at < until && self.is_of(marks)).then_some(until)
    }

    /// Whether it is about a message that says this. That a silence ends is told whatever else is not.
    pub fn is_of(&self, marks: &Marks) -> bool {
        let is_of_silence = marks.values("kind").any(|kind| kind.starts_with("silence."));
        !is_of_silence && self.matchers.iter().all(|matcher| matcher.holds(marks))
    }
}
