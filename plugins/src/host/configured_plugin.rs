//! A plugin as a project uses it in one place: with what it is told there, and what it is granted.

use std::path::Path;
use std::sync::Arc;
use std::{panic, thread};

use rules::declare::Manifest;
use rules::script::plugin::{Budget, Came, Script, Value};

use super::fault::{PluginError, PluginLack, bounded};
use super::grants::Grant;
use super::plugin::Plugin;
use super::plugin_settings::{PluginSettings, ResolvedSettings, SecretFault};
use ledger::entry::Message;

/// A plugin that a project uses.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ConfiguredPlugin {
    /// It can be used.
    Sound { plugin: Arc<Plugin>, told: PluginSettings, grant: Grant },
    /// It has faults, and no older text without them is known. What needs it fails, and is told why.
    Broken {
        name: String,
        /// The first of its faults.
        reason: String,
    },
}

/// A plugin that can be run.
#[derive(Clone)]
pub struct RunnablePlugin {
    plugin: Arc<Plugin>,
    script: Script,
    grant: Grant,
    known: ResolvedSettings,
}

impl ConfiguredPlugin {
    /// The plugin's name.
    pub fn name(&self) -> &str {
        match self {
            Self::Sound { plugin, .. } => plugin.manifest.name(),
            Self::Broken { name, .. } => name,
        }
    }

    /// What the plugin says of itself, where it can be used.
    pub fn manifest(&self) -> Option<&Manifest> {
        match self {
            Self::Sound { plugin, .. } => Some(&plugin.manifest),
            Self::Broken { .. } => None,
        }
    }

    /// Says what is wrong with its secrets.
    ///
    /// # Errors
    /// A file with a secret cannot be read, or is empty.
    pub fn check_secrets(&self, project: &Path) -> Result<(), SecretFault> {
        match self {
            Self::Sound { told, .. } => told.resolve(project).map(drop),
            Self::Broken { .. } => Ok(()),
        }
    }

    /// Makes it ready to run.
    ///
    /// # Errors
    /// It is broken, is a library, or a secret of it cannot be had.
    pub fn ready(&self, project: &Path) -> Result<RunnablePlugin, PluginError> {
        match self {
            Self::Broken { name, reason } => {
                Err(PluginError::Broken { name: name.clone(), reason: reason.clone() })
            }
            Self::Sound { plugin, told, grant } => {
                let unready = |lack| PluginError::Unready { name: self.name().to_owned(), lack };
                let known = told.resolve(project).map_err(|fault| unready(fault.reason.into()))?;
                let script = plugin.script.clone();
                let script = script.ok_or_else(|| unready(PluginLack::Script))?;
                Ok(RunnablePlugin { plugin: Arc::clone(plugin), script, grant: grant.clone(), known })
            }
        }
    }
}

impl RunnablePlugin {
    /// What the plugin says of itself.
    pub fn manifest(&self) -> &Manifest {
        &self.plugin.manifest
    }

    pub fn grant(&self) -> &Grant {
        &self.grant
    }

    /// What it is told, for its script.
    pub fn settings(&self) -> Value {
        Value::Map(self.known.settings.clone())
    }

    /// A file as scripts see it.
    pub(crate) fn file_argument(&self, path: &str, text: &str, paths: Value) -> Value {
        Value::map([
            ("name", Value::text(path.rsplit('/').next().unwrap_or(path))),
            ("path", Value::text(path)),
            ("text", Value::text(text)),
            ("settings", self.settings()),
            ("paths", paths),
        ])
    }

    /// A message as scripts see it.
    pub(crate) fn message_argument(&self, message: &Message) -> Value {
        let alert = Value::from_json(&message.json).unwrap_or(Value::Absent);
        Value::map([
            ("id", Value::text(&message.id)),
            ("kind", Value::text(&message.kind)),
            ("at", Value::text(message.at.to_string())),
            ("subject", Value::text(&message.subject)),
            ("text", Value::text(&message.text)),
            ("alert", alert),
            ("settings", self.settings()),
        ])
    }

    /// Whether its script has this function.
    pub fn has(&self, function: &str) -> bool {
        self.script.has(function)
    }

    /// Calls a function of its script.
    ///
    /// # Errors
    /// It refused what it was given, or failed.
    pub fn call(&self, function: &str, argument: Value, budget: &Budget) -> Result<Came, PluginError> {
        let path = &self.script.source().path;
        // What a script holds may be nested as deep as its budget lasts, and is let go of on the stack.
        let called = on_ample_stack(|| self.script.call(function, argument, budget));
        called.map_err(|error| {
            PluginError::of_script(self.manifest().name(), path, error, |text| self.hide(text))
        })
    }

    /// What it gave is not what was asked for.
    pub fn unusable(&self, given: impl Into<String>) -> PluginError {
        PluginError::Unusable {
            name: self.manifest().name().to_owned(),
            given: bounded(self.hide(&given.into())),
        }
    }

    /// A text without the secrets that the plugin was told.
    pub fn hide(&self, text: &str) -> String {
        self.known.secrets.iter().fold(text.to_owned(), |text, secret| text.replace(secret, "(secret)"))
    }
}

/// How much stack a script is given, in bytes.
const STACK: usize = 64 << 20;

fn on_ample_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    thread::scope(|scope| {
        let runs = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        runs.expect("a thread can be started").join().unwrap_or_else(|panic| panic::resume_unwind(panic))
    })
}
