//! A notifier whose settings have a fault: it sends nothing, so that its messages wait, and are told through the others.

use ledger::entry::Message;

use super::notifier::{Notifier, NotifyError, NotifyFault};

/// Stands in for a notifier that cannot be made.
pub struct Unusable {
    id: String,
    reason: String,
}

impl Unusable {
    /// The notifier of this name, and what is wrong with its settings. No secret may be in that.
    pub fn new(id: String, reason: String) -> Self {
        Self { id, reason }
    }
}

impl Notifier for Unusable {
    fn id(&self) -> &str {
        &self.id
    }

    fn send(&self, _message: &Message) -> Result<(), NotifyError> {
        Err(NotifyError::Refused(NotifyFault::Unusable(self.reason.clone())))
    }
}
