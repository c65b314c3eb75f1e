//! How far long work has come, told to whoever shows it. Nothing here draws anything.

/// Work that may take long.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LongWork {
    /// Files of feeds are read, byte by byte.
    Reading,
    /// Rule tests are played, one by one.
    Testing,
    /// History is walked through, moment by moment.
    Replaying,
    /// A ledger is worked out again, entry by entry.
    Verifying,
}

/// Whoever is told how far long work has come. Several threads may tell at once.
pub trait Progress: Sync {
    /// Work begins that takes so many steps.
    fn begin(&self, work: LongWork, steps: u64);

    /// So many more steps are done.
    fn advance(&self, steps: u64);

    /// The work is done, and nothing is left to show.
    fn end(&self);
}

/// Nobody looks.
pub struct Unseen;

impl Progress for Unseen {
    fn begin(&self, _: LongWork, _: u64) {}

    fn advance(&self, _: u64) {}

    fn end(&self) {}
}
