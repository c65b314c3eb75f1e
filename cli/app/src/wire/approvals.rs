//! Changes that wait, and signatures under them, for programs.

use jiff::{Timestamp, civil::Date};
use rules::compile::Waiting;
use serde::{Deserialize, Serialize};
use words::agreement::WaitingChange;

use crate::approvals::Past;

/// The answer of `remit approvals --format json`.
#[derive(Serialize, Debug)]
pub struct ApprovalsReport {
    /// Changes that wait.
    pub waiting: Vec<WireWaiting>,
    /// Every signature that was ever taken in, in order.
    pub signatures: Vec<WireSignature>,
}

/// A change that waits for signatures, or for its day.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Debug)]
pub struct WireWaiting {
    pub mission: String,
    /// The title in force.
    pub title: String,
    /// The path of the declaration.
    pub path: String,
    /// The revision of the mission's own texts in force.
    pub in_force: String,
    /// The revision that waits; `removed` for a removal.
    pub revision: String,
    /// Who has signed, in order.
    pub signed_by: Vec<WireSigned>,
    /// Who else may.
    pub may_sign: Vec<String>,
    /// The day on which it takes effect, where it has its signatures.
    pub starts: Option<Date>,
}

/// Someone who has signed a change.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Debug)]
pub struct WireSigned {
    /// The person's name.
    pub name: String,
    /// From which day it is to be in force; none where at once.
    pub starts: Option<Date>,
}

impl WireWaiting {
    /// The same as facts, to be put into words.
    pub fn facts(&self) -> WaitingChange<'_> {
        WaitingChange {
            mission: &self.mission,
            title: &self.title,
            path: &self.path,
            in_force: &self.in_force,
            revision: &self.revision,
            signed_by: self.signed_by.iter().map(|signed| (&*signed.name, signed.starts)).collect(),
            may_sign: self.may_sign.iter().map(String::as_str).collect(),
            starts: self.starts,
        }
    }

    /// A change as it stands on `today`.
    pub fn new(waiting: &Waiting, today: Date) -> Self {
        let signed = waiting.signed.iter().filter_map(|approval| {
            let name = waiting.approver(&approval.key)?.name.to_string();
            Some(WireSigned { name, starts: approval.starts })
        });
        let signed_by: Vec<WireSigned> = signed.collect();
        let has_signed = |name: &String| signed_by.iter().any(|signed| signed.name == *name);
        let others = waiting.approvers.iter().filter(|approver| approver.may_sign_on(today));
        let others = others.map(|approver| approver.name.to_string());
        Self {
            mission: waiting.mission.to_string(),
            title: waiting.title.clone(),
            path: waiting.path.to_string(),
            in_force: waiting.in_force.to_string(),
            revision: waiting.revision.to_string(),
            may_sign: others.filter(|name| !has_signed(name)).collect(),
            signed_by,
            starts: waiting.starts,
        }
    }
}

/// A signature under a change.
#[derive(Serialize, Debug)]
pub struct WireSignature {
    at: Timestamp,
    signer: String,
    mission: String,
    revision: String,
    replaces: String,
    starts: Option<Date>,
    reason: String,
    effect: String,
    expires: Date,
    in_force_at: Option<Timestamp>,
}

impl From<&Past> for WireSignature {
    fn from(past: &Past) -> Self {
        let statement = &past.statement;
        Self {
            at: past.at,
            signer: statement.signer.clone(),
            mission: statement.mission.to_string(),
            revision: statement.revision.to_string(),
            replaces: statement.replaces.to_string(),
            starts: statement.starts,
            reason: statement.reason.clone(),
            effect: statement.effect.clone(),
            expires: statement.expires,
            in_force_at: past.in_force_at,
        }
    }
}
