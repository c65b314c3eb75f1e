//! What SQLite says went wrong, in the words of [`StoreError`].

use std::io;
use std::path::Path;

use rusqlite::ErrorCode;

use crate::stores::store::StoreError;
use ledger::codec::CodecError;
use ledger::entry::Position;

/// Names the ledger in whatever goes wrong with it.
#[derive(Clone)]
pub(super) struct Ledger {
    path: String,
}

impl Ledger {
    pub(super) fn at(path: &Path) -> Self {
        Self { path: path.display().to_string() }
    }

    pub(super) fn damaged(&self, reason: impl Into<String>) -> StoreError {
        StoreError::Damaged { path: self.path.clone(), reason: reason.into() }
    }

    pub(super) fn unavailable(&self, reason: impl Into<String>) -> StoreError {
        StoreError::Unavailable { path: self.path.clone(), reason: reason.into() }
    }

    /// The folder that is to hold it cannot be made.
    pub(super) fn folder_fault(&self, error: &io::Error) -> StoreError {
        match error.kind() {
            io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
                self.unavailable("a file stands where its folder should be")
            }
            kind => self.unavailable(format!("its folder cannot be made ({kind})")),
        }
    }

    pub(super) fn newer(&self, found: u32, known: u32) -> StoreError {
        StoreError::Newer { path: self.path.clone(), found, known }
    }

    pub(super) fn unopenable(&self) -> StoreError {
        self.unavailable("the file or its folder cannot be opened; see that both may be read and written")
    }

    pub(super) fn in_use(&self) -> StoreError {
        StoreError::InUse { path: self.path.clone() }
    }

    /// It is no longer this process's to write.
    pub(super) fn lost(&self, reason: impl Into<String>) -> StoreError {
        StoreError::Lost { path: self.path.clone(), reason: reason.into() }
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
        self.damaged(format!("the batch of entries that ends at position {last} is damaged: {error}"))
    }

    /// A fault of the database itself.
    pub(super) fn fault(&self, error: &rusqlite::Error) -> StoreError {
        let said = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => {
                self.damaged("it is not a ledger, or its beginning is overwritten")
            }
            Some(ErrorCode::DatabaseCorrupt) => self.damaged(format!("the database is damaged ({said})")),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => self.in_use(),
            Some(ErrorCode::DiskFull) => self.unavailable("the disk is full"),
            Some(ErrorCode::ReadOnly) => self.unavailable("it may only be read, not written"),
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => self.unopenable(),
            Some(ErrorCode::SystemIoFailure) => self.unavailable(format!("the disk failed ({said})")),
            Some(ErrorCode::TooBig) => {
                self.unavailable("more was to be written at once than one batch can hold")
            }
            _ => self.unavailable(said),
        }
    }
}
