//! A walk through the whole ledger that checks everything: checksums, shapes, texts, places and the chain.

use std::path::Path;

use super::rows::Rows;
use super::store::SqliteStore;
use crate::stores::batch::{Read, Sealed};
use crate::stores::chain::{Head, Link};
use crate::stores::store::StoreError;

/// What whoever walks says of each batch that is sound, with the link after it.
pub(super) type Each<'e> = &'e mut dyn FnMut(&Sealed<'_>, Link, Read) -> Result<(), StoreError>;

/// How far a ledger is sound.
pub(super) struct Walked {
    /// Where the last sound batch ends.
    pub(super) head: Head,
    /// What is wrong with what follows.
    pub(super) fault: Option<StoreError>,
}

impl SqliteStore {
    /// Checks everything that stands on the ledger, from its beginning.
    ///
    /// # Errors
    /// The first fault.
    pub fn verify(&self) -> Result<Head, StoreError> {
        let Walked { head, fault } = walk(&self.rows(), &mut |_, _, _| Ok(()))?;
        match fault {
            Some(fault) => Err(fault),
            None if head.position < self.head.position => {
                Err(self.ledger.cut_off(head.position, self.head.position))
            }
            None => Ok(head),
        }
    }

    /// Opens the ledger at `path` without changing it and checks everything; none where there is no ledger.
    ///
    /// # Errors
    /// The first fault.
    pub fn verify_at(path: &Path) -> Result<Option<(Self, Head)>, StoreError> {
        let Some(store) = Self::open_read_only(path)? else { return Ok(None) };
        let head = store.verify()?;
        Ok(Some((store, head)))
    }
}

/// Walks from the beginning until a batch is not sound. `each` sees those that are, with the link after them.
///
/// # Errors
/// `each` stopped.
pub(super) fn walk(rows: &Rows<'_>, each: Each<'_>) -> Result<Walked, StoreError> {
    walk_after(rows, Head::START, each)
}

/// The same from behind a batch that is known to be sound.
///
/// # Errors
/// `each` stopped.
pub(super) fn walk_after(rows: &Rows<'_>, mut head: Head, each: Each<'_>) -> Result<Walked, StoreError> {
    match step(rows, &mut head, each) {
        Ok(()) => Ok(Walked { head, fault: None }),
        Err(VerifyStop::Unsound(fault)) => Ok(Walked { head, fault: Some(fault) }),
        Err(VerifyStop::ByCaller(error)) => Err(error),
    }
}

/// Why a walk stops before the end.
enum VerifyStop {
    Unsound(StoreError),
    ByCaller(StoreError),
}

impl From<StoreError> for VerifyStop {
    fn from(fault: StoreError) -> Self {
        Self::Unsound(fault)
    }
}

fn step(rows: &Rows<'_>, head: &mut Head, each: Each<'_>) -> Result<(), VerifyStop> {
    let fault = |error| VerifyStop::Unsound(rows.ledger.fault(&error));
    let number = i64::try_from(head.position).unwrap_or(i64::MAX);
    let mut query = rows.connection.prepare(&rows.query("WHERE last > ?1 ORDER BY last")).map_err(fault)?;
    let mut found = query.query([number]).map_err(fault)?;
    while let Some(row) = found.next().map_err(fault)? {
        let sealed = rows.sealed(row)?;
        let read = rows.entries(&sealed)?;
        if read.first != head.position + 1 {
            let missing = format!("the entries after position {} are missing", head.position);
            return Err(rows.ledger.damaged(missing).into());
        }
        let link = rows.follow(head.hash, &sealed)?;
        each(&sealed, link, read).map_err(VerifyStop::ByCaller)?;
        *head = Head { position: sealed.last, hash: link };
    }
    Ok(())
}
