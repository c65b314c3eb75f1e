//! An alert as people see it, put together from its life and the verdicts under it.

use std::sync::Arc;

use jiff::Timestamp;

use super::record::AlertRecord;
use super::ties::Ties;
use super::{Alert, AlertId, AlertKind, Breaker, Ending};
use crate::evaluate::{Evaluator, Finding, InstanceIx, ObligationIx, ObligationState, PeriodState};
use crate::model::{BodyId, Period, Response, Verdict};
use crate::program::{Part, Program};

/// The alert as it stands, with its ties.
pub(crate) fn snapshot(
    evaluator: &Evaluator,
    program: &Program,
    ix: ObligationIx,
    id: &AlertId,
    record: &AlertRecord,
    ties: Ties,
    now: Timestamp,
) -> Alert {
    let owed = evaluator.state().obligation(ix);
    let obligation = owed.obligation();
    let last = record.last_opened(evaluator, ix);
    let bodies = |wanted: fn(Verdict) -> bool| -> Vec<BodyId> {
        last.map_or_else(Vec::new, |last| bodies(evaluator, last, wanted))
    };
    Alert {
        id: id.clone(),
        state: record.life.state(),
        since: since(owed, record, program, now),
        periods: Arc::clone(&record.periods),
        broken_by: held_breakers(id.kind, record, last)
            .unwrap_or_else(|| breakers(evaluator, owed, id.kind, last, record)),
        delivered_by: bodies(Verdict::is_delivered),
        awaited_from: bodies(|verdict| matches!(verdict, Verdict::NotDue | Verdict::Awaiting)),
        held_up_by: ties.held_up_by,
        holds_up: ties.holds_up,
        owner: obligation.owner.clone(),
        responses: responses(evaluator, ix, id.kind, &record.periods).cloned().collect(),
    }
}

/// What officials say to a breach and have not withdrawn. A later period that is only disputed belongs to it as well.
pub(super) fn responses<'a>(
    evaluator: &'a Evaluator,
    ix: ObligationIx,
    kind: AlertKind,
    periods: &[Period],
) -> impl Iterator<Item = &'a Response> {
    let first = periods.first().copied();
    let standing = evaluator.responses().standing(evaluator.state().obligation(ix).reference());
    standing.filter(move |response| kind == AlertKind::Breach && response.periods.last() >= first.as_ref())
}

/// Why an alert over these periods ended.
pub(super) fn ending(evaluator: &Evaluator, ix: ObligationIx, kind: AlertKind, periods: &[Period]) -> Ending {
    let owed = evaluator.state().obligation(ix);
    if kind == AlertKind::RuleFailed {
        return Ending::RuleWorks;
    }
    if let Some((period, finding)) = excuse(evaluator, owed, periods) {
        return Ending::Excused(period, finding.clone());
    }
    match owed.runs.last_delivered() {
        Some(opened) => Ending::MetAgain(owed.periods[opened].period),
        None => Ending::NotBroken,
    }
}

/// The newest of the periods that is no breach only because somebody's part of it is waived or awaited, with that part's finding.
fn excuse<'a>(
    evaluator: &'a Evaluator,
    owed: &ObligationState,
    periods: &[Period],
) -> Option<(Period, &'a Finding)> {
    let of_alert = periods.iter().rev().filter_map(|period| owed.opened(*period));
    let mut excused = of_alert.filter_map(|opened| {
        let parts = opened.parts().map(|(_, ix)| finding(evaluator, ix));
        let mut excused = parts.filter(|part| matches!(part.verdict, Verdict::Waived | Verdict::Awaiting));
        Some((opened.period, excused.next()?))
    });
    excused.next()
}

/// The matter has been open since the deadline of its first period, however late that was found out; while the deadline is
/// still to come, since the breach was seen.
fn since(owed: &ObligationState, record: &AlertRecord, program: &Program, now: Timestamp) -> Timestamp {
    let first = record.periods.first().and_then(|first| owed.opened(*first));
    let deadline = first.map(|first| first.terms.due.overdue_from(first.period, &program.calendar));
    let seen = record.life.active_at().or(record.told.as_ref().map(|told| told.since));
    deadline.filter(|deadline| *deadline <= now).or(seen).unwrap_or(now)
}

fn finding(evaluator: &Evaluator, ix: InstanceIx) -> &Finding {
    &evaluator.state().instance(ix).finding
}

fn bodies(evaluator: &Evaluator, opened: &PeriodState, wanted: fn(Verdict) -> bool) -> Vec<BodyId> {
    let matching = opened.parts().filter(|(_, ix)| wanted(finding(evaluator, *ix).verdict));
    matching.map(|(part, _)| part.by.clone()).collect()
}

/// Whether nothing can be said about the last of the periods of a breach: whoever was told to have broken it, stays.
pub(super) fn is_held(kind: AlertKind, last: Option<&PeriodState>) -> bool {
    kind == AlertKind::Breach && last.is_some_and(|last| last.whole.verdict.holds_state())
}

fn held_breakers(kind: AlertKind, record: &AlertRecord, last: Option<&PeriodState>) -> Option<Vec<Breaker>> {
    record.told.as_ref().filter(|_| is_held(kind, last)).map(|told| told.broken_by.clone())
}

/// The parts that break the obligation in a period, each with the instance that judges it.
pub(super) fn breaking<'a>(
    evaluator: &'a Evaluator,
    kind: AlertKind,
    opened: &'a PeriodState,
) -> impl Iterator<Item = (&'a Part, InstanceIx)> {
    let broken = opened.broken_by().map(|place| (&opened.terms.parts[place], opened.instance_at(place)));
    let broken = (kind == AlertKind::Breach).then_some(broken);
    let has_failed = move |ix: InstanceIx| finding(evaluator, ix).verdict == Verdict::Failed;
    let failed = opened.parts().filter(move |(_, ix)| has_failed(*ix));
    let failed = (kind == AlertKind::RuleFailed).then_some(failed);
    broken.into_iter().flatten().chain(failed.into_iter().flatten())
}

/// The contributions that break the obligation in the last of the alert's periods, each with its own run.
fn breakers(
    evaluator: &Evaluator,
    owed: &ObligationState,
    kind: AlertKind,
    last: Option<&PeriodState>,
    record: &AlertRecord,
) -> Vec<Breaker> {
    let Some(last) = last else { return Vec::new() };
    let place = owed.place_of(last.period).expect("it was found there");
    let periods = |(first, last): (usize, usize)| (owed.periods[first].period, owed.periods[last].period);
    let breaker = |(part, ix): (&Part, InstanceIx)| {
        let run = match kind {
            AlertKind::Breach => owed.runs.broken_until(&part.id, place),
            AlertKind::RuleFailed => owed.runs.failed_until(&part.id, place),
        };
        let run = run.expect("whoever breaks a period has a run that ends there");
        let silent: Vec<_> = owed.runs.silent_within(&part.id, run).map(periods).collect();
        let Finding { verdict, cause } = finding(evaluator, ix).clone();
        Breaker {
            part: part.id.clone(),
            body: part.by.clone(),
            owner: part.owner.clone(),
            periods: record.share(&[periods(run)]),
            silent: record.share(&silent),
            verdict,
            cause,
        }
    };
    breaking(evaluator, kind, last).map(breaker).collect()
}
