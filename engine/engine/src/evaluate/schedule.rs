//! Wake-ups: what falls due, and when. There is no polling interval.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{InstanceIx, ObligationIx};

/// Something to look at when its moment comes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Wake {
    /// A new period begins for an obligation.
    Open(ObligationIx),
    /// A deadline passes, which changes what silence means.
    Judge(InstanceIx),
    /// A deadline passes that the rule itself asked about.
    Run(InstanceIx),
    /// An alert's `for` or `keep_firing_for` ends.
    Alert(ObligationIx),
    /// An alert goes up a step, somebody is reminded of it, or it passes to another person.
    Ladder(ObligationIx),
}

/// Wake-ups in order of time, each once.
#[derive(Default)]
pub(crate) struct Schedule {
    wakes: BTreeMap<Timestamp, BTreeSet<Wake>>,
}

impl Schedule {
    /// Wakes at `moment`, unless it has passed.
    pub(crate) fn wake_at(&mut self, moment: Timestamp, now: Timestamp, wake: Wake) {
        if moment > now {
            self.wakes.entry(moment).or_default().insert(wake);
        }
    }

    /// The earliest moment at which something falls due.
    pub(crate) fn next(&self) -> Option<Timestamp> {
        self.wakes.keys().next().copied()
    }

    /// Takes out everything that is due at `now`.
    pub(crate) fn take_due(&mut self, now: Timestamp) -> Vec<Wake> {
        let mut due = Vec::new();
        while let Some(entry) = self.wakes.first_entry().filter(|entry| *entry.key() <= now) {
            due.extend(entry.remove());
        }
        due
    }

    /// Forgets one wake-up that is of no use any more.
    pub(crate) fn forget_at(&mut self, moment: Timestamp, wake: Wake) {
        if let Entry::Occupied(mut entry) = self.wakes.entry(moment) {
            entry.get_mut().remove(&wake);
            if entry.get().is_empty() {
                entry.remove();
            }
        }
    }

    /// Forgets every wake-up that `gone` says is nobody's any more.
    pub(crate) fn forget(&mut self, gone: impl Fn(Wake) -> bool) {
        self.wakes.retain(|_, wakes| {
            wakes.retain(|wake| !gone(*wake));
            !wakes.is_empty()
        });
    }
}
