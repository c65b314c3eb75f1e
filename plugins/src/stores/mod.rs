//! Places that keep the ledger. What the entries mean is not known here.
//!
//! `store` says what one is, `sqlite` is the ledger on disk and `memory` the one for questions and tests, and `dry` one that lets go of what is written; one conformance suite holds both to the
//! same behaviour. `ledger::codec` turns entries into bytes.

#[cfg(test)]
mod conformance;
mod dry;
mod memory;
mod sqlite;
mod store;

pub use dry::DryStore;
pub use memory::{Disk, MemoryStore};
pub use sqlite::{Head, Link, Repaired, Rewound, SqliteStore};
pub use store::{Store, StoreError};
