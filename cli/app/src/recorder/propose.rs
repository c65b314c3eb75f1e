//! Recording what officials ask for that a second person decides about, and what that person decides.

use engine::model::{Response, ResponseId, is_same_person};
use engine::respond::{Refusal, Reply};
use engine::{Effects, Engine, Event};
use jiff::Timestamp;
use ledger::asked::Asked;
use ledger::entry::{Decision, Entry, HandedIn, Position, Proposal, ProposalFate};
use ledger::proposals::{KnownProposal, Proposals};
use ledger::request::Respond;
use plugins::stores::StoreError;
use serde::Serialize;
use thiserror::Error;
use words::proposal as say;

use super::propose_change::{MOST_WAITING, what_follows};
use super::record::Recorder;
use super::respond::{Proved, RespondError, check_speaker, reply_of};
use super::route::queue;
use super::telling::announcement;
use crate::wire::{WireDecided, WireProposal, WireProposed};

/// The kind of a message that says that something waits for a second person.
const PROPOSED: &str = "response.proposed";
/// The kind of a message that says what was decided about it.
const DECIDED: &str = "response.decided";
/// The status of the answer to something that waits for somebody else.
const ACCEPTED: u16 = 202;
const OK: u16 = 200;

/// What somebody decides about a proposal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Deciding {
    /// The id of the proposal.
    pub proposal: String,
    pub fate: ProposalFate,
    pub reason: String,
    /// Who decides, as the account is named.
    pub by: String,
    /// The id of the account.
    pub account: String,
    pub key: String,
    /// The hash of what was handed in, and to which address.
    pub content: String,
}

/// Why nothing is decided.
#[derive(Debug, Error)]
pub enum DecideError {
    #[error("nobody asked for anything as `{0}`")]
    Unknown(String),
    #[error("it was decided already: {told}")]
    Decided { told: String },
    #[error("`{0}` asked for it, and somebody else has to decide about it")]
    Own(String),
    #[error("`{0}` did not ask for it, and only the person who asked for it can take it back")]
    NotOwn(String),
    /// It cannot count any more, or not with this approver.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store failed; the decision is kept and written with the next success.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Recorder {
    /// What officials asked for that a second person decides about.
    pub fn proposals(&self) -> &Proposals {
        &self.state.proposals
    }

    /// Records what an account asks for. It counts once somebody else has approved it.
    ///
    /// # Errors
    /// It is refused and nothing is recorded, or the store failed.
    pub(crate) fn propose(
        &mut self,
        now: Timestamp,
        asked: &Respond,
        proved: &Proved,
    ) -> Result<(), RespondError> {
        self.flush()?;
        self.advance(now)?;
        let moment = self.moment(now);
        let reply = reply_of(asked, Some(proved), &self.engine);
        let response = self.engine.admit_proposal(reply, moment)?;
        check_speaker(&response, proved, &self.engine)?;
        if let Some(same) = self.state.proposals.same_as(&proved.account, &response) {
            return Err(RespondError::WaitsAlready { id: same.proposal.id().clone() });
        }
        if self.state.proposals.waiting().count() >= MOST_WAITING {
            return Err(RespondError::TooManyWait);
        }
        let asked = Asked::Response { alert: asked.alert.clone(), response: Box::new(response) };
        let proposal = Proposal { account: proved.account.clone(), asked };
        Ok(self.write_proposal(moment, proposal, (&proved.key, &proved.content))?)
    }

    /// Writes down that something waits for a second person, and tells people.
    pub(super) fn write_proposal(
        &mut self,
        moment: Timestamp,
        proposal: Proposal,
        keyed: (&str, &str),
    ) -> Result<(), StoreError> {
        let known = self.known_people(moment);
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let told = WireProposed::of(&proposal, moment, &known);
        tracing::info!(request = %proposal.id(), by = proposal.by(), "waits for a second person");
        let answer = answered(&proposal.account, keyed, (ACCEPTED, &told));
        let notice = say::notice(&proposal, &known);
        let place = self.next_place() + 1 as Position;
        let message = announcement(PROPOSED, moment, notice, json(&told.proposal), place);
        let mut entries = vec![Entry::Proposed(proposal), Entry::HandedIn(answer)];
        entries.extend(queue(&self.routed(&message), message));
        self.write(moment, entries)
    }

    /// What is asked for of texts and that somebody is about to approve, so that it is written before that is recorded; none where something else is
    /// decided, or decided otherwise.
    ///
    /// # Errors
    /// It cannot be decided so.
    pub fn asked_to_write(&self, now: Timestamp, deciding: &Deciding) -> Result<Option<Asked>, DecideError> {
        let known = self.state.proposals.get(&deciding.proposal);
        let known = known.ok_or_else(|| DecideError::Unknown(deciding.proposal.clone()))?;
        let asked = &known.proposal.asked;
        if deciding.fate != ProposalFate::Approved || asked.mission().is_none() {
            return Ok(None);
        }
        check_decider(known, deciding)?;
        self.check_known(&deciding.by, self.moment(now))?;
        Ok(Some(asked.clone()))
    }

