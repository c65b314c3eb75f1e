//! An alert as people see it, put together from its life and the verdicts under it.

use std::sync::Arc;

use jiff::Timestamp;
use rustc_hash::FxHashMap;

use super::ascent::up_to_board;
use super::breakers::is_held;
use super::correction::corrections;
use super::posts::posts;
use super::record::AlertRecord;
use super::ties::Ties;
use super::{Alert, AlertId, AlertKind, Correction, Ending, HeldUpPart, Rereading, TakenBack};
use crate::evaluate::{Cause, Evaluator, Finding, InstanceIx, ObligationIx, ObligationState, PeriodState};
use crate::evidence::Gap;
use crate::model::{Cell, PartId, Period, Response, Statement, Verdict};
use crate::program::{Part, Program};

/// The alert as it stands, with its ties.
pub(crate) fn snapshot(
    evaluator: &Evaluator,
    (ix, id): (ObligationIx, &AlertId),
    record: &AlertRecord,
    ties: Ties,
    now: Timestamp,
) -> Alert {
    let owed = evaluator.state().obligation(ix);
    let obligation = owed.obligation();
    let last = record.last_opened(evaluator, ix);
    let lead = last.map_or_else(|| obligation.lead.clone(), |last| last.lead.clone());
    let named = record.breakers(evaluator, ix, id.kind);
    let reacceptance = evaluator.reacceptance(owed).filter(|_| id.kind == AlertKind::Cut);
    let in_posts = |program: &Arc<Program>| {
        let owner = (&lead, obligation.owner.as_deref());
        let asked = reacceptance.iter().flat_map(|reacceptance| &reacceptance.asked);
        let asked = asked.map(|asked| (&asked.body, asked.owner.as_deref()));
        let owners = named.iter().map(|named| named.owner()).chain(asked);
        posts(&program.roster, owner, owners, program.calendar.day(now))
    };
    Alert {
        id: id.clone(),
        posts: evaluator.program().map(in_posts).unwrap_or_default(),
        climb: match id.kind {
            AlertKind::Group => {
                evaluator.program().map(|program| up_to_board(record, evaluator, ix, program, now))
            }
            AlertKind::Breach | AlertKind::RuleFailed | AlertKind::Cut => record.climb.clone(),
        },
        lead,
        state: record.life.state(),
        severity: record.severity,
        since: record.since,
        periods: Arc::clone(&record.periods),
        owed: last.map_or(0, PeriodState::owed),
        named,
        disputed: last.map_or_else(Vec::new, |last| disputed(evaluator, id.kind, last)),
        joined: last.and_then(joined),
        held_up: last.map_or_else(Vec::new, |last| held_up(evaluator, id.kind, last)),
        delivered_by: last.map(PeriodState::delivered_by).unwrap_or_default(),
        awaited_from: last.map(PeriodState::awaited_from).unwrap_or_default(),
        held_up_by: ties.held_up_by,
        holds_up: ties.holds_up,
        owner: obligation.owner.clone(),
        responses: responses(evaluator, ix, id.kind, &record.periods, now),
        reacceptance,
    }
}

/// What the rule says that joins the parts of a period.
pub(super) fn joined(opened: &PeriodState) -> Option<Statement> {
    match &opened.whole.cause {
        Cause::Stated { statement, .. } if opened.terms.join.is_some() => Some(statement.clone()),
        _ => None,
    }
}

/// What officials say to a breach and have not withdrawn, with how their forecasts came out. A later period that is only disputed belongs to
/// it as well.
pub(super) fn responses(
    evaluator: &Evaluator,
    ix: ObligationIx,
    kind: AlertKind,
    periods: &[Period],
    now: Timestamp,
) -> Vec<Response> {
    let first = periods.first().copied();
    let owed = evaluator.state().obligation(ix);
    let cut_at = evaluator.reacceptance(owed).and_then(|asked| Some(asked.cuts.first()?.at));
    let is_said = |response: &&Response| {
        let is_acceptance = response.enclosed.accepted_for().is_some();
        match kind {
            AlertKind::RuleFailed => false,
            // That it is accepted anew after a cut answers no breach.
            AlertKind::Breach | AlertKind::Group => {
                !is_acceptance && response.periods.last() >= first.as_ref()
            }
            AlertKind::Cut => is_acceptance && cut_at.is_some_and(|cut_at| response.at >= cut_at),
        }
    };
    let standing = evaluator.responses().standing(owed.reference()).filter(is_said);
    standing.map(|response| evaluator.with_outcome(response, now)).collect()
}

/// What was said to an alert when people were last told of it, and has been taken back since.
pub(super) fn taken_back(evaluator: &Evaluator, told: &Alert) -> Vec<TakenBack> {
    let responses = evaluator.responses();
    let taken_back = told.responses.iter().filter_map(|response| {
        let withdrawal = responses.withdrawal_of(&response.id)?.clone();
        Some(TakenBack { response: response.clone(), withdrawal })
    });
    taken_back.collect()
}

/// Whether other cuts are known than people were told of, or somebody else is asked.
pub(super) fn is_asked_otherwise(evaluator: &Evaluator, told: &Alert, ix: ObligationIx) -> bool {
    let asked = || evaluator.reacceptance(evaluator.state().obligation(ix));
    told.id.kind == AlertKind::Cut && told.reacceptance != asked()
}

