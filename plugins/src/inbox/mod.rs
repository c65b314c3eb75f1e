//! The inbox: a folder beside the ledger into which any command puts a request for whoever holds the ledger.
//!
//! It carries nothing out and judges no request: it only keeps them, whole and in order, until the ledger has them.
//!
//! `request` is what may be asked, `wire` its form in a file, `folder` the inbox itself, and `fault` what can be wrong.

mod fault;
mod folder;
mod request;
#[cfg(test)]
mod tests;
mod wire;

pub use fault::{InboxError, RequestFault};
pub use folder::{Fate, Inbox, Taken, Ticket};
pub use request::{Approve, Request, Respond, request_id};
