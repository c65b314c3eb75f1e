//! Places that keep the ledger. What the entries mean is not known here.
//!
//! `store` says what one is, `sqlite` is the ledger on disk and `memory` the one for questions and tests; one conformance suite holds both to the
//! same behaviour. `ledger::codec` turns entries into bytes.

#[cfg(test)]
mod conformance;
mod memory;
mod sqlite;
mod store;

pub use memory::{Disk, MemoryStore};
pub use sqlite::{Head, Link, Repaired, Rewound, SqliteStore};
pub use store::{Store, StoreError};
