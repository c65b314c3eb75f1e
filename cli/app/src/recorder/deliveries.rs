//! What became of each message, what newer ones make pointless, and telling people of notifiers that do not work.

use std::collections::BTreeMap;

use jiff::Timestamp;
use ledger::entry::{Entry, Position, Setback};
use ledger::outbox::Failing;
use plugins::notifiers::NotifyError;
use plugins::stores::StoreError;
use words::notice::{self, Declared, Notice, Undelivered};

use super::record::Recorder;
use super::route::queue;
use super::telling::announcement;
use crate::ledger_state::{FAILING, RECOVERED};

/// After so many failures in a row, some seventeen minutes, people are told through other notifiers. A refusal is told at once.
const PATIENCE: u32 = 10;

impl Recorder {
    /// Writes down what came of an attempt to deliver, and what follows from it.
    ///
    /// # Errors
    /// The store failed; what happened is kept and written with the next success.
    pub fn record_attempt(
        &mut self,
        now: Timestamp,
        notifier: String,
        message_id: String,
        outcome: Result<(), NotifyError>,
    ) -> Result<(), StoreError> {
        let Err(error) = outcome else {
            let settled = Entry::Settled { notifier: notifier.clone(), message_id };
            let mut entries = vec![self.happened(now, settled)];
            entries.extend(self.tell_recovered(now, &notifier, entries.len()));
            return self.write(now, entries);
        };
        if !self.state.outbox.is_waiting(&notifier, &message_id) {
            // It was superseded while it was on its way.
            return self.flush();
        }
        let setback = setback(&error, now);
        let (error, named) = (error.to_string(), (notifier.clone(), message_id.clone()));
        let failed = Entry::Attempted { notifier, message_id, error, setback };
        let mut entries = vec![self.happened(now, failed)];
        let (notifier, message_id) = named;
        for (pointless, by) in self.state.outbox.made_pointless(&notifier, &message_id) {
            let (message_id, by) = (pointless.to_string(), by.to_string());
            let superseded = Entry::Superseded { notifier: notifier.clone(), message_id, by };
            entries.push(self.happened(now, superseded));
        }
        entries.extend(self.tell_failing(now, &notifier, entries.len()));
        self.write(now, entries)
    }

    /// The messages that are to be delivered, and why each waits.
    pub fn undelivered(&self) -> Vec<Undelivered<'_>> {
        let outbox = &self.state.outbox;
        let failing: BTreeMap<_, _> = outbox
            .failing()
            .map(|failing| ((failing.notifier, &*failing.message.id), failing.error))
            .collect();
        let held: BTreeMap<_, _> =
            outbox.held().map(|held| ((held.notifier, &*held.message.id), held.hold)).collect();
        let undelivered = outbox.waiting().map(|waiting| Undelivered {
            notifier: waiting.notifier,
            declared: if self.notifiers.iter().any(|known| known == waiting.notifier) {
                Declared::Still
            } else {
                Declared::NoLonger
            },
            subject: &waiting.message.subject,
            text: &waiting.message.text,
            why: failing.get(&(waiting.notifier, &*waiting.message.id)).copied(),
            hold: held.get(&(waiting.notifier, &*waiting.message.id)).copied(),
        });
        undelivered.collect()
    }

    /// One entry for each message that these new ones make pointless.
    pub(super) fn superseding(&mut self, now: Timestamp, queued: &[Entry]) -> Vec<Entry> {
        let mut superseded = Vec::new();
        for entry in queued {
            let Entry::Queued { notifier, message, .. } = entry else { continue };
            for pointless in self.state.outbox.made_pointless_by(notifier, message) {
                let (message_id, by) = (pointless.to_string(), message.id.clone());
                let entry = Entry::Superseded { notifier: notifier.clone(), message_id, by };
                superseded.push(self.happened(now, entry));
            }
        }
        superseded
    }

    /// Tells the others, once, that a notifier does not work, and what it could not tell.
    fn tell_failing(&mut self, now: Timestamp, notifier: &str, before: usize) -> Vec<Entry> {
        let gives_up = |failing: &Failing<'_>| {
            failing.notifier == notifier
                && (failing.setback == Setback::Refused || failing.attempts >= PATIENCE)
        };
        let is_bad = self.state.outbox.failing().any(|failing| gives_up(&failing));
        let has_others = self.notifiers.iter().any(|other| other != notifier);
        if !is_bad || !has_others || self.state.announced.failing.contains(notifier) {
            return Vec::new();
        }
        let waiting = self.undelivered();
        let is_meant = |waiting: &Undelivered<'_>| waiting.notifier == notifier && waiting.hold.is_none();
        let waiting: Vec<_> = waiting.into_iter().filter(is_meant).collect();
        let told = notice::notifier_fails(notifier, &waiting);
        let why = waiting.iter().find_map(|waiting| waiting.why).unwrap_or_default();
        let json = serde_json::json!({ "notifier": notifier, "error": why, "waiting": waiting.len() });
        self.tell_others(now, notifier, (FAILING, told, json.to_string()), before)
    }

    /// Tells the others that a notifier works again, if they were told that it did not.
    fn tell_recovered(&mut self, now: Timestamp, notifier: &str, before: usize) -> Vec<Entry> {
        let still_fails = self.state.outbox.failing().any(|failing| failing.notifier == notifier);
        if still_fails || !self.state.announced.failing.contains(notifier) {
            return Vec::new();
        }
        let json = serde_json::json!({ "notifier": notifier }).to_string();
        self.tell_others(now, notifier, (RECOVERED, notice::notifier_recovered(notifier), json), before)
    }

    fn tell_others(
        &mut self,
        now: Timestamp,
        notifier: &str,
        (kind, told, json): (&str, Notice, String),
        before: usize,
    ) -> Vec<Entry> {
        let failing = &self.state.announced.failing;
        let others = self.notifiers.iter().filter(|other| *other != notifier && !failing.contains(*other));
        let others: Vec<String> = others.cloned().collect();
        let message = announcement(kind, now, told, json, self.next_place() + before as Position);
        let queued = queue(&self.routed_among(&message, &others), message);
        let superseded = self.superseding(now, &queued);
        let queued = queued.into_iter().map(|entry| self.happened(now, entry));
        queued.chain(superseded).collect()
    }
}

fn setback(error: &NotifyError, now: Timestamp) -> Setback {
    match error {
        NotifyError::Unavailable(_) => Setback::Passing,
        NotifyError::Busy { wait, .. } => {
            Setback::Busy { until: now.saturating_add(*wait).unwrap_or(Timestamp::MAX) }
        }
        NotifyError::Refused(_) => Setback::Refused,
    }
}
