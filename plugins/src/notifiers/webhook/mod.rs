//! Posts messages to a program over HTTP, signed as Standard Webhooks has it. Retries are the outbox's business.
//!
//! `settings` checks what a project says, `notifier` posts: `body` says what, and `signature` signs it.

mod body;
mod notifier;
mod settings;
mod signature;
#[cfg(test)]
mod tests;

pub use notifier::Webhook;
pub use settings::WebhookSettings;
