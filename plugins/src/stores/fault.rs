//! What can be wrong with a ledger wherever it lies, in words that name it.

use std::fmt;
use std::sync::Arc;

use crate::stores::store::StoreError;
use crate::stores::version::{OWN, is_newer};
use ledger::codec::CodecError;
use ledger::entry::Position;

/// Names the ledger in whatever goes wrong with it.
#[derive(Clone)]
pub(crate) struct Ledger {
    path: String,
    /// The version of Remit that wrote it last, where that is newer than this one.
    newer: Option<Arc<str>>,
}

impl Ledger {
    /// By its file, or by its address, in which no password stands.
    pub(crate) fn at(place: &impl fmt::Display) -> Self {
        Self { path: place.to_string(), newer: None }
    }

    /// The same, which this version of Remit wrote last.
    #[must_use]
    pub(super) fn written_by(self, version: Option<&str>) -> Self {
        Self { newer: version.filter(|version| is_newer(version)).map(Arc::from), ..self }
    }

    /// Whoever would write it must not be older than whoever wrote it last.
    pub(super) fn check_version(&self) -> Result<(), StoreError> {
        self.newer.as_deref().map_or(Ok(()), |found| Err(self.newer_remit(found)))
    }

    fn newer_remit(&self, found: &str) -> StoreError {
        StoreError::NewerRemit { path: self.path.clone(), found: found.to_owned(), known: OWN }
    }

    pub(super) fn damaged(&self, reason: impl Into<String>) -> StoreError {
        StoreError::Damaged { path: self.path.clone(), reason: reason.into() }
    }

    pub(super) fn unavailable(&self, reason: impl Into<String>) -> StoreError {
        StoreError::Unavailable { path: self.path.clone(), reason: reason.into() }
    }

    /// Somebody would write it who may not.
    pub(super) fn for_reading_only(&self) -> StoreError {
        self.unavailable("it may only be read, not written")
    }

    pub(super) fn newer(&self, found: u32, known: u32) -> StoreError {
        StoreError::Newer { path: self.path.clone(), found, known }
    }

    pub(super) fn in_use(&self) -> StoreError {
        StoreError::InUse { path: self.path.clone() }
    }

    /// It lies in a database, and this works on files.
    pub(super) fn in_database(&self, command: &'static str) -> StoreError {
        StoreError::InDatabase { path: self.path.clone(), command }
    }

    /// It is no longer this process's to write.
    pub(super) fn lost(&self, reason: impl Into<String>) -> StoreError {
        StoreError::Lost { path: self.path.clone(), reason: reason.into() }
    }

    /// Its database no longer knows what was written.
    pub(super) fn went_back(&self, ends_at: Position, written_to: Position) -> StoreError {
        StoreError::WentBack { path: self.path.clone(), ends_at, written_to }
    }

    /// It ends before the place up to which it was written.
    pub(super) fn cut_off(&self, ends_at: Position, written_to: Position) -> StoreError {
        self.damaged(format!(
            "its end is missing: it ends at position {ends_at}, and entries up to position {written_to} were written"
        ))
    }

    /// There is nothing of it, although something was written.
    pub(super) fn emptied(&self, how: &str, written_to: Position) -> StoreError {
        self.damaged(format!("{how}, and entries up to position {written_to} were written"))
    }

    /// A batch that is sound by itself and was not written here.
    pub(super) fn unchained(&self, last: Position) -> StoreError {
        self.damaged(format!(
            "the batch of entries that ends at position {last} does not follow from those before it: it was put there, or one of them was changed"
        ))
    }

    /// A batch that is not what was written.
    pub(super) fn damaged_batch(&self, last: Position, error: &CodecError) -> StoreError {
        // What is sound by its checksum may well make sense to whoever wrote it.
        if let (Some(found), CodecError::Format(_) | CodecError::Malformed(_)) = (&self.newer, error) {
            return self.newer_remit(found);
        }
        self.damaged(format!("the batch of entries that ends at position {last} is damaged: {error}"))
    }
}
