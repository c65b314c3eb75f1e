//! What people are told of an alert.

use jiff::Timestamp;

use super::{AlertId, AlertState};
use crate::model::{BodyId, ContributionId, ObligationRef, PartId, Period, Response, Verdict};

/// An alert as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Alert {
    /// Its identity.
    pub id: AlertId,
    /// Where it stands.
    pub state: AlertState,
    /// Since when the matter has been open: the deadline of its first period, or the report that showed the breach
    /// while that deadline is still to come.
    pub since: Timestamp,
    /// The periods it is about, in order.
    pub periods: Vec<Period>,
    /// Who breaks the obligation now: contributions, or the lead where it owes it alone.
    pub broken_by: Vec<Breaker>,
    /// Bodies that have delivered for the last of the periods.
    pub delivered_by: Vec<BodyId>,
    /// Bodies whose report for the last of the periods is still awaited.
    pub awaited_from: Vec<BodyId>,
    /// What it waits for; while there is anything, its own party is not to blame.
    pub held_up_by: Vec<String>,
    /// Obligations that wait for this one.
    pub holds_up: Vec<ObligationRef>,
    /// The person at the body to be told.
    pub owner: Option<String>,
    /// What officials say to it and have not withdrawn, the newest last.
    pub responses: Vec<Response>,
    /// The whole in plain English, in sentences.
    pub message: String,
}

/// A party that breaks an obligation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Breaker {
    pub part: PartId,
    /// Who owes it.
    pub body: BodyId,
    /// The person to be told.
    pub owner: Option<String>,
    /// For how long it has been broken without a break, up to the alert's last period.
    pub periods: Vec<Period>,
    /// Those of the periods for which there is no usable figure.
    pub silent: Vec<Period>,
    /// Its verdict for the last of them.
    pub verdict: Verdict,
    /// Why, in words without a full stop.
    pub reason: String,
}

impl Alert {
    /// The contributions that break the obligation now.
    pub fn broken_contributions(&self) -> impl Iterator<Item = &ContributionId> {
        self.broken_by.iter().filter_map(|breaker| breaker.part.contribution())
    }
}

/// Something about an alert that people are to be told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AlertChange {
    /// What happened.
    pub change: Change,
    /// When.
    pub at: Timestamp,
    /// The alert after it.
    pub alert: Alert,
}

/// What happened to an alert.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    /// It began to fire.
    Fired,
    /// It goes on, but its periods, its breakers or what holds it up changed.
    Updated,
    /// The evidence ended it.
    Resolved,
    /// What it was about is no longer declared.
    Withdrawn,
}

impl Change {
    /// The word for it, as programs read it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fired => "firing",
            Self::Updated => "updated",
            Self::Resolved => "resolved",
            Self::Withdrawn => "withdrawn",
        }
    }
}
