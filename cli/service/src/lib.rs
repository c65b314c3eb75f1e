//! How things stand, over HTTP: pages for people, the same as JSON for programs, and word of every change; and the way in for reports and replies. It
//! reads pictures that whoever holds the engine publishes, and never that engine itself, so that no reader holds up a report; questions that take an engine have one of their own, which follows the ledger. What is handed in waits in a
//! queue of bounded length until whoever holds the engine has carried it out.
//!
//! Modules stand in one order, each using only those before it:
//! `publication`, `questions`, `wire`, `counters`, `desk`, `door`, `http`, `patient`, `listening`.

mod counters;
mod desk;
mod door;
mod http;
mod listening;
mod patient;
mod publication;
mod questions;
mod wire;

pub use counters::Counters;
pub use desk::{Answered, Asked, Closed, Desk, Keyed, Matter, Reply, Report, Response};
pub use listening::{ListenError, Listening, Way};
pub use publication::Publication;
