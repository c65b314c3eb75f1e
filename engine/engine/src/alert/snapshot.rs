//! An alert as people see it, put together from its life and the verdicts under it.

use jiff::Timestamp;

use super::desk::{File, identity};
use super::message::message;
use super::{Alert, AlertId, AlertKind, AlertState, Breaker, Desk};
use crate::evaluate::{Evaluator, Finding, InstanceIx, ObligationIx, ObligationState, PeriodState};
use crate::model::{BodyId, ObligationRef, Period, Response, Verdict};
use crate::plain;
use crate::program::{Part, Program};

/// The alert as it stands.
pub(crate) fn snapshot(
    desk: &Desk,
    evaluator: &Evaluator,
    program: &Program,
    ix: ObligationIx,
    id: &AlertId,
    file: &File,
    now: Timestamp,
) -> Alert {
    let owed = evaluator.state().obligation(ix);
    let obligation = owed.obligation();
    let last = file.periods.last().and_then(|last| owed.opened(*last));
    let bodies = |wanted: fn(Verdict) -> bool| -> Vec<BodyId> {
        last.map_or_else(Vec::new, |last| bodies(evaluator, last, wanted))
    };
    let mut alert = Alert {
        id: id.clone(),
        state: file.life.state(),
        since: since(owed, file, program, now),
        periods: file.periods.clone(),
        broken_by: held_breakers(id.kind, file, last)
            .unwrap_or_else(|| breakers(evaluator, owed, id.kind, last)),
        delivered_by: bodies(Verdict::is_delivered),
        awaited_from: bodies(|verdict| matches!(verdict, Verdict::NotDue | Verdict::Awaiting)),
        held_up_by: Vec::new(),
        holds_up: Vec::new(),
        owner: obligation.owner.clone(),
        responses: responses(evaluator, owed, id.kind, &file.periods),
        message: String::new(),
    };
    if id.kind == AlertKind::Breach {
        alert.held_up_by = held_up_by(desk, evaluator, program, ix, &file.periods);
        alert.holds_up = holds_up(desk, evaluator, owed.reference(), &file.periods);
    }
    alert.message = match alert.state {
        AlertState::Inactive => resolved_message(evaluator, owed, id.kind, &file.periods),
        AlertState::Pending | AlertState::Firing => message(&alert, obligation, program),
    };
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

fn resolved_message(
    evaluator: &Evaluator,
    owed: &ObligationState,
    kind: AlertKind,
    periods: &[Period],
) -> String {
    let title = &owed.obligation().title;
    if kind == AlertKind::RuleFailed {
        return format!("{title}: the rule works again.");
    }
    if let Some((period, reason)) = excuse(evaluator, owed, periods) {
        return format!("{title}: not broken for now in {} ({reason}).", plain::period(period));
    }
    match owed.periods.iter().rev().find(|opened| opened.whole.verdict.is_delivered()) {
        Some(opened) => format!("{title}: met again in {}.", plain::period(opened.period)),
        None => format!("{title}: no longer broken."),
    }
}

/// The newest of the periods that is no breach only because somebody's part of it is waived or awaited, with the reason.
fn excuse<'a>(
    evaluator: &'a Evaluator,
    owed: &ObligationState,
    periods: &[Period],
) -> Option<(Period, &'a str)> {
    let of_alert = owed.periods.iter().rev().filter(|opened| periods.contains(&opened.period));
    let mut excused = of_alert.filter_map(|opened| {
        let parts = opened.parts().map(|(_, ix)| finding(evaluator, ix));
        let mut excused = parts.filter(|part| matches!(part.verdict, Verdict::Waived | Verdict::Awaiting));
        Some((opened.period, &*excused.next()?.reason))
    });
    excused.next()
}

/// The matter has been open since the deadline of its first period, however late that was found out; while the deadline is
/// still to come, since the breach was seen.
fn since(owed: &ObligationState, file: &File, program: &Program, now: Timestamp) -> Timestamp {
    let first = file.periods.first().and_then(|first| owed.opened(*first));
    let deadline = first.map(|first| first.terms.due.overdue_from(first.period, &program.calendar));
    let seen = file.life.active_at().or(file.told.as_ref().map(|told| told.since));
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
fn held_breakers(kind: AlertKind, file: &File, last: Option<&PeriodState>) -> Option<Vec<Breaker>> {
    let is_held = kind == AlertKind::Breach && last?.whole.verdict.holds_state();
    file.told.as_ref().filter(|_| is_held).map(|told| told.broken_by.clone())
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
        let Finding { verdict, reason, .. } = finding(evaluator, ix).clone();
        let (body, owner) = (part.by.clone(), part.owner.clone());
        Breaker { part: part.id.clone(), body, owner, periods, silent, verdict, reason }
    };
    parts.map(breaker).collect()
}

/// What this obligation waits for that is itself overdue for the same time.
fn held_up_by(
    desk: &Desk,
    evaluator: &Evaluator,
    program: &Program,
    ix: ObligationIx,
    periods: &[Period],
) -> Vec<String> {
    let state = evaluator.state();
    let owed = state.obligation(ix);
    let terms = &owed.obligation().terms;
    let awaited =
        terms.awaited_obligations().filter(|reference| is_broken(desk, evaluator, reference, periods));
    let obligations = awaited.filter_map(|reference| state.find(reference)).map(|ix| {
        let awaited = state.obligation(ix).obligation();
        format!("{} ({})", awaited.title, program.catalogue.body_name(&awaited.lead))
    });
    let last = periods.last().and_then(|last| owed.opened(*last));
    let measures = last.into_iter().flat_map(PeriodState::gates).filter_map(|(measure, ix)| {
        let verdict = finding(evaluator, ix).verdict;
        let overdue = matches!(verdict, Verdict::Awaiting | Verdict::NoData);
        overdue.then(|| format!("overdue reports of {}", program.catalogue.measures[measure].title))
    });
    obligations.chain(measures).collect()
}

/// Obligations in breach that wait for this one, at first or second hand.
fn holds_up(
    desk: &Desk,
    evaluator: &Evaluator,
    reference: &ObligationRef,
    periods: &[Period],
) -> Vec<ObligationRef> {
    let state = evaluator.state();
    let mut waiting: Vec<ObligationRef> = Vec::new();
    let mut roots = vec![reference.clone()];
    while let Some(root) = roots.pop() {
        let dependents = state.dependents(&root).map(|ix| state.obligation(ix).reference().clone());
        let broken = dependents.filter(|dependent| is_broken(desk, evaluator, dependent, periods));
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
fn is_broken(desk: &Desk, evaluator: &Evaluator, reference: &ObligationRef, periods: &[Period]) -> bool {
    let Some(owed) = evaluator.state().find(reference).map(|ix| evaluator.state().obligation(ix)) else {
        return false;
    };
    let Some(file) = desk.file(&identity(owed, AlertKind::Breach)) else { return false };
    let overlaps = |one: &Period, other: &Period| {
        one.first_day() <= other.last_day() && other.first_day() <= one.last_day()
    };
    file.life.state() != AlertState::Inactive
        && periods.last().is_some_and(|last| file.periods.iter().any(|period| overlaps(period, last)))
}
