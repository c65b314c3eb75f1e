//! Whether a stream still says something: what passes by itself in a moment is told of nobody, and what lasts is told once.

use std::time::{Duration, Instant};

use super::fault::StreamFault;

/// A stream is silent when nothing was heard for so long. An attempt to hear something takes at most four seconds more.
const SILENT_AFTER: Duration = Duration::from_secs(6);

/// How a stream stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum StreamState {
    /// What there is comes in.
    Flows,
    Stands(StreamFault),
}

/// What was heard last, and what was told of it.
pub(super) struct Pulse {
    heard: Instant,
    told: Option<StreamFault>,
}

impl Pulse {
    pub(super) fn new(now: Instant) -> Self {
        Self { heard: now, told: None }
    }

    /// Something came, or there is nothing more; what is to be told of that.
    pub(super) fn beats(&mut self, now: Instant) -> Option<StreamState> {
        self.heard = now;
        self.told.take().map(|_| StreamState::Flows)
    }

    /// Nothing came; what is to be told of that.
    pub(super) fn fails(&mut self, now: Instant, fault: StreamFault) -> Option<StreamState> {
        let is_silent = now.duration_since(self.heard) >= SILENT_AFTER;
        if (fault.may_pass() && !is_silent) || self.told.as_ref().is_some_and(|told| is_same(told, &fault)) {
            return None;
        }
        self.told = Some(fault.clone());
        Some(StreamState::Stands(fault))
    }

    /// Whether nothing was heard for so long that a new connection is worth a try.
    pub(super) fn is_silent(&self, now: Instant) -> bool {
        now.duration_since(self.heard) >= SILENT_AFTER
    }
}

/// Whether two faults are one to people: how many messages wait makes no other.
fn is_same(one: &StreamFault, other: &StreamFault) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other) || (one.may_pass() && other.may_pass())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_is_told_of_nobody_and_what_lasts_once() {
        let start = Instant::now();
        let after = |seconds| start + Duration::from_secs(seconds);
        let mut pulse = Pulse::new(start);
        assert_eq!(pulse.fails(after(2), StreamFault::NoAnswer), None);
        assert_eq!(pulse.beats(after(4)), None);
        assert_eq!(pulse.fails(after(8), StreamFault::NoAnswer), None);
        let told = Some(StreamState::Stands(StreamFault::NothingComes { pending: 3 }));
        assert_eq!(pulse.fails(after(10), StreamFault::NothingComes { pending: 3 }), told);
        assert_eq!(pulse.fails(after(12), StreamFault::NothingComes { pending: 4 }), None);
        assert_eq!(pulse.fails(after(12), StreamFault::NoAnswer), None);
        assert_eq!(pulse.beats(after(14)), Some(StreamState::Flows));
        assert_eq!(pulse.beats(after(15)), None);
    }

    #[test]
    fn what_somebody_has_to_put_right_is_told_at_once() {
        let start = Instant::now();
        let old = StreamFault::TooOld { found: "2.9.1".to_owned(), oldest: "2.11" };
        assert_eq!(Pulse::new(start).fails(start, old.clone()), Some(StreamState::Stands(old)));
    }
}
