//! What a store is: it keeps the ledger.

use jiff::Timestamp;
use ledger::commit::Outcome;
use ledger::entry::{Entry, Position, Recorded};
use thiserror::Error;

use super::feed_log::LoggedReport;

/// What is written in one transaction with entries.
#[derive(Clone, Copy, Default, Debug)]
pub struct Alongside<'a> {
    /// What the step led to that the entries are about.
    pub outcome: Option<&'a Outcome>,
    /// The files of reports that they tell of. A store that keeps no feed log lets them go.
    pub reports: &'a [LoggedReport],
}

/// Keeps the ledger: append-only, one writer.
pub trait Store: Send {
    /// Appends entries as one transaction: all of them are on disk when it returns, or none is.
    /// Returns the position of the last.
    ///
    /// # Errors
    /// Nothing was written.
    fn append(&mut self, at: Timestamp, entries: &[Entry]) -> Result<Position, StoreError> {
        self.append_with(at, entries, Alongside::default())
    }

    /// The same, with what belongs to the entries.
    ///
    /// # Errors
    /// Nothing was written.
    fn append_with(
        &mut self,
        at: Timestamp,
        entries: &[Entry],
        alongside: Alongside<'_>,
    ) -> Result<Position, StoreError>;

    /// Looks whether this process may still write the ledger: its files are where they were, and they are the same.
    ///
    /// # Errors
    /// They are not, and nothing more can be written.
    fn check(&mut self) -> Result<(), StoreError> {
        Ok(())
    }

    /// Leaves word for whoever follows the ledger elsewhere, in the place of what was left before. It is no part of the ledger, and counts for as long as this
    /// process holds it. A ledger that nobody follows on another machine takes none.
    ///
    /// # Errors
    /// No word was left.
    fn tell_followers(&mut self, _: &[u8]) -> Result<(), StoreError> {
        Ok(())
    }

    /// Calls `each` for every entry after `after`, in order.
    ///
    /// # Errors
    /// The ledger cannot be read, or `each` stopped with an error.
    fn read(
        &mut self,
        after: Position,
        each: &mut dyn FnMut(Recorded) -> Result<(), StoreError>,
    ) -> Result<(), StoreError>;

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
    /// It is no longer this process's to write: another one writes it, or its file was taken away. Whoever holds it stops.
    #[error("the ledger {path} can no longer be written by this process: {reason}")]
    Lost {
        path: String,
        /// What happened to it.
        reason: String,
    },
    /// Its database no longer knows what this process wrote, as after a restore or a standby's taking over. Whoever holds it stops.
    #[error(
        "the ledger {path} can no longer be written by this process: it ends at position {ends_at} now, and entries up to position {written_to} were written: the database went back to an earlier moment"
    )]
    WentBack {
        path: String,
        ends_at: Position,
        /// The last that is known to have been written.
        written_to: Position,
    },
    /// It lies in a database, and what was asked for works on files.
    #[error(
        "the ledger {path} lies in a database, and `remit ledger {command}` works on files; put it back from the database's own backups"
    )]
    InDatabase {
        path: String,
        /// What was asked for.
        command: &'static str,
    },
    /// A newer Remit wrote it last, and may have written what this one cannot read.
    #[error("the ledger {path} was last written by Remit {found}, and this is Remit {known}, which is older")]
    NewerRemit {
        path: String,
        found: String,
        /// This version.
        known: &'static str,
    },
    /// Its layout is that of a newer Remit.
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
