//! A ledger on the disk, worked out again.

use std::collections::BTreeSet;

use ledger::commit::Commit;
use ledger::leaves::leaves;
use ledger::tree::{Frontier, TreeHash};
use plugins::stores::{SqliteStore, StoreError};

use super::again::{Again, Place, Worked};
use crate::progress::{LongWork, Progress};
use crate::project::compiler;

/// Works a ledger out again from its beginning, and its tree at the sizes that are asked for.
///
/// # Errors
/// The ledger cannot be read, or is not sound.
pub fn work_out(
    store: &SqliteStore,
    asked: BTreeSet<u64>,
    progress: &dyn Progress,
) -> Result<Worked, StoreError> {
    let mut again = Again::new(compiler(), asked);
    progress.begin(LongWork::Verifying, store.head().position);
    let read = store.commits(&mut |commit: Commit| {
        let entries = commit.entries.len() as u64;
        again.take(commit);
        progress.advance(entries);
        Ok(())
    });
    progress.end();
    read?;
    Ok(again.end().0)
}

/// The tree of a ledger as it stands and at the sizes that are asked for. No rule is run.
///
/// # Errors
/// The ledger cannot be read.
pub fn tree_of(store: &SqliteStore, asked: &BTreeSet<u64>) -> Result<Worked, StoreError> {
    let mut tree = Frontier::default();
    let mut worked = Worked::default();
    worked.places.insert(0, Place { root: TreeHash::of_nothing(), last: 0 });
    store.commits(&mut |commit: Commit| {
        for (position, leaf) in (commit.first..).zip(leaves(&commit)) {
            tree.append(leaf);
            if asked.contains(&tree.size()) {
                let place = Place { root: tree.root(), last: position.min(commit.last()) };
                worked.places.insert(tree.size(), place);
            }
        }
        (worked.last, worked.at) = (commit.last(), Some(commit.at));
        Ok(())
    })?;
    worked.size = tree.size();
    worked.places.insert(tree.size(), Place { root: tree.root(), last: worked.last });
    Ok(worked)
}
