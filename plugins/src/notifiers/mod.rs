//! Ways of carrying messages to people and programs. What is sent, when and how often again is not decided here.
//!
//! `notifier` says what one is. Each kind is a folder of one shape: its settings, the notifier itself and its tests. `http`
//! is what those that post have in common, `script` carries the requests that plugins make, and
//! `unusable` stands in where settings have a fault; `templated` puts messages into the words of a board.

pub mod alertmanager;
pub(crate) mod http;
pub mod mail;
mod notifier;
pub mod script;
pub mod stdout;
pub mod teams;
pub mod templated;
#[cfg(test)]
mod test_receiver;
mod unusable;
pub mod webhook;

pub use notifier::{Notifier, NotifyError, NotifyFault};
pub use unusable::Unusable;
