//! What stands on a ledger, for looking back. It opens nothing for writing.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use ledger::entry::Entry;
use ledger::file_contents::FileContents;
use plugins::stores::{SqliteStore, Store, StoreError};
use rules::source::Sources;

/// What stands on a ledger.
#[derive(Default)]
pub struct Past {
    /// Everything that was ever observed, in order.
    pub observations: Vec<engine::model::Observation>,
    /// Everything that officials said, in order.
    pub responses: Vec<engine::model::Response>,
    /// The content of every file when it was last read.
    pub contents: FileContents,
    /// Every program that was ever in force, in order.
    pub in_force: Vec<InForce>,
}

/// A program that came into force.
pub struct InForce {
    pub since: Timestamp,
    pub sources: Arc<Sources>,
}

impl Past {
    /// What stands on the ledger at `path`; nothing where there is none yet.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn at(path: &Path) -> Result<Self, StoreError> {
        match SqliteStore::open_read_only(path)? {
            Some(mut store) => Self::on(&mut store),
            None => Ok(Self::default()),
        }
    }

    /// What stands on a ledger.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn on(store: &mut dyn Store) -> Result<Self, StoreError> {
        let mut past = Self::default();
        store.read(0, &mut |recorded| {
            match recorded.entry {
                Entry::Observed(observed) => past.observations.extend(observed),
                Entry::Received(receipt) => past.contents.note(&receipt),
                Entry::Responded(response) => past.responses.push(response),
                Entry::Activated(sources) => past.in_force.push(InForce { since: recorded.at, sources }),
                _ => {}
            }
            Ok(())
        })?;
        Ok(past)
    }
}
