//! Replaying: episodes and comparisons told by hand, and random programs over random histories.

// Clippy allows `unwrap` in what says that it is for tests, its functions that are no tests included.
#![cfg(test)]

mod comparing;
mod notation;
mod parts;
mod resuming;
mod revisions;
