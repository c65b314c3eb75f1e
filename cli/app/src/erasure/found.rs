//! Where that stands on a ledger which somebody wants erased.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::Arc;

use ledger::codec::CodecError;
use ledger::entry::{Entry, Position};
use ledger::personal::{Personal, PersonalKind, StoodIn};
use ledger::tree::TreeHash;
use plugins::stores::{KeptLedger, StoreError};
use rules::source::{SourceText, Sources};
use serde::Serialize;

use super::wanted::Wanted;
use crate::ledger_state::LedgerState;

/// What somebody wants erased, as far as it stands on a ledger.
#[derive(Default, PartialEq, Eq, Debug, Serialize)]
pub struct Found {
    /// How many spellings of a name there are.
    pub names: usize,
    /// How many other values there are: words, addresses, and what messages and answers say.
    pub words: usize,
    /// Where they stand.
    pub positions: BTreeSet<Position>,
    /// Messages among them that are still to be delivered, by their ids: as long as they are, nothing is erased.
    pub undelivered: BTreeSet<String>,
    /// The paths of texts in force that say it: as long as they do, nothing is erased.
    pub in_force: BTreeSet<Arc<str>>,
    /// Where the same stands in clear, so that it cannot be erased.
    pub in_clear: InClear,
    /// What the values are found by.
    #[serde(skip)]
    pub(super) hashes: BTreeSet<TreeHash>,
}

/// Where something stands on a ledger in clear.
#[derive(Default, PartialEq, Eq, Debug, Serialize)]
pub struct InClear {
    /// Where batches end in which it stands: of those of an older Remit, names and words; of all, signatures and what is told of texts.
    pub batches: Vec<Position>,
    /// Where batches end with which texts came into force that have it.
    pub texts: Vec<Position>,
}

impl Found {
    /// Whether nothing that can be erased stands there.
    pub fn is_nothing(&self) -> bool {
        self.hashes.is_empty()
    }

    fn note(&mut self, position: Position, StoodIn { stand_in, .. }: &StoodIn) {
        self.positions.insert(position);
        if self.hashes.insert(stand_in.hash) {
            match stand_in.kind {
                PersonalKind::Name => self.names += 1,
                _ => self.words += 1,
            }
        }
    }
}

impl InClear {
    pub fn is_nothing(&self) -> bool {
        self.batches.is_empty() && self.texts.is_empty()
    }

    fn note(&mut self, wanted: &Wanted, batch: &plugins::stores::StoredBatch) -> Result<(), CodecError> {
        if batch.strings()?.iter().any(|text| wanted.is_in(text)) {
            self.batches.push(batch.last());
        }
        if batch.texts().any(|text| wanted.is_in(text)) {
            self.texts.push(batch.last());
        }
        Ok(())
    }
}

/// The paths of those texts of which a personal part is meant.
fn saying(sources: &Sources, (wanted, position): (&Wanted, Position)) -> BTreeSet<Arc<str>> {
    let says = |text: &&SourceText| {
        text.said_of_people().any(|(kind, said)| wanted.is_of(position, kind.into(), said))
    };
    sources.declaring().filter(says).map(|text| Arc::clone(&text.path)).collect()
}

/// The paths of those texts of a project's folder in which it stands: from there it is written down again once they come into force.
pub fn still_written(sources: &Sources, wanted: &Wanted) -> BTreeSet<Arc<str>> {
    sources.texts().filter(|text| wanted.is_in(&text.text)).map(|text| Arc::clone(&text.path)).collect()
}

/// Looks for what is to be erased through the whole of a ledger.
///
/// # Errors
/// It cannot be read.
///
/// # Panics
/// What was read once cannot be read again.
pub fn find(store: &mut dyn KeptLedger, wanted: &Wanted) -> Result<Found, StoreError> {
    let mut found = Found::default();
    if wanted.is_empty() {
        return Ok(found);
    }
    let outbox = LedgerState::read(&mut *store)?.outbox;
    store.commits(0, &mut |commit| {
        let mut stood_in = commit.personal.iter().flat_map(Personal::all);
        for (position, entry) in (commit.first..).zip(&commit.entries) {
            let texts = commit.personal.as_ref().map(|personal| personal.texts_of(entry)).unwrap_or_default();
            let own = stood_in.by_ref().take(texts.len()).zip(&texts);
            let said = wanted.said(entry, &texts);
            let meant = own.filter(|(stood_in, (kind, text))| {
                let goes_with_it = said && *kind != PersonalKind::Name;
                stood_in.kept.is_some() && (goes_with_it || wanted.is_of(position, *kind, text))
            });
            if let Entry::Activated(sources) = entry {
                found.in_force = saying(sources, (wanted, position));
            }
            let mut is_any = false;
            for (stood_in, _) in meant {
                found.note(position, stood_in);
                is_any = true;
            }
            if let Entry::Queued { notifier, message, .. } = entry
                && is_any
                && outbox.is_waiting(notifier, &message.id)
            {
                found.undelivered.insert(message.id.clone());
            }
        }
        Ok(ControlFlow::Continue(()))
    })?;
    let mut unreadable = None;
    store.stored(0, &mut |batch| {
        unreadable = found.in_clear.note(wanted, &batch).err().or(unreadable.take());
        Ok(())
    })?;
    assert!(unreadable.is_none(), "what was read before can be read again");
    Ok(found)
}
