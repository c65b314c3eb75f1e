//! The beginning of a project: until something was read of its feeds, nobody is told of what fell due before its ledger began. That nothing came
//! in then says more of the feeds than of anybody. What falls due later is told as ever, and so is all that still stands once a first file is read.

use engine::alert::{AlertChange, AlertState, Change};
use engine::{Effects, Engine};
use jiff::Timestamp;
use plugins::feeds::FeedSettings;

use super::record::{Beginning, Recorder};
use crate::ledger_state::LedgerState;

impl Recorder {
    /// Says of which feeds files are expected. In a project without any, everything comes in by replies.
    pub fn expect_files_of(&mut self, feeds: &[FeedSettings]) {
        let waits = !feeds.is_empty() && is_untouched(&self.engine, &self.state);
        self.beginning = if waits { Beginning::NothingRead } else { Beginning::Over };
    }

    /// How many alerts are open of which nobody is told as long as nothing was read.
    pub fn untold_alerts(&mut self) -> usize {
        if self.beginning == Beginning::Over {
            return 0;
        }
        let began = self.began();
        let alerts = self.engine.alerts();
        alerts.iter().filter(|alert| alert.state == AlertState::Firing && alert.since < began).count()
    }

    /// What people are to be told of a step.
    pub(super) fn changes_to_tell(&mut self, now: Timestamp, effects: &Effects) -> Vec<AlertChange> {
        let mut changes = effects.alerts.clone();
        if self.beginning == Beginning::Over {
            return changes;
        }
        let began = self.began();
        changes.retain(|change| began <= change.alert.since);
        if !is_untouched(&self.engine, &self.state) {
            self.beginning = Beginning::Over;
            let open = self.engine.alerts().into_iter();
            let untold = open.filter(|alert| alert.state == AlertState::Firing && alert.since < began);
            changes.extend(untold.map(|alert| AlertChange::new(Change::Fired, alert.into(), now)));
        }
        changes
    }

    /// When the ledger began; now, where that is only about to happen.
    fn began(&mut self) -> Timestamp {
        let first = self.store.entry(1).ok().flatten().map(|recorded| recorded.at);
        first.or(self.engine.now()).unwrap_or(Timestamp::MAX)
    }
}

/// Whether nothing ever came in, of use or not.
fn is_untouched(engine: &Engine, state: &LedgerState) -> bool {
    let evidence = engine.evidence();
    evidence.is_empty() && evidence.all_unused().next().is_none() && state.contents.is_empty()
}