    /// Records what somebody decides about a proposal. One that is approved is a response from then on.
    ///
    /// # Errors
    /// Nothing is decided and nothing recorded, or the store failed.
    pub(crate) fn decide(&mut self, now: Timestamp, deciding: &Deciding) -> Result<(), DecideError> {
        self.flush()?;
        self.advance(now)?;
        let moment = self.moment(now);
        let known = self.state.proposals.get(&deciding.proposal);
        let known = known.ok_or_else(|| DecideError::Unknown(deciding.proposal.clone()))?;
        check_decider(known, deciding)?;
        let KnownProposal { at, proposal, .. } = known.clone();
        let Deciding { fate, account, by, reason, .. } = deciding.clone();
        let id = proposal.id().clone();
        let decision = Decision { id, account, by, fate, reason };
        tracing::info!(request = %decision.id, by = decision.by, fate = fate.as_str(), "decided");
        let mut entries = vec![Entry::Decided(decision.clone())];
        let told = |approved: Option<(&Response, &Effects)>, engine: &Engine| {
            let told = WireDecided::of((&proposal, at), (&decision, moment), approved, engine);
            Entry::HandedIn(answered(&deciding.account, (&deciding.key, &deciding.content), (OK, &told)))
        };
        if fate != ProposalFate::Approved {
            entries.push(told(None, &self.engine));
            entries.extend(self.tell_decided((&proposal, at), (&decision, moment), entries.len()));
            return Ok(self.write(moment, entries)?);
        }
        let response = match &proposal.asked {
            asked @ (Asked::Change(_) | Asked::Examples(_)) => {
                self.check_known(&deciding.by, moment)?;
                let then = what_follows(asked, self.state.sources.as_deref());
                let told =
                    WireDecided::and_then((&proposal, at), (&decision, moment), None, then, &self.engine);
                let answer = answered(&deciding.account, (&deciding.key, &deciding.content), (OK, &told));
                entries.push(Entry::HandedIn(answer));
                entries.extend(self.tell_decided((&proposal, at), (&decision, moment), entries.len()));
                return Ok(self.write(moment, entries)?);
            }
            Asked::Response { alert, response } => approved_reply(alert, response, &deciding.by),
        };
        let response = self.engine.admit(response, moment)?;
        entries.push(Entry::Responded(response.clone()));
        entries.extend(self.tell_decided((&proposal, at), (&decision, moment), entries.len()));
        let event = Event::Responded(response.clone());
        let answer = |effects: &Effects, engine: &Engine| vec![told(Some((&response, effects)), engine)];
        Ok(self.step_and_answer(now, event, entries, answer).1?)
    }

    /// Tells those who were told that it waits, who need not hear that any more where they did not yet.
    fn tell_decided(
        &mut self,
        (proposal, at): (&Proposal, Timestamp),
        (decision, decided_at): (&Decision, Timestamp),
        before: usize,
    ) -> Vec<Entry> {
        let wire = WireProposal::new(proposal, at, Some((decision, decided_at)));
        let notice = say::decided_notice(proposal, decision);
        let place = self.next_place() + before as Position;
        let message = announcement(DECIDED, decided_at, notice, json(&wire), place);
        let queued = queue(&self.routed(&message), message);
        let superseded = self.superseding(decided_at, &queued);
        queued.into_iter().chain(superseded).collect()
    }

    /// Where the project names people, it is one of them who approves.
    fn check_known(&self, approver: &str, moment: Timestamp) -> Result<(), DecideError> {
        let known = self.known_people(moment);
        if known.is_empty() || known.iter().any(|known| is_same_person(known, approver)) {
            return Ok(());
        }
        Err(DecideError::Refused(Refusal::UnknownApprover { approver: approver.to_owned(), known }))
    }

    fn known_people(&self, moment: Timestamp) -> Vec<String> {
        let today = self.day(moment);
        let program = self.engine.program();
        program
            .map(|program| program.known_people(today).map(ToString::to_string).collect())
            .unwrap_or_default()
    }
}

/// Whether it can be decided about, and by whoever decides: a second person approves or refuses, and the first takes back.
fn check_decider(known: &KnownProposal, deciding: &Deciding) -> Result<(), DecideError> {
    if let Some(decided) = &known.decided {
        return Err(DecideError::Decided { told: say::decided(&decided.decision) });
    }
    let asker = known.proposal.by();
    let is_asker = known.proposal.account == deciding.account || is_same_person(asker, &deciding.by);
    match (deciding.fate, is_asker) {
        (ProposalFate::Approved | ProposalFate::Refused, true) => Err(DecideError::Own(deciding.by.clone())),
        (ProposalFate::Withdrawn, false) => Err(DecideError::NotOwn(deciding.by.clone())),
        _ => Ok(()),
    }
}

/// What was asked for, in the words in which it is admitted once somebody approves.
fn approved_reply(alert: &str, response: &Response, approver: &str) -> Reply {
    let Response { id, scope, periods, submission, .. } = response;
    let mut submission = submission.clone();
    submission.approver = Some(approver.to_owned());
    Reply {
        id: ResponseId::new(id.as_str()),
        alert: alert.to_owned(),
        contribution: scope.contribution().map(ToString::to_string),
        periods: periods.iter().map(ToString::to_string).collect(),
        submission,
        enclosure: engine::respond::Enclosure::Nothing,
    }
}

fn answered(account: &str, (key, content): (&str, &str), (status, told): (u16, &impl Serialize)) -> HandedIn {
    let (account, key, content) = (account.to_owned(), key.to_owned(), content.to_owned());
    HandedIn { account, key, content, status, answer: json(told) }
}

fn json(told: &impl Serialize) -> String {
    serde_json::to_string(told).expect("a proposal has no keys that JSON lacks")
}
