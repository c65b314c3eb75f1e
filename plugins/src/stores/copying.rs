//! A ledger carried from one place to another, batch by batch and as it is stored: entries, moments, texts, outcomes and the chain are the same afterwards.

use ledger::tree::TreeHash;
use thiserror::Error;

use super::chain::Head;
use super::kept_ledger::KeptLedger;
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
    #[error(
        "what was copied from {0} does not end where that ledger ended before: somebody else wrote to one of the two; see who does, and copy again"
    )]
    Changed(String),
}

/// Copies a ledger to where there is none yet, or only its beginning, as an earlier attempt may have left it. Both are held meanwhile, so that nobody writes to either.
///
/// # Errors
/// Something else lies there, either is in use or unsound, or writing failed; what was copied by then stays, and the next attempt goes on from there.
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
    // What was copied before may have been erased since.
    let erased = erased_up_to(&mut *old, begun)?;
    if !erased.is_empty() {
        new.erase(&erased)?;
    }
    let batches =
        carry(&mut *old, &mut *new, begun, end)?.ok_or_else(|| CopyError::Changed(from.to_string()))?;
    if let Some(version) = old.written_by()? {
        new.sign(&version)?;
    }
    Ok(Copied { head: end, batches })
}

/// What the personal values are found by that are erased from the beginning of a ledger.
fn erased_up_to(ledger: &mut dyn KeptLedger, end: Head) -> Result<Vec<TreeHash>, StoreError> {
    let mut erased = Vec::new();
    if end.position > 0 {
        ledger.stored(0, &mut |batch| {
            if batch.last <= end.position {
                let gone = batch.personal.iter().filter(|row| row.value.is_none());
                erased.extend(gone.map(|row| row.hash));
            }
            Ok(())
        })?;
    }
    Ok(erased)
}

/// Copies what follows after `begun` up to the end, and says how many batches that was; none where it does not end there.
fn carry(
    old: &mut dyn KeptLedger,
    new: &mut dyn KeptLedger,
    begun: Head,
    end: Head,
) -> Result<Option<u64>, StoreError> {
    let mut batches = 0;
    old.stored(begun.position, &mut |batch| {
        batches += 1;
        new.append_stored(&batch)
    })?;
    old.check()?;
    Ok((new.head() == end).then_some(batches))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stores::conformance::{at, queued};
    use crate::stores::{SqliteStore, Store as _};

    #[test]
    fn what_was_erased_since_an_attempt_is_erased_from_what_that_copied() {
        let folder = tempfile::tempdir().expect("a folder");
        let [from, to] = ["old.sqlite", "new.sqlite"].map(|name| LedgerPlace::file(folder.path().join(name)));
        let open = |place: &LedgerPlace| place.open().expect("it can be opened");
        let values = |place: &LedgerPlace| {
            let (mut kept, mut gone) = (Vec::new(), 0);
            let read = open(place).stored(0, &mut |batch| {
                kept.extend(batch.personal.iter().filter(|row| row.value.is_some()).map(|row| row.hash));
                gone += batch.personal.iter().filter(|row| row.value.is_none()).count();
                Ok(())
            });
            read.expect("it can be read");
            (kept, gone)
        };
        open(&from).append(at(1), &[queued("m1")]).expect("it is written");
        copy(&from, &to).expect("it is copied");
        let (kept, _) = values(&to);
        assert!(!kept.is_empty());
        open(&from).erase(&kept).expect("it is erased");
        open(&from).append(at(2), &[queued("m2")]).expect("it is written");
        copy(&from, &to).expect("it is copied");
        let (left, gone) = values(&to);
        assert_eq!(gone, kept.len());
        assert!(!left.iter().any(|hash| kept.contains(hash)));
        assert_eq!(values(&from), (left, gone));
    }

    #[test]
    fn a_ledger_that_went_on_meanwhile_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let open = |name: &str| SqliteStore::open(&folder.path().join(name)).expect("it can be opened");
        let (mut old, mut new) = (open("old.sqlite"), open("new.sqlite"));
        old.append(at(1), &[queued("m1")]).expect("it is written");
        let (begun, end) = (new.head(), old.head());
        old.append(at(2), &[queued("m2")]).expect("it is written");
        assert_eq!(carry(&mut old, &mut new, begun, end).expect("both can be used"), None);
        let (begun, end) = (new.head(), old.head());
        assert_eq!(carry(&mut old, &mut new, begun, end).expect("both can be used"), Some(0));
    }
}
