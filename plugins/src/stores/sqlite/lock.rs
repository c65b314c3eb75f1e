//! One writer at a time, held by the operating system: the kernel lets go of it even after kill -9.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use crate::stores::store::StoreError;

/// Held for as long as this lives. The file beside the ledger stays behind, since deleting it would race with others.
pub(super) struct Lock {
    _file: File,
}

/// Takes the lock of the ledger at `path`, or says at once that another process has it.
pub(super) fn lock(path: &Path) -> Result<Lock, StoreError> {
    let unavailable = |error: std::io::Error| StoreError::Unavailable {
        path: path.display().to_string(),
        reason: format!("its lock file cannot be opened ({})", error.kind()),
    };
    let mut beside = path.as_os_str().to_owned();
    beside.push(".lock");
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(&beside);
    let file = file.map_err(unavailable)?;
    match file.try_lock() {
        Ok(()) => Ok(Lock { _file: file }),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse { path: path.display().to_string() }),
        Err(TryLockError::Error(error)) => Err(unavailable(error)),
    }
}
