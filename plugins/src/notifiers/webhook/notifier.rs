//! The notifier: one signed request for each message.

use std::fmt;

use jiff::Timestamp;
use ureq::http::Uri;

use super::body::body;
use super::signature::Secret;
use crate::notifiers::http::{Agents, judge};
use crate::notifiers::notifier::{Notifier, NotifyError};
use ledger::entry::Message;

/// A notifier that posts.
pub struct Webhook {
    id: String,
    url: Uri,
    secret: Secret,
    agents: Agents,
}

impl Webhook {
    pub(super) fn new(id: String, url: Uri, secret: Secret) -> Self {
        Self { id, url, secret, agents: Agents::new() }
    }

    pub(super) fn post(&self, message: &Message, now: Timestamp) -> Result<(), NotifyError> {
        let body = body(message)?;
        let seconds = now.as_second().to_string();
        let signature = self.secret.sign(&message.id, &seconds, &body);
        let request = self
            .agents
            .for_address(&self.url)
            .post(&self.url)
            .content_type("application/json")
            .header("webhook-id", &message.id)
            .header("webhook-timestamp", &seconds)
            .header("webhook-signature", &signature);
        judge(request.send(&body))
    }
}

impl Notifier for Webhook {
    fn id(&self) -> &str {
        &self.id
    }

    fn send(&self, message: &Message) -> Result<(), NotifyError> {
        self.post(message, Timestamp::now())
    }
}

impl fmt::Debug for Webhook {
    /// The address is left out as well: many receivers put a token in it.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Webhook").field("id", &self.id).finish_non_exhaustive()
    }
}
