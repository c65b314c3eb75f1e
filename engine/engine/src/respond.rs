//! From what an official says to a response: whether it may be said, and what it is about. Nothing is changed here.
//!
//! Modules stand in one order, each using only those before it: `reply`, `refusal`, `paper`, `forecast`, `group`, `acceptance`, and what stands here.

mod acceptance;
mod forecast;
mod group;
mod paper;
mod refusal;
mod reply;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::Engine;
use crate::alert::{AlertId, AlertKind};
use crate::evaluate::ObligationState;
use crate::model::{
    BodyId, ContributionId, Enclosed, ObligationRef, Period, Response, ResponseKind, Scope, Submission,
    is_same_person,
};
use crate::program::Program;
use acceptance::accepted_for;
use group::Opening;
use paper::Reported;

pub use refusal::Refusal;
pub use reply::{Enclosure, ForecastWords, GroupWords, PaperWords, Reply};

/// An open matter: an obligation with the periods that are at issue.
struct Matter<'a> {
    owed: &'a ObligationState,
    kind: AlertKind,
    periods: Vec<Period>,
}

impl Engine {
    /// Makes a response of what an official says at `now`. Whoever wants it to count steps with it at this moment.
    ///
    /// # Errors
    /// It is not proper, or it answers nothing that is open.
    pub fn admit(&self, reply: Reply, now: Timestamp) -> Result<Response, Refusal> {
        let Some(program) = self.program() else { return Err(Refusal::NotOpen { alert: reply.alert }) };
        let today = program.calendar.day(now);
        reply.submission.check(today)?;
        check_approver(&reply.submission, program, today)?;
        self.checked(reply, program, now)
    }

    /// The same before a second person has approved it: what it would be.
    ///
    /// # Errors
    /// It is not proper, or it answers nothing that is open.
    pub fn admit_proposal(&self, reply: Reply, now: Timestamp) -> Result<Response, Refusal> {
        let Some(program) = self.program() else { return Err(Refusal::NotOpen { alert: reply.alert }) };
        reply.submission.check_proposal(program.calendar.day(now))?;
        self.checked(reply, program, now)
    }

    /// A response of words that are in order.
    fn checked(&self, reply: Reply, program: &Program, now: Timestamp) -> Result<Response, Refusal> {
        let Reply { id, alert, contribution, periods, submission, enclosure } = reply;
        let today = program.calendar.day(now);
        let Matter { owed, kind, periods: at_issue } = self.matter(&alert, &submission)?;
        let part = contribution.map(|named| find_contribution(owed, named)).transpose()?;
        let (contribution, owed_by) = part.unzip();
        let scope = Scope::named(contribution);
        let named = periods.into_iter().map(|named| find_period(owed, named, &at_issue));
        let mut named = named.collect::<Result<Vec<Period>, Refusal>>()?;
        named.sort();
        named.dedup();
        let obligation = owed.reference().clone();
        if submission.kind == ResponseKind::Withdraw {
            let earlier = self.latest_by(&submission.by, (&obligation, kind), &scope, &named);
            let by = submission.by.clone();
            let earlier = earlier.ok_or(Refusal::NothingToWithdraw { by, alert })?.clone();
            let (takes_back, enclosed) = (Some(earlier.id.clone()), Enclosed::Nothing);
            return Ok(Response { id, submission, enclosed, takes_back, at: now, ..earlier });
        }
        let periods = if named.is_empty() { at_issue } else { named };
        let takes_back = None;
        if kind == AlertKind::Cut {
            if submission.kind != ResponseKind::Accept || enclosure != Enclosure::Nothing {
                return Err(Refusal::AcceptsOnly { alert });
            }
            let reacceptance = self.evaluator.reacceptance(owed);
            let reacceptance = reacceptance.ok_or_else(|| Refusal::NotOpen { alert: alert.clone() })?;
            let by = (submission.by.as_str(), alert.as_str());
            let bodies = accepted_for(&reacceptance, owed_by.as_ref(), by, program, today)?;
            let enclosed = Enclosed::Acceptance(bodies);
            return Ok(Response {
                id,
                obligation,
                scope,
                owed_by,
                periods,
                submission,
                enclosed,
                takes_back,
                at: now,
            });
        }
        let reported = Reported {
            engine: self,
            alert: &alert,
            owed,
            scope: &scope,
            periods: &periods,
            submission: &submission,
        };
        let enclosed = self.enclosed(enclosure, &reported, program, now)?;
        Ok(Response { id, obligation, scope, owed_by, periods, submission, enclosed, takes_back, at: now })
    }

