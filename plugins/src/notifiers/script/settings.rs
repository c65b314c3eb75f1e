//! What a project says of a notifier that a plugin makes requests for.

use std::path::Path;

use rules::diagnostic::{Code, Diagnostic};
use rules::source::SourceText;

use super::notifier::ScriptNotifier;
use crate::host::ConfiguredPlugin;

/// What a project says of it, besides its kind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ScriptNotifierSettings {
    /// Its name in the project.
    pub id: String,
    /// The plugin, with what it is told.
    pub engagement: ConfiguredPlugin,
}

impl ScriptNotifierSettings {
    /// Makes the notifier. `source` says where the settings stand; `project` is the project's folder.
    ///
    /// A plugin with faults makes a notifier that sends nothing, so that its messages wait.
    ///
    /// # Errors
    /// A secret cannot be had.
    pub fn connect(self, source: &SourceText, project: &Path) -> Result<ScriptNotifier, Vec<Diagnostic>> {
        match self.engagement.check_secrets(project) {
            Ok(()) => Ok(ScriptNotifier::new(self.id, self.engagement, project)),
            Err(fault) => {
                let help = "put the file there, relative to the project, and allow Remit to read it";
                let fault = Diagnostic::error(Code::Notifier, fault.reason.to_string(), source, fault.range);
                Err(vec![fault.with_help(help)])
            }
        }
    }
}
