//! What waits for a second person.

use app::published::Picture;
use app::wire::WireProposal;
use jiff::Timestamp;
use ledger::proposals::KnownProposal;
use serde::Serialize;

use super::texts::WireTextsWaiting;

/// What waits for a second person, and what was decided lately.
#[derive(Serialize)]
pub(crate) struct WireApprovals<'k> {
    as_at: Timestamp,
    position: u64,
    /// How many wait.
    waiting: usize,
    /// Those that wait first.
    requests: Vec<WireProposal>,
    /// Changes of texts that wait for signatures, or for their day.
    changes: Vec<WireTextsWaiting<'k>>,
    /// What to ask for `after`, to see more; left out on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<usize>,
}

/// One of them.
#[derive(Serialize)]
pub(crate) struct WireApproval {
    as_at: Timestamp,
    position: u64,
    #[serde(flatten)]
    request: WireProposal,
}

impl<'k> WireApprovals<'k> {
    pub(crate) fn of(
        picture: &'k Picture,
        waiting: usize,
        listed: &[&KnownProposal],
        next: Option<usize>,
    ) -> Self {
        let requests = listed.iter().map(|known| WireProposal::from(*known)).collect();
        let changes = picture.changes.iter().map(Into::into).collect();
        Self { as_at: picture.as_at, position: picture.position, waiting, requests, changes, next }
    }
}

impl WireApproval {
    pub(crate) fn of(picture: &Picture, known: &KnownProposal) -> Self {
        Self { as_at: picture.as_at, position: picture.position, request: known.into() }
    }
}
