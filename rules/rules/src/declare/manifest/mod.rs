//! `plugin.toml`: what a plugin is, what it may ask for, and what a project tells it. Nothing is granted here.
//!
//! `kind` and `declaration` are the manifest and `read` its reading; `setting` is what a project tells a plugin, `host`
//! the hosts that a notifier may send to.

mod declaration;
mod host;
mod kind;
mod read;
mod setting;
#[cfg(test)]
mod tests;

pub use declaration::{MANIFEST_FILE, Manifest, PLUGINS_FOLDER, path_pattern};
pub use host::HostPattern;
pub use kind::PluginKind;
pub use read::read_manifest;
pub use setting::{SettingDeclaration, SettingKind, SettingValue};
