//! A ledger on the disk, worked out again.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use ledger::commit::Commit;
use plugins::stores::{KeptLedger, StoreError};

use super::again::{Again, Worked};
use crate::progress::{LongWork, Progress};
use crate::project::compiler;

/// Works a ledger out again from its beginning, and its tree at the sizes that are asked for.
///
/// # Errors
/// The ledger cannot be read, or is not sound.
pub fn work_out(
    store: &mut dyn KeptLedger,
    asked: BTreeSet<u64>,
    progress: &dyn Progress,
) -> Result<Worked, StoreError> {
    let mut again = Again::new(compiler(), asked);
    progress.begin(LongWork::Verifying, store.head().position);
    let read = store.commits(0, &mut |commit: Commit| {
        let entries = commit.entries.len() as u64;
        again.take(commit);
        progress.advance(entries);
        Ok(ControlFlow::Continue(()))
    });
    progress.end();
    read?;
    Ok(again.end().0)
}

/// The tree of a ledger as it stands and at the sizes that are asked for. No rule is run.
///
/// # Errors
/// The ledger cannot be read.
pub fn tree_of(store: &mut dyn KeptLedger, asked: &BTreeSet<u64>) -> Result<Worked, StoreError> {
    let mut again = Again::new(compiler(), asked.clone());
    store.commits(0, &mut |commit: Commit| {
        again.grow_written(&commit);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(again.tree())
}
