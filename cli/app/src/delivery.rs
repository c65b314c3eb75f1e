//! Sending messages that are due and writing down what came of it, one after the other. A service sends them on threads of its own.

use std::sync::Arc;

use jiff::Timestamp;
use ledger::entry::Message;
use plugins::notifiers::{Notifier, NotifyError};
use plugins::stores::StoreError;

use crate::recorder::Recorder;

/// Sends everything that is due once, one after the other, and writes down what came of it.
///
/// # Errors
/// The store failed.
pub fn deliver_once(recorder: &mut Recorder, notifiers: &[Arc<dyn Notifier>]) -> Result<(), StoreError> {
    let due = recorder.outbox().due(Timestamp::now());
    let due: Vec<_> = due.map(|due| (due.notifier.to_owned(), Arc::clone(due.message))).collect();
    for (name, message) in due {
        let Some(notifier) = notifiers.iter().find(|notifier| notifier.id() == name) else { continue };
        let outcome = notifier.send(&message);
        log_attempt(&name, &message, &outcome);
        recorder.record_attempt(Timestamp::now(), name, message.id.clone(), outcome)?;
    }
    Ok(())
}

/// Says in the log what came of an attempt.
pub fn log_attempt(notifier: &str, message: &Message, outcome: &Result<(), NotifyError>) {
    match outcome {
        Ok(()) => tracing::info!(notifier, message = message.id, kind = message.kind, "delivered"),
        Err(error) => {
            tracing::warn!(notifier, message = message.id, kind = message.kind, %error, "not delivered");
        }
    }
}
