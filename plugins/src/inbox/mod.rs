//! The inbox: a folder beside the ledger into which any command puts a request for whoever holds the ledger.
//!
//! It carries nothing out and judges no request: it only keeps them, whole and in order, until the ledger has them.
//!
//! What may be asked, and its form in a file, is `ledger::request`. `folder` is the inbox itself, and `fault` what can be wrong.

mod fault;
mod folder;
#[cfg(test)]
mod tests;

pub use fault::{InboxError, RequestFault};
pub use folder::{Inbox, RequestFate, Taken, Ticket};
