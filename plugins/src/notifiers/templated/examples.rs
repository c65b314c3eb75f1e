//! Alerts by which a template is tried before it is needed: one that fires, one that only warns, and one that is over.

use jiff::Timestamp;
use ledger::entry::Message;
use serde::Deserialize;

#[derive(Deserialize)]
struct Written {
    kind: String,
    at: Timestamp,
    subject: String,
    text: String,
    alert: serde_json::Value,
}

/// The examples, one of each kind that a template tells apart.
///
/// # Panics
/// The file of them that is built in is not well formed.
pub fn examples() -> Vec<Message> {
    let written: Vec<Written> =
        serde_json::from_str(include_str!("examples.json")).expect("the examples are well formed");
    let example = |Written { kind, at, subject, text, alert }| Message {
        id: "msg_example".to_owned(),
        at,
        kind,
        subject,
        text,
        json: alert.to_string(),
    };
    written.into_iter().map(example).collect()
}
