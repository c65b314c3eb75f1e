//! What officials ask for that a second person decides about, for programs.

use engine::model::Response;
use engine::{Effects, Engine};
use jiff::{Timestamp, civil::Date};
use ledger::asked::{Asked, RuleExamples, TextChange, ValueChange};
use ledger::entry::{Decision, Proposal};
use ledger::proposals::KnownProposal;
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
    /// Left out of a change of a text, as all that a response has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alert: Option<String>,
    /// `extend`, `waive`, `change` or `examples`.
    pub kind: &'static str,
    pub at: Timestamp,
    pub by: String,
    pub contribution: Option<String>,
    pub periods: Vec<String>,
    pub reason: String,
    pub until: Option<Date>,
    /// What is to be changed in the texts of a mission; left out of others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<WireTextChange>,
    /// What is to be tests of the project; left out of others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub examples: Option<WireExamples>,
    /// `waiting`, `approved`, `refused` or `withdrawn`.
    pub state: &'static str,
    /// Null while it waits.
    pub decided: Option<WireDecision>,
}

/// Other values in the text of a mission.
#[derive(Serialize, Debug)]
pub struct WireTextChange {
    pub mission: String,
    /// The only one once more, where it is one.
    #[serde(flatten)]
    pub value: Option<WireValueChange>,
    pub values: Vec<WireValueChange>,
    /// What it would have done when it was asked for, sentence by sentence.
    pub effect: Vec<String>,
}

/// Another value.
#[derive(Clone, Serialize, Debug)]
pub struct WireValueChange {
    /// Where the value stands, such as `target/four-hours:2023-12-22/value`.
    pub place: String,
    /// Null where the key was not written.
    pub before: Option<String>,
    pub after: String,
    /// The day or the period with which it begins; null where it counts from the beginning.
    pub from: Option<String>,
}

impl From<&TextChange> for WireTextChange {
    fn from(change: &TextChange) -> Self {
        let TextChange { mission, values, effect, .. } = change;
        let values = values.iter().map(|value| {
            let ValueChange { place, before, after, from, .. } = value.clone();
            WireValueChange { place, before, after, from }
        });
        let values: Vec<_> = values.collect();
        let (mission, effect) = (mission.clone(), effect.clone());
        Self { mission, value: WireValueChange::only(&values), values, effect }
    }
}

impl WireValueChange {
    /// The one that there is, where it is one.
    pub fn only(values: &[Self]) -> Option<Self> {
        if let [only] = values { Some(only.clone()) } else { None }
    }
}

/// Examples of what a rule should find.
#[derive(Serialize, Debug)]
pub struct WireExamples {
    pub mission: String,
    /// Whose verdict they are about.
    pub subject: String,
    /// The file of tests, and what is written into it.
    pub path: String,
    pub text: String,
    /// What the rule in force said of each when it was asked for.
    pub told: Vec<String>,
}

impl From<&RuleExamples> for WireExamples {
    fn from(examples: &RuleExamples) -> Self {
        let RuleExamples { mission, subject, path, text, told, .. } = examples.clone();
        Self { mission, subject, path, text, told }
    }
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
        let (alert, response) = match &proposal.asked {
            Asked::Response { alert, response } => (Some(alert.clone()), Some(response)),
            Asked::Change(_) | Asked::Examples(_) => (None, None),
        };
        let of_texts = if proposal.change().is_some() { "change" } else { "examples" };
        let periods = response.iter().flat_map(|response| &response.periods);
        Self {
            id: proposal.id().to_string(),
            reference: say::reference(proposal.id().as_str()),
            alert,
            kind: response.map_or(of_texts, |response| response.submission.kind.as_str()),
            at,
            by: proposal.by().to_owned(),
            contribution: response
                .and_then(|response| response.scope.contribution())
                .map(ToString::to_string),
            periods: periods.map(ToString::to_string).collect(),
            reason: proposal.reason().to_owned(),
            until: response.and_then(|response| response.submission.until),
            change: proposal.change().map(Into::into),
            examples: proposal.examples().map(Into::into),
            state: decided.map_or("waiting", |(decision, _)| decision.fate.as_str()),
            decided: decided.map(|(decision, at)| WireDecision {
                at,
                by: decision.by.clone(),
                reason: decision.reason.clone(),
            }),
        }
    }
}

impl From<&KnownProposal> for WireProposal {
    fn from(KnownProposal { at, proposal, decided, .. }: &KnownProposal) -> Self {
        Self::new(proposal, *at, decided.as_ref().map(|decided| (&decided.decision, decided.at)))
    }
}

impl WireProposed {
    /// A proposal that is made at a moment; `known` are those whom the project names.
    pub(crate) fn of(proposal: &Proposal, at: Timestamp, known: &[&str]) -> Self {
        let sentences = say::waits(proposal, known);
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
        Self::and_then((proposal, at), (decision, decided_at), approved, Vec::new(), engine)
    }

    /// The same with what follows of it besides.
    pub(crate) fn and_then(
        (proposal, at): (&Proposal, Timestamp),
        (decision, decided_at): (&Decision, Timestamp),
        approved: Option<(&Response, &Effects)>,
        then: Vec<String>,
        engine: &Engine,
    ) -> Self {
        let mut sentences = vec![say::decided(decision)];
        sentences.extend(then);
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
