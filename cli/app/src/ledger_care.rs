//! Looking after a ledger itself: its head, and what came of a check, a repair or a rewinding, as programs read it.
//!
//! The work is done by the store. What stands on the ledger is not judged here.

use std::path::Path;

use jiff::Timestamp;
use ledger::entry::{Entry, Recorded};
use plugins::stores::{Head, Repaired, Rewound, SqliteStore, Store as _, StoreError};
use serde::Serialize;

/// Where a ledger ends.
#[derive(Serialize)]
pub struct WireHead {
    /// The last entry; they are numbered from one.
    pub position: u64,
    pub entries: u64,
    /// How many times something was written.
    pub batches: u64,
    /// When the last entry was written; none on an empty ledger.
    pub at: Option<Timestamp>,
    /// Over everything up to the last entry; none on a ledger of the first version, which is chained when it is next written.
    pub hash: Option<String>,
}

/// What came of a repair.
#[derive(Serialize)]
pub struct WireRepair {
    pub head: WireHead,
    /// What was wrong.
    pub fault: Option<String>,
    /// Up to where the ledger was once written, if that is further than it reaches now.
    pub written_to: Option<u64>,
    /// Where the whole is kept.
    pub copy: Option<String>,
}

/// What was taken back.
#[derive(Serialize)]
pub struct WireRewound {
    pub head: WireHead,
    pub undone: Undone,
    /// Where the whole is kept.
    pub copy: Option<String>,
}

/// What was taken back, by what it was.
#[derive(Serialize, Default, PartialEq, Eq, Debug)]
pub struct Undone {
    pub entries: usize,
    pub from: Option<Timestamp>,
    pub until: Option<Timestamp>,
    pub figures: usize,
    pub programs: usize,
    pub messages: usize,
    pub responses: Vec<UndoneResponse>,
    /// The names of those who signed.
    pub signatures: Vec<String>,
}

/// A response that was taken back.
#[derive(Serialize, PartialEq, Eq, Debug)]
pub struct UndoneResponse {
    pub at: Timestamp,
    pub by: String,
    pub kind: String,
    pub obligation: String,
}

impl Undone {
    fn of(undone: &[Recorded]) -> Self {
        let mut told = Self { entries: undone.len(), ..Self::default() };
        told.from = undone.iter().map(|recorded| recorded.at).min();
        told.until = undone.iter().map(|recorded| recorded.at).max();
        for recorded in undone {
            told.count(recorded);
        }
        told
    }

    fn count(&mut self, recorded: &Recorded) {
        match &recorded.entry {
            Entry::Observed(observations) => self.figures += observations.len(),
            Entry::Activated(_) => self.programs += 1,
            Entry::Queued { .. } => self.messages += 1,
            Entry::Responded(response) => self.responses.push(UndoneResponse {
                at: response.at,
                by: response.submission.by.clone(),
                kind: response.submission.kind.to_string(),
                obligation: response.obligation.to_string(),
            }),
            Entry::Approved { signer, .. } => self.signatures.push(signer.clone()),
            Entry::Received(_)
            | Entry::SetAside(_)
            | Entry::ClockAdvanced
            | Entry::Resumed
            | Entry::Attempted { .. }
            | Entry::Settled { .. }
            | Entry::Superseded { .. }
            | Entry::HandedIn(_)
            | Entry::Proposed(_)
            | Entry::Decided(_) => {}
        }
    }
}

/// Where the ledger at `path` ends; none where there is none.
///
/// # Errors
/// It cannot be used.
pub fn head(path: &Path) -> Result<Option<WireHead>, StoreError> {
    SqliteStore::open_read_only(path)?.map(|mut store| wire_head(&mut store)).transpose()
}

/// Checks everything on the ledger at `path`; none where there is none.
///
/// # Errors
/// The first fault.
pub fn verify(path: &Path) -> Result<Option<WireHead>, StoreError> {
    let verified = SqliteStore::verify_at(path)?;
    verified.map(|(mut store, _)| wire_head(&mut store)).transpose()
}

/// Cuts the ledger at `path` back to its last sound batch.
///
/// # Errors
/// It cannot be repaired.
pub fn repair(path: &Path) -> Result<WireRepair, StoreError> {
    let Repaired { head, fault, written_to, copy } = SqliteStore::repair(path)?;
    Ok(WireRepair {
        head: head_at(path, head)?,
        fault: fault.map(|fault| fault.to_string()),
        written_to,
        copy: copy.map(|copy| copy.display().to_string()),
    })
}

/// Takes back what was written on the ledger at `path` after a moment.
///
/// # Errors
/// It cannot be rewound.
pub fn rewind(path: &Path, to: Timestamp) -> Result<WireRewound, StoreError> {
    let Rewound { head, undone, copy } = SqliteStore::rewind(path, to)?;
    Ok(WireRewound {
        head: head_at(path, head)?,
        undone: Undone::of(&undone),
        copy: copy.map(|copy| copy.display().to_string()),
    })
}

fn head_at(path: &Path, expected: Head) -> Result<WireHead, StoreError> {
    let wired = head(path)?.expect("a ledger that was put in order is there");
    assert_eq!(wired.position, expected.position, "nobody else writes to it");
    Ok(wired)
}

fn wire_head(store: &mut SqliteStore) -> Result<WireHead, StoreError> {
    let Head { position, hash } = store.head();
    let at = store.entry(position)?.map(|recorded| recorded.at);
    let hash = store.is_chained().then(|| hash.to_string());
    Ok(WireHead { position, entries: position, batches: store.batches()?, at, hash })
}
