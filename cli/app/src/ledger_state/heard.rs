//! Through which notifiers people heard of each alert, so that whoever was told of one hears the rest of it, wherever routes lead by then; and
//! when they last did, so that one which stays open is told again.

use std::collections::BTreeMap;

use jiff::Timestamp;
use ledger::entry::{Entry, Message, Recorded};
use ledger::fold::Observer;
use serde::{Deserialize, Serialize};

/// The kind of a message with which an alert begins.
const FIRING: &str = "alert.firing";
/// The kind of a message of many alerts.
pub(crate) const DIGEST: &str = "digest.alerts";

/// The notifiers of each alert since it last began, by its id.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct Heard(BTreeMap<String, Told>);

#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
struct Told {
    /// The message with which it began.
    first: String,
    /// When something was last sent through each, or is to be.
    notifiers: BTreeMap<String, Timestamp>,
}

impl Heard {
    /// Through which notifiers people know of the alert that a message is about; none where the alert only begins.
    pub(crate) fn before(&self, message: &Message) -> Option<&BTreeMap<String, Timestamp>> {
        let told = self.0.get(&alert_of(message)?)?;
        (message.kind != FIRING).then_some(&told.notifiers)
    }

    /// When something was last said of an alert through each notifier.
    pub(crate) fn of(&self, alert: &str) -> Option<&BTreeMap<String, Timestamp>> {
        self.0.get(alert).map(|told| &told.notifiers)
    }

    /// The alerts of which people ever heard.
    pub(crate) fn alerts(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

impl Observer for Heard {
    fn observe(&mut self, recorded: &Recorded) {
        let Entry::Queued { notifier, message, hold } = &recorded.entry else { return };
        let at = hold.as_ref().map_or(recorded.at, |hold| hold.until.max(recorded.at));
        if hold.as_ref().is_some_and(|hold| hold.is_over(recorded.at)) {
            // It was heard of when it began to wait, and is sent now.
            for alert in alerts_of(message) {
                if let Some(last) = self.0.get_mut(&alert).and_then(|told| told.notifiers.get_mut(notifier)) {
                    *last = at;
                }
            }
            return;
        }
        let Some(alert) = alert_of(message) else { return };
        let told = self.0.entry(alert).or_default();
        let first = original(&message.id);
        if message.kind == FIRING && told.first != first {
            *told = Told { first: first.to_owned(), notifiers: BTreeMap::new() };
        }
        match told.notifiers.get_mut(notifier) {
            Some(last) => *last = at,
            None => drop(told.notifiers.insert(notifier.clone(), at)),
        }
    }
}

/// The id under which a message was first queued: what waits longer than it was to is queued again under one of its own.
fn original(id: &str) -> &str {
    id.split_once('-').map_or(id, |(first, _)| first)
}

#[derive(Deserialize)]
struct OfAlert {
    id: String,
}

/// The id of the alert that a message is about, where it is about one.
fn alert_of(message: &Message) -> Option<String> {
    let is_alert = message.kind.starts_with("alert.");
    is_alert.then(|| serde_json::from_str::<OfAlert>(&message.json).ok().map(|named| named.id))?
}

/// The ids of the alerts of which a message tells.
pub(crate) fn alerts_of(message: &Message) -> Vec<String> {
    #[derive(Deserialize)]
    struct OfAlerts {
        alerts: Vec<OfAlert>,
    }
    if message.kind != DIGEST {
        return alert_of(message).into_iter().collect();
    }
    let told = serde_json::from_str::<OfAlerts>(&message.json);
    told.map(|told| told.alerts.into_iter().map(|alert| alert.id).collect()).unwrap_or_default()
}
