//! Requests to whoever holds the ledger: what may be asked, and its form in a file. It carries nothing out.

mod ask;
mod wire;

pub use ask::{Approve, EndSilence, Request, Respond, Silence, request_id};
pub use wire::{NoRequest, is_id, read, write};
