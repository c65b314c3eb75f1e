//! A ledger carried from one place to another, batch by batch and as it is stored: entries, moments, texts, outcomes and the chain are the same afterwards.

use thiserror::Error;

use super::chain::Head;
use super::place::LedgerPlace;
use super::store::StoreError;

/// What came of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Copied {
    /// Where both ledgers end.
    pub head: Head,
    /// How many batches were copied; those that were there already are not among them.
    pub batches: u64,
}

/// Why a ledger is not copied.
#[derive(Debug, Error)]
pub enum CopyError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("there is no ledger at {0}")]
    Nothing(String),
    #[error("another ledger lies at {0}, which is not the beginning of this one; nothing was copied")]
    Another(String),
}

/// Copies a ledger to where there is none yet, or only its beginning, as an earlier attempt may have left it. Both are held meanwhile, so that nobody writes to either.
///
/// # Errors
/// Something else lies there, either is in use or unsound, or writing failed; what was copied by then stays, and the next attempt goes on from there.
///
/// # Panics
/// A store took another batch than it was given.
pub fn copy(from: &LedgerPlace, to: &LedgerPlace) -> Result<Copied, CopyError> {
    if from.open_read_only()?.is_none() {
        return Err(CopyError::Nothing(from.to_string()));
    }
    let mut old = from.open()?;
    let end = old.verify()?;
    let mut new = to.open()?;
    let begun = new.verify()?;
    if begun.position > end.position || old.head_at(begun.position)? != begun {
        return Err(CopyError::Another(to.to_string()));
    }
    let mut batches = 0;
    old.stored(begun.position, &mut |batch| {
        batches += 1;
        new.append_stored(&batch)
    })?;
    let head = new.head();
    assert_eq!(head, end, "every batch that was copied follows from those before it");
    Ok(Copied { head, batches })
}
