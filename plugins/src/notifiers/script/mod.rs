//! Messages as requests that a plugin's script makes of them. The host sends each, where the plugin asks for that and the
//! project grants it.
//!
//! `settings` is what a project says, `request` what the script gives, checked, `address` where it may go, `answer` what
//! came back, and `notifier` does it all.

mod address;
mod answer;
mod notifier;
mod request;
mod settings;
#[cfg(test)]
mod tests;

pub use notifier::ScriptNotifier;
pub use request::{PluginRequest, request};
pub use settings::ScriptNotifierSettings;
