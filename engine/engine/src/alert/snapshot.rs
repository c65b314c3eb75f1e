//! An alert as people see it, put together from its life and the verdicts under it.

use jiff::Timestamp;

use super::record::{AlertRecord, AlertRecords};
use super::{Alert, AlertId, AlertKind, AlertState, Breaker, Ending, HeldUpBy};
use crate::evaluate::{Evaluator, Finding, InstanceIx, ObligationIx, ObligationState, PeriodState};
use crate::model::{BodyId, ObligationRef, Period, Response, Verdict};
use crate::program::{Part, Program};

/// The alert as it stands.
pub(crate) fn snapshot(
    records: &AlertRecords,
    evaluator: &Evaluator,
    program: &Program,
    ix: ObligationIx,
    id: &AlertId,
    record: &AlertRecord,
    now: Timestamp,
) -> Alert {
    let owed = evaluator.state().obligation(ix);
    let obligation = owed.obligation();
    let last = record.periods.last().and_then(|last| owed.opened(*last));
    let bodies = |wanted: fn(Verdict) -> bool| -> Vec<BodyId> {
        last.map_or_else(Vec::new, |last| bodies(evaluator, last, wanted))
    };
    let mut alert = Alert {
        id: id.clone(),
        state: record.life.state(),
        since: since(owed, record, program, now),
        periods: record.periods.clone(),
        broken_by: held_breakers(id.kind, record, last)
            .unwrap_or_else(|| breakers(evaluator, owed, id.kind, last)),
        delivered_by: bodies(Verdict::is_delivered),
        awaited_from: bodies(|verdict| matches!(verdict, Verdict::NotDue | Verdict::Awaiting)),
        held_up_by: Vec::new(),
        holds_up: Vec::new(),
        owner: obligation.owner.clone(),
        responses: responses(evaluator, owed, id.kind, &record.periods),
    };
    if id.kind == AlertKind::Breach {
        alert.held_up_by = held_up_by(records, evaluator, ix, &record.periods);
        alert.holds_up = holds_up(records, evaluator, owed.reference(), &record.periods);
    }
    alert
}

/// What officials say to a breach and have not withdrawn. A later period that is only disputed belongs to it as well.
fn responses(
    evaluator: &Evaluator,
    owed: &ObligationState,
    kind: AlertKind,
    periods: &[Period],
) -> Vec<Response> {
    let is_about = |response: &&Response| response.periods.last() >= periods.first();
    match kind {
        AlertKind::Breach => {
            evaluator.responses().standing(owed.reference()).filter(is_about).cloned().collect()
        }
        AlertKind::RuleFailed => Vec::new(),
    }
}

/// Why an alert over these periods ended.
pub(crate) fn ending(evaluator: &Evaluator, ix: ObligationIx, kind: AlertKind, periods: &[Period]) -> Ending {
    let owed = evaluator.state().obligation(ix);
    if kind == AlertKind::RuleFailed {
        return Ending::RuleWorks;
    }
    if let Some((period, finding)) = excuse(evaluator, owed, periods) {
        return Ending::Excused(period, finding.clone());
    }
    match owed.periods.iter().rev().find(|opened| opened.whole.verdict.is_delivered()) {
        Some(opened) => Ending::MetAgain(opened.period),
        None => Ending::NotBroken,
    }
}

