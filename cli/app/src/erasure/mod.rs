//! Erasing personal values from a ledger: what somebody names, where it stands, and its erasure with a record of it.
//!
//! `wanted` is what somebody asks to be erased, and what names it; `found` is where that stands on a ledger and in the project's folder, and what keeps it from being erased;
//! `erase` carries it out. What stands elsewhere, such as in copies, files of feeds and messages that were sent, is not reached from here.

mod erase;
mod found;
mod wanted;

pub use erase::{Asking, EraseError, erase, finish};
pub use found::{Found, InClear, find, still_written};
pub use wanted::Wanted;
