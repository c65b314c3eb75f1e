//! What is still to be delivered: a fold over the ledger, so that a restart neither loses a message nor repeats one.
//!
//! Sends nothing and knows no clock: the event loop asks what is due, sends it and appends what came of it.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use jiff::{SignedDuration, Timestamp};
use rustc_hash::FxBuildHasher;

use crate::entry::{Entry, Message, Recorded};

/// The wait after the first failure; each further failure doubles it.
const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(1);
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(1);
/// From here on doubling would pass the longest wait anyway.
const MOST_DOUBLINGS: u32 = 12;

/// Every message that was queued, and what became of it.
///
/// Messages are retried independently: one that a receiver cannot digest holds up no other.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Outbox {
    deliveries: IndexMap<Key, Delivery, FxBuildHasher>,
    /// Pending deliveries in the order of queueing, by their place in `deliveries`.
    pending: BTreeMap<usize, Timestamp>,
}

/// A message is delivered once through each notifier.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Key {
    notifier: String,
    message_id: String,
}

#[derive(Clone, PartialEq, Debug)]
enum Delivery {
    Pending { message: Message, failures: Option<Failures> },
    Refused { message: Message, attempts: u32, reason: String },
    Taken,
}

#[derive(Clone, PartialEq, Debug)]
struct Failures {
    count: u32,
    last_at: Timestamp,
    error: String,
}

/// A delivery that did not succeed so far.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Failing<'a> {
    /// Through which notifier.
    pub notifier: &'a str,
    /// What was to be sent.
    pub message: &'a Message,
    /// How often it was tried.
    pub attempts: u32,
    /// What came back the last time.
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

impl Outbox {
    /// Takes in what the ledger says next.
    pub fn fold(&mut self, recorded: &Recorded) {
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

    /// What is to be sent at `now`, in the order of queueing, each with the notifier to send it through.
    pub fn due(&self, now: Timestamp) -> Vec<(String, Message)> {
        let pending = self.pending.iter();
        let due = pending.filter_map(|(place, next)| match self.deliveries.get_index(*place)? {
            (key, Delivery::Pending { message, failures }) => {
                let is_set_back = |failures: &Failures| now < failures.last_at;
                // After a clock was set back, waiting for the old time could take for ever.
                (*next <= now || failures.as_ref().is_none_or(is_set_back))
                    .then(|| (key.notifier.clone(), message.clone()))
            }
            _ => None,
        });
        due.collect()
    }

    /// When something is next to be sent; none while nothing is pending.
    pub fn next_attempt(&self) -> Option<Timestamp> {
        self.next_attempt_where(|_, _| true)
    }

    /// The same, among the deliveries that `waits` picks by notifier and message id: whoever sends leaves out what is on its
    /// way already.
    pub fn next_attempt_where(&self, waits: impl Fn(&str, &str) -> bool) -> Option<Timestamp> {
        let picked = self.pending.iter().filter(|(place, _)| {
            let delivery = self.deliveries.get_index(**place);
            delivery.is_some_and(|(key, _)| waits(&key.notifier, &key.message_id))
        });
        picked.map(|(_, next)| *next).min()
    }

    /// Deliveries that failed and will be tried again, and those that were refused, in the order of queueing.
    pub fn failing(&self) -> impl Iterator<Item = Failing<'_>> {
        self.deliveries.iter().enumerate().filter_map(|(place, (key, delivery))| {
            let (message, attempts, error, next) = match delivery {
                Delivery::Pending { message, failures: Some(failures) } => {
                    let next = NextAttempt::At(*self.pending.get(&place)?);
                    (message, failures.count, &failures.error, next)
                }
                Delivery::Refused { message, attempts, reason } => {
                    (message, *attempts, reason, NextAttempt::Never)
                }
                Delivery::Pending { failures: None, .. } | Delivery::Taken => return None,
            };
            Some(Failing { notifier: &key.notifier, message, attempts, error, next })
        })
    }

    fn queue(&mut self, notifier: &str, message: &Message, at: Timestamp) {
        let entry = self.deliveries.entry(Key::new(notifier, &message.id));
        if let indexmap::map::Entry::Vacant(vacant) = entry {
            self.pending.insert(vacant.index(), at);
            vacant.insert(Delivery::Pending { message: message.clone(), failures: None });
        }
    }

    fn fail(&mut self, key: &Key, at: Timestamp, error: &str) {
        let Some((place, _, Delivery::Pending { failures, .. })) = self.deliveries.get_full_mut(key) else {
            return;
        };
        let count = failures.as_ref().map_or(0, |failures| failures.count).saturating_add(1);
        *failures = Some(Failures { count, last_at: at, error: error.to_owned() });
        self.pending.insert(place, at.saturating_add(wait_after(count)).unwrap_or(Timestamp::MAX));
    }

    fn settle(&mut self, key: &Key, refused: Option<&str>) {
        let Some((place, _, delivery)) = self.deliveries.get_full_mut(key) else { return };
        self.pending.remove(&place);
        let before = std::mem::replace(delivery, Delivery::Taken);
        if let (Some(reason), Delivery::Pending { message, failures }) = (refused, before) {
            let attempts = failures.map_or(0, |failures| failures.count).saturating_add(1);
            *delivery = Delivery::Refused { message, attempts, reason: reason.to_owned() };
        }
    }
}

impl Key {
    fn new(notifier: &str, message_id: &str) -> Self {
        Self { notifier: notifier.to_owned(), message_id: message_id.to_owned() }
    }
}

