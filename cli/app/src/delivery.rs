//! Sending messages that are due and writing down what came of it, one after the other. A service sends them on threads of its own.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use ledger::entry::Message;
use plugins::notifiers::{Notifier, NotifyError};
use plugins::stores::StoreError;

use crate::recorder::Recorder;

/// Sends everything that is due once, one after the other, and writes down what came of it. What is taken makes way for what waits
/// behind it; what follows from an attempt is sent too.
///
/// # Errors
/// The store failed.
pub fn deliver_once(recorder: &mut Recorder, notifiers: &[Arc<dyn Notifier>]) -> Result<(), StoreError> {
    recorder.gather(Timestamp::now())?;
    let mut tried = BTreeSet::new();
    loop {
        let next = recorder.outbox().due(Timestamp::now()).find_map(|due| {
            let notifier = notifiers.iter().find(|notifier| notifier.id() == due.notifier)?;
            let is_new = tried.insert((due.notifier.to_owned(), due.message.id.clone()));
            is_new.then(|| (notifier, due.notifier.to_owned(), Arc::clone(due.message)))
        });
        let Some((notifier, name, message)) = next else { return Ok(()) };
        let outcome = notifier.send(&message);
        log_attempt(&name, &message, &outcome);
        recorder.record_attempt(Timestamp::now(), name, message.id.clone(), outcome)?;
    }
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
