//! The notifier: one signed request for each message.

use std::fmt;
use std::time::Duration;

use jiff::Timestamp;
use ureq::Agent;

use super::answer::judge;
use super::body::body;
use super::signature::Secret;
use crate::port::{Message, Notifier, NotifyError};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// From the first packet to the last of the answer.
const WHOLE_TIMEOUT: Duration = Duration::from_secs(15);

/// A notifier that posts.
pub struct Webhook {
    id: String,
    url: String,
    secret: Secret,
    agent: Agent,
}

impl Webhook {
    pub(super) fn new(id: String, url: String, secret: Secret) -> Self {
        let agent = Agent::config_builder()
            .timeout_connect(Some(CONNECT_TIMEOUT))
            .timeout_global(Some(WHOLE_TIMEOUT))
            .http_status_as_error(false)
            // A message must not wander to an address that nobody declared.
            .max_redirects(0)
            .user_agent(concat!("remit/", env!("CARGO_PKG_VERSION")))
            .build()
            .new_agent();
        Self { id, url, secret, agent }
    }

    pub(super) fn post(&self, message: &Message, now: Timestamp) -> Result<(), NotifyError> {
        let body = body(message)?;
        let seconds = now.as_second().to_string();
        let signature = self.secret.sign(&message.id, &seconds, &body);
        let request = self
            .agent
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
