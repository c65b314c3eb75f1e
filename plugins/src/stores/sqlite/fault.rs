//! What SQLite says went wrong, in the words of [`StoreError`].

use std::io;

use rusqlite::ErrorCode;

use crate::stores::fault::Ledger;
use crate::stores::store::StoreError;

impl Ledger {
    /// The folder that is to hold it cannot be made.
    pub(super) fn folder_fault(&self, error: &io::Error) -> StoreError {
        match error.kind() {
            io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
                self.unavailable("a file stands where its folder should be")
            }
            kind => self.unavailable(format!("its folder cannot be made ({kind})")),
        }
    }

    pub(super) fn unopenable(&self) -> StoreError {
        self.unavailable("the file or its folder cannot be opened; see that both may be read and written")
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
            Some(ErrorCode::ReadOnly) => self.for_reading_only(),
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => self.unopenable(),
            Some(ErrorCode::SystemIoFailure) => self.unavailable(format!("the disk failed ({said})")),
            Some(ErrorCode::TooBig) => {
                self.unavailable("more was to be written at once than one batch can hold")
            }
            _ => self.unavailable(said),
        }
    }
}
