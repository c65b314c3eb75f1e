//! Messages that wait for their time: for hours at which somebody is told, or for others to go out with.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::{Delivery, Outbox};
use crate::entry::{Hold, Message};

/// A message that waits for its time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HeldMessage<'a> {
    pub notifier: &'a str,
    pub message: &'a Arc<Message>,
    pub hold: &'a Hold,
}

/// Messages that go out together now.
#[derive(Clone, PartialEq, Debug)]
pub struct Gathered {
    pub notifier: String,
    pub group: String,
    /// Why the first of them waited.
    pub hold: Arc<Hold>,
    /// In the order of queueing.
    pub messages: Vec<Arc<Message>>,
}

impl Outbox {
    /// What waits for its time, in the order of queueing.
    pub fn held(&self) -> impl Iterator<Item = HeldMessage<'_>> {
        self.deliveries.values().filter(|delivery| delivery.is_held()).filter_map(|delivery| {
            let hold = delivery.hold.as_deref()?;
            Some(HeldMessage { notifier: &delivery.key.notifier, message: &delivery.message, hold })
        })
    }

    /// The groups whose time has come.
    pub fn gathered(&self, now: Timestamp) -> Vec<Gathered> {
        let mut groups: BTreeMap<(&str, &str), Gathered> = BTreeMap::new();
        for delivery in self.deliveries.values() {
            let Some((hold, group)) =
                delivery.hold.as_ref().and_then(|hold| Some((hold, hold.group.as_deref()?)))
            else {
                continue;
            };
            if delivery.next > now && now >= delivery.queued {
                continue;
            }
            let gathered = groups.entry((&delivery.key.notifier, group)).or_insert_with(|| Gathered {
                notifier: delivery.key.notifier.to_string(),
                group: group.to_owned(),
                hold: Arc::clone(hold),
                messages: Vec::new(),
            });
            gathered.messages.push(Arc::clone(&delivery.message));
        }
        groups.into_values().collect()
    }

    /// When the messages go out that wait at a notifier for a group.
    pub fn group_goes_out(&self, notifier: &str, group: &str) -> Option<Timestamp> {
        self.open.get(&(notifier.to_owned(), group.to_owned())).map(|(until, _)| *until)
    }

    /// When something last went out to a notifier for a group.
    pub fn group_went_out(&self, notifier: &str, group: &str) -> Option<Timestamp> {
        self.sent.get(&(notifier.to_owned(), group.to_owned())).copied()
    }
}

impl Delivery {
    /// Whether it waits for its time and was never tried.
    pub(super) fn is_held(&self) -> bool {
        self.failures.is_none() && self.hold.as_ref().is_some_and(|hold| !hold.is_over(self.queued))
    }

    /// Counts it among those that wait for its group.
    pub(super) fn join(&self, open: &mut BTreeMap<(String, String), (Timestamp, usize)>) {
        if let Some((key, until)) = self.group() {
            open.entry(key).or_insert((until, 0)).1 += 1;
        }
    }

    /// Counts it no longer.
    pub(super) fn leave(&self, open: &mut BTreeMap<(String, String), (Timestamp, usize)>) {
        let Some((key, _)) = self.group() else { return };
        if let Some((_, count)) = open.get_mut(&key) {
            *count -= 1;
            if *count == 0 {
                open.remove(&key);
            }
        }
    }

    fn group(&self) -> Option<((String, String), Timestamp)> {
        let hold = self.hold.as_ref()?;
        Some(((self.key.notifier.to_string(), hold.group.clone()?), hold.until))
    }

    /// Whether it goes out with others only.
    pub(super) fn is_grouped(&self) -> bool {
        self.hold.as_ref().is_some_and(|hold| hold.group.is_some())
    }

    /// The group for which it goes out at once.
    pub(super) fn goes_out_for(&self) -> Option<&str> {
        let hold = self.hold.as_ref().filter(|hold| hold.is_over(self.queued))?;
        Some(&hold.by)
    }

    /// When it was queued, or last tried.
    pub(super) fn last_touched(&self) -> Timestamp {
        self.failures.as_ref().map_or(self.queued, |failures| failures.last_at)
    }
}