    /// What comes with a response, looked up.
    fn enclosed(
        &self,
        enclosure: Enclosure,
        reported: &Reported<'_>,
        program: &Program,
        now: Timestamp,
    ) -> Result<Enclosed, Refusal> {
        let Reported { alert, owed, submission, .. } = *reported;
        match (submission.kind, enclosure) {
            (ResponseKind::Document, Enclosure::Nothing) => {
                reported.paper(PaperWords::default(), program, program.calendar.day(now)).map(Enclosed::Paper)
            }
            (ResponseKind::Document, Enclosure::Paper(words)) => {
                reported.paper(words, program, program.calendar.day(now)).map(Enclosed::Paper)
            }
            (ResponseKind::Group, Enclosure::Nothing) => Err(Refusal::NoMembers),
            (ResponseKind::Group, Enclosure::Group(words)) => {
                let by = &submission.by;
                Opening { engine: self, program, alert, owed, by, now }.group(words).map(Enclosed::Group)
            }
            (ResponseKind::Forecast, Enclosure::Nothing) => Err(Refusal::NoForecast),
            (ResponseKind::Forecast, Enclosure::Forecast(words)) => {
                reported.forecast(words, program).map(Enclosed::Forecast)
            }
            (_, Enclosure::Nothing) => Ok(Enclosed::Nothing),
            (kind, Enclosure::Paper(_)) => Err(Refusal::NeedlessPaper(kind)),
            (kind, Enclosure::Group(_)) => Err(Refusal::NeedlessGroup(kind)),
            (kind, Enclosure::Forecast(_)) => Err(Refusal::NeedlessForecast(kind)),
        }
    }

