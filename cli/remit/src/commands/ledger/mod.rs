//! `remit ledger`: looking after the ledger itself.
//!
//! `head` shows where it ends, `copy` carries it elsewhere, `checkpoint` signs what it came to with a key that `key` makes, `verify` checks all of it, `repair` cuts it back to what is sound, `erase` takes personal values out of it, and `rewind` takes back what a wrong
//! clock wrote; `say` has what they say in common.

mod checkpoint;
mod copy;
mod erase;
mod head;
mod key;
mod repair;
mod rewind;
mod say;
mod verify;

pub(super) use checkpoint::checkpoint;
pub(super) use copy::copy;
pub(super) use erase::erase;
pub(super) use head::head;
pub(super) use key::key;
pub(super) use repair::repair;
pub(super) use rewind::rewind;
pub(super) use verify::verify;
