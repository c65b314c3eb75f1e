//! What waits for a second person.

use app::published::Picture;
use app::wire::WireProposal;
use jiff::Timestamp;
use ledger::proposals::Known;
use serde::Serialize;

/// What waits for a second person, and what was decided lately.
#[derive(Serialize)]
pub(crate) struct WireApprovals {
    as_at: Timestamp,
    position: u64,
    /// How many wait.
    waiting: usize,
    /// Those that wait first.
    requests: Vec<WireProposal>,
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

impl WireApprovals {
    pub(crate) fn of(picture: &Picture, waiting: usize, listed: &[&Known], next: Option<usize>) -> Self {
        let requests = listed.iter().map(|known| WireProposal::from(*known)).collect();
        Self { as_at: picture.as_at, position: picture.position, waiting, requests, next }
    }
}

impl WireApproval {
    pub(crate) fn of(picture: &Picture, known: &Known) -> Self {
        Self { as_at: picture.as_at, position: picture.position, request: known.into() }
    }
}
