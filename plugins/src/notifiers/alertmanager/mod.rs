//! Posts alerts to Prometheus's Alertmanager (API v2), which then routes, silences and shows them beside those of other systems.
//!
//! `settings` is what a project says, `posted` an alert as Alertmanager has it, and `notifier` posts.

mod notifier;
mod posted;
mod settings;
#[cfg(test)]
mod tests;

pub use notifier::Alertmanager;
pub use posted::AlertPages;
pub use settings::AlertmanagerSettings;
