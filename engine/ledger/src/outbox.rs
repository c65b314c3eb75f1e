//! What is still to be delivered: an observer of the ledger, so that a restart neither loses a message nor repeats one.
//!
//! Sends nothing and knows no clock: the event loop asks what is due, sends it and appends what came of it.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::entry::{Entry, Message, Recorded};
use crate::fold::Observer;

#[cfg(test)]
mod tests;

/// The wait after the first failure; each further failure doubles it.
const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(1);
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(1);
/// From here on doubling would pass the longest wait anyway.
const MOST_DOUBLINGS: u32 = 12;
/// So many deliveries are remembered after they were taken. The id of a message names its place on the ledger, so whoever
/// queues it again does so at once or never.
const REMEMBERED: usize = 1_024;

/// Every message that is to be delivered or was refused, and the last that were taken.
///
/// Messages are retried independently: one that a receiver cannot digest holds up no other.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct Outbox {
    /// In the order of queueing.
    deliveries: BTreeMap<Place, Delivery>,
    /// Where each delivery stands, or stood, by what it is.
    places: FxHashMap<Key, Place>,
    /// Deliveries that were taken, oldest first. They are in `places` too.
    taken: VecDeque<Key>,
    next_place: Place,
}

/// An outbox as it stands in a snapshot.
#[derive(Serialize, Deserialize)]
struct Stored {
    deliveries: Vec<(Place, Delivery)>,
    taken: Vec<(Place, Key)>,
    next_place: Place,
}

impl From<Outbox> for Stored {
    fn from(outbox: Outbox) -> Self {
        let Outbox { deliveries, places, taken, next_place } = outbox;
        let taken = taken.into_iter().map(|key| (places[&key], key));
        Self { taken: taken.collect(), deliveries: deliveries.into_iter().collect(), next_place }
    }
}

impl From<Stored> for Outbox {
    fn from(stored: Stored) -> Self {
        let Stored { deliveries, taken, next_place } = stored;
        let pending = deliveries.iter().map(|(place, delivery)| (delivery.key.clone(), *place));
        let places = pending.chain(taken.iter().map(|(place, key)| (key.clone(), *place))).collect();
        let taken = taken.into_iter().map(|(_, key)| key).collect();
        Self { deliveries: deliveries.into_iter().collect(), places, taken, next_place }
    }
}

/// How many deliveries were queued before.
type Place = u64;

/// A message is delivered once through each notifier.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
struct Key {
    notifier: Arc<str>,
    message_id: Arc<str>,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
struct Delivery {
    key: Key,
    message: Arc<Message>,
    state: State,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
enum State {
    Pending { next: Timestamp, failures: Option<Failures> },
    Refused { attempts: u32, reason: String },
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
struct Failures {
    count: u32,
    last_at: Timestamp,
    error: String,
}

/// A message to be sent now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Due<'a> {
    pub notifier: &'a str,
    pub message: &'a Arc<Message>,
}

/// A delivery that did not succeed so far.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Failing<'a> {
    pub notifier: &'a str,
    pub message: &'a Message,
    /// How often it was tried.
    pub attempts: u32,
    pub error: &'a str,
    /// Whether it will be tried again.
    pub next: NextAttempt,
}

/// Whether a failing delivery will be tried again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NextAttempt {
    /// At this moment.
    At(Timestamp),
    /// Never: the receiver refused it for good.
    Never,
}

impl Observer for Outbox {
    fn observe(&mut self, recorded: &Recorded) {
        match &recorded.entry {
            Entry::Queued { notifier, message } => self.queue(notifier, message, recorded.at),
            Entry::Attempted { notifier, message_id, error } => {
                self.fail(&Key::new(notifier, message_id), recorded.at, error);
            }
            Entry::Settled { notifier, message_id, refused } => {
                self.settle(&Key::new(notifier, message_id), refused.as_deref());
            }
            Entry::Observed(_)
            | Entry::Received(_)
            | Entry::Activated(_)
            | Entry::Responded(_)
            | Entry::ClockAdvanced
            | Entry::Resumed
            | Entry::Approved { .. } => {}
        }
    }
}

