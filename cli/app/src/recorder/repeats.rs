//! When open alerts are told again: what of that is known, and of which it must be looked at anew.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use ledger::entry::{Entry, Recorded};

use crate::ledger_state::alerts_of;

/// When which alerts are told again, by their ids.
#[derive(Default)]
pub(super) struct Repeats {
    pub(super) due: BTreeSet<(Timestamp, String)>,
    pub(super) known: BTreeMap<String, Timestamp>,
    /// Of which alerts this must be looked at again.
    pub(super) stale: Stale,
    /// When an alert was last looked at and not told, so that it is not looked at again at once.
    pub(super) passed_over: BTreeMap<String, Timestamp>,
}

/// Of which alerts it must be looked at again when they are told.
#[derive(Default)]
pub(super) enum Stale {
    #[default]
    Everything,
    These(BTreeSet<String>),
}

impl Repeats {
    /// Other routes or another program are in force.
    pub(super) fn forget_all(&mut self) {
        self.stale = Stale::Everything;
    }

    /// Takes in what was written down: what is said of an alert moves the moment at which it is told again.
    pub(super) fn observe(&mut self, recorded: &Recorded) {
        match &recorded.entry {
            Entry::Activated(_) => self.forget_all(),
            Entry::Queued { message, .. } => {
                if let Stale::These(stale) = &mut self.stale {
                    stale.extend(alerts_of(message));
                }
            }
            _ => {}
        }
    }

    pub(super) fn next(&self) -> Option<Timestamp> {
        self.due.first().map(|(moment, _)| *moment)
    }

    pub(super) fn set(&mut self, alert: String, moment: Option<Timestamp>) {
        if let Some(before) = self.known.remove(&alert) {
            self.due.remove(&(before, alert.clone()));
        }
        if let Some(moment) = moment {
            self.due.insert((moment, alert.clone()));
            self.known.insert(alert, moment);
        }
    }
}
