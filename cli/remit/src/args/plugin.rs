//! What may be asked about plugins.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use rules::declare::PluginKind;

/// What to do with plugins.
#[derive(Subcommand, Debug)]
pub enum PluginCommand {
    /// Write a small working plugin with a test into a new folder, such as my-mission/plugins/my-reader.
    New {
        /// The kind of plugin.
        #[arg(value_enum)]
        kind: PluginKindArg,
        /// The folder, new or empty; its last part is the plugin's name.
        folder: PathBuf,
    },
    /// Compile a project's plugins and list every fault in them.
    Check {
        /// The project's folder.
        #[arg(default_value = ".")]
        dir: PathBuf,
        /// The plugin; it may be one that comes with Remit.
        name: Option<String>,
    },
    /// Play the tests in plugins/NAME/tests. Sends nothing and reads no feeds.
    ///
    /// The exit code is 0 if all tests pass, 1 if one fails, and 2 if a plugin or a test file could not be used.
    Test {
        /// The project's folder.
        #[arg(default_value = ".")]
        dir: PathBuf,
        /// The plugin; it may be one that comes with Remit.
        name: Option<String>,
    },
    /// Print a description of a plugin and its settings as Markdown.
    Docs {
        /// The project's folder.
        #[arg(default_value = ".")]
        dir: PathBuf,
        /// The plugin; it may be one that comes with Remit.
        name: Option<String>,
    },
}

/// The kinds of plugins.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub enum PluginKindArg {
    /// Turns files into observations.
    Reader,
    /// Turns messages into requests.
    Notifier,
    /// Adds to messages about alerts, and says where they go.
    Hook,
    /// Provides functions for rules.
    Library,
}

impl From<PluginKindArg> for PluginKind {
    fn from(kind: PluginKindArg) -> Self {
        match kind {
            PluginKindArg::Reader => Self::Reader,
            PluginKindArg::Notifier => Self::Notifier,
            PluginKindArg::Hook => Self::Hook,
            PluginKindArg::Library => Self::Library,
        }
    }
}
