//! From what the engine says to messages, and what became of each.

use engine::alert::AlertChange;
use engine::model::MissionId;
use engine::program::Program;
use jiff::Timestamp;
use language::visible::visible;
use ledger::entry::{Entry, Message, Position, ProposalFate, Recorded};
use plugins::hooks::{HookError, Hooked};
use plugins::stores::StoreError;
use rules::diagnostic::{Diagnostic, render_places};
use words::alert::{AgreedChange, EditedTexts, message_of_change};
use words::names::Names;
use words::notice::{self, Notice};
use words::response::forecast::made_earlier;

use super::record::Recorder;
use super::route::{Through, queue};
use crate::doubts::Doubts;
use crate::edited::edited_texts;
use crate::ledger_state::{ACCEPTED, REFUSED};
use crate::past_forecasts::beside_change;
use crate::wire::WireAlert;

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
            let message = self.message_of(change, before, &[], place);
            let (message, through) = self.hooked_and_routed(message, &mut entries);
            entries.extend(queue(&through, message));
        }
        entries
    }

    /// What is said of a change, before any hook has looked at it; `more` are sentences that stand beside it.
    pub(super) fn message_of(
        &self,
        change: &AlertChange,
        before: Option<&Program>,
        more: &[String],
        place: Position,
    ) -> Message {
        let now = self.engine.program().expect("an alert is of a program in force");
        let texts = self.edited_texts(change);
        let doubts = Doubts::of_change(&self.engine, change);
        let mut beside: Vec<String> = more.to_vec();
        beside.extend(doubts.in_words(Names { program: now }));
        let forecasts = beside_change(&self.engine, change);
        beside.extend(forecasts.iter().filter_map(|made| made_earlier(made, now)));
        let text =
            words::alert::addressed(change, before.unwrap_or(now), now, &texts, &beside, self.pages.as_ref());
        let mission = now.missions.get(&change.alert.id.mission);
        let title = mission.map_or("", |mission| &mission.title);
        let is_declared = now.obligation(&change.alert.id.obligation_ref()).is_some();
        let program = if is_declared { now } else { before.unwrap_or(now) };
        let wire =
            WireAlert::of_change(change, texts, program).with_doubts(&doubts).with_forecasts(&forecasts);
        message(change, title, (text, &wire), place)
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

    /// The texts that a change of what is declared concerns; none where the change of an alert is of another kind.
    fn edited_texts(&self, change: &AlertChange) -> EditedTexts {
        let both = self.replaced.as_deref().zip(self.state.sources.as_deref());
        let Some((before, now)) = both.filter(|_| change.restatement.is_some()) else {
            return EditedTexts::default();
        };
        let amendments = change.restatement.as_ref().map_or(&[][..], |restatement| &restatement.amendments);
        let mission = &change.alert.id.mission;
        let agreed = self.agreed_since(self.replaced_since, mission);
        EditedTexts { agreed, ..edited_texts(before, now, (mission, amendments), &self.state.approvals) }
    }

    /// The changes of a mission's text that second persons approved behind an entry.
    fn agreed_since(&self, entry: Position, mission: &MissionId) -> Vec<AgreedChange> {
        let decided = self.state.proposals.all().filter_map(|known| {
            let change = known.proposal.change().filter(|change| change.mission == mission.as_str())?;
            let decided = known.decided.as_ref().filter(|decided| decided.position > entry)?;
            (decided.decision.fate == ProposalFate::Approved).then(|| AgreedChange {
                by: change.by.clone(),
                approver: decided.decision.by.clone(),
                reason: change.reason.clone(),
            })
        });
        decided.collect()
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

fn message(
    change: &AlertChange,
    mission_title: &str,
    (text, wire): (String, &WireAlert),
    place: Position,
) -> Message {
    let kind = format!("alert.{}", change.change.as_str());
    let json = serde_json::to_string(wire).expect("an alert has no keys that JSON lacks");
    Message {
        id: message_id(&kind, change.at, place, &json),
        at: change.at,
        subject: visible(&words::alert::subject(change, mission_title)).into_owned(),
        text,
        kind,
        json,
    }
}

/// What people are told of the project itself.
pub(super) fn announcement(
    kind: &str,
    at: Timestamp,
    notice: Notice,
    json: String,
    place: Position,
) -> Message {
    let Notice { subject, text } = notice;
    Message { id: message_id(kind, at, place, &json), at, kind: kind.to_owned(), subject, text, json }
}

/// What people are told of a hook that fails.
fn failure(hook: &str, error: &HookError, at: Timestamp, place: Position) -> Message {
    let error = error.to_string();
    let json = serde_json::json!({ "plugin": hook, "error": error }).to_string();
    announcement(FAILED, at, notice::hook_failed(hook, &error), json, place)
}

/// An alert may end and come back in the same words, and while a clock is set back at the same moment: only its place on
/// the ledger is a change's own. The id is kept there with the message, so it is the same after a restart.
fn message_id(kind: &str, at: Timestamp, place: Position, json: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in [kind, &at.to_string(), &place.to_string(), json] {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    format!("msg_{}", hasher.finalize().to_hex().chars().take(32).collect::<String>())
}
