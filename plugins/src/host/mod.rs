//! The host of users' plugins: which there are, what a project tells and grants them, and what they are handed.
//!
//! A plugin only turns data into data; what readers, notifiers and hooks do with it is theirs. In order: `budgets` is how
//! long scripts may run; `grants` is what a project grants a plugin, `granted_files` the files that it is handed,
//! `plugin_settings` what it is told, `fault` what went wrong with one; `plugin` is one of them, `shipped` those that come
//! with Remit, `installed` all of them, and `configured_plugin` one as a project uses it.

mod budgets;
mod configured_plugin;
mod fault;
mod granted_files;
mod grants;
mod installed;
mod plugin;
mod plugin_settings;
mod shipped;
#[cfg(test)]
mod tests;

pub use configured_plugin::{ConfiguredPlugin, RunnablePlugin};
pub use fault::{PluginError, PluginLack};
pub use granted_files::GrantedFileError;
pub use grants::Grant;
pub use installed::Plugins;
pub use plugin::{Origin, Plugin, PluginTexts, shape};
pub use plugin_settings::{PluginSettings, SecretFault, SecretFaultReason};
pub use shipped::{pack_tests, packs};

pub(crate) use budgets::{for_file, for_message};
pub(crate) use fault::bounded;
pub(crate) use granted_files::handed;
pub(crate) use plugin_settings::to_value;
