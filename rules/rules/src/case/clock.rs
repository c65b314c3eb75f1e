//! The moments of a test. Days begin and end in the time zone of the project as it is at the start.

use std::sync::Arc;

use engine::model::Calendar;
use jiff::{SignedDuration, Timestamp};

use super::trace;
use crate::declare::case::{CaseDeclaration, Moment};

/// Turns what is written into moments.
pub(super) struct Clock {
    pub(super) calendar: Arc<Calendar>,
    pub(super) start: Timestamp,
}

/// No test lasts longer than this.
const LONGEST: SignedDuration = SignedDuration::from_hours(36_525 * 24);

impl Clock {
    /// The moment that is meant; none where it lies beyond the calendar.
    pub(super) fn moment(&self, moment: Moment) -> Option<Timestamp> {
        match moment {
            Moment::After(stretch) => {
                let start = self.start.to_zoned_datetime(self.calendar.time_zone().clone());
                stretch.after(&start).map(|moment| moment.timestamp())
            }
            absolute => on_calendar(absolute, &self.calendar),
        }
    }

    /// Whether a moment lies within the test: not before its start, and not so long after it that it would never end.
    pub(super) fn refusal(&self, moment: Timestamp) -> Option<String> {
        let start = trace::moment(self.start, &self.calendar);
        if moment < self.start {
            return Some(format!("this is before the start of the test, which is {start}"));
        }
        let is_long = moment.duration_since(self.start) > LONGEST;
        is_long.then(|| {
            format!("this is more than a hundred years after the start of the test, which is {start}")
        })
    }
}

/// A moment that does not hang on the start.
pub(super) fn on_calendar(moment: Moment, calendar: &Calendar) -> Option<Timestamp> {
    match moment {
        Moment::Day(day) => Some(calendar.start_of_day(day)),
        Moment::Time(time) => {
            time.to_zoned_datetime(calendar.time_zone().clone()).ok().map(|zoned| zoned.timestamp())
        }
        Moment::After(_) => None,
    }
}

/// When a test starts: as it says itself, or with the first thing that happens in it. None where nothing in it has a day.
pub(super) fn start(
    declaration: &CaseDeclaration,
    arrivals: impl Iterator<Item = Timestamp>,
    calendar: &Calendar,
) -> Option<Timestamp> {
    if let Some(start) = &declaration.start {
        return on_calendar(*start.get_ref(), calendar);
    }
    let reloads = declaration.reloads.iter().map(|reload| &reload.at);
    let checks = declaration.checks.iter().map(|check| &check.at);
    let responses = declaration.responses.iter().map(|response| &response.at);
    let files = declaration.files.iter().map(|file| &file.received);
    let written = reloads
        .chain(checks)
        .chain(responses)
        .chain(files)
        .flatten()
        .filter_map(|at| on_calendar(*at.get_ref(), calendar));
    written.chain(arrivals).min()
}
