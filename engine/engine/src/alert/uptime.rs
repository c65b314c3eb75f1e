//! When a matter began, and how long it has lasted by the time in which Remit was up.

use jiff::{SignedDuration, Timestamp};

use super::certain::certain_since;
use crate::evaluate::{Evaluator, ObligationIx, Turn};
use crate::model::Period;
use crate::program::Program;

/// How many times of being down are kept: older ones lie before anything that still waits.
const MOST: usize = 1_000;

/// The times in which a service that is meant to be up was down, in order.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Downtimes(Vec<(Timestamp, Timestamp)>);

impl Downtimes {
    pub(crate) fn new(known: Vec<(Timestamp, Timestamp)>) -> Self {
        Self(known)
    }

    /// Every one that is kept: from when to when.
    pub(crate) fn all(&self) -> &[(Timestamp, Timestamp)] {
        &self.0
    }

    pub(super) fn note(&mut self, from: Timestamp, to: Timestamp) {
        if from < to {
            self.0.push((from, to));
            let old = self.0.len().saturating_sub(MOST);
            self.0.drain(..old);
        }
    }

    /// The moment from which a count runs that began at `since`, later by as long as Remit was down after it.
    pub(super) fn count_from(&self, since: Timestamp) -> Timestamp {
        let later = self.0.iter().rev().take_while(|(_, to)| *to > since);
        let down: SignedDuration = later.map(|(from, to)| to.duration_since(since.max(*from))).sum();
        since.saturating_add(down).unwrap_or(Timestamp::MAX)
    }
}

/// Since when a matter is open that is found at `now`: the deadline of its first period, or before that since figures were published that show
/// it; now, where both are still to come. Where parts go by different calendars, it is the first deadline of one that is broken.
pub(super) fn open_since(
    evaluator: &Evaluator,
    ix: ObligationIx,
    first: Option<Period>,
    (program, turns): (&Program, &[Turn]),
    now: Timestamp,
) -> Timestamp {
    let state = evaluator.state();
    let deadline = first.and_then(|first| state.obligation(ix).opened(first)).map(|first| {
        if !program.calendar.has_jurisdictions() {
            return first.deadline(program);
        }
        let instances = first.parts().map(|(_, part)| state.instance(part));
        let broken = instances.filter(|part| part.finding.verdict.is_unmet());
        let first_broken = broken.map(|part| part.deadlines.overdue_from).min();
        first_broken.unwrap_or_else(|| first.deadline(program))
    });
    let at_latest = deadline.map_or(now, |deadline| deadline.min(now));
    let shown = first.and_then(|first| certain_since(evaluator, ix, (first, at_latest), turns, now));
    shown.map_or(at_latest, |shown| shown.min(at_latest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hours: i64) -> Timestamp {
        Timestamp::from_second(hours * 3_600).unwrap()
    }

    /// Times of being down, from hour to hour, and how much later a count runs that began at an hour.
    #[track_caller]
    fn check(down: &[(i64, i64)], since: i64, later: i64) {
        let mut downtimes = Downtimes::default();
        for (from, to) in down {
            downtimes.note(at(*from), at(*to));
        }
        assert_eq!(downtimes.count_from(at(since)), at(since + later));
    }

    #[test]
    fn time_in_which_remit_was_down_is_left_out_of_what_began_before() {
        check(&[], 5, 0);
        check(&[(1, 3)], 5, 0);
        check(&[(1, 3), (6, 10)], 5, 4);
        check(&[(4, 8), (10, 11)], 5, 4);
    }
}
