//! What is still to be delivered: an observer of the ledger, so that a restart neither loses a message nor repeats one.
//!
//! Sends nothing and knows no clock: the event loop asks what is due, sends it and appends what came of it.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::entry::{Entry, Hold, Message, Recorded, Setback};
use crate::fold::Observer;

mod held;
mod matter;
#[cfg(test)]
mod tests;

pub use held::{Gathered, HeldMessage};
use matter::{gives_way, is_pointless, matter};

/// The wait after the first failure; each further failure doubles it.
const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(1);
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(1);
/// From here on doubling would pass the longest wait anyway.
const MOST_DOUBLINGS: u32 = 12;
/// So many deliveries are remembered after they were taken. The id of a message names its place on the ledger, so whoever
/// queues it again does so at once or never.
const REMEMBERED: usize = 1_024;

/// Every message that is to be delivered, and the last that were settled.
///
/// What a notifier is told of one matter, such as an alert, goes out in order: a message waits for those before it, unless it makes
/// them pointless. Matters are retried independently: a message that a receiver cannot digest holds up no other matter.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct Outbox {
    /// In the order of queueing.
    deliveries: BTreeMap<Place, Delivery>,
    /// Where each delivery stands, or stood, by what it is.
    places: FxHashMap<Key, Place>,
    /// Deliveries that were taken or superseded, oldest first. They are in `places` too.
    taken: VecDeque<Key>,
    /// When something last went out to each notifier for each group.
    sent: BTreeMap<(String, String), Timestamp>,
    /// Until when messages wait at each notifier for each group, and how many.
    open: BTreeMap<(String, String), (Timestamp, usize)>,
    next_place: Place,
}

/// An outbox as it stands in a snapshot.
#[derive(Serialize, Deserialize)]
struct Stored {
    deliveries: Vec<(Place, Delivery)>,
    taken: Vec<(Place, Key)>,
    sent: Vec<((String, String), Timestamp)>,
    next_place: Place,
}

impl From<Outbox> for Stored {
    fn from(outbox: Outbox) -> Self {
        let Outbox { deliveries, places, taken, sent, next_place, open: _ } = outbox;
        let taken = taken.into_iter().map(|key| (places[&key], key)).collect();
        let sent = sent.into_iter().collect();
        Self { taken, sent, deliveries: deliveries.into_iter().collect(), next_place }
    }
}

impl From<Stored> for Outbox {
    fn from(stored: Stored) -> Self {
        let Stored { deliveries, taken, sent, next_place } = stored;
        let pending = deliveries.iter().map(|(place, delivery)| (delivery.key.clone(), *place));
        let places = pending.chain(taken.iter().map(|(place, key)| (key.clone(), *place))).collect();
        let taken = taken.into_iter().map(|(_, key)| key).collect();
        let (sent, deliveries) = (sent.into_iter().collect(), deliveries.into_iter().collect());
        let mut outbox = Self { deliveries, places, taken, sent, open: BTreeMap::new(), next_place };
        for delivery in outbox.deliveries.values() {
            delivery.join(&mut outbox.open);
        }
        outbox
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
    /// What it is about.
    matter: Arc<str>,
    queued: Timestamp,
    /// Why it was not to be sent at once.
    hold: Option<Arc<Hold>>,
    next: Timestamp,
    failures: Option<Failures>,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
struct Failures {
    count: u32,
    last_at: Timestamp,
    error: String,
    setback: Setback,
}

/// A message to be sent now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DueMessage<'a> {
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
    pub setback: Setback,
    /// When it will be tried again.
    pub next: Timestamp,
}

impl Observer for Outbox {
    fn observe(&mut self, recorded: &Recorded) {
        match &recorded.entry {
            Entry::Queued { notifier, message, hold } => {
                self.queue((notifier, message), hold.as_ref(), recorded.at);
            }
            Entry::Attempted { notifier, message_id, error, setback } => {
                self.fail(&Key::new(notifier, message_id), recorded.at, error, *setback);
            }
            Entry::Settled { notifier, message_id } => self.settle(&Key::new(notifier, message_id)),
            Entry::Superseded { notifier, message_id, .. } => self.forget(&Key::new(notifier, message_id)),
            Entry::Observed(_)
            | Entry::Received(_)
            | Entry::SetAside(_)
            | Entry::Activated(_)
            | Entry::Responded(_)
            | Entry::ClockAdvanced
            | Entry::Resumed
            | Entry::Approved { .. }
            | Entry::HandedIn(_)
            | Entry::Proposed(_)
            | Entry::Decided(_)
            | Entry::Silenced(_)
            | Entry::SilenceEnded(_)
            | Entry::Erased(_)
            | Entry::DifferenceAccepted(_) => {}
        }
    }
}

impl Outbox {
    /// What is to be sent at `now`, in the order of queueing: of each matter the first.
    pub fn due(&self, now: Timestamp) -> impl Iterator<Item = DueMessage<'_>> {
        self.first_of_each_matter().filter_map(move |delivery| {
            // After a clock was set back, waiting for the old time could take for ever.
            let is_due = delivery.next <= now || now < delivery.last_touched();
            (is_due && !delivery.is_grouped())
                .then_some(DueMessage { notifier: &delivery.key.notifier, message: &delivery.message })
        })
    }

