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
