//! What long work is called while it goes on.

/// Files of feeds are read.
pub const READING: &str = "Reading files";
/// Rule tests are played.
pub const TESTING: &str = "Playing tests";
/// History is walked through.
pub const REPLAYING: &str = "Replaying";
/// A ledger is worked out again.
pub const VERIFYING: &str = "Verifying";
