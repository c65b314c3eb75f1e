//! The ledger in one SQLite file: one row for each commit, its entries packed by `codec` and chained to the one before it.
//!
//! `place` knows its files and `lock` keeps a second writer out; `chain` binds batch to batch, `head` keeps where that ended,
//! and `fault` words what goes wrong. `schema` knows the tables, `rows` what stands in them, and `upgrade` chains older
//! ledgers. `writer` is what whoever writes holds, `store` reads and writes, and `open` opens it; `verify` checks all
//! of it, and `repair` cuts it back. What
//! entries mean, and which of them repeat each other, is not known here.

mod chain;
#[cfg(test)]
mod corruption;
mod fault;
mod head;
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

pub use chain::Link;
pub use head::Head;
pub use repair::{Repaired, Rewound};
pub use store::SqliteStore;
