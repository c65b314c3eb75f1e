//! Carrying messages out: each notifier has a thread of its own, so that a slow one holds up neither the evaluation
//! nor the others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use ledger::entry::Message;
use ledger::outbox::DueMessage;
use plugins::notifiers::Notifier;

use super::happening::{Attempt, Happening};
use app::delivery::log_attempt;

/// The threads that carry messages.
#[derive(Default)]
pub(super) struct Couriers {
    queues: BTreeMap<String, Sender<Arc<Message>>>,
    /// The ids of messages that are on their way, by notifier, so that nothing is sent twice at once.
    under_way: BTreeMap<String, BTreeSet<String>>,
}

impl Couriers {
    /// Puts other notifiers to work, one thread for each. The threads before them end when their last message is sent.
    pub(super) fn replace(&mut self, notifiers: Vec<Arc<dyn Notifier>>, happenings: &Sender<Happening>) {
        let queue =
            |notifier: Arc<dyn Notifier>| (notifier.id().to_owned(), courier(notifier, happenings.clone()));
        self.queues = notifiers.into_iter().map(queue).collect();
    }

    /// The names of the notifiers.
    pub(super) fn notifiers(&self) -> Vec<String> {
        self.queues.keys().cloned().collect()
    }

    /// Hands over what is due and not on its way yet.
    pub(super) fn hand_over<'d>(&mut self, due: impl Iterator<Item = DueMessage<'d>>) {
        for DueMessage { notifier, message } in due {
            // A notifier that is no longer declared leaves its messages waiting, visible, for its return.
            if self.waits_for(notifier, &message.id)
                && self.queues.get(notifier).is_some_and(|queue| queue.send(Arc::clone(message)).is_ok())
            {
                self.under_way.entry(notifier.to_owned()).or_default().insert(message.id.clone());
            }
        }
    }

    /// Notes that an attempt came back.
    pub(super) fn came_back(&mut self, attempt: &Attempt) {
        if let Some(ids) = self.under_way.get_mut(&attempt.notifier) {
            ids.remove(&attempt.message_id);
        }
    }

    /// Whether a message is still to be handed over: there is a notifier for it, and it is not on its way.
    pub(super) fn waits_for(&self, notifier: &str, message_id: &str) -> bool {
        let is_under_way = self.under_way.get(notifier).is_some_and(|ids| ids.contains(message_id));
        self.queues.contains_key(notifier) && !is_under_way
    }

    /// How many messages are on their way.
    pub(super) fn under_way(&self) -> usize {
        self.under_way.values().map(BTreeSet::len).sum()
    }
}

fn courier(notifier: Arc<dyn Notifier>, happenings: Sender<Happening>) -> Sender<Arc<Message>> {
    let (queue, messages) = channel::<Arc<Message>>();
    thread::spawn(move || {
        for message in messages {
            let outcome = notifier.send(&message);
            log_attempt(notifier.id(), &message, &outcome);
            let attempt =
                Attempt { notifier: notifier.id().to_owned(), message_id: message.id.clone(), outcome };
            if happenings.send(Happening::Attempted(attempt)).is_err() {
                return;
            }
        }
    });
    queue
}
