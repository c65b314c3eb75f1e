//! One writer at a time, held by the operating system: the kernel lets go of it even after kill -9. Whoever writes a ledger in a database takes it on its own
//! machine as well.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use super::place;
use crate::stores::fault::Ledger;
use crate::stores::store::StoreError;

/// Between two attempts while another process holds the ledger.
const PAUSE: Duration = Duration::from_millis(50);
/// Who waits for no longer than this need not say so.
const WORTH_A_WORD: Duration = Duration::from_secs(5);

/// Held for as long as this lives.
pub(in crate::stores) struct Lock {
    _beside: File,
    _itself: Option<File>,
}

/// Takes the lock file of the ledger at `path`. While another process has it, this waits for as long as `patience` says.
/// The file stays behind, since deleting it would race with others.
pub(in crate::stores) fn lock_beside(
    path: &Path,
    ledger: &Ledger,
    patience: Duration,
) -> Result<Lock, StoreError> {
    let unavailable =
        |error: io::Error| ledger.unavailable(format!("its lock file cannot be opened ({})", error.kind()));
    let file = place::private().truncate(false).open(place::beside(path, ".lock")).map_err(unavailable)?;
    wait_for(&file, ledger, patience)?;
    Ok(Lock { _beside: file, _itself: None })
}

/// Takes the lock file once whoever has it lets go of it, however long that takes.
pub(in crate::stores) fn wait_for_lock_beside(path: &Path) -> io::Result<Lock> {
    let file = place::private().truncate(false).open(place::beside(path, ".lock"))?;
    file.lock()?;
    Ok(Lock { _beside: file, _itself: None })
}

impl Lock {
    /// Locks the ledger's own file as well, so that the lock holds although somebody removes the file beside it. Elsewhere
    /// than on Linux this would get in the way of the locks that SQLite itself takes.
    pub(super) fn and_itself(self, file: File, ledger: &Ledger) -> Result<Self, StoreError> {
        if cfg!(target_os = "linux") {
            wait_for(&file, ledger, Duration::ZERO)?;
            return Ok(Self { _itself: Some(file), ..self });
        }
        Ok(self)
    }
}

fn wait_for(file: &File, ledger: &Ledger, patience: Duration) -> Result<(), StoreError> {
    let end = Instant::now() + patience;
    let mut is_told = false;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) if Instant::now() < end => {
                // Whoever waits for a moment at a time says so itself.
                if !is_told && patience > WORTH_A_WORD {
                    tracing::info!(
                        "another process holds the ledger; waiting for it up to {} seconds",
                        patience.as_secs()
                    );
                    is_told = true;
                }
                thread::sleep(PAUSE);
            }
            Err(TryLockError::WouldBlock) => return Err(ledger.in_use()),
            Err(TryLockError::Error(error)) => {
                return Err(ledger.unavailable(format!("it cannot be locked ({})", error.kind())));
            }
        }
    }
}
