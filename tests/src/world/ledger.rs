//! A store that fails when it is told to and outlives whoever writes to it, with a second copy of what it took.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use ledger::commit::{Commit, LeafForm, Outcome};
use ledger::entry::{Entry, Position, Recorded};
use plugins::stores::{Alongside, MemoryStore, SqliteStore, Store, StoreError};
use tempfile::TempDir;

/// A store shared by the world, which looks into it, and the recorder, which comes and goes.
#[derive(Clone)]
pub struct Ledger(Arc<Mutex<Inner>>);

/// Where a ledger is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Keeping {
    Memory,
    /// In a real file, so that everything that is read back was encoded before.
    File,
}

/// Whether a copy has the memo too.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Copy {
    /// Entries and memo.
    WithMemo,
    /// Entries alone, all of which must be stepped through.
    WithoutMemo,
}

struct Inner {
    store: Box<dyn Store>,
    /// What was taken, one transaction each.
    transactions: Vec<Vec<Recorded>>,
    /// What the step led to that each of them is about.
    outcomes: Vec<Option<Outcome>>,
    memo: Option<(Position, Vec<u8>)>,
    /// How many more transactions the disk takes; no end where it is not running full.
    room: Option<u32>,
    folder: Option<TempDir>,
}

impl Ledger {
    /// An empty ledger.
    pub fn new(keeping: Keeping) -> Self {
        let folder = match keeping {
            Keeping::Memory => None,
            Keeping::File => Some(TempDir::new().expect("a temporary folder")),
        };
        let store: Box<dyn Store> = Box::new(MemoryStore::default());
        let inner =
            Inner { store, transactions: Vec::new(), outcomes: Vec::new(), memo: None, room: None, folder };
        let ledger = Self(Arc::new(Mutex::new(inner)));
        ledger.reopen();
        ledger
    }

    /// The store, as after a restart.
    pub fn store(&self) -> Box<dyn Store> {
        self.reopen();
        Box::new(self.clone())
    }

    fn reopen(&self) {
        let mut inner = self.lock();
        let Some(path) = inner.folder.as_ref().map(|folder| folder.path().join("ledger.sqlite")) else {
            return;
        };
        // The file has one writer: the old one goes before the new one comes.
        inner.store = Box::new(MemoryStore::default());
        // A program that another test just starts may hold for a moment what this process had open.
        let opened = SqliteStore::open_within(&path, Duration::from_secs(10));
        inner.store = Box::new(opened.expect("the ledger is sound"));
    }

    /// How many transactions were taken.
    pub fn len(&self) -> usize {
        self.lock().transactions.len()
    }

    /// Whether nothing was taken yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The transactions after the first `taken`.
    pub fn since(&self, taken: usize) -> Vec<Vec<Recorded>> {
        self.lock().transactions[taken..].to_vec()
    }

    /// Everything that was taken, as whoever works it out again finds it.
    pub fn commits(&self) -> Vec<Commit> {
        let inner = self.lock();
        let commits = inner.transactions.iter().zip(&inner.outcomes).map(|(transaction, outcome)| Commit {
            first: transaction[0].position,
            at: transaction[0].at,
            entries: transaction.iter().map(|recorded| recorded.entry.clone()).collect(),
            outcome: outcome.clone(),
            personal: None,
            leaf_form: LeafForm::Parted,
        });
        commits.collect()
    }

    /// Lets the disk take so many more transactions, and then no more.
    pub fn run_full_after(&self, transactions: u32) {
        self.lock().room = Some(transactions);
    }

    /// Lets the disk take everything again.
    pub fn make_room(&self) {
        self.lock().room = None;
    }

    /// The same entries in another store.
    pub fn copy(&self, copy: Copy) -> MemoryStore {
        let inner = self.lock();
        let mut store = MemoryStore::default();
        for transaction in &inner.transactions {
            let entries: Vec<Entry> = transaction.iter().map(|recorded| recorded.entry.clone()).collect();
            store.append(transaction[0].at, &entries).expect("memory takes everything");
        }
        if let (Copy::WithMemo, Some((position, memo))) = (copy, &inner.memo) {
            store.save_snapshot(*position, memo).expect("memory takes everything");
        }
        store
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn take_room(&mut self) -> Result<(), StoreError> {
        match &mut self.room {
            None => Ok(()),
            Some(0) => {
                Err(StoreError::Unavailable { path: "(simulated)".into(), reason: "the disk is full".into() })
            }
            Some(room) => {
                *room -= 1;
                Ok(())
            }
        }
    }
}

impl Store for Ledger {
    fn append_with(
        &mut self,
        at: Timestamp,
        entries: &[Entry],
        alongside: Alongside<'_>,
    ) -> Result<Position, StoreError> {
        let mut inner = self.lock();
        inner.take_room()?;
        let last = inner.store.append_with(at, entries, alongside)?;
        let first = last + 1 - entries.len() as Position;
        let recorded = (first..).zip(entries);
        let recorded = recorded.map(|(position, entry)| Recorded { position, at, entry: entry.clone() });
        inner.transactions.push(recorded.collect());
        inner.outcomes.push(alongside.outcome.cloned());
        Ok(last)
    }

    fn read(
        &mut self,
        after: Position,
        each: &mut dyn FnMut(Recorded) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut inner = self.lock();
        let Inner { store, transactions, .. } = &mut *inner;
        let mut taken = transactions.iter().flatten().filter(|recorded| recorded.position > after);
        store.read(after, &mut |recorded| {
            assert_eq!(Some(&recorded), taken.next(), "what is read back is what was written");
            each(recorded)
        })?;
        assert_eq!(taken.next(), None, "everything that was written is read back");
        Ok(())
    }

    fn save_snapshot(&mut self, position: Position, bytes: &[u8]) -> Result<(), StoreError> {
        let mut inner = self.lock();
        inner.take_room()?;
        inner.store.save_snapshot(position, bytes)?;
        inner.memo = Some((position, bytes.to_vec()));
        Ok(())
    }

    fn check(&mut self) -> Result<(), StoreError> {
        self.lock().store.check()
    }

    fn entry(&mut self, position: Position) -> Result<Option<Recorded>, StoreError> {
        self.lock().store.entry(position)
    }

    fn snapshot(&mut self) -> Result<Option<(Position, Vec<u8>)>, StoreError> {
        let mut inner = self.lock();
        let found = inner.store.snapshot()?;
        assert_eq!(found, inner.memo, "the memo is the one that was saved last");
        Ok(found)
    }
}
