//! The shapes that plugins have: what a reader, a notifier and a store must do.

use std::path::Path;
use std::sync::Arc;

use engine::model::{Catalogue, Observation, SourceFile};
use jiff::Timestamp;
use ledger::entry::{Entry, Position, Recorded};
pub use ledger::entry::{Message, Quarantined};
use thiserror::Error;

/// Turns the bytes of one file into observations.
pub trait Reader: Send + Sync {
    /// Reads a whole file. Rows that cannot be used are set apart with their reason; the rest goes in.
    ///
    /// # Errors
    /// Nothing in the file can be used, such as when a column is missing.
    fn read(
        &self,
        file: &Arc<SourceFile>,
        bytes: &[u8],
        context: &ReadContext<'_>,
    ) -> Result<Reading, ReadError>;

    /// The same, in the folder of a project, for readers that are handed other files of it.
    ///
    /// # Errors
    /// Nothing in the file can be used.
    fn read_in(
        &self,
        project: &Path,
        file: &Arc<SourceFile>,
        bytes: &[u8],
        context: &ReadContext<'_>,
    ) -> Result<Reading, ReadError> {
        let _ = project;
        self.read(file, bytes, context)
    }
}

/// What a reader may know.
#[derive(Clone, Copy)]
pub struct ReadContext<'a> {
    /// The register, to which every row must refer.
    pub catalogue: &'a Catalogue,
    /// The moment of receipt.
    pub received: Timestamp,
}

/// What a reader found in one file.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Reading {
    /// Rows that say something of a cell, each cell once.
    pub observations: Vec<Observation>,
    /// Rows that repeat another row of the same file word for word.
    pub repeated: u32,
    /// Rows that are none of this feed's business.
    pub skipped: u32,
    /// Rows that cannot be used.
    pub quarantined: Vec<Quarantined>,
}

/// Why nothing in a file can be used.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{reason}")]
pub struct ReadError {
    /// The line, counted from 1, where one is to blame.
    pub line: Option<u32>,
    /// Why, in a sentence without a full stop.
    pub reason: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// Carries messages to people or programs.
pub trait Notifier: Send + Sync {
    /// Its name in the project.
    fn id(&self) -> &str;

    /// Sends one message. Sending it again under the same id must be harmless.
    ///
    /// # Errors
    /// It was not taken; [`NotifyError::Refused`] means that trying again is useless.
    fn send(&self, message: &Message) -> Result<(), NotifyError>;
}

/// Adds to messages about alerts before they are queued, and says where they go. It cannot take one away.
pub trait Hook: Send + Sync {
    /// Its name in the project.
    fn id(&self) -> &str;

    /// Looks at one message. `notifiers` are those that it may go through.
    ///
    /// # Errors
    /// It failed; the message goes out as it was.
    fn alert(&self, message: &Message, notifiers: &[String]) -> Result<Hooked, HookError>;
}

/// A message as a hook leaves it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hooked {
    /// The message.
    pub message: Message,
    /// The notifiers that it goes through; none stands for all of them.
    pub route: Option<Vec<String>>,
}

/// Why a hook did nothing.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{0}")]
pub struct HookError(pub String);

/// Why a message was not taken.
#[derive(Debug, Error)]
pub enum NotifyError {
    /// Worth another try.
    #[error("{0}")]
    Unavailable(String),
    /// The receiver will never take it.
    #[error("{0}")]
    Refused(String),
}

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
    InUse {
        /// Its path.
        path: String,
    },
    /// A newer Remit wrote it.
    #[error("the ledger {path} is of version {found}, and this Remit knows versions up to {known}")]
    Newer {
        /// Its path.
        path: String,
        /// Its version.
        found: u32,
        /// The newest version known here.
        known: u32,
    },
    /// It is damaged, or is not a ledger.
    #[error("the ledger {path} cannot be used: {reason}")]
    Damaged {
        /// Its path.
        path: String,
        /// What was found.
        reason: String,
    },
    /// The disk is full, a folder is missing, and the like.
    #[error("the ledger {path} cannot be read or written: {reason}")]
    Unavailable {
        /// Its path.
        path: String,
        /// What came back.
        reason: String,
    },
}
