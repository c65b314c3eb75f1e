//! Whoever may write all files of a ledger and knows how they are made: what is changed is changed with every hash in order.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

use ledger::commit::Commit;
use plugins::stores::{Alongside, SqliteStore, Store as _};
use tests::process::Folder;

const LEDGER: &str = ".remit/ledger.sqlite";

/// Writes the ledger of a project again, as `change` has it.
pub(in crate::binary) fn write_again(folder: &Folder, change: impl FnOnce(&mut Vec<Commit>)) {
    let mut commits = read(&folder.path(LEDGER));
    change(&mut commits);
    fs::remove_dir_all(folder.path(".remit")).unwrap();
    fs::create_dir(folder.path(".remit")).unwrap();
    let mut store = opened(&folder.path(LEDGER));
    for Commit { at, entries, outcome, personal, .. } in commits {
        // A forger who knows how leaves are made keeps those of what is left as it was.
        if let Some(personal) = &personal {
            store.take_up_salts(personal);
        }
        let alongside = Alongside { outcome: outcome.as_ref(), ..Alongside::default() };
        store.append_with(at, &entries, alongside).unwrap();
    }
    // Else the next program that writes would work the whole out again first.
    store.sign(env!("CARGO_PKG_VERSION")).unwrap();
}

/// A ledger to write to. A program that another test just starts may hold for a moment what this process had open.
pub(super) fn opened(ledger: &Path) -> SqliteStore {
    SqliteStore::open_within(ledger, Duration::from_secs(10)).unwrap()
}

fn read(path: &Path) -> Vec<Commit> {
    let store = SqliteStore::open_read_only(path).unwrap().unwrap();
    let mut commits = Vec::new();
    store
        .commits(0, &mut |commit| {
            commits.push(commit);
            Ok(ControlFlow::Continue(()))
        })
        .unwrap();
    commits
}