    /// When something is next to be sent; none while nothing is pending.
    pub fn next_attempt(&self) -> Option<Timestamp> {
        self.next_attempt_where(|_, _| true)
    }

    /// The same, among the deliveries that `waits` picks by notifier and message id: whoever sends leaves out what is on its
    /// way already.
    pub fn next_attempt_where(&self, waits: impl Fn(&str, &str) -> bool) -> Option<Timestamp> {
        let waits = |delivery: &&Delivery| waits(&delivery.key.notifier, &delivery.key.message_id);
        self.first_of_each_matter().filter(waits).map(|delivery| delivery.next).min()
    }

    /// Deliveries that failed and will be tried again, in the order of queueing.
    pub fn failing(&self) -> impl Iterator<Item = Failing<'_>> {
        self.deliveries.values().filter_map(|Delivery { key, message, next, failures, .. }| {
            let Failures { count, error, setback, .. } = failures.as_ref()?;
            let (notifier, next) = (&*key.notifier, *next);
            Some(Failing { notifier, message, attempts: *count, error, setback: *setback, next })
        })
    }

    /// Everything that is to be delivered, in the order of queueing, whether or not it was tried.
    pub fn waiting(&self) -> impl Iterator<Item = DueMessage<'_>> {
        self.deliveries
            .values()
            .map(|delivery| DueMessage { notifier: &delivery.key.notifier, message: &delivery.message })
    }

    /// Whether a message is still to be delivered.
    pub fn is_waiting(&self, notifier: &str, message_id: &str) -> bool {
        let place = self.places.get(&Key::new(notifier, message_id));
        place.is_some_and(|place| self.deliveries.contains_key(place))
    }

    /// Whether anything is still to be delivered of the matter that a message is about.
    pub fn is_anything_waiting(&self, notifier: &str, message: &Message) -> bool {
        let about = matter(message);
        self.deliveries.values().any(|known| *known.key.notifier == *notifier && *known.matter == *about)
    }

    /// The ids of the messages that a newer one makes pointless. Only what a failure holds up, or what waits for its time, is given up
    /// for something newer: whoever is well hears everything.
    pub fn made_pointless_by(&self, notifier: &str, newer: &Message) -> Vec<Arc<str>> {
        let place = self.places.get(&Key::new(notifier, &newer.id)).copied();
        let about = matter(newer);
        let earlier = self.deliveries.range(..place.unwrap_or(Place::MAX)).map(|(_, delivery)| delivery);
        let mut earlier =
            earlier.filter(|known| *known.key.notifier == *notifier && *known.matter == *about).peekable();
        let is_held_up = earlier.peek().is_some_and(|first| first.failures.is_some());
        let pointless = earlier.filter(|known| {
            (is_held_up && is_pointless(&known.message, newer))
                || (known.is_held() && gives_way(&known.message, newer))
        });
        pointless.map(|known| Arc::clone(&known.key.message_id)).collect()
    }

    /// The messages of a matter that newer ones make pointless now that the first of it failed, each with the newer one's id.
    pub fn made_pointless(&self, notifier: &str, message_id: &str) -> Vec<(Arc<str>, Arc<str>)> {
        let failed = self.places.get(&Key::new(notifier, message_id));
        let Some((place, failed)) = failed.and_then(|place| self.deliveries.get_key_value(place)) else {
            return Vec::new();
        };
        let is_of_matter =
            |known: &&Delivery| *known.key.notifier == *notifier && known.matter == failed.matter;
        let all: Vec<&Delivery> = self.deliveries.range(place..).map(|(_, known)| known).collect();
        let all: Vec<&Delivery> = all.into_iter().filter(is_of_matter).collect();
        let mut pointless = Vec::new();
        for (number, earlier) in all.iter().enumerate() {
            let mut newer = all[number + 1..].iter().rev();
            if let Some(by) = newer.find(|newer| is_pointless(&earlier.message, &newer.message)) {
                pointless.push((Arc::clone(&earlier.key.message_id), Arc::clone(&by.key.message_id)));
            }
        }
        pointless
    }

    fn first_of_each_matter(&self) -> impl Iterator<Item = &Delivery> {
        let mut seen = FxHashSet::default();
        self.deliveries
            .values()
            .filter(move |delivery| seen.insert((&*delivery.key.notifier, &*delivery.matter)))
    }

    fn queue(&mut self, (notifier, message): (&str, &Arc<Message>), hold: Option<&Arc<Hold>>, at: Timestamp) {
        let key = Key::new(notifier, &message.id);
        if self.places.contains_key(&key) {
            return;
        }
        let (matter, message) = (matter(message).into(), Arc::clone(message));
        let next = hold.map_or(at, |hold| hold.until.max(at));
        let hold = hold.cloned();
        let delivery = Delivery { key: key.clone(), message, matter, queued: at, hold, next, failures: None };
        if let Some(group) = delivery.goes_out_for() {
            self.sent.insert((notifier.to_owned(), group.to_owned()), at);
        }
        delivery.join(&mut self.open);
        self.deliveries.insert(self.next_place, delivery);
        self.places.insert(key, self.next_place);
        self.next_place += 1;
    }

    fn fail(&mut self, key: &Key, at: Timestamp, error: &str, setback: Setback) {
        let Some(Delivery { next, failures, .. }) = self.delivery_mut(key) else { return };
        let count = failures.as_ref().map_or(0, |failures| failures.count).saturating_add(1);
        *failures = Some(Failures { count, last_at: at, error: error.to_owned(), setback });
        let wait = match setback {
            // Nobody is left alone for longer than the longest wait, whatever they ask for.
            Setback::Busy { until } => until.duration_since(at).min(LONGEST_WAIT).max(FIRST_WAIT),
            Setback::Passing | Setback::Refused => wait_after(count),
        };
        *next = at.saturating_add(wait).unwrap_or(Timestamp::MAX);
    }

    /// Notes that a message was taken. What was queued before it about the same matter would only be heard out of order now;
    /// it is still there only where an older Remit wrote the ledger.
    fn settle(&mut self, key: &Key) {
        let Some(place) = self.places.get(key).copied() else { return };
        if let Some(taken) = self.deliveries.get(&place) {
            let is_earlier =
                |known: &&Delivery| known.key.notifier == key.notifier && known.matter == taken.matter;
            let earlier = self.deliveries.range(..place).map(|(_, known)| known).filter(is_earlier);
            for key in earlier.map(|known| known.key.clone()).collect::<Vec<_>>() {
                self.forget(&key);
            }
        }
        self.forget(key);
    }

    /// Lets go of a message; its key stays for a while.
    fn forget(&mut self, key: &Key) {
        if let Some(place) = self.places.get(key)
            && let Some(delivery) = self.deliveries.remove(place)
        {
            delivery.leave(&mut self.open);
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
