//! Writes to the people whom an alert names, by mail. Retries are the outbox's business.
//!
//! `settings` checks what a project says, of the `server` and, with whose name and password, `sign_in`; `letter` makes a mail of a message, to whom
//! says `addressees`; and `notifier` hands it to the server.

mod addressees;
mod letter;
mod notifier;
mod server;
mod settings;
mod sign_in;
#[cfg(test)]
mod tests;

pub use notifier::Mail;
pub use settings::MailSettings;
