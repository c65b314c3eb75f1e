//! The one fold of the ledger: each entry is read once and shown to everything that follows the ledger, in order.
//!
//! It knows no store: whoever has the entries hands them over, one by one, as they are read or as they are written.

use crate::entry::Recorded;

/// Something that follows the ledger: what it knows depends on the entries alone, so that it knows the same live and after
/// a restart.
pub trait Observer {
    /// Takes in what the ledger says next.
    fn observe(&mut self, recorded: &Recorded);
}

/// Observers that look at the same entries.
#[derive(Default)]
pub struct Fold<'o> {
    observers: Vec<&'o mut dyn Observer>,
}

impl<'o> Fold<'o> {
    /// A fold that nobody follows yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same fold with one more observer.
    #[must_use]
    pub fn with(mut self, observer: &'o mut dyn Observer) -> Self {
        self.observers.push(observer);
        self
    }

    /// Shows an entry to every observer.
    pub fn show(&mut self, recorded: &Recorded) {
        self.observers.iter_mut().for_each(|observer| observer.observe(recorded));
    }
}
