//! Posts messages into a channel of Microsoft Teams, as an Adaptive Card through a workflow's webhook.
//!
//! `settings` is what a project says, `card` a message as a card, and `notifier` posts.

mod card;
mod notifier;
mod settings;
#[cfg(test)]
mod tests;

pub use notifier::Teams;
pub use settings::TeamsSettings;
