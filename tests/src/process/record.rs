//! What stands on the ledger of a project, for tests that must know that nothing was lost or said twice.

use std::sync::Arc;

use engine::model::Observation;
use ledger::entry::{Entry, Message, Recorded};
use plugins::stores::{SqliteStore, Store as _};

use super::folder::Folder;

/// Every entry, in order; none where there is no ledger yet.
///
/// # Panics
/// The ledger cannot be read.
pub fn recorded(folder: &Folder) -> Vec<Recorded> {
    let mut entries = Vec::new();
    let store = SqliteStore::open_read_only(&folder.path(".remit/ledger.sqlite"));
    if let Some(mut store) = store.expect("the ledger can be opened") {
        let mut keep = |recorded| {
            entries.push(recorded);
            Ok(())
        };
        store.read(0, &mut keep).expect("the ledger can be read");
    }
    entries
}

/// The reports that came in, in order.
pub fn observations(recorded: &[Recorded]) -> impl Iterator<Item = &Observation> {
    let observed = recorded.iter().filter_map(|recorded| match &recorded.entry {
        Entry::Observed(observations) => Some(observations),
        _ => None,
    });
    observed.flatten()
}

/// Where each report that came in stood: its file and its line.
pub fn figures(recorded: &[Recorded]) -> Vec<String> {
    observations(recorded).map(|one| format!("{} {}", one.source.file.path, one.source.line)).collect()
}

/// Every message that was ever to be sent, in order.
pub fn queued(folder: &Folder) -> Vec<Message> {
    let message = |recorded: Recorded| match recorded.entry {
        Entry::Queued { message, .. } => Some(Arc::unwrap_or_clone(message)),
        _ => None,
    };
    recorded(folder).into_iter().filter_map(message).collect()
}

/// The ids of the messages that were taken, in order.
pub fn settled(folder: &Folder) -> Vec<String> {
    let id = |recorded: Recorded| match recorded.entry {
        Entry::Settled { message_id, .. } => Some(message_id),
        _ => None,
    };
    recorded(folder).into_iter().filter_map(id).collect()
}

/// What was told by messages of a kind, one after the other.
pub fn messages(folder: &Folder, kind: &str) -> String {
    let told = queued(folder).into_iter().filter(|message| message.kind == kind);
    told.map(|message| message.text).collect()
}
