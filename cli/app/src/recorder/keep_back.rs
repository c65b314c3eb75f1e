//! Keeping messages back by silences that people asked for, letting them go at the end, and word that a silence is about to end.

use std::sync::Arc;

use engine::model::{Person, is_same_person};
use engine::program::Program;
use jiff::{SignedDuration, Timestamp};
use ledger::entry::{Entry, Hold, HoldReason, Message, Position, Recorded};
use ledger::fold::Observer as _;
use ledger::outbox::Outbox;
use ledger::silences::{ENDING, KnownSilence, Silences, Warned};
use plugins::routes::{Marks, Silence};
use plugins::stores::StoreError;
use serde_json::json;
use words::proposal::reference;

use super::record::Recorder;
use super::route::{Through, queue};
use super::telling::announcement;

/// So long before it ends people are told, or when half of it is over where it is shorter than twice that.
const WARNING: SignedDuration = SignedDuration::from_hours(24);

impl Recorder {
    /// What nobody is told of for a time, since somebody asked for that.
    pub fn silences(&self) -> &Silences {
        &self.state.silences
    }

    /// How many messages a silence keeps back.
    fn kept_back(&self, silence: &Silence) -> usize {
        kept_back_by(silence, &self.state.outbox, self.engine.program().map(|program| &**program))
    }

    /// Queues what waits and is meant by a silence once more, for as long as it waits now that the silence begins or ends.
    pub(super) fn held_anew(&mut self, now: Timestamp, silence: &Silence, before: usize) -> Vec<Entry> {
        let outbox = &self.state.outbox;
        let meant = outbox.held().filter(|held| silence.is_of(&self.marks(held.message)));
        let meant: Vec<(String, Arc<Message>, Hold)> = meant
            .map(|held| (held.notifier.to_owned(), Arc::clone(held.message), held.hold.clone()))
            .collect();
        // What is queued anew joins nothing of which it was a part itself.
        let mut outbox = self.state.outbox.clone();
        for (notifier, message, _) in &meant {
            let (notifier, message_id) = (notifier.clone(), message.id.clone());
            let entry = Entry::Superseded { notifier, message_id, by: String::new() };
            outbox.observe(&Recorded { position: self.next_place(), at: now, entry });
        }
        let mut entries = Vec::new();
        for (notifier, message, old) in meant {
            let through = self.through_after(&message, std::slice::from_ref(&notifier), (now, &outbox));
            let Some(Through { hold, .. }) = through.into_iter().next() else { continue };
            if hold.as_ref().map_or(now, |hold| hold.until) == old.until {
                continue;
            }
            // What goes out now takes the place of what waited.
            let over = || Hold { until: now, reason: HoldReason::Silence, by: old.by.clone(), group: None };
            let hold = hold.unwrap_or_else(|| Arc::new(over()));
            let place = self.next_place() + (before + entries.len()) as Position;
            let id = format!("{}-{place}", message.id);
            let anew = Message { id: id.clone(), ..Message::clone(&message) };
            entries.extend(queue(&[Through { notifier: notifier.clone(), hold: Some(hold) }], anew));
            let superseded = Entry::Superseded { notifier, message_id: message.id.clone(), by: id };
            entries.push(superseded);
        }
        entries
    }

    /// When people are next told that a silence is about to end; none where none is.
    pub fn next_warning(&self, now: Timestamp) -> Option<Timestamp> {
        self.to_warn_of(now).map(warning).min()
    }

    /// Tells those who asked for a silence that it is about to end.
    ///
    /// # Errors
    /// The store failed; what happened is kept and written with the next success.
    pub fn warn_of_ends(&mut self, now: Timestamp) -> Result<(), StoreError> {
        let now = self.moment(now);
        let due: Vec<KnownSilence> =
            self.to_warn_of(now).filter(|known| warning(known) <= now).cloned().collect();
        for known in due {
            self.quiet.warned.insert(known.silence.id.clone());
            let Some(program) = self.engine.program() else { continue };
            let silence = &known.silence;
            let parsed = Silence::asked_for(silence, known.over_at());
            let messages = parsed.map_or(0, |parsed| self.kept_back(&parsed));
            let notice = words::silence::ending(silence, messages, &program.calendar);
            let day = program.calendar.day(now);
            let is_meant =
                |person: &&Person| is_same_person(&person.name, &silence.by) && person.holds_on(day);
            let address =
                program.roster.all().iter().find(is_meant).and_then(|person| person.address.clone());
            let recipient =
                json!({ "body": "", "name": silence.by, "people": [silence.by], "address": address });
            let json = json!({
                "id": silence.id, "reference": reference(&silence.id), "by": silence.by, "matchers": silence.matchers,
                "from": silence.from, "until": silence.until, "reason": silence.reason, "kept_back": messages,
                "recipients": [recipient],
            });
            let message = announcement(ENDING, now, notice, json.to_string(), self.next_place());
            let entries = queue(&self.routed(&message), message);
            self.write(now, entries)?;
        }
        Ok(())
    }

    fn to_warn_of(&self, now: Timestamp) -> impl Iterator<Item = &KnownSilence> {
        let open = self.state.silences.open(now).filter(|known| known.warned == Warned::NotYet);
        open.filter(|known| !self.quiet.warned.contains(&known.silence.id))
    }
}

/// How many messages a silence keeps back, of those who asked for it in the same words.
pub(crate) fn kept_back_by(silence: &Silence, outbox: &Outbox, program: Option<&Program>) -> usize {
    outbox.held().filter(|held| silence.is_of(&Marks::of_message(held.message, program))).count()
}

/// When people are told that a silence is about to end.
fn warning(known: &KnownSilence) -> Timestamp {
    let (from, until) = (known.silence.from, known.silence.until);
    let before = WARNING.min(until.duration_since(from) / 2);
    until.saturating_sub(before).unwrap_or(from)
}
