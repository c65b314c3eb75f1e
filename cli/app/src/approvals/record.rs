//! The signatures on the ledger.

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::model::{MissionId, Revision};
use jiff::Timestamp;
use ledger::fold::Observer;
use ledger::signature::Approval;
use rules::compile::{removed, revision_of_mission};
use rules::source::Sources;
use serde::{Deserialize, Serialize};

use ledger::entry::{Entry, Recorded, Signed};
use ledger::signature::{Signer, Statement, StatementError, signer};

/// The signatures on the ledger.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Approvals {
    /// The texts in force; none where nothing was in force yet.
    in_force: Option<Arc<Sources>>,
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
            Entry::Activated(sources) => self.activate(recorded.at, sources),
            _ => {}
        }
    }
}

/// The signatures on the ledger as they stand in a snapshot.
#[derive(Serialize, Deserialize)]
pub struct StoredApprovals {
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
        StoredApprovals { signatures: signatures.collect() }
    }

    /// Takes up what stood in a snapshot, beside the texts that were in force then.
    ///
    /// # Errors
    /// A statement is none.
    pub fn revived(stored: StoredApprovals, in_force: Arc<Sources>) -> Result<Self, StatementError> {
        let mut approvals = Self { in_force: Some(in_force), ..Self::default() };
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
    fn activate(&mut self, at: Timestamp, sources: &Arc<Sources>) {
        let before = self.in_force.replace(Arc::clone(sources));
        let (mut before, mut after) =
            (MissionRevisions::of(before.as_deref()), MissionRevisions::of(Some(sources)));
        for past in self.record.iter_mut().filter(|past| past.in_force_at.is_none()) {
            let Statement { mission, replaces, revision, .. } = &past.statement;
            let becomes = |after: Option<&Revision>| *after.unwrap_or(&removed()) == *revision;
            if before.get(mission) == Some(replaces) && becomes(after.get(mission)) {
                past.in_force_at = Some(at);
            }
        }
        self.standing.retain(|approval| after.get(&approval.mission) == Some(&approval.replaces));
    }
}

/// The revisions of those missions of a project that signatures are about. Most changes concern none of them, so that the
/// texts are read only once somebody asks.
struct MissionRevisions<'s> {
    sources: Option<&'s Sources>,
    known: BTreeMap<MissionId, Option<Revision>>,
}

impl<'s> MissionRevisions<'s> {
    fn of(sources: Option<&'s Sources>) -> Self {
        Self { sources, known: BTreeMap::new() }
    }

    /// The revision of a mission's own texts; none where the project lacks the mission.
    fn get(&mut self, mission: &MissionId) -> Option<&Revision> {
        let sources = self.sources?;
        let known = self.known.entry(mission.clone());
        known.or_insert_with(|| revision_of_mission(sources, mission)).as_ref()
    }
}
