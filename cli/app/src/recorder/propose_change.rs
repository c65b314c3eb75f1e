//! Recording that somebody asks for other values in the text of a mission or for tests of its rules, and what follows once that is approved.

use engine::model::{MissionId, ResponseId};
use jiff::Timestamp;
use ledger::asked::Asked;
use ledger::entry::Proposal;
use plugins::stores::StoreError;
use rules::source::Sources;
use thiserror::Error;
use words::proposal as say;

use super::record::Recorder;
use crate::edited::texts_of;

/// So many wait at the most: nothing that anybody sends may fill the list that others read.
pub(super) const MOST_WAITING: usize = 1_000;

/// What an account asks for of texts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProposedText {
    /// The id of the account.
    pub account: String,
    pub key: String,
    /// The hash of what was handed in, and to which address.
    pub content: String,
    /// The missions for which the account speaks.
    pub missions: Vec<MissionId>,
    pub asked: Asked,
}

/// Why nobody is asked about it.
#[derive(Debug, Error)]
pub enum ProposeError {
    #[error("this account does not speak for the mission `{0}`")]
    NotOwn(String),
    #[error("a change of the same value waits for a second person already, as {}", say::reference(id.as_str()))]
    WaitsAlready { id: ResponseId },
    #[error("{MOST_WAITING} requests wait for a second person, and no more are taken")]
    TooManyWait,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Recorder {
    /// Records that an account asks for other values in the text of a mission, or for tests. It counts once somebody else has approved it.
    ///
    /// # Errors
    /// It is refused and nothing is recorded, or the store failed.
    pub(crate) fn propose_change(
        &mut self,
        now: Timestamp,
        asked: &ProposedText,
    ) -> Result<(), ProposeError> {
        self.flush()?;
        self.advance(now)?;
        let moment = self.moment(now);
        let ProposedText { account, key, content, missions, asked } = asked;
        let mission = asked.mission().unwrap_or_default();
        if !missions.iter().any(|own| own.as_str() == mission) {
            return Err(ProposeError::NotOwn(mission.to_owned()));
        }
        if let Asked::Change(change) = asked
            && let Some(same) = self.proposals().of_same_value(change)
        {
            return Err(ProposeError::WaitsAlready { id: same.proposal.id().clone() });
        }
        if self.proposals().waiting().count() >= MOST_WAITING {
            return Err(ProposeError::TooManyWait);
        }
        let proposal = Proposal { account: account.clone(), asked: asked.clone() };
        Ok(self.write_proposal(moment, proposal, (key, content))?)
    }
}

/// What follows once something is approved and written: a change comes into force, or waits for signatures.
pub(super) fn what_follows(asked: &Asked, in_force: Option<&Sources>) -> Vec<String> {
    let change = match asked {
        Asked::Response { .. } => return Vec::new(),
        Asked::Examples(examples) => return words::examples::written(&examples.path),
        Asked::Change(change) => change,
    };
    let found = in_force.and_then(|sources| texts_of(sources, &change.mission));
    let (path, is_guarded) = match &found {
        Some((path, _, own)) => (&***path, !own.approvers.is_empty()),
        None => (words::text_change::THE_TEXT, false),
    };
    words::text_change::written(change, path, is_guarded)
}
