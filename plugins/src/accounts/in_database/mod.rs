//! Accounts in the database in which the ledger lies, so that every machine that serves it knows the same people and the same sessions.
//!
//! `tables` knows their layout and brings along what lay in a file before, `line` is the connection that is asked, and `place` keeps rows over it.

mod line;
mod place;
mod tables;
#[cfg(test)]
mod tests;

pub(super) use place::InDatabase;
