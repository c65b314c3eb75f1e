//! The ledger in one SQLite file: one row for each commit, its entries packed by `codec`.
//!
//! `store` reads and writes, `lock` keeps a second writer out, `schema` knows the file, `fault` words what goes wrong. What
//! entries mean, and which of them repeat each other, is not known here.

mod fault;
mod lock;
mod schema;
mod store;
#[cfg(test)]
mod tests;

pub use store::SqliteStore;
