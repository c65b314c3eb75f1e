//! What stands in force on a project's ledger, and who signed changes of it, read beside whoever holds the ledger.

use std::sync::Arc;

use crate::approvals::Approvals;
use jiff::Timestamp;
use plugins::stores::{LedgerPlace, StoreError};
use rules::compile::{TextsInForce, read_mission_texts};
use rules::source::Sources;

use crate::ledger_state::LedgerState;

/// What is in force, with the signatures under changes of it.
#[derive(Default)]
pub struct Agreed {
    /// The texts in force; none where nothing was in force yet.
    pub sources: Option<Arc<Sources>>,
    /// Who signed which change.
    pub approvals: Approvals,
}

impl Agreed {
    /// Reads a ledger and leaves it as it is; one that is not there yet says nothing.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn at(ledger: &LedgerPlace) -> Result<Self, StoreError> {
        let Some(mut store) = ledger.open_read_only()? else { return Ok(Self::default()) };
        let LedgerState { sources, approvals, .. } = LedgerState::read(&mut *store)?;
        Ok(Self { sources, approvals })
    }

    /// What new texts are measured against; none where nothing was in force yet.
    pub fn in_force(&self, now: Timestamp) -> Option<TextsInForce<'_>> {
        let sources = self.sources.as_deref()?;
        Some(TextsInForce { sources, approvals: self.approvals.standing(), now })
    }

    /// Whether any mission in force names approvers.
    pub fn has_approvers(&self) -> bool {
        let missions = self.sources.iter().flat_map(|sources| sources.missions.values());
        missions.filter_map(read_mission_texts).any(|own| !own.approvers.is_empty())
    }
}
