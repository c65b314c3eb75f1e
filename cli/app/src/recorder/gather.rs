//! Putting alerts together that go out in one message: a group whose time has come is one message, written down before it is sent.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use ledger::entry::{Entry, Hold, HoldReason, Message, Position};
use ledger::outbox::Gathered;
use plugins::stores::StoreError;
use serde_json::{Value, json};
use words::digest::{self, Told};

use super::record::Recorder;
use super::route::{Through, queue};
use super::telling::{Telling, announcement};
use crate::ledger_state::DIGEST;

/// What programs are told of each alert in it, as far as the alert's own message says it.
const IN_SHORT: [&str; 9] =
    ["id", "mission", "obligation", "about", "body", "state", "severity", "since", "periods"];

impl Recorder {
    /// Makes one message of each group whose time has come, in the place of those that waited for it.
    ///
    /// # Errors
    /// The store failed; what happened is kept and written with the next success.
    pub fn gather(&mut self, now: Timestamp) -> Result<(), StoreError> {
        let now = self.moment(now);
        for gathered in self.state.outbox.gathered(now) {
            let queued = together(&self.telling(), (now, self.next_place()), &gathered);
            let Some(Entry::Queued { message, .. }) = queued.last() else { continue };
            let by = message.id.clone();
            let mut entries = queued;
            for earlier in &gathered.messages {
                let (notifier, message_id) = (gathered.notifier.clone(), earlier.id.clone());
                let superseded = Entry::Superseded { notifier, message_id, by: by.clone() };
                entries.push(self.happened(now, superseded));
            }
            self.write(now, entries)?;
        }
        Ok(())
    }
}

/// What is sent in the place of the messages of a group, from a place on the ledger on: the one that there is, or a digest.
pub(crate) fn together(
    telling: &Telling<'_>,
    (now, place): (Timestamp, Position),
    gathered: &Gathered,
) -> Vec<Entry> {
    let Gathered { notifier, group, hold, messages } = gathered;
    let out = Through { notifier: notifier.clone(), hold: Some(Arc::new(out_for(group, hold, now))) };
    if let [only] = &messages[..] {
        // It goes out as it is, under an id of its own: its old one is settled with the wait.
        let id = format!("{}-{place}", only.id);
        return queue(&[out], Message { id, at: only.at, ..Message::clone(only) });
    }
    let told = told(messages);
    let mut entries = Vec::new();
    if hold.reason == HoldReason::PersonalDigest {
        // Whose address is not known is told by the digest of all.
        let reached = by_recipient(&told).into_iter().filter(|(one, _)| one["address"].is_string());
        for (recipient, own) in reached {
            let at = (now, place + entries.len() as Position);
            let message = digest_of(telling, at, group, &own, (Whom::One, vec![recipient]));
            entries.extend(queue(std::slice::from_ref(&out), message));
        }
    }
    let recipients = match hold.reason {
        // Whoever has a digest of their own is not sent everybody's.
        HoldReason::PersonalDigest => Vec::new(),
        _ => by_recipient(&told).into_iter().map(|(recipient, _)| recipient).collect(),
    };
    let all: Vec<&Alert> = told.iter().collect();
    let at = (now, place + entries.len() as Position);
    let message = digest_of(telling, at, group, &all, (Whom::All, recipients));
    entries.extend(queue(&[out], message));
    entries
}

/// One message of several alerts.
fn digest_of(
    telling: &Telling<'_>,
    (now, place): (Timestamp, Position),
    group: &str,
    alerts: &[&Alert],
    (whom, recipients): (Whom, Vec<Value>),
) -> Message {
    let program = telling.engine.program();
    let title = |mission: &str| Some(program?.missions.get(mission)?.title.as_str());
    let told: Vec<Told<'_>> = alerts.iter().map(|alert| alert.told(title)).collect();
    let person = recipients.first().filter(|_| whom == Whom::One).and_then(person_of);
    let notice = digest::digest(&told, person, telling.pages);
    let in_short: Vec<&Value> = alerts.iter().map(|alert| &alert.in_short).collect();
    let json = json!({
        "group": group, "personal": whom == Whom::One, "recipients": recipients, "alerts": in_short,
    });
    announcement(DIGEST, now, notice, json.to_string(), place)
}

/// Who somebody is that is told: by name, or by the post.
fn person_of(recipient: &Value) -> Option<&str> {
    recipient["people"].as_array().and_then(|people| people.first()?.as_str()).or(recipient["owner"].as_str())
}

/// That a message goes out for a group, so that the next one keeps its distance.
fn out_for(group: &str, hold: &Hold, now: Timestamp) -> Hold {
    Hold { until: now, reason: hold.reason, by: group.to_owned(), group: None }
}