    /// The matter that an alert's name stands for. One that is closed only because of an extension or a waiver can still be
    /// extended, waived or withdrawn from, and a document that was reported to one, or a group that was opened for it, can still be taken back. Where people contest a figure, it can be
    /// explained whether or not an alert is open.
    fn matter(&self, alert: &str, submission: &Submission) -> Result<Matter<'_>, Refusal> {
        let state = self.evaluator.state();
        let find = |id: &AlertId| state.find(&id.obligation_ref()).map(|ix| state.obligation(ix));
        let is_meant = |id: &AlertId| id.is_meant_by(alert, |body| self.leads(id, body));
        if let Some((id, record)) = self.alert_manager.records().iter().find(|(id, _)| is_meant(id)) {
            return match (id.kind, find(id)) {
                (kind @ (AlertKind::Breach | AlertKind::Group | AlertKind::Cut), Some(owed)) => {
                    Ok(Matter { owed, kind, periods: record.periods.to_vec() })
                }
                (AlertKind::RuleFailed, _) => Err(Refusal::RuleFailed { alert: alert.to_owned() }),
                (AlertKind::Breach | AlertKind::Group | AlertKind::Cut, None) => {
                    Err(Refusal::NotOpen { alert: alert.to_owned() })
                }
            };
        }
        let mut obligations = state.order().map(|ix| state.obligation(ix));
        let owed = obligations.find(|owed| is_meant(&AlertId::of(owed, AlertKind::Breach)));
        let periods = owed.map(|owed| self.at_issue(owed, submission.kind)).unwrap_or_default();
        match owed.filter(|_| !periods.is_empty()) {
            Some(owed) => Ok(Matter { owed, kind: AlertKind::Breach, periods }),
            None => Err(Refusal::NotOpen { alert: alert.to_owned() }),
        }
    }

    /// The periods about which something can be said although no alert is open: those that are excused, and those judged by a figure that people contest, which can be explained.
    fn at_issue(&self, owed: &ObligationState, said: ResponseKind) -> Vec<Period> {
        let contested = match said {
            ResponseKind::Explain => return self.contested_periods(owed),
            ResponseKind::Withdraw => self.contested_periods(owed),
            kind if kind.needs_approval() => Vec::new(),
            _ => return Vec::new(),
        };
        let is_taken_back = |kind: ResponseKind| {
            said == ResponseKind::Withdraw
                && (matches!(kind, ResponseKind::Document | ResponseKind::Group | ResponseKind::Forecast)
                    || (kind == ResponseKind::Explain && !contested.is_empty()))
        };
        let standing = self.evaluator.responses().standing(owed.reference());
        let excuses = standing.filter(|response| {
            let kind = response.submission.kind;
            kind.needs_approval() || is_taken_back(kind)
        });
        let mut periods: Vec<Period> = excuses.flat_map(|excuse| excuse.periods.iter().copied()).collect();
        periods.sort();
        periods.dedup();
        periods
    }

    /// Whether a body leads the obligation of an alert, or leads it no longer. The name of a contribution never means the lead.
    pub(crate) fn leads(&self, id: &AlertId, body: &str) -> bool {
        let Some(program) = self.program() else { return false };
        let Some(obligation) = program.obligation(&id.obligation_ref()) else { return false };
        let is_contribution = obligation.contributions().any(|(id, _)| id.as_str() == body);
        let led_once = program.catalogue.bodies.contains_key(&BodyId::new(body)) && !is_contribution;
        obligation.lead.as_str() == body || led_once
    }

    /// The newest response that this person gave or approved and nobody has withdrawn. What is accepted after a cut is said to the alert
    /// about that, and all else to the others.
    fn latest_by(
        &self,
        person: &str,
        (obligation, kind): (&ObligationRef, AlertKind),
        scope: &Scope,
        periods: &[Period],
    ) -> Option<&Response> {
        self.evaluator.responses().standing(obligation).rev().find(|response| {
            let Submission { by, approver, .. } = &response.submission;
            let people = [Some(by), approver.as_ref()].into_iter().flatten();
            let is_theirs = people.into_iter().any(|name| is_same_person(name, person));
            let is_of_part = *scope == Scope::Whole || response.scope == *scope;
            let is_of_time =
                periods.is_empty() || response.periods.iter().any(|period| periods.contains(period));
            let is_to_it = response.enclosed.accepted_for().is_some() == (kind == AlertKind::Cut);
            is_theirs && is_of_part && is_of_time && is_to_it
        })
    }
}

/// Where a project names people, one of them approves.
fn check_approver(submission: &Submission, program: &Program, today: Date) -> Result<(), Refusal> {
    let approver = submission.approver.as_deref().filter(|_| submission.kind.needs_approval());
    let Some(approver) = approver else { return Ok(()) };
    let mut known = program.known_people(today).peekable();
    if known.peek().is_none() || known.by_ref().any(|name| is_same_person(name, approver)) {
        return Ok(());
    }
    let known = program.known_people(today).map(ToString::to_string).collect();
    Err(Refusal::UnknownApprover { approver: approver.to_owned(), known })
}

/// A contribution with the body that owes it.
fn find_contribution(owed: &ObligationState, named: String) -> Result<(ContributionId, BodyId), Refusal> {
    let parts = || owed.obligation().contributions().map(|(id, part)| (id.clone(), part.by.clone()));
    parts().find(|(id, _)| id.as_str() == named).ok_or_else(|| Refusal::NoSuchContribution {
        obligation: owed.reference().clone(),
        known: parts().map(|(id, _)| id).collect(),
        contribution: named,
    })
}

fn find_period(owed: &ObligationState, named: String, at_issue: &[Period]) -> Result<Period, Refusal> {
    let period = owed.obligation().every.parse(&named).ok();
    let begun = period.filter(|period| owed.opened(*period).is_some());
    begun.ok_or_else(|| Refusal::NoSuchPeriod {
        obligation: owed.reference().clone(),
        period: named,
        known: at_issue.to_vec(),
    })
}
