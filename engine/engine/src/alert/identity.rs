//! Which alert is which.

use std::fmt;

use crate::evaluate::ObligationState;
use crate::model::{BodyId, MissionId, ObligationId, ObligationRef};

/// The identity of an alert: it stays the same over edits, renames, reloads and restarts.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct AlertId {
    pub mission: MissionId,
    pub obligation: ObligationId,
    /// The body that answers for it.
    pub body: BodyId,
    /// What it is about.
    pub kind: AlertKind,
}

/// What an alert is about.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum AlertKind {
    /// The obligation is broken.
    Breach,
    /// A rule of the obligation failed; for the rule's owner.
    RuleFailed,
}

impl AlertId {
    /// That under which an obligation's alert of this kind lies.
    pub(crate) fn of(owed: &ObligationState, kind: AlertKind) -> Self {
        let obligation = owed.obligation();
        Self {
            mission: owed.mission.id.clone(),
            obligation: obligation.id.clone(),
            body: obligation.lead.clone(),
            kind,
        }
    }

    /// The obligation that it belongs to.
    pub fn obligation_ref(&self) -> ObligationRef {
        ObligationRef { mission: self.mission.clone(), obligation: self.obligation.clone() }
    }
}

impl fmt::Display for AlertId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let suffix = match self.kind {
            AlertKind::Breach => "",
            AlertKind::RuleFailed => "/rule-failed",
        };
        write!(out, "{}/{}/{}{suffix}", self.mission, self.obligation, self.body)
    }
}
