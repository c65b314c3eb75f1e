//! Erasing personal values from a ledger: what somebody names, where it stands, and its erasure with a record of it.
//!
//! `wanted` is what somebody asks to be erased, and what names it; `texts` is what of it texts say, and `found` where it stands on a ledger, and what keeps it from being erased;
//! `erase` carries it out. What stands elsewhere, such as in copies, files of feeds and messages that were sent, is not reached from here.

mod erase;
mod found;
mod texts;
mod wanted;

pub use erase::{Asking, EraseError, erase, finish};
pub use found::{Found, InClear, find};
pub use texts::still_written;
pub use wanted::Wanted;
