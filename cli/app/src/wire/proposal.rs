//! What officials ask for that a second person decides about, for programs.

use engine::model::Response;
use engine::{Effects, Engine};
use jiff::{Timestamp, civil::Date};
use ledger::entry::{Decision, Proposal};
use ledger::proposals::Known;
use serde::Serialize;
use words::proposal as say;
use words::response::{consequences, recorded};

use super::response::WireResponse;

/// A proposal, and what became of it.
#[derive(Serialize, Debug)]
pub struct WireProposal {
    pub id: String,
    /// By which it can be spoken of.
    pub reference: String,
    pub alert: String,
    /// `extend` or `waive`.
    pub kind: &'static str,
    pub at: Timestamp,
    pub by: String,
    pub contribution: Option<String>,
    pub periods: Vec<String>,
    pub reason: String,
    pub until: Option<Date>,
    /// `waiting`, `approved`, `refused` or `withdrawn`.
    pub state: &'static str,
    /// Null while it waits.
    pub decided: Option<WireDecision>,
}

/// What was decided about a proposal.
#[derive(Serialize, Debug)]
pub struct WireDecision {
    pub at: Timestamp,
    pub by: String,
    pub reason: String,
}

/// What whoever asked is answered.
#[derive(Serialize, Debug)]
pub struct WireProposed {
    reference: String,
    sentences: Vec<String>,
    pub proposal: WireProposal,
}

/// What whoever decided is answered.
#[derive(Serialize, Debug)]
pub struct WireDecided {
    reference: String,
    /// What was decided and what it changes, sentence by sentence.
    sentences: Vec<String>,
    proposal: WireProposal,
    /// What it is now, where it was approved.
    #[serde(skip_serializing_if = "Option::is_none")]
    response: Option<WireResponse>,
}

impl WireProposal {
    pub(crate) fn new(proposal: &Proposal, at: Timestamp, decided: Option<(&Decision, Timestamp)>) -> Self {
        let response = &proposal.response;
        let submission = &response.submission;
        Self {
            id: response.id.to_string(),
            reference: say::reference(response.id.as_str()),
            alert: proposal.alert.clone(),
            kind: submission.kind.as_str(),
            at,
            by: submission.by.clone(),
            contribution: response.scope.contribution().map(ToString::to_string),
            periods: response.periods.iter().map(ToString::to_string).collect(),
            reason: submission.reason.clone(),
            until: submission.until,
            state: decided.map_or("waiting", |(decision, _)| decision.fate.as_str()),
            decided: decided.map(|(decision, at)| WireDecision {
                at,
                by: decision.by.clone(),
                reason: decision.reason.clone(),
            }),
        }
    }
}

impl From<&Known> for WireProposal {
    fn from(Known { at, proposal, decided, .. }: &Known) -> Self {
        Self::new(proposal, *at, decided.as_ref().map(|decided| (&decided.decision, decided.at)))
    }
}

impl WireProposed {
    /// A proposal that is made at a moment; `known` are those whom the project names.
    pub(crate) fn of(proposal: &Proposal, at: Timestamp, known: &[&str]) -> Self {
        let sentences = say::waits(&proposal.response, known);
        let proposal = WireProposal::new(proposal, at, None);
        Self { reference: proposal.reference.clone(), sentences, proposal }
    }
}

impl WireDecided {
    /// What was decided about a proposal; where it was approved, with the response that it is now and what follows.
    pub(crate) fn of(
        (proposal, at): (&Proposal, Timestamp),
        (decision, decided_at): (&Decision, Timestamp),
        approved: Option<(&Response, &Effects)>,
        engine: &Engine,
    ) -> Self {
        let mut sentences = vec![say::decided(decision)];
        if let Some((response, effects)) = approved {
            sentences.push(recorded(response));
            let catalogue = engine.program().map(|program| &program.catalogue);
            sentences.extend(
                catalogue.into_iter().flat_map(|catalogue| consequences(response, effects, catalogue)),
            );
        }
        let proposal = WireProposal::new(proposal, at, Some((decision, decided_at)));
        let response = approved.map(|(response, _)| response.into());
        Self { reference: proposal.reference.clone(), sentences, proposal, response }
    }
}
