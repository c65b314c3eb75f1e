//! The signatures on the ledger.

use std::collections::BTreeMap;

use engine::model::{MissionId, Revision};
use jiff::Timestamp;
use ledger::fold::Observer;
use ledger::signature::Approval;
use rules::compile::{read_mission_texts, removed};
use serde::{Deserialize, Serialize};

use ledger::entry::{Entry, Recorded, Signed};
use ledger::signature::{Signer, Statement, StatementError, signer};

/// The signatures on the ledger.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Approvals {
    /// The revision of each mission's own texts in force.
    in_force: BTreeMap<MissionId, Revision>,
    /// Signatures under changes of what is in force.
    standing: Vec<Approval>,
    /// Every signature, in order.
    record: Vec<Past>,
}

/// A signature on the ledger.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Past {
    /// When it was taken in.
    pub at: Timestamp,
    /// What was signed.
    pub statement: Statement,
    /// When the change that it is under came into force; none where it did not, or not yet.
    pub in_force_at: Option<Timestamp>,
}

impl Observer for Approvals {
    fn observe(&mut self, recorded: &Recorded) {
        match &recorded.entry {
            Entry::Approved { signed, .. } => self.approve(recorded.at, signed),
            Entry::Activated(sources) => {
                let own = sources.missions.values().filter_map(read_mission_texts);
                self.activate(recorded.at, own.map(|own| (own.mission, own.revision)).collect());
            }
            _ => {}
        }
    }
}

/// The signatures on the ledger as they stand in a snapshot.
#[derive(Serialize, Deserialize)]
pub struct StoredApprovals {
    in_force: Vec<(String, String)>,
    signatures: Vec<StoredSignature>,
}

#[derive(Serialize, Deserialize)]
struct StoredSignature {
    at: Timestamp,
    statement: String,
    /// The signer's key, while the signature is under a change of what is in force.
    key: Option<String>,
    in_force_at: Option<Timestamp>,
}

impl Approvals {
    /// What of it belongs into a snapshot.
    pub fn stored(&self) -> StoredApprovals {
        let in_force = self.in_force.iter();
        let in_force = in_force.map(|(mission, revision)| (mission.to_string(), revision.to_string()));
        let mut standing = self.standing.iter().peekable();
        let signatures = self.record.iter().map(|past| {
            let is_of_it = |approval: &&Approval| past.statement.approval(approval.key.clone()) == **approval;
            StoredSignature {
                at: past.at,
                statement: past.statement.text(),
                key: standing.next_if(is_of_it).map(|approval| approval.key.clone()),
                in_force_at: past.in_force_at,
            }
        });
        StoredApprovals { signatures: signatures.collect(), in_force: in_force.collect() }
    }

    /// Takes up what stood in a snapshot.
    ///
    /// # Errors
    /// A statement is none.
    pub fn revived(stored: StoredApprovals) -> Result<Self, StatementError> {
        let in_force = stored.in_force.into_iter();
        let in_force = in_force.map(|(mission, revision)| (MissionId::new(mission), Revision::new(revision)));
        let mut approvals = Self { in_force: in_force.collect(), ..Self::default() };
        for StoredSignature { at, statement, key, in_force_at } in stored.signatures {
            let statement = Statement::parse(&statement)?;
            approvals.standing.extend(key.map(|key| statement.approval(key)));
            approvals.record.push(Past { at, statement, in_force_at });
        }
        Ok(approvals)
    }

    /// Signatures under changes of what is in force, in the order in which they came.
    pub fn standing(&self) -> &[Approval] {
        &self.standing
    }

    /// Every signature that was ever taken in, in order.
    pub fn record(&self) -> &[Past] {
        &self.record
    }

    fn approve(&mut self, at: Timestamp, signed: &Signed) {
        // Only what was examined gets to the ledger; whatever was changed there since proves nothing.
        let Ok(Signer { key, .. }) = signer(&signed.statement, &signed.signature) else { return };
        let Ok(statement) = Statement::parse(&signed.statement) else { return };
        self.standing.push(statement.approval(key));
        self.record.push(Past { at, statement, in_force_at: None });
    }

    /// A signature is used up once what it would replace is no longer in force.
    fn activate(&mut self, at: Timestamp, in_force: BTreeMap<MissionId, Revision>) {
        for past in self.record.iter_mut().filter(|past| past.in_force_at.is_none()) {
            let statement = &past.statement;
            let before = self.in_force.get(&statement.mission);
            let after = in_force.get(&statement.mission).cloned().unwrap_or_else(removed);
            if before == Some(&statement.replaces) && after == statement.revision {
                past.in_force_at = Some(at);
            }
        }
        self.standing.retain(|approval| in_force.get(&approval.mission) == Some(&approval.replaces));
        self.in_force = in_force;
    }
}
