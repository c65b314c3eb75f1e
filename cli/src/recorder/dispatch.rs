//! From what the engine says to messages, and what became of each.

use engine::Effects;
use engine::alert::AlertChange;
use engine::plain;
use jiff::Timestamp;
use plugins::port::{Entry, Message, NotifyError, Recorded, StoreError};
use rules::diagnostic::{Colour, Diagnostic, render};

use super::record::Recorder;
use crate::wire::WireAlert;

impl Recorder {
    /// One entry for every message through every notifier.
    pub(super) fn messages(&self, effects: &Effects) -> Vec<Entry> {
        let program = self.engine.program();
        let messages = effects.alerts.iter().map(|change| {
            let mission = program.and_then(|program| program.missions.get(&change.alert.id.mission));
            message(change, mission.map_or("", |mission| &mission.title))
        });
        let queued = messages.flat_map(|message| {
            let notifiers = self.notifiers.iter().cloned();
            notifiers.map(move |notifier| Entry::Queued { notifier, message: message.clone() })
        });
        queued.collect()
    }

    /// Tells people that what is written is not what is in force, once for the same faults.
    ///
    /// # Errors
    /// The store failed; what happened is kept and written with the next success.
    pub fn announce_refusal(
        &mut self,
        now: Timestamp,
        refused: &[String],
        faults: &[Diagnostic],
    ) -> Result<(), StoreError> {
        let kind = "project.refused".to_owned();
        let json = rules::diagnostic::json(faults);
        let what = plain::list(refused);
        let text = format!(
            "The newest text of {what} cannot be used, so the last good revision stays in force.\n\n{}",
            render(faults, Colour::Plain)
        );
        let id = message_id(&kind, Timestamp::UNIX_EPOCH, &json);
        let subject = format!("{what}: the newest text is not in force");
        let message =
            Message { id, at: now, kind, subject, text, json: format!("{{\"diagnostics\":{json}}}") };
        let queued = self.notifiers.iter().cloned();
        let entries = queued.map(|notifier| Entry::Queued { notifier, message: message.clone() }).collect();
        self.write(now, entries)
    }

    /// Writes down what came of an attempt to deliver.
    ///
    /// # Errors
    /// The store failed; what happened is kept and written with the next success.
    pub fn record_attempt(
        &mut self,
        now: Timestamp,
        notifier: String,
        message_id: String,
        outcome: Result<(), NotifyError>,
    ) -> Result<(), StoreError> {
        let entry = match outcome {
            Ok(()) => Entry::Settled { notifier, message_id, refused: None },
            Err(NotifyError::Refused(reason)) => {
                Entry::Settled { notifier, message_id, refused: Some(reason) }
            }
            Err(NotifyError::Unavailable(error)) => Entry::Attempted { notifier, message_id, error },
        };
        // What came back is true whether or not it can be written down: while the store fails, nothing is sent again for it.
        let recorded = Recorded { position: self.position, at: now, entry };
        self.outbox.fold(&recorded);
        self.write(now, vec![recorded.entry])
    }
}

fn message(change: &AlertChange, mission_title: &str) -> Message {
    let alert = &change.alert;
    let kind = format!("alert.{}", change.change.as_str());
    let json = serde_json::to_string(&WireAlert::from(alert)).expect("an alert has no keys that JSON lacks");
    Message {
        id: message_id(&kind, change.at, &json),
        at: change.at,
        subject: format!("{}: {mission_title}, {}", change.change.as_str(), alert.id),
        text: alert.message.clone(),
        kind,
        json,
    }
}

/// The same change has the same id after a restart, and so is taken once by whoever heeds it.
fn message_id(kind: &str, at: Timestamp, json: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in [kind, &at.to_string(), json] {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    format!("msg_{}", hasher.finalize().to_hex().chars().take(32).collect::<String>())
}
