//! How things stand, over HTTP: pages for people, the same as JSON for programs, and word of every change; and the way in for reports and replies. It
//! reads pictures that whoever holds the engine publishes, and never that engine itself, so that no reader holds up a report; questions that take an engine have one of their own, which follows the ledger. What is handed in waits in a
//! queue of bounded length until whoever holds the engine has carried it out.
//!
//! Modules stand in one order, each using only those before it:
//! `publication`, `records`, `questions`, `past_days`, `rule_tests`, `change_problem`, `change_checks`, `wire`, `counters`, `relay`, `task_queue`, `access_control`, `http`, `write_timeout`, `last_word`, `tls`, `connections`, `listening`.

mod access_control;
mod change_checks;
mod change_problem;
mod connections;
mod counters;
mod http;
mod last_word;
mod listening;
mod past_days;
mod publication;
mod questions;
mod records;
mod relay;
mod rule_tests;
mod task_queue;
mod tls;
mod wire;
mod write_timeout;

pub use change_problem::change_problem;
pub use counters::Counters;
pub use listening::{Limits, ListenError, Listening, Way};
pub use publication::Publication;
pub use relay::Relay;
pub use task_queue::{
    Answered, AskedSilence, AwaitedAnswer, Closed, Keyed, QueuedTask, ReportTask, ResponseTask, Silencing,
    Task, TaskQueue, UnusableFile, Waiting,
};
pub use tls::{CertificateError, CertificateFiles};
