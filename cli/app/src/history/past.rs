//! What stands on a ledger, for looking back. It opens nothing for writing.

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::model::{Relation, Unused};
use jiff::Timestamp;
use ledger::entry::{Entry, Recorded};
use ledger::file_contents::FileContents;
use ledger::fold::Observer;
use plugins::stores::{LedgerPlace, Store, StoreError};
use rules::source::Sources;

use super::moments::Arrivals;
use crate::ledger_state::known_files;
use crate::reading::KnownFiles;

/// What stands on a ledger.
#[derive(Default)]
pub struct Past {
    /// Everything that was ever observed, in order.
    pub observations: Vec<engine::model::Observation>,
    /// When those of them came in that did so after the first reply.
    pub arrivals: Arrivals,
    /// What of files could not be used, in order, and when that was written down.
    pub unused: Vec<(Timestamp, Unused)>,
    /// Everything that officials said, in order.
    pub responses: Vec<engine::model::Response>,
    /// The content of every file when it was last read.
    pub contents: FileContents,
    /// The files of feeds that say nothing more, so that nobody need read them again.
    pub known_files: KnownFiles,
    /// Every program that was ever in force, in order.
    pub in_force: Vec<InForce>,
}

impl Observer for Past {
    fn observe(&mut self, recorded: &Recorded) {
        self.contents.observe(recorded);
        match &recorded.entry {
            Entry::Observed(observed) => {
                if !self.responses.is_empty() {
                    self.arrivals.note(self.observations.len(), recorded.at);
                }
                self.observations.extend_from_slice(observed);
            }
            Entry::SetAside(unused) => {
                self.unused.extend(unused.iter().map(|unused| (recorded.at, unused.clone())));
            }
            Entry::Responded(response) => self.responses.push(response.clone()),
            Entry::Activated(sources) => {
                self.in_force.push(InForce { since: recorded.at, sources: Arc::clone(sources) });
            }
            _ => {}
        }
    }
}

/// A program that came into force.
pub struct InForce {
    pub since: Timestamp,
    pub sources: Arc<Sources>,
}

impl InForce {
    /// Whether its texts may declare a relation that funds something. Most projects do not, and then no text need be compiled to know of cuts.
    pub(crate) fn names_funds(&self) -> bool {
        self.sources.texts().any(|source| source.text.contains(Relation::FUNDS))
    }
}

impl Past {
    /// What stands on a ledger; nothing where there is none yet.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn at(ledger: &LedgerPlace) -> Result<Self, StoreError> {
        match ledger.open_read_only()? {
            Some(mut store) => Self::on(&mut *store),
            None => Ok(Self::default()),
        }
    }

    /// The files that were known at the end to wait for the end of an embargo, and since when.
    pub fn waiting_files(&self) -> BTreeMap<Arc<str>, Timestamp> {
        let mut waiting = BTreeMap::new();
        for (_, unused) in &self.unused {
            match &unused.under_embargo {
                Some(held) => waiting.insert(Arc::clone(&unused.path), held.received),
                None => waiting.remove(&unused.path),
            };
        }
        waiting
    }

    /// What stands on a ledger.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn on(store: &mut dyn Store) -> Result<Self, StoreError> {
        let mut past = Self { known_files: known_files(store)?, ..Self::default() };
        store.read(0, &mut |recorded| {
            past.observe(&recorded);
            Ok(())
        })?;
        Ok(past)
    }
}
