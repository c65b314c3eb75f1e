//! A clock that once ran ahead: what it wrote lies in the future, and time would stand still until the clock has caught up.

use jiff::{SignedDuration, Timestamp};
use thiserror::Error;
use words::clock;

use super::record::Recorder;

/// A clock is put right by so much now and then; time stands still for as long, and nobody need know.
const PUT_RIGHT: SignedDuration = SignedDuration::from_mins(1);
/// A ledger that is further ahead than this judges periods that are not over.
const TOO_FAR: SignedDuration = SignedDuration::from_hours(24);

/// The ledger is ahead of the clock.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[error("{}", clock::behind(*written_at, *ahead))]
pub struct ClockBehind {
    /// The last moment on the ledger.
    pub written_at: Timestamp,
    pub ahead: SignedDuration,
}

impl ClockBehind {
    /// What to do about it.
    pub fn help(&self, now: Timestamp) -> String {
        clock::help(now)
    }

    /// Whether nothing should be judged by such a ledger.
    pub fn is_too_far(&self) -> bool {
        self.ahead > TOO_FAR
    }
}

impl ClockBehind {
    /// How far a ledger is ahead of the clock that was last written at a moment; none where it is not, or by no more than a clock is put right by.
    pub fn of(written_at: Timestamp, clock: Timestamp) -> Option<Self> {
        let ahead = written_at.duration_since(clock);
        (ahead > PUT_RIGHT).then_some(Self { written_at, ahead })
    }
}

impl Recorder {
    /// How far the ledger is ahead of the clock; none where it is not.
    pub fn clock_behind(&self, clock: Timestamp) -> Option<ClockBehind> {
        ClockBehind::of(self.engine.now()?, clock)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(ahead: SignedDuration, expect: &str) {
        let written_at = "2027-09-24T08:25:44Z".parse().unwrap();
        assert_eq!(ClockBehind { written_at, ahead }.to_string(), expect);
    }

    #[test]
    fn it_is_told_in_days_hours_or_minutes() {
        check(
            SignedDuration::from_hours(24 * 300),
            "the ledger was last written at 2027-09-24 08:25 UTC, which is 300 days ahead of this machine's clock",
        );
        check(
            SignedDuration::from_hours(30),
            "the ledger was last written at 2027-09-24 08:25 UTC, which is 30 hours ahead of this machine's clock",
        );
        check(
            SignedDuration::from_secs(125),
            "the ledger was last written at 2027-09-24 08:25 UTC, which is two minutes ahead of this machine's clock",
        );
    }
}
