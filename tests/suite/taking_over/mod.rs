//! Services over one ledger in a database, of which one writes and the others stand by: whatever happens to them, to the line or to the database, every report is there once
//! and in order.
//!
//! `answering` is about what they answer meanwhile. `machines` are two of them with a service each. `blows` strikes at random what can be struck, `promoted` has a standby of the database take the place of the one that was
//! written to, `rolled` is about one version of Remit after the other, `beside` about two workers on one machine, `looked_at` about the files that whoever stands by knows already, and `kept_files` about the files of reports on each machine.
// Clippy allows `unwrap` in what says that it is for tests, its functions that are no tests included.
#![cfg(test)]

mod answering;
mod beside;
mod blows;
mod kept_files;
mod looked_at;
mod machines;
mod promoted;
mod rolled;
mod senders;
