//! Recording what officials say to alerts.

use std::collections::BTreeSet;

use engine::model::{BodyId, ContributionId, MissionId, ObligationRef, Response, ResponseId};
use engine::respond::{Refusal, Reply};
use engine::{Effects, Engine, Event};
use jiff::Timestamp;
use ledger::entry::{Entry, HandedIn};
use ledger::request::Respond;
use plugins::stores::StoreError;
use thiserror::Error;

use super::copies::sentences;
use super::record::Recorder;
use crate::wire::WireRecorded;

/// The status of the answer to a response that was recorded.
const CREATED: u16 = 201;

/// A response that was recorded, and what follows from it.
pub struct Responded {
    pub response: Response,
    /// What followed at once.
    pub effects: Effects,
}

/// Who is known to speak, by which key, and for whom. Without it, whoever is named is taken at his word.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proved {
    /// The id of the account.
    pub account: String,
    pub key: String,
    /// The hash of what was handed in, and to which address.
    pub content: String,
    pub bodies: BTreeSet<BodyId>,
    pub missions: BTreeSet<MissionId>,
}

/// Why a response is not recorded.
#[derive(Debug, Error)]
pub enum RespondError {
    /// It is not proper, or answers nothing that is open.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// It is somebody else's to say.
    #[error("{obligation} is not this account's to answer for: {} owes it", .owed_by)]
    NotTheirs { obligation: ObligationRef, owed_by: BodyId },
    /// The same account asks for the same once more, while that waits for a second person.
    #[error("the same waits for a second person already, as {}", words::proposal::reference(.id.as_str()))]
    WaitsAlready { id: ResponseId },
    /// Too much waits for a second person.
    #[error("too many requests wait for a second person; nothing more is taken until some are decided")]
    TooManyWait,
    /// The store failed; the response is kept and written with the next success.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Recorder {
    /// Records what an official says, as things stand at `now`. None where it was recorded before.
    ///
    /// # Errors
    /// It is refused and nothing is recorded, or the store failed.
    pub(crate) fn respond(
        &mut self,
        now: Timestamp,
        asked: &Respond,
        proved: Option<&Proved>,
    ) -> Result<Option<Responded>, RespondError> {
        let id = ResponseId::new(asked.id.as_str());
        if self.engine.knows_response(&id) {
            self.flush()?;
            return Ok(None);
        }
        self.advance(now)?;
        let reply = reply_of(asked, proved, &self.engine);
        let response = self.engine.admit(reply, self.moment(now))?;
        if let Some(proved) = proved {
            check_speaker(&response, proved, &self.engine)?;
        }
        let (event, entry) = (Event::Responded(response.clone()), Entry::Responded(response.clone()));
        let desk = proved.and_then(|proved| self.desk(&response.submission.by, &proved.bodies, now));
        let place = self.next_place() + 2;
        let answer = |effects: &Effects, engine: &Engine| {
            let answered = proved.map(|proved| Entry::HandedIn(answered(proved, &response, effects, engine)));
            let copy = desk
                .map(|desk| desk.of_reply(&response, &sentences(&response, effects, engine), (now, place)));
            answered.into_iter().chain(copy.into_iter().flatten()).collect()
        };
        let (effects, written) = self.step_and_answer(now, event, vec![entry], answer);
        written?;
        Ok(Some(Responded { response, effects }))
    }
}

/// What is asked, about the part that is the account's own where it names none.
pub(super) fn reply_of(asked: &Respond, proved: Option<&Proved>, engine: &Engine) -> Reply {
    let own = || own_contribution(asked, proved?, engine);
    Reply {
        id: ResponseId::new(asked.id.as_str()),
        alert: asked.alert.clone(),
        contribution: asked.contribution.clone().or_else(own),
        periods: asked.periods.clone(),
        submission: asked.submission.clone(),
        enclosure: asked.enclosure.clone(),
    }
}

/// The one contribution of an account's own bodies, where it names none and does not answer for the whole.
fn own_contribution(asked: &Respond, proved: &Proved, engine: &Engine) -> Option<String> {
    let (program, alerts) = (engine.program()?, engine.alerts());
    let open = alerts.iter().find(|alert| alert.id.to_string() == asked.alert);
    let (lead, reference) = if let Some(alert) = open {
        (alert.lead.clone(), alert.id.obligation_ref())
    } else {
        // What people contest is explained where no alert is open.
        let (mission, owed, rest) = program.named(&asked.alert)?;
        rest.is_none().then(|| (owed.lead.clone(), owed.reference(&mission.id)))?
    };
    if proved.bodies.contains(&lead) || proved.missions.contains(&reference.mission) {
        return None;
    }
    let owed = program.obligation(&reference)?;
    let own = owed.contributions().filter(|(_, part)| proved.bodies.contains(&part.by));
    let own: BTreeSet<&ContributionId> = own.map(|(id, _)| id).collect();
    match own.into_iter().collect::<Vec<_>>().as_slice() {
        [only] => Some(only.to_string()),
        _ => None,
    }
}

/// Looks whether a response is its account's to give: about its own contribution, about all that its body leads, or about any obligation of its
/// own mission.
pub(super) fn check_speaker(
    response: &Response,
    proved: &Proved,
    engine: &Engine,
) -> Result<(), RespondError> {
    let reference = &response.obligation;
    let lead = || engine.program()?.obligation(reference).map(|owed| owed.lead.clone());
    let owed_by = match response.scope.contribution() {
        Some(_) => response.owed_by.clone(),
        None => lead(),
    };
    let is_of_own_body = owed_by.as_ref().is_some_and(|body| proved.bodies.contains(body));
    if is_of_own_body || proved.missions.contains(&reference.mission) {
        return Ok(());
    }
    let owed_by = owed_by.unwrap_or_else(|| BodyId::new("nobody"));
    Err(RespondError::NotTheirs { obligation: reference.clone(), owed_by })
}

/// What whoever responded is answered.
fn answered(proved: &Proved, response: &Response, effects: &Effects, engine: &Engine) -> HandedIn {
    let told = WireRecorded::of(response, effects, engine);
    HandedIn {
        account: proved.account.clone(),
        key: proved.key.clone(),
        content: proved.content.clone(),
        status: CREATED,
        answer: serde_json::to_string(&told).expect("a response has no keys that JSON lacks"),
    }
}
