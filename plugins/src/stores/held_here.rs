//! What says to others on this machine that a process here holds a ledger in a database, and reads what is handed in beside it. It decides nothing about who writes:
//! the lease in the database does.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::fault::Ledger;
use super::sqlite::{Lock, lock_beside, wait_for_lock_beside};
use super::store::StoreError;

/// Said for as long as this lives.
pub(super) struct HeldHere {
    /// None while another process here has the lock, which says the same as long: one that lost the ledger and is frozen, or one that just looks.
    _lock: Arc<Mutex<Option<Lock>>>,
}

impl HeldHere {
    /// Says so beside this path. Nobody is waited for: where another process has the lock, it is had once that one is gone.
    ///
    /// # Errors
    /// The lock file cannot be used.
    pub(super) fn beside(path: &Path, ledger: &Ledger) -> Result<Self, StoreError> {
        let taken = match lock_beside(path, ledger, Duration::ZERO) {
            Ok(lock) => Some(lock),
            Err(StoreError::InUse { .. }) => None,
            Err(error) => return Err(error),
        };
        let waits = taken.is_none();
        let lock = Arc::new(Mutex::new(taken));
        if waits {
            let (path, kept) = (path.to_owned(), Arc::downgrade(&lock));
            thread::spawn(move || {
                let Ok(lock) = wait_for_lock_beside(&path) else { return };
                if let Some(kept) = kept.upgrade() {
                    *kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(lock);
                }
            });
        }
        Ok(Self { _lock: lock })
    }
}
