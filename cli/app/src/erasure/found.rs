//! Where that stands on a ledger which somebody wants erased.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::Arc;

use ledger::codec::CodecError;
use ledger::entry::{Entry, Position};
use ledger::outbox::Outbox;
use ledger::personal::{Personal, PersonalKind, StoodIn};
use ledger::tree::TreeHash;
use plugins::stores::{KeptLedger, StoreError};
use rules::source::Sources;
use serde::Serialize;

use super::texts::{Meant, meant, saying};
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

/// Looks for what is to be erased through the whole of a ledger.
///
/// # Errors
/// It cannot be read.
///
/// # Panics
/// What was read once cannot be read again.
pub fn find(store: &mut dyn KeptLedger, wanted: &Wanted) -> Result<Found, StoreError> {
    if wanted.is_empty() {
        return Ok(Found::default());
    }
    let outbox = LedgerState::read(&mut *store)?.outbox;
    let mut search = Search::of(wanted, outbox);
    store.commits(0, &mut |commit| {
        let mut stood_in = commit.personal.iter().flat_map(Personal::all);
        for (position, entry) in (commit.first..).zip(&commit.entries) {
            let texts = commit.personal.as_ref().map(|personal| personal.texts_of(entry)).unwrap_or_default();
            let own: Vec<&StoodIn> = stood_in.by_ref().take(texts.len()).collect();
            search.look(position, entry, &own, &texts);
        }
        Ok(ControlFlow::Continue(()))
    })?;
    let mut found = search.end();
    let mut unreadable = None;
    store.stored(0, &mut |batch| {
        unreadable = found.in_clear.note(wanted, &batch).err().or(unreadable.take());
        Ok(())
    })?;
    assert!(unreadable.is_none(), "what was read before can be read again");
    Ok(found)
}

/// What was found so far.
struct Search<'w> {
    wanted: &'w Wanted,
    outbox: Outbox,
    found: Found,
    /// Addresses that stand beside a name which is meant, and where.
    beside: BTreeSet<(TreeHash, Position)>,
    /// What the texts say of people that are in force.
    in_force: BTreeSet<TreeHash>,
}

impl<'w> Search<'w> {
    fn of(wanted: &'w Wanted, outbox: Outbox) -> Self {
        let (found, beside, in_force) = (Found::default(), BTreeSet::new(), BTreeSet::new());
        Self { wanted, outbox, found, beside, in_force }
    }

    /// Looks at an entry, of which these are the personal values and what stands for them.
    fn look(
        &mut self,
        position: Position,
        entry: &Entry,
        own: &[&StoodIn],
        texts: &[(PersonalKind, String)],
    ) {
        match entry {
            Entry::Activated(sources) => self.look_at_texts(position, sources, own),
            Entry::Queued { notifier, message, .. } => {
                let is_any = self.look_at_values(position, entry, own, texts);
                if is_any && self.outbox.is_waiting(notifier, &message.id) {
                    self.found.undelivered.insert(message.id.clone());
                }
            }
            _ => drop(self.look_at_values(position, entry, own, texts)),
        }
    }

    /// The same of all but texts; whether any value is meant.
    fn look_at_values(
        &mut self,
        position: Position,
        entry: &Entry,
        own: &[&StoodIn],
        texts: &[(PersonalKind, String)],
    ) -> bool {
        let said = self.wanted.said(entry, texts);
        let mut is_any = false;
        for (stood_in, (kind, text)) in own.iter().zip(texts).filter(|(stood_in, _)| stood_in.kept.is_some())
        {
            let goes_with_it = said && *kind != PersonalKind::Name;
            if goes_with_it || self.wanted.is_of(position, *kind, text) {
                self.found.note(position, stood_in);
                is_any = true;
            }
        }
        is_any
    }

    fn look_at_texts(&mut self, position: Position, sources: &Sources, own: &[&StoodIn]) {
        self.found.in_force = saying(sources, self.wanted, position);
        self.in_force = own.iter().map(|stood_in| stood_in.stand_in.hash).collect();
        let kept = own.iter().zip(meant(sources, self.wanted, position));
        for (stood_in, meant) in kept.filter(|(stood_in, _)| stood_in.kept.is_some()) {
            match meant {
                Meant::Itself => self.found.note(position, stood_in),
                Meant::WithItsName => drop(self.beside.insert((stood_in.stand_in.hash, position))),
                Meant::Not => {}
            }
        }
    }

    /// All of the ledger was looked at. An address by which texts in force reach somebody else stays.
    fn end(self) -> Found {
        let Self { mut found, beside, in_force, .. } = self;
        for (hash, position) in beside {
            if !found.in_force.is_empty() || !in_force.contains(&hash) {
                found.positions.insert(position);
                found.words += usize::from(found.hashes.insert(hash));
            }
        }
        found
    }
}
