//! The form in a snapshot. What is in force is named by its place on the ledger, where its texts are kept anyway.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::approvals::{Approvals, StoredApprovals};
use ledger::codec::Snapshot;
use ledger::entry::{Entry, Position};
use ledger::file_contents::FileContents;
use ledger::fold::Observer as _;
use ledger::known_keys::KnownKeys;
use ledger::outbox::Outbox;
use ledger::proposals::Proposals;
use ledger::silences::Silences;
use plugins::stores::{Store, StoreError};
use rules::source::Sources;
use serde::{Deserialize, Serialize};

use super::announced::{Announced, AnnouncedFiles};
use super::heard::Heard;
use super::state::LedgerState;
use crate::reading::KnownFiles;
use crate::wire::WireWaiting;

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What is known from the ledger, as it stands in a snapshot.
#[derive(Serialize, Deserialize)]
pub(crate) struct StoredState {
    outbox: Outbox,
    approvals: StoredApprovals,
    contents: FileContents,
    keys: KnownKeys,
    /// Where that stands on the ledger about which a second person decides.
    proposals: Vec<Position>,
    silences: Silences,
    refusal: Option<String>,
    /// Changes that wait, as the JSON that people were told.
    waiting: Vec<String>,
    failing_notifiers: BTreeSet<String>,
    announced_files: AnnouncedFiles,
    heard: Heard,
    activated_at: Position,
    /// The version of Remit that wrote this.
    version: String,
    files: KnownFiles,
}

impl StoredState {
    pub(crate) fn of(state: &LedgerState, files: &KnownFiles) -> Self {
        let waiting = state.announced.waiting.values();
        let json = |waiting| serde_json::to_string(waiting).expect("a change has no keys that JSON lacks");
        Self {
            outbox: state.outbox.clone(),
            approvals: state.approvals.stored(),
            contents: state.contents.clone(),
            keys: state.keys.clone(),
            proposals: state.proposals.places(),
            silences: state.silences.clone(),
            refusal: state.announced.refusal.clone(),
            waiting: waiting.map(json).collect(),
            failing_notifiers: state.announced.failing.clone(),
            announced_files: state.announced.files.clone(),
            heard: state.heard.clone(),
            activated_at: state.activated_at,
            version: VERSION.to_owned(),
            files: files.lasting(),
        }
    }

    /// Whether this version of Remit wrote it: another one may make something else of texts and files.
    pub(crate) fn is_of_this_version(&self) -> bool {
        self.version == VERSION
    }

    /// Which files of feeds were read by then. All that they said is on the ledger.
    pub(crate) fn known_files(&self) -> KnownFiles {
        if self.is_of_this_version() { self.files.clone() } else { KnownFiles::default() }
    }

    /// What was known at `position`; none where it does not fit together with the ledger.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub(crate) fn revived(
        self,
        store: &mut dyn Store,
        position: Position,
    ) -> Result<Option<LedgerState>, StoreError> {
        let Self { outbox, approvals, contents, keys, proposals, refusal, waiting, activated_at, .. } = self;
        let waiting = waiting.iter().map(|json| serde_json::from_str::<WireWaiting>(json));
        let Ok(waiting) = waiting.collect::<Result<Vec<_>, _>>() else { return Ok(None) };
        let waiting = waiting.into_iter().map(|waiting| (waiting.mission.clone(), waiting)).collect();
        let Some(sources) = sources_at(store, activated_at)? else { return Ok(None) };
        let Ok(approvals) = Approvals::revived(approvals, Arc::clone(&sources)) else { return Ok(None) };
        let proposals = proposals_at(store, &proposals)?;
        let announced =
            Announced { refusal, waiting, failing: self.failing_notifiers, files: self.announced_files };
        let sources = Some(sources);
        Ok(Some(LedgerState {
            outbox,
            approvals,
            announced,
            heard: self.heard,
            contents,
            keys,
            proposals,
            silences: self.silences,
            sources,
            activated_at,
            position,
        }))
    }
}

impl LedgerState {
    /// Reads what is known, without the engine: from the snapshot and what was written since.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub(crate) fn read(store: &mut dyn Store) -> Result<Self, StoreError> {
        let mut state = Self::of_snapshot(store)?.unwrap_or_default();
        store.read(state.position, &mut |recorded| {
            state.observe(&recorded);
            Ok(())
        })?;
        Ok(state)
    }

    fn of_snapshot(store: &mut dyn Store) -> Result<Option<Self>, StoreError> {
        let Some((position, bytes)) = store.snapshot()? else { return Ok(None) };
        let stored = Snapshot::parse(&bytes).and_then(|snapshot| snapshot.followed::<StoredState>());
        stored.map_or(Ok(None), |stored| stored.revived(store, position))
    }
}

/// Which files of feeds were read when the last snapshot was saved; none where there is no snapshot of use.
///
/// # Errors
/// The ledger cannot be read.
pub(crate) fn known_files(store: &mut dyn Store) -> Result<KnownFiles, StoreError> {
    let Some((_, bytes)) = store.snapshot()? else { return Ok(KnownFiles::default()) };
    let stored = Snapshot::parse(&bytes).and_then(|snapshot| snapshot.followed::<StoredState>());
    Ok(stored.map_or_else(|_| KnownFiles::default(), |stored| stored.known_files()))
}

/// Those that were known, which stand on the ledger at these places.
fn proposals_at(store: &mut dyn Store, places: &[Position]) -> Result<Proposals, StoreError> {
    let mut proposals = Proposals::default();
    for place in places {
        if let Some(recorded) = store.entry(*place)? {
            proposals.observe(&recorded);
        }
    }
    Ok(proposals)
}

fn sources_at(store: &mut dyn Store, position: Position) -> Result<Option<Arc<Sources>>, StoreError> {
    Ok(store.entry(position)?.and_then(|recorded| match recorded.entry {
        Entry::Activated(sources) => Some(sources),
        _ => None,
    }))
}
