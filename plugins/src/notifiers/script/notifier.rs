//! The notifier: one request for each message, as the plugin's script makes it.

use std::fmt;
use std::path::{Path, PathBuf};

use super::answer::judge;
use super::request::request;
use crate::host::{ConfiguredPlugin, PluginError};
use crate::notifiers::http::Agents;
use crate::notifiers::notifier::{Notifier, NotifyError};
use ledger::entry::Message;

/// A notifier whose requests a plugin makes.
pub struct ScriptNotifier {
    id: String,
    engagement: ConfiguredPlugin,
    project: PathBuf,
    agents: Agents,
}

impl ScriptNotifier {
    pub(super) fn new(id: String, engagement: ConfiguredPlugin, project: &Path) -> Self {
        Self { id, engagement, project: project.to_owned(), agents: Agents::new() }
    }
}

impl Notifier for ScriptNotifier {
    fn id(&self) -> &str {
        &self.id
    }

    /// A fault of the plugin is worth another try: it may be put right.
    fn send(&self, message: &Message) -> Result<(), NotifyError> {
        let failed = |error: PluginError| NotifyError::Unavailable(error.into());
        let ready = self.engagement.ready(&self.project).map_err(failed)?;
        let request = request(&ready, message).map_err(failed)?;
        let agent = self.agents.for_address(&request.url).clone();
        let mut sent = ureq::http::Request::builder().method(request.method).uri(request.url);
        for (name, value) in request.headers {
            sent = sent.header(name, value);
        }
        let sent =
            sent.body(request.body).map_err(|_| failed(ready.unusable("a request that cannot be sent")))?;
        judge(&ready, agent.run(sent))
    }
}

impl fmt::Debug for ScriptNotifier {
    /// What it is told is left out: it may hold secrets.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plugin = self.engagement.name();
        out.debug_struct("ScriptNotifier")
            .field("id", &self.id)
            .field("plugin", &plugin)
            .finish_non_exhaustive()
    }
}
