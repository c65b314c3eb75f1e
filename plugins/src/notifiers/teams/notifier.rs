//! The notifier: one card for each message.

use ledger::entry::Message;
use ureq::http::Uri;

use super::card::card;
use crate::notifiers::http::{Agents, judge};
use crate::notifiers::notifier::{Notifier, NotifyError};

/// A notifier that posts cards.
pub struct Teams {
    id: String,
    address: Uri,
    agents: Agents,
}

impl Teams {
    pub(super) fn new(id: String, address: Uri) -> Self {
        Self { id, address, agents: Agents::new() }
    }
}

impl Notifier for Teams {
    fn id(&self) -> &str {
        &self.id
    }

    fn send(&self, message: &Message) -> Result<(), NotifyError> {
        let agent = self.agents.for_address(&self.address);
        judge(agent.post(&self.address).content_type("application/json").send(&card(message).to_string()))
    }
}
