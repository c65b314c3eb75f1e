//! How things stand, over HTTP: pages for people, the same as JSON for programs, and word of every change. It reads pictures that whoever holds the
//! engine publishes, and never that engine itself, so that no reader holds up a report; questions that take an engine have one of their own, which follows the ledger.
//!
//! Modules stand in one order, each using only those before it:
//! `publication`, `questions`, `wire`, `http`, `listening`.

mod http;
mod listening;
mod publication;
mod questions;
mod wire;

pub use listening::{ListenError, Listening};
pub use publication::Publication;