/// The newest of the periods that is no breach only because somebody's part of it is waived or awaited, with that part's finding.
fn excuse<'a>(
    evaluator: &'a Evaluator,
    owed: &ObligationState,
    periods: &[Period],
) -> Option<(Period, &'a Finding)> {
    let of_alert = owed.periods.iter().rev().filter(|opened| periods.contains(&opened.period));
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

/// Whoever was told to have broken the obligation, while nothing can be said about the last of the alert's periods.
fn held_breakers(kind: AlertKind, record: &AlertRecord, last: Option<&PeriodState>) -> Option<Vec<Breaker>> {
    let is_held = kind == AlertKind::Breach && last?.whole.verdict.holds_state();
    record.told.as_ref().filter(|_| is_held).map(|told| told.broken_by.clone())
}

/// The contributions that break the obligation in the last of the alert's periods, each with its own run.
fn breakers(
    evaluator: &Evaluator,
    owed: &ObligationState,
    kind: AlertKind,
    last: Option<&PeriodState>,
) -> Vec<Breaker> {
    let Some(last) = last else { return Vec::new() };
    let is_broken = |verdict: Verdict| match kind {
        AlertKind::Breach => verdict.is_breach(),
        AlertKind::RuleFailed => verdict == Verdict::Failed,
    };
    let parts = last.parts().enumerate().filter(|(place, (_, ix))| match kind {
        AlertKind::Breach => last.broken_by.contains(place),
        AlertKind::RuleFailed => is_broken(finding(evaluator, *ix).verdict),
    });
    let breaker = |(_, (part, ix)): (usize, (&Part, InstanceIx))| {
        let earlier = owed.periods.iter().rev().skip_while(|opened| opened.period > last.period);
        let verdicts = earlier.map_while(|opened| {
            let ix = opened.instance_of_part(&part.id)?;
            Some((opened.period, finding(evaluator, ix).verdict))
        });
        let mut run: Vec<(Period, Verdict)> =
            verdicts.take_while(|(_, verdict)| is_broken(*verdict)).collect();
        run.reverse();
        let silent = run
            .iter()
            .filter(|(_, verdict)| *verdict == Verdict::NoData)
            .map(|(period, _)| *period)
            .collect();
        let periods = run.into_iter().map(|(period, _)| period).collect();
        let Finding { verdict, cause } = finding(evaluator, ix).clone();
        let (body, owner) = (part.by.clone(), part.owner.clone());
        Breaker { part: part.id.clone(), body, owner, periods, silent, verdict, cause }
    };
    parts.map(breaker).collect()
}

/// What this obligation waits for that is itself overdue for the same time.
fn held_up_by(
    records: &AlertRecords,
    evaluator: &Evaluator,
    ix: ObligationIx,
    periods: &[Period],
) -> Vec<HeldUpBy> {
    let state = evaluator.state();
    let owed = state.obligation(ix);
    let terms = &owed.obligation().terms;
    let awaited =
        terms.awaited_obligations().filter(|reference| is_broken(records, evaluator, reference, periods));
    let obligations = awaited.cloned().map(HeldUpBy::Obligation);
    let last = periods.last().and_then(|last| owed.opened(*last));
    let measures = last.into_iter().flat_map(PeriodState::gates).filter_map(|(measure, ix)| {
        let verdict = finding(evaluator, ix).verdict;
        let overdue = matches!(verdict, Verdict::Awaiting | Verdict::NoData);
        overdue.then(|| HeldUpBy::Reports(measure.clone()))
    });
    obligations.chain(measures).collect()
}

/// Obligations in breach that wait for this one, at first or second hand.
fn holds_up(
    records: &AlertRecords,
    evaluator: &Evaluator,
    reference: &ObligationRef,
    periods: &[Period],
) -> Vec<ObligationRef> {
    let state = evaluator.state();
    let mut waiting: Vec<ObligationRef> = Vec::new();
    let mut roots = vec![reference.clone()];
    while let Some(root) = roots.pop() {
        let dependents = state.dependents(&root).map(|ix| state.obligation(ix).reference().clone());
        let broken = dependents.filter(|dependent| is_broken(records, evaluator, dependent, periods));
        for dependent in broken.collect::<Vec<_>>() {
            if !waiting.contains(&dependent) {
                waiting.push(dependent.clone());
                roots.push(dependent);
            }
        }
    }
    waiting.sort();
    waiting
}

/// Whether an obligation's breach overlaps the last of these periods.
fn is_broken(
    records: &AlertRecords,
    evaluator: &Evaluator,
    reference: &ObligationRef,
    periods: &[Period],
) -> bool {
    let Some(owed) = evaluator.state().find(reference).map(|ix| evaluator.state().obligation(ix)) else {
        return false;
    };
    let Some(record) = records.get(&AlertId::of(owed, AlertKind::Breach)) else { return false };
    let overlaps = |one: &Period, other: &Period| {
        one.first_day() <= other.last_day() && other.first_day() <= one.last_day()
    };
    record.life.state() != AlertState::Inactive
        && periods.last().is_some_and(|last| record.periods.iter().any(|period| overlaps(period, last)))
}
