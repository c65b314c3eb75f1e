//! The ledger in one SQLite file: one row for each commit, its entries packed by `codec` and chained to the one before it.
//!
//! `place` knows its files and `lock` keeps a second writer out; `head` keeps where the chain of batches ended,
//! and `fault` words what goes wrong. `schema` knows the tables, `rows` what stands in them, and `upgrade` chains older
//! ledgers. `writer` is what whoever writes holds, `store` reads and writes, and `open` opens it; `verify` checks all
//! of it, `kept` answers as every ledger that is kept, `repair` cuts it back, and `erase` takes personal values out of it. What
//! entries mean, and which of them repeat each other, is not known here.

#[cfg(test)]
mod corruption;
mod erase;
#[cfg(test)]
mod erased;
mod fault;
mod head;
mod kept;
mod lock;
#[cfg(test)]
mod losses;
mod open;
mod place;
mod repair;
mod rows;
mod schema;
mod store;
#[cfg(test)]
mod tests;
mod upgrade;
mod verify;
mod writer;

pub(in crate::stores) use lock::{Lock, lock_beside, wait_for_lock_beside};
pub use repair::{Repaired, Rewound};
pub use store::SqliteStore;