impl Outbox {
    /// What is to be sent at `now`, in the order of queueing.
    pub fn due(&self, now: Timestamp) -> impl Iterator<Item = Due<'_>> {
        self.deliveries.values().filter_map(move |delivery| match &delivery.state {
            State::Pending { next, failures } => {
                let is_set_back = |failures: &Failures| now < failures.last_at;
                // After a clock was set back, waiting for the old time could take for ever.
                (*next <= now || failures.as_ref().is_none_or(is_set_back))
                    .then_some(Due { notifier: &delivery.key.notifier, message: &delivery.message })
            }
            State::Refused { .. } => None,
        })
    }

    /// When something is next to be sent; none while nothing is pending.
    pub fn next_attempt(&self) -> Option<Timestamp> {
        self.next_attempt_where(|_, _| true)
    }

    /// The same, among the deliveries that `waits` picks by notifier and message id: whoever sends leaves out what is on its
    /// way already.
    pub fn next_attempt_where(&self, waits: impl Fn(&str, &str) -> bool) -> Option<Timestamp> {
        let picked = self.deliveries.values().filter_map(|delivery| match delivery.state {
            State::Pending { next, .. } => {
                waits(&delivery.key.notifier, &delivery.key.message_id).then_some(next)
            }
            State::Refused { .. } => None,
        });
        picked.min()
    }

    /// Deliveries that failed and will be tried again, and those that were refused, in the order of queueing.
    pub fn failing(&self) -> impl Iterator<Item = Failing<'_>> {
        self.deliveries.values().filter_map(|Delivery { key, message, state }| {
            let (attempts, error, next) = match state {
                State::Pending { next, failures: Some(failures) } => {
                    (failures.count, &failures.error, NextAttempt::At(*next))
                }
                State::Refused { attempts, reason } => (*attempts, reason, NextAttempt::Never),
                State::Pending { failures: None, .. } => return None,
            };
            Some(Failing { notifier: &key.notifier, message, attempts, error, next })
        })
    }

    fn queue(&mut self, notifier: &str, message: &Arc<Message>, at: Timestamp) {
        let key = Key::new(notifier, &message.id);
        if self.places.contains_key(&key) {
            return;
        }
        let state = State::Pending { next: at, failures: None };
        let delivery = Delivery { key: key.clone(), message: Arc::clone(message), state };
        self.deliveries.insert(self.next_place, delivery);
        self.places.insert(key, self.next_place);
        self.next_place += 1;
    }

    fn fail(&mut self, key: &Key, at: Timestamp, error: &str) {
        let Some(Delivery { state: State::Pending { next, failures }, .. }) = self.delivery_mut(key) else {
            return;
        };
        let count = failures.as_ref().map_or(0, |failures| failures.count).saturating_add(1);
        *failures = Some(Failures { count, last_at: at, error: error.to_owned() });
        *next = at.saturating_add(wait_after(count)).unwrap_or(Timestamp::MAX);
    }

    fn settle(&mut self, key: &Key, refused: Option<&str>) {
        let Some(delivery) = self.delivery_mut(key) else { return };
        match (refused, &delivery.state) {
            (Some(reason), State::Pending { failures, .. }) => {
                let attempts = failures.as_ref().map_or(0, |failures| failures.count).saturating_add(1);
                delivery.state = State::Refused { attempts, reason: reason.to_owned() };
            }
            (Some(_), State::Refused { .. }) => {}
            (None, _) => self.forget(key),
        }
    }

    /// Lets go of a message that was taken; its key stays for a while.
    fn forget(&mut self, key: &Key) {
        if let Some(place) = self.places.get(key)
            && let Some(delivery) = self.deliveries.remove(place)
        {
            self.taken.push_back(delivery.key);
        }
        while self.taken.len() > REMEMBERED {
            let oldest = self.taken.pop_front();
            oldest.and_then(|oldest| self.places.remove(&oldest));
        }
    }

    fn delivery_mut(&mut self, key: &Key) -> Option<&mut Delivery> {
        self.deliveries.get_mut(self.places.get(key)?)
    }
}

impl Key {
    fn new(notifier: &str, message_id: &str) -> Self {
        Self { notifier: notifier.into(), message_id: message_id.into() }
    }
}

fn wait_after(failures: u32) -> SignedDuration {
    let doublings = failures.saturating_sub(1).min(MOST_DOUBLINGS);
    FIRST_WAIT.saturating_mul(1 << doublings).min(LONGEST_WAIT)
}
