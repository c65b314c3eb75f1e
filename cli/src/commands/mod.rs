//! The commands, one to a file, and the way into them.
//!
//! `dispatch` goes to the one that is asked for; `said` is how all of them speak.

mod approvals;
mod approve;
mod check;
mod completions;
mod definitions;
mod dispatch;
mod docs;
mod explain;
mod init;
mod plugin;
mod replay;
mod respond;
mod run;
mod said;
mod serve;
mod test;

pub use dispatch::main;
