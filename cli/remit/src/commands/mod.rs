//! The commands, one to a file, and the way into them.
//!
//! `elsewhere` is what a service is asked; `dispatch` goes to the one that is asked for; `said` is how all of them speak, `advice` what to do about faults of the ledger, `admission` how one is opened to be written, and `hand_over` how they leave what they
//! cannot do themselves to whoever holds the ledger.

mod account;
mod admission;
mod advice;
mod approvals;
mod approve;
mod check;
mod completions;
mod definitions;
mod dispatch;
mod docs;
mod dry;
mod due;
mod elsewhere;
mod explain;
mod hand_over;
mod init;
mod ledger;
mod lint;
mod look;
mod matrix;
mod notify;
mod notify_preview;
mod plugin;
mod prove;
mod receipt;
mod register;
mod repl;
mod replay;
mod respond;
mod routes;
mod run;
mod run_feeds;
mod said;
mod schemas;
mod serve;
mod silence;
mod since;
mod test;
mod token;
mod verify;
mod what_if;

pub use dispatch::main;
