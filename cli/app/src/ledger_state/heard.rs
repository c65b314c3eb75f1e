//! Through which notifiers people heard of each alert, so that whoever was told of one hears the rest of it, wherever routes lead by then.

use std::collections::{BTreeMap, BTreeSet};

use ledger::entry::{Entry, Message, Recorded};
use ledger::fold::Observer;
use serde::{Deserialize, Serialize};

/// The kind of a message with which an alert begins.
const FIRING: &str = "alert.firing";

/// The notifiers of each alert since it last began, by its id.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct Heard(BTreeMap<String, Told>);

#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
struct Told {
    /// The message with which it began.
    first: String,
    notifiers: BTreeSet<String>,
}

impl Heard {
    /// Through which notifiers people know of the alert that a message is about; none where the alert only begins.
    pub(crate) fn before(&self, message: &Message) -> Option<&BTreeSet<String>> {
        let told = self.0.get(&alert_of(message)?)?;
        (message.kind != FIRING).then_some(&told.notifiers)
    }
}

impl Observer for Heard {
    fn observe(&mut self, recorded: &Recorded) {
        let Entry::Queued { notifier, message, hold } = &recorded.entry else { return };
        if hold.as_ref().is_some_and(|hold| hold.is_over(recorded.at)) {
            // It was heard of when it began to wait.
            return;
        }
        let Some(alert) = alert_of(message) else { return };
        let told = self.0.entry(alert).or_default();
        if message.kind == FIRING && told.first != message.id {
            *told = Told { first: message.id.clone(), notifiers: BTreeSet::new() };
        }
        if !told.notifiers.contains(notifier) {
            told.notifiers.insert(notifier.clone());
        }
    }
}

/// The id of the alert that a message is about, where it is about one.
fn alert_of(message: &Message) -> Option<String> {
    #[derive(Deserialize)]
    struct OfAlert {
        id: String,
    }
    let is_alert = message.kind.starts_with("alert.");
    is_alert.then(|| serde_json::from_str::<OfAlert>(&message.json).ok().map(|named| named.id))?
}
