//! From what the engine says to messages, and what became of each.

use engine::alert::AlertChange;
use engine::program::Program;
use jiff::Timestamp;
use ledger::entry::{Entry, Message, Position, Recorded};
use plugins::hooks::{HookError, Hooked};
use plugins::stores::StoreError;
use rules::diagnostic::{Diagnostic, render_places};
use words::alert::message_of_change;
use words::notice::{self, Notice};

use super::record::Recorder;
use super::route::{Through, queue};
use super::telling::{Telling, announcement};
use crate::ledger_state::{ACCEPTED, REFUSED};

/// The kind of a message that says that a hook fails.
const FAILED: &str = "plugin.failed";

impl Recorder {
    /// One entry for every message through every notifier that it goes to. Hooks look at it first; what they make of it is
    /// what is kept, so that neither a restart nor another attempt runs them again.
    /// `before` is the program that was in force before the step.
    pub(super) fn messages(&mut self, changes: &[AlertChange], before: Option<&Program>) -> Vec<Entry> {
        let place = self.next_place();
        let mut entries = Vec::new();
        for change in changes {
            let now = self.engine.program().expect("an alert is of a program in force");
            if change.restatement.is_some() {
                self.restated.push(message_of_change(change, before.unwrap_or(now), now));
            }
            let message = self.telling().message_of(change, before, &[], place);
            let (message, through) = self.hooked_and_routed(message, &mut entries);
            entries.extend(queue(&through, message));
        }
        entries
    }

    /// What is known where something is said of an alert.
    pub(super) fn telling(&self) -> Telling<'_> {
        Telling {
            engine: &self.engine,
            in_force: self.state.sources.as_deref(),
            replaced: self.replaced.as_deref().map(|replaced| (replaced, self.replaced_since)),
            approvals: &self.state.approvals,
            proposals: &self.state.proposals,
            pages: self.pages.as_ref(),
        }
    }

    /// What hooks make of a message, and where it goes then.
    pub(super) fn hooked_and_routed(
        &mut self,
        message: Message,
        entries: &mut Vec<Entry>,
    ) -> (Message, Vec<Through>) {
        let Hooked { message, route } = self.through_hooks(message, entries);
        let through = match route {
            Some(named) => self.through(&message, &named),
            None => self.routed(&message),
        };
        (message, through)
    }

    /// Hands a message from hook to hook. One that fails leaves it as it was; people are told once, until it works again.
    fn through_hooks(&mut self, message: Message, entries: &mut Vec<Entry>) -> Hooked {
        let mut hooked = Hooked { message, route: None };
        for hook in self.hooks.clone() {
            match hook.alert(&hooked.message, &self.notifiers) {
                Ok(changed) => {
                    self.failing_hooks.remove(hook.id());
                    let route = changed.route.or(hooked.route);
                    hooked = Hooked { message: changed.message, route };
                }
                Err(error) => {
                    tracing::warn!(hook = hook.id(), message = hooked.message.id, %error, "the message goes out without it");
                    if self.failing_hooks.insert(hook.id().to_owned()) {
                        let place = self.next_place() + entries.len() as Position;
                        let told = failure(hook.id(), &error, hooked.message.at, place);
                        entries.extend(queue(&self.routed(&told), told));
                    }
                }
            }
        }
        hooked
    }

    /// Where on the ledger that which happens now begins.
    pub(super) fn next_place(&self) -> Position {
        let unwritten: usize = self.unwritten.iter().map(|unwritten| unwritten.entries.len()).sum();
        self.state.position + unwritten as Position + 1
    }

    /// Tells people that what is written is not what is in force, once for the same faults until they are put right.
    ///
    /// # Errors
    /// The store failed; what happened is kept and written with the next success.
    pub fn announce_refusal(
        &mut self,
        now: Timestamp,
        refused: &[String],
        faults: &[Diagnostic],
    ) -> Result<(), StoreError> {
        let json = format!("{{\"diagnostics\":{}}}", rules::diagnostic::json(faults));
        if self.state.announced.refusal.as_ref() == Some(&json) {
            return self.flush();
        }
        // The message goes to every receiver, and a line of `remit.toml` may hold the secret of one of them.
        let notice = notice::refused(refused, &render_places(faults));
        self.announce(now, REFUSED, notice, json)
    }

    /// Tells people that what is written is in force again, if they were told that it was not.
    ///
    /// # Errors
    /// The store failed; what happened is kept and written with the next success.
    pub fn announce_repair(&mut self, now: Timestamp) -> Result<(), StoreError> {
        if self.state.announced.refusal.is_none() {
            return self.flush();
        }
        self.announce(now, ACCEPTED, notice::accepted(), "{}".to_owned())
    }

    pub(super) fn announce(
        &mut self,
        now: Timestamp,
        kind: &str,
        notice: Notice,
        json: String,
    ) -> Result<(), StoreError> {
        let message = announcement(kind, now, notice, json, self.next_place());
        self.queue_announcement(now, &self.routed(&message), message)
    }

    /// The same through these notifiers at the most.
    pub(super) fn announce_through(
        &mut self,
        notifiers: &[String],
        now: Timestamp,
        kind: &str,
        (notice, json): (Notice, String),
    ) -> Result<(), StoreError> {
        let message = announcement(kind, now, notice, json, self.next_place());
        let through = self.routed_among(&message, notifiers);
        self.queue_announcement(now, &through, message)
    }

    fn queue_announcement(
        &mut self,
        now: Timestamp,
        through: &[Through],
        message: Message,
    ) -> Result<(), StoreError> {
        let queued = queue(through, message);
        let superseded = self.superseding(now, &queued);
        let queued = queued.into_iter().map(|entry| self.happened(now, entry));
        let entries = queued.chain(superseded).collect();
        self.write(now, entries)
    }

    /// Takes in what is true whether or not it can be written down.
    pub(super) fn happened(&mut self, at: Timestamp, entry: Entry) -> Entry {
        let recorded = Recorded { position: self.next_place(), at, entry };
        self.state.happened(&recorded);
        recorded.entry
    }
}

/// What people are told of a hook that fails.
fn failure(hook: &str, error: &HookError, at: Timestamp, place: Position) -> Message {
    let error = error.to_string();
    let json = serde_json::json!({ "plugin": hook, "error": error }).to_string();
    announcement(FAILED, at, notice::hook_failed(hook, &error), json, place)
}
