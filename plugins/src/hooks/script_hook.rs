//! One hook: a message through the plugin's script.

use std::fmt;
use std::path::{Path, PathBuf};

use rules::script::plugin::Value;

use super::change::changed;
use super::hook::{Hook, HookError, Hooked};
use crate::host::{ConfiguredPlugin, GrantedFileError, PluginError, for_message, handed};
use ledger::entry::Message;

/// A hook whose changes a plugin's script makes.
pub struct ScriptHook {
    engagement: ConfiguredPlugin,
    project: PathBuf,
}

impl ScriptHook {
    /// A plugin as a hook of a project.
    pub fn new(engagement: ConfiguredPlugin, project: &Path) -> Self {
        Self { engagement, project: project.to_owned() }
    }

    fn run(&self, message: &Message, notifiers: &[String]) -> Result<Hooked, PluginError> {
        let ready = self.engagement.ready(&self.project)?;
        let paths = handed(&self.project, ready.manifest(), ready.grant());
        let unready = |error: GrantedFileError| PluginError::Unready {
            name: self.engagement.name().to_owned(),
            lack: error.into(),
        };
        let argument = ready.message_argument(message);
        let Value::Map(mut argument) = argument else { unreachable!("a message is a map") };
        argument.insert("paths".to_owned(), paths.map_err(unready)?);
        let names = notifiers.iter().map(Value::text).collect();
        argument.insert("notifiers".to_owned(), Value::List(names));
        let came = ready.call("alert", Value::Map(argument), &for_message())?;
        changed(message, notifiers, &came.value).map_err(|fault| ready.unusable(fault.to_string()))
    }
}

impl Hook for ScriptHook {
    fn id(&self) -> &str {
        self.engagement.name()
    }

    fn alert(&self, message: &Message, notifiers: &[String]) -> Result<Hooked, HookError> {
        self.run(message, notifiers).map_err(HookError::from)
    }
}

impl fmt::Debug for ScriptHook {
    /// What it is told is left out: it may hold secrets.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("ScriptHook").field("plugin", &self.engagement.name()).finish_non_exhaustive()
    }
}
