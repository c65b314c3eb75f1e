//! What a store is: it keeps the ledger.

use jiff::Timestamp;
use ledger::entry::{Entry, Position, Recorded};
use thiserror::Error;

/// Keeps the ledger: append-only, one writer.
pub trait Store: Send {
    /// Appends entries as one transaction: all of them are on disk when it returns, or none is.
    /// Returns the position of the last.
    ///
    /// # Errors
    /// Nothing was written.
    fn append(&mut self, at: Timestamp, entries: &[Entry]) -> Result<Position, StoreError>;

    /// Calls `each` for every entry after `after`, in order.
    ///
    /// # Errors
    /// The ledger cannot be read, or `each` stopped with an error.
    fn read(
        &mut self,
        after: Position,
        each: &mut dyn FnMut(Recorded) -> Result<(), StoreError>,
    ) -> Result<(), StoreError>;

    /// Looks whether the entries up to a place are what was written, without making anything of them. A start that reads a
    /// snapshot in their place asks for it, so that damage comes out before anything is built on it.
    ///
    /// # Errors
    /// They are damaged, or cannot be read.
    fn verify(&mut self, up_to: Position) -> Result<(), StoreError>;

    /// The entry at one place; none where there is none.
    ///
    /// # Errors
    /// The ledger cannot be read.
    fn entry(&mut self, position: Position) -> Result<Option<Recorded>, StoreError>;

    /// Replaces the snapshot, which only makes the fold quicker: bytes that stand for all entries up to `position`.
    ///
    /// # Errors
    /// The old snapshot is still in place.
    fn save_snapshot(&mut self, position: Position, bytes: &[u8]) -> Result<(), StoreError>;

    /// The newest snapshot with its position.
    ///
    /// # Errors
    /// The ledger cannot be read.
    fn snapshot(&mut self) -> Result<Option<(Position, Vec<u8>)>, StoreError>;
}

/// What can be wrong with a ledger.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Another process holds it.
    #[error("the ledger {path} is in use by another process")]
    InUse { path: String },
    /// A newer Remit wrote it.
    #[error("the ledger {path} is of version {found}, and this Remit knows versions up to {known}")]
    Newer {
        path: String,
        found: u32,
        /// The newest version known here.
        known: u32,
    },
    /// It is damaged, or is not a ledger.
    #[error("the ledger {path} cannot be used: {reason}")]
    Damaged {
        path: String,
        /// What was found.
        reason: String,
    },
    /// The disk is full, a folder is missing, and the like.
    #[error("the ledger {path} cannot be read or written: {reason}")]
    Unavailable {
        path: String,
        /// What came back.
        reason: String,
    },
}