/// Whether a digest is for one person, or for all whom its alerts are for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whom {
    One,
    All,
}

/// A message about an alert, and what it says for programs.
struct Alert {
    message: Arc<Message>,
    said: Value,
    in_short: Value,
}

impl Alert {
    /// What is told of it, below the title of its mission: of one that is declared no longer, its id.
    fn told<'a>(&'a self, title: impl Fn(&str) -> Option<&'a str>) -> Told<'a> {
        let text = |name: &str| self.said.get(name).and_then(Value::as_str);
        let mission = text("mission").unwrap_or_default();
        Told {
            kind: &self.message.kind,
            id: text("id").unwrap_or_default(),
            mission: title(mission).unwrap_or(mission),
            text: &self.message.text,
            severity: text("severity"),
            since: text("since").unwrap_or_default(),
        }
    }
}

/// The last that is said of each alert, and whatever must be heard besides, in the order in which it was said.
fn told(messages: &[Arc<Message>]) -> Vec<Alert> {
    let all: Vec<Alert> = messages.iter().map(alert).collect();
    let is_last = |place: usize| {
        let id = |alert: &Alert| alert.said.get("id").cloned();
        let own = &all[place];
        let is_said_again = all[place + 1..].iter().any(|later| id(later) == id(own));
        !is_said_again || own.message.kind == "alert.restated"
    };
    let kept: Vec<bool> = (0..all.len()).map(is_last).collect();
    all.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(alert, _)| alert).collect()
}

fn alert(message: &Arc<Message>) -> Alert {
    let said: Value = serde_json::from_str(&message.json).unwrap_or_default();
    let mut in_short = json!({ "type": message.kind, "subject": message.subject });
    for name in IN_SHORT {
        if let Some(value) = said.get(name) {
            in_short[name] = value.clone();
        }
    }
    Alert { message: Arc::clone(message), said, in_short }
}

/// Everybody whom alerts are for, with those alerts.
fn by_recipient(alerts: &[Alert]) -> Vec<(Value, Vec<&Alert>)> {
    let mut found: BTreeMap<String, (Value, Vec<&Alert>)> = BTreeMap::new();
    for alert in alerts {
        for recipient in alert.said.get("recipients").and_then(Value::as_array).into_iter().flatten() {
            let part = |name: &str| recipient.get(name).cloned().unwrap_or_default();
            // What somebody is told for is another thing at each alert.
            let who = json!({
                "body": part("body"), "name": part("name"), "owner": part("owner"),
                "people": part("people"), "address": part("address"),
            });
            let key = match who["address"].as_str() {
                Some(address) => address.to_lowercase(),
                None => who.to_string(),
            };
            let (_, own) = found.entry(key).or_insert_with(|| (who, Vec::new()));
            if !own.iter().any(|known| known.message.id == alert.message.id) {
                own.push(alert);
            }
        }
    }
    found.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(id: &str, kind: &str, alert: &str, addresses: &[&str]) -> Arc<Message> {
        let recipients: Vec<Value> =
            addresses.iter().map(|address| json!({ "body": "leeds", "address": address })).collect();
        let json = json!({ "id": alert, "severity": "breach", "recipients": recipients }).to_string();
        let [id, kind, subject, text] = [id, kind, "firing: Homes", "Too few."].map(str::to_owned);
        Arc::new(Message { id, at: Timestamp::UNIX_EPOCH, kind, subject, text, json })
    }

    #[test]
    fn of_each_alert_the_last_is_told_and_every_restatement() {
        let messages = [
            message("1", "alert.firing", "a", &[]),
            message("2", "alert.restated", "a", &[]),
            message("3", "alert.firing", "b", &[]),
            message("4", "alert.updated", "a", &[]),
        ];
        let kept: Vec<String> = told(&messages).iter().map(|alert| alert.message.id.clone()).collect();
        assert_eq!(kept, ["2", "3", "4"]);
    }

    #[test]
    fn each_person_hears_of_the_alerts_that_are_for_them() {
        let all = told(&[
            message("1", "alert.firing", "a", &["ann@example.org", "bo@example.org"]),
            message("2", "alert.firing", "b", &["Ann@Example.org"]),
        ]);
        let counts: Vec<(String, usize)> = by_recipient(&all)
            .into_iter()
            .map(|(one, own)| (one["address"].as_str().unwrap_or_default().to_owned(), own.len()))
            .collect();
        assert_eq!(counts, [("ann@example.org".to_owned(), 2), ("bo@example.org".to_owned(), 1)]);
    }
}
