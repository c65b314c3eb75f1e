//! Carrying messages out: each notifier has a thread of its own, so that a slow one holds up neither the evaluation
//! nor the others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use ledger::entry::Message;
use ledger::outbox::Due;
use plugins::notifiers::Notifier;

use super::happening::{Attempt, Happening};
use app::delivery::log_attempt;

/// The threads that carry messages.
#[derive(Default)]
pub(super) struct Couriers {
    queues: BTreeMap<String, Sender<Arc<Message>>>,
    /// What is on its way, so that nothing is sent twice at once.
    under_way: BTreeSet<(String, String)>,
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
    pub(super) fn hand_over<'d>(&mut self, due: impl Iterator<Item = Due<'d>>) {
        for Due { notifier, message } in due {
            let key = (notifier.to_owned(), message.id.clone());
            if self.under_way.contains(&key) {
                continue;
            }
            // A notifier that is no longer declared leaves its messages waiting, visible, for its return.
            if self.queues.get(&key.0).is_some_and(|queue| queue.send(Arc::clone(message)).is_ok()) {
                self.under_way.insert(key);
            }
        }
    }

    /// Notes that an attempt came back.
    pub(super) fn came_back(&mut self, attempt: &Attempt) {
        self.under_way.remove(&(attempt.notifier.clone(), attempt.message_id.clone()));
    }

    /// Whether a message is still to be handed over: there is a notifier for it, and it is not on its way.
    pub(super) fn waits_for(&self, notifier: &str, message_id: &str) -> bool {
        let key = (notifier.to_owned(), message_id.to_owned());
        self.queues.contains_key(notifier) && !self.under_way.contains(&key)
    }

    /// How many messages are on their way.
    pub(super) fn under_way(&self) -> usize {
        self.under_way.len()
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
