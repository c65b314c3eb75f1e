//! What `remit.toml` says of feeds, notifiers and the ledger.
//!
//! `[project]` and `[calendar]` are read by the rules, which also report a text that is not TOML and tables that nobody
//! knows.
//!
//! - `project`: all of it;
//! - `declaration`, `feed`, `layout`: `[[feed]]` as it is written, and what it comes to;
//! - `host`: `[[plugin]]`, and what plugins are told in the places where they are used;
//! - `notifier`: `[[notifier]]`, `hook`: `[[hook]]`, and `store`: `[store]`;
//! - `secrets`: those that it holds itself, which reach no ledger;
//! - `mention`: a place that names a measure or a body; `unknown_names`: those that the project does not have.

mod declaration;
mod feed;
mod hook;
mod host;
mod layout;
mod mention;
mod notifier;
mod project;
mod pull;
mod secrets;
mod store;
#[cfg(test)]
mod tests;
mod unknown_names;

pub use notifier::Notifier;
pub use project::{Settings, parse, parse_with, read_settings};
pub use unknown_names::check;
