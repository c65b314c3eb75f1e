//! An erasure carried out: proved to change nothing first, then written down, and only then done.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::Arc;

use jiff::Timestamp;
use ledger::commit::Commit;
use ledger::entry::{Entry, Erasure, Position};
use ledger::tree::TreeHash;
use plugins::stores::{KeptLedger, StoreError};
use thiserror::Error;

use super::found::Found;
use super::wanted::Wanted;
use crate::progress::{LongWork, Progress};
use crate::project::compiler;
use crate::proof::{Again, StepFault, Worked};

/// Who asks for an erasure.
pub struct Asking {
    pub by: String,
    pub reason: String,
    pub at: Timestamp,
}

/// Why nothing is erased.
#[derive(Debug, Error)]
pub enum EraseError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("who asks for it, and why, is written down, and would name again what is to be erased")]
    NamedAgain,
    #[error(
        "{} of the messages that say it {} still to be delivered; erase once {} delivered or superseded",
        .0, if *.0 == 1 { "is" } else { "are" }, if *.0 == 1 { "it is" } else { "they are" }
    )]
    Undelivered(usize),
    #[error(
        "the texts in force say it ({}): take it out of the project's texts, let those come into force with `remit run` or `remit serve`, and erase then",
        .0.iter().map(|path| &**path).collect::<Vec<_>>().join(", ")
    )]
    InForce(BTreeSet<Arc<str>>),
    #[error("alerts and verdicts would come out otherwise from position {0} on, since they rest on it")]
    BearsOn(Position),
}

/// Erases what was found, with a record of it, and says where that stands.
///
/// # Errors
/// Nothing was erased; or it was written down, and could not be carried out to its end.
pub fn erase(
    store: &mut dyn KeptLedger,
    (wanted, found): (&Wanted, &Found),
    asking: Asking,
    progress: &dyn Progress,
) -> Result<Position, EraseError> {
    let Asking { by, reason, at } = asking;
    if wanted.is_in(&by) || wanted.is_in(&reason) {
        return Err(EraseError::NamedAgain);
    }
    if !found.undelivered.is_empty() {
        return Err(EraseError::Undelivered(found.undelivered.len()));
    }
    if !found.in_force.is_empty() {
        return Err(EraseError::InForce(found.in_force.clone()));
    }
    let before = worked_out(store, &BTreeSet::new(), progress)?;
    let after = worked_out(store, &found.hashes, progress)?;
    // What is gone is what differs.
    let came_to =
        |worked: &Worked| (worked.fault.clone(), worked.steps, worked.unbound, worked.places.clone());
    if came_to(&after) != came_to(&before) {
        let place = after.fault.as_ref().or(before.fault.as_ref()).map_or(after.last, StepFault::position);
        return Err(EraseError::BearsOn(place));
    }
    let last = store.entry(store.head().position)?.map_or(at, |recorded| recorded.at);
    let erased = found.hashes.iter().copied().collect();
    let position = store.append(at.max(last), &[Entry::Erased(Erasure { by, reason, erased })])?;
    let hashes: Vec<TreeHash> = found.hashes.iter().copied().collect();
    store.erase(&hashes)?;
    Ok(position)
}

/// Carries out once more to its end what was written down before, where anything was: an erasure may have been broken off behind its record.
///
/// # Errors
/// The ledger cannot be read, or what was erased may still lie in it.
pub fn finish(store: &mut dyn KeptLedger) -> Result<(), StoreError> {
    let mut was_erased = false;
    store.read(0, &mut |recorded| {
        was_erased |= matches!(recorded.entry, Entry::Erased(_));
        Ok(())
    })?;
    if was_erased { store.erase(&[]) } else { Ok(()) }
}

/// What the ledger comes to without these values.
fn worked_out(
    store: &mut dyn KeptLedger,
    without: &BTreeSet<TreeHash>,
    progress: &dyn Progress,
) -> Result<Worked, StoreError> {
    // What somebody accepted once does not keep what follows from being compared.
    let mut again = Again::to_go_on(compiler());
    progress.begin(LongWork::Verifying, store.head().position);
    let read = store.commits(0, &mut |mut commit: Commit| {
        if let Some(personal) = &mut commit.personal {
            personal.erase(&mut commit.entries, |hash| without.contains(hash));
        }
        progress.advance(commit.entries.len() as u64);
        again.take(commit);
        Ok(ControlFlow::Continue(()))
    });
    progress.end();
    read?;
    Ok(again.end().0)
}