fn wait_after(failures: u32) -> SignedDuration {
    let doublings = failures.saturating_sub(1).min(MOST_DOUBLINGS);
    FIRST_WAIT.saturating_mul(1 << doublings).min(LONGEST_WAIT)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// One line is one entry: second, what, notifier, message id, and what came back.
    fn outbox(ledger: &str) -> Outbox {
        let mut outbox = Outbox::default();
        for (line, position) in ledger.split("; ").zip(1..) {
            let (at, entry) = entry(line);
            outbox.fold(&Recorded { position, at, entry });
        }
        outbox
    }

    fn entry(line: &str) -> (Timestamp, Entry) {
        let mut words = line.splitn(5, ' ');
        let mut word = || words.next().unwrap_or_default().to_owned();
        let (second, what, notifier, message_id, said) = (word(), word(), word(), word(), word());
        let at = at(second.parse().unwrap());
        let entry = match &*what {
            "queued" => Entry::Queued { notifier, message: message(&message_id, at) },
            "failed" => Entry::Attempted { notifier, message_id, error: said },
            "taken" => Entry::Settled { notifier, message_id, refused: None },
            "refused" => Entry::Settled { notifier, message_id, refused: Some(said) },
            _ => Entry::ClockAdvanced,
        };
        (at, entry)
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn message(id: &str, at: Timestamp) -> Message {
        let [id, kind, subject, text, json] = [id, "alert.firing", "", "", "{}"].map(str::to_owned);
        Message { id, at, kind, subject, text, json }
    }

    fn shown(outbox: &Outbox, now: i64) -> String {
        let mut shown = String::new();
        for (notifier, message) in outbox.due(at(now)) {
            writeln!(shown, "due {notifier} {}", message.id).unwrap();
        }
        for Failing { notifier, message, attempts, error, next } in outbox.failing() {
            let next = match next {
                NextAttempt::At(next) => next.as_second().to_string(),
                NextAttempt::Never => "never".into(),
            };
            writeln!(shown, "failing {notifier} {} attempts={attempts} next={next}: {error}", message.id)
                .unwrap();
        }
        let next = outbox.next_attempt().map(Timestamp::as_second);
        write!(shown, "next {next:?}").unwrap();
        shown
    }

    #[track_caller]
    fn check(ledger: &str, now: i64, expect: &[&str]) {
        assert_eq!(shown(&outbox(ledger), now).lines().collect::<Vec<_>>(), expect);
    }

    #[test]
    fn a_queued_message_is_due_until_it_is_taken() {
        check("5 queued hook a", 5, &["due hook a", "next Some(5)"]);
        check("5 queued hook a; 6 taken hook a", 9, &["next None"]);
    }

    #[test]
    fn messages_are_due_in_the_order_of_queueing() {
        let ledger = "5 queued hook b; 6 queued mail b; 7 queued hook a";
        check(ledger, 9, &["due hook b", "due mail b", "due hook a", "next Some(5)"]);
    }

    #[test]
    fn the_same_message_queued_again_is_sent_once() {
        check("5 queued hook a; 6 queued hook a", 9, &["due hook a", "next Some(5)"]);
        check("5 queued hook a; 6 taken hook a; 7 queued hook a", 9, &["next None"]);
        check("5 queued hook a; 6 taken hook a; 7 failed hook a late", 9, &["next None"]);
    }

    #[test]
    fn failures_wait_twice_as_long_each_time_and_stay_visible() {
        let ledger = "5 queued hook a; 5 failed hook a timed out";
        check(ledger, 5, &["failing hook a attempts=1 next=6: timed out", "next Some(6)"]);
        let ledger = "5 queued hook a; 5 failed hook a one; 6 failed hook a two; 8 failed hook a three";
        check(ledger, 11, &["failing hook a attempts=3 next=12: three", "next Some(12)"]);
        check(ledger, 12, &["due hook a", "failing hook a attempts=3 next=12: three", "next Some(12)"]);
    }

    #[test]
    fn the_wait_ends_at_an_hour() {
        let waits = [1, 2, 3, 11, 12, 13, 14, u32::MAX].map(|failures| wait_after(failures).as_secs());
        assert_eq!(waits, [1, 2, 4, 1024, 2048, 3600, 3600, 3600]);
    }

    #[test]
    fn a_message_that_fails_holds_up_no_other() {
        let ledger = "5 queued hook a; 5 failed hook a no; 5 queued hook b";
        check(ledger, 5, &["due hook b", "failing hook a attempts=1 next=6: no", "next Some(5)"]);
    }

    #[test]
    fn a_refused_message_is_not_tried_again_and_not_forgotten() {
        let ledger =
            "5 queued hook a; 5 failed hook a no; 6 refused hook a answered 410 Gone; 7 queued hook a";
        check(ledger, 9, &["failing hook a attempts=2 next=never: answered 410 Gone", "next None"]);
    }

    #[test]
    fn a_clock_set_back_does_not_hold_up_delivery() {
        let ledger = "90000 queued hook a; 90000 failed hook a no";
        check(ledger, 7, &["due hook a", "failing hook a attempts=1 next=90001: no", "next Some(90001)"]);
        check("90000 queued hook a", 7, &["due hook a", "next Some(90000)"]);
    }

    #[test]
    fn what_is_said_of_an_unknown_message_changes_nothing() {
        assert_eq!(outbox("5 failed hook a no; 6 taken hook a; 7 refused hook b no"), Outbox::default());
    }
}
