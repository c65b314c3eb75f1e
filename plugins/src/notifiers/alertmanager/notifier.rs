//! The notifier: one request for each message.

use ledger::entry::Message;
use ureq::http::Uri;

use super::posted::{AlertPages, posted};
use crate::notifiers::http::{Agents, judge};
use crate::notifiers::notifier::{Notifier, NotifyError, NotifyFault};

/// A notifier that posts to Alertmanager.
pub struct Alertmanager {
    id: String,
    address: Uri,
    agents: Agents,
    /// Where the pages of alerts are; none where nobody finds them.
    pages: Option<Box<AlertPages>>,
}

impl Alertmanager {
    pub(super) fn new(id: String, address: Uri, pages: Option<Box<AlertPages>>) -> Self {
        Self { id, address, agents: Agents::new(), pages }
    }
}

impl Notifier for Alertmanager {
    fn id(&self) -> &str {
        &self.id
    }

    fn send(&self, message: &Message) -> Result<(), NotifyError> {
        let alerts = posted(message, self.pages.as_deref())
            .map_err(|error| NotifyError::Refused(NotifyFault::NotAnObject(error)))?;
        let body = serde_json::to_string(&alerts).expect("texts are always JSON");
        let agent = self.agents.for_address(&self.address);
        judge(agent.post(&self.address).content_type("application/json").send(&body))
    }
}