/// Why an alert ended of which people were told this.
pub(super) fn ending(evaluator: &Evaluator, ix: ObligationIx, told: &Alert) -> Ending {
    let owed = evaluator.state().obligation(ix);
    if told.id.kind == AlertKind::RuleFailed {
        return Ending::RuleWorks;
    }
    if told.id.kind == AlertKind::Group {
        return ending_of_group(evaluator, &told.responses);
    }
    if told.id.kind == AlertKind::Cut {
        let is_accepted = evaluator.reacceptance(owed).is_some_and(|asked| asked.is_complete());
        return if is_accepted { Ending::AcceptedAnew } else { Ending::CutMadeGood };
    }
    if told.is_at_risk() {
        return Ending::OffRisk;
    }
    if let Some((period, finding)) = excuse(evaluator, owed, &told.periods) {
        return Ending::Excused(period, finding.clone());
    }
    let settled = owed.runs.last_settled().map(|place| &owed.periods[place]);
    match settled.filter(|opened| opened.whole.verdict.is_delivered()) {
        Some(opened) => match corrections(evaluator, ix, told, opened.period) {
            none if none.is_empty() => Ending::MetAgain(opened.period),
            corrections if corrections.iter().any(is_read_otherwise) => {
                Ending::ReadOtherwise(opened.period, corrections)
            }
            corrections => Ending::Corrected(opened.period, corrections),
        },
        None => Ending::NotBroken,
    }
}

/// Why the alert about a group ended of which people were told this: it was about the newest.
fn ending_of_group(evaluator: &Evaluator, told: &[Response]) -> Ending {
    let opened = told.iter().rev().find(|response| response.enclosed.group().is_some());
    let known = opened.and_then(|opened| evaluator.responses().get(&opened.id));
    let closed_at = known.and_then(|known| known.enclosed.group()?.closed_at);
    if closed_at.is_some() { Ending::ExitTestHeld } else { Ending::GroupWithdrawn }
}

fn is_read_otherwise(correction: &Correction) -> bool {
    correction.occasion == Rereading::ReadOtherwise
}

/// The newest of the periods that is no breach only because somebody's part of it is waived or awaited, with that part's finding.
fn excuse<'a>(
    evaluator: &'a Evaluator,
    owed: &ObligationState,
    periods: &[Period],
) -> Option<(Period, &'a Finding)> {
    const EXCUSED: [Verdict; 2] = [Verdict::Waived, Verdict::Awaiting];
    let of_alert = periods.iter().rev().filter_map(|period| owed.opened(*period));
    let mut excused = of_alert.filter(|opened| opened.has_any(&EXCUSED)).filter_map(|opened| {
        let parts = opened.parts().map(|(_, ix)| finding(evaluator, ix));
        let mut excused = parts.filter(|part| EXCUSED.contains(&part.verdict));
        Some((opened.period, excused.next()?))
    });
    excused.next()
}

fn finding(evaluator: &Evaluator, ix: InstanceIx) -> &Finding {
    &evaluator.state().instance(ix).finding
}

/// The parts of a period of which nothing is decided.
fn disputed(evaluator: &Evaluator, kind: AlertKind, opened: &PeriodState) -> Vec<PartId> {
    if kind != AlertKind::Breach || !opened.has_any(&[Verdict::Disputed]) {
        return Vec::new();
    }
    let undecided = opened.parts().filter(|(_, ix)| finding(evaluator, *ix).verdict == Verdict::Disputed);
    undecided.map(|(part, _)| part.id.clone()).collect()
}

/// The parts that wait for figures of others in a period, with those figures.
fn held_up(evaluator: &Evaluator, kind: AlertKind, opened: &PeriodState) -> Vec<HeldUpPart> {
    // Many parts may wait for one figure, which is looked into once.
    let mut lacking: FxHashMap<&Cell, Arc<[Gap]>> = FxHashMap::default();
    let held_up = waiting(kind, opened).map(|(part, ix)| {
        let missing = match &finding(evaluator, ix).cause {
            Cause::Missing(gap) => {
                let found = || evaluator.evidence().lacking(&gap.cell).into();
                Arc::clone(lacking.entry(&gap.cell).or_insert_with(found))
            }
            _ => Arc::default(),
        };
        HeldUpPart { part: part.id.clone(), body: part.by.clone(), missing }
    });
    held_up.collect()
}

/// The parts that wait for figures of others in a period, each with the instance that judges it.
fn waiting(kind: AlertKind, opened: &PeriodState) -> impl Iterator<Item = (&Part, InstanceIx)> {
    let places = (kind == AlertKind::Breach).then(|| opened.held_up());
    let places = places.into_iter().flatten();
    places.map(|place| (&opened.terms.parts[place], opened.instance_at(place)))
}

/// Whether other parts wait for figures of others than people were told, or something came for those figures that could not be used.
pub(super) fn do_others_wait(evaluator: &Evaluator, told: &Alert, last: Option<&PeriodState>) -> bool {
    let kind = told.id.kind;
    let Some(last) = last.filter(|last| !is_held(told.severity, Some(*last))) else { return false };
    let is_told = |(told, (part, ix)): (&HeldUpPart, (&Part, InstanceIx))| {
        told.part == part.id && is_all_told(evaluator, told, &finding(evaluator, ix).cause)
    };
    told.held_up.len() != waiting(kind, last).count()
        || !told.held_up.iter().zip(waiting(kind, last)).all(is_told)
}

/// Whether people know all that came for the figures that a part waits for and could not be used.
fn is_all_told(evaluator: &Evaluator, told: &HeldUpPart, cause: &Cause) -> bool {
    let Cause::Missing(gap) = cause else { return true };
    if gap.unused.is_none() {
        return true;
    }
    let came = evaluator.evidence().lacking(&gap.cell).into_iter().filter_map(|gap| gap.unused);
    came.into_iter().all(|unused| told.missing.iter().any(|told| told.unused.as_ref() == Some(&unused)))
}
