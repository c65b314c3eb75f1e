//! Who breaks an obligation, or puts it at risk, in the newest period of its alert, each with a run of its own.
//!
//! The list is kept from one telling to the next and moved by the parts that turned, so that one of ten thousand costs as much as
//! one of ten. Whether somebody is to be told is not decided here.

use std::sync::Arc;

use super::record::{AlertRecord, Basis, Breakers, KeptBreakers};
use super::severity::Named;
use super::{Alert, AlertKind, Breaker, OwnFigure, Severity};
use crate::evaluate::{Cause, Evaluator, Finding, InstanceIx, ObligationIx, PeriodState, Turn, Work};
use crate::model::{Needs, Verdict};
use crate::program::Part;

impl AlertRecord {
    /// Who breaks the obligation now. While nothing can be said, that is whoever was told, but for those who have delivered or been excused
    /// since, and those of whom reports came that contradict each other: they were not silent.
    pub(crate) fn breakers(&self, evaluator: &Evaluator, ix: ObligationIx, kind: AlertKind) -> Breakers {
        let last = self.last_opened(evaluator, ix);
        match (&self.told, last) {
            (Some(told), Some(last)) if is_held(self.severity, Some(last)) => {
                still_named(&told.named, evaluator, last)
            }
            (_, None) => Breakers::default(),
            (_, Some(last)) => match &self.kept {
                Some(kept) if kept.basis == Basis::of(ix, last, kind) => kept.breakers.clone(),
                _ => self.breakers_afresh(evaluator, ix, kind, last),
            },
        }
    }

    /// Whether others break it than people were told, or with another verdict, or sent something since that could not be used.
    pub(super) fn have_breakers_changed(
        &mut self,
        told: &Alert,
        evaluator: &Evaluator,
        ix: ObligationIx,
    ) -> bool {
        let kind = told.id.kind;
        if let Some(last) = self.last_opened(evaluator, ix).filter(|last| is_held(self.severity, Some(*last)))
        {
            return told.named.iter().any(|breaker| is_settled(breaker, evaluator, last));
        }
        let now = self.breakers(evaluator, ix, kind);
        let agree = |told: &Arc<Breaker>, now: &Arc<Breaker>| {
            (&told.part, told.verdict) == (&now.part, now.verdict)
                && now.cause.unused().is_none_or(|unused| told.cause.unused() == Some(unused))
        };
        let is_same = match &self.told_breakers {
            Some((obligation, told)) if *obligation == ix => told.is_same(&now, agree),
            _ => {
                let (told, now) = (&told.named, &now);
                told.len() == now.len() && told.iter().zip(now).all(|(told, now)| agree(told, now))
            }
        };
        if is_same {
            self.told_breakers = Some((ix, now.clone()));
        }
        self.keep(now, evaluator, ix, kind);
        !is_same
    }

    /// Takes in what people were told.
    pub(super) fn was_told(&mut self, alert: &Arc<Alert>, evaluator: &Evaluator, ix: ObligationIx) {
        let kind = alert.id.kind;
        self.told = Some(Arc::clone(alert));
        if is_held(self.severity, self.last_opened(evaluator, ix)) {
            // Who is named again afterwards is told again.
            self.told_breakers = None;
        } else {
            self.told_breakers = Some((ix, alert.named.clone()));
            self.keep(alert.named.clone(), evaluator, ix, kind);
        }
    }

    /// Keeps the breakers as they are now. Where one part comes after the other there is one at the most, which may be another
    /// whenever a part turns.
    fn keep(&mut self, breakers: Breakers, evaluator: &Evaluator, ix: ObligationIx, kind: AlertKind) {
        let kept = self.last_opened(evaluator, ix).filter(|last| {
            !is_held(self.severity, Some(*last))
                && (kind != AlertKind::Breach || last.terms.needs != Needs::InOrder)
        });
        let basis = kept.map(|last| Basis::of(ix, last, kind));
        self.kept = basis.map(|basis| KeptBreakers { basis, breakers });
    }

    /// Takes in which parts of the obligation turned.
    pub(super) fn parts_turned(
        &mut self,
        evaluator: &Evaluator,
        ix: ObligationIx,
        kind: AlertKind,
        turns: &[Turn],
    ) {
        let Some(mut kept) = self.kept.take() else { return };
        let owed = evaluator.state().obligation(ix);
        let Some(last) =
            owed.opened(kept.basis.period).filter(|last| kept.basis == Basis::of(ix, last, kind))
        else {
            return;
        };
        for turn in turns {
            let Work::Part(place) = turn.work else { continue };
            let part = &owed.periods[turn.opened].terms.parts[place];
            let Some(place) = last.terms.place_of(&part.id) else { continue };
            let Some(instance) = last.instance_of_part(&part.id) else { continue };
            if kept.basis.named.includes(finding(evaluator, instance).verdict) {
                let part = &last.terms.parts[place];
                kept.breakers
                    .insert(place, Arc::new(self.breaker(evaluator, ix, kind, last, part, instance)));
            } else {
                kept.breakers.remove(place);
            }
        }
        self.kept = Some(kept);
    }

    fn breakers_afresh(
        &self,
        evaluator: &Evaluator,
        ix: ObligationIx,
        kind: AlertKind,
        last: &PeriodState,
    ) -> Breakers {
        let breaker = |place: usize| {
            let (part, instance) = (&last.terms.parts[place], last.instance_at(place));
            (place, Arc::new(self.breaker(evaluator, ix, kind, last, part, instance)))
        };
        match Named::of(kind, last.whole.verdict) {
            Named::Broken => last.broken_by().map(breaker).collect(),
            Named::AtRisk => last.at_risk().map(breaker).collect(),
            Named::Failed if !last.has_any(&[Verdict::Failed]) => Breakers::default(),
            Named::Failed => {
                let failed =
                    last.places().filter(|(_, ix)| finding(evaluator, *ix).verdict == Verdict::Failed);
                failed.map(|(place, _)| breaker(place)).collect()
            }
            Named::Nobody => Breakers::default(),
        }
    }

    fn breaker(
        &self,
        evaluator: &Evaluator,
        ix: ObligationIx,
        kind: AlertKind,
        last: &PeriodState,
        part: &Part,
        instance: InstanceIx,
    ) -> Breaker {
        let owed = evaluator.state().obligation(ix);
        let place = owed.place_of(last.period).expect("it was found there");
        let run = match Named::of(kind, last.whole.verdict) {
            Named::Failed => owed.runs.failed_until(&part.id, place),
            Named::AtRisk => owed.runs.at_risk_until(&part.id, place),
            Named::Broken | Named::Nobody => owed.runs.broken_until(&part.id, place),
        };
        let run = run.expect("whoever is named for a period has a run that ends there");
        let run = owed.span_of_body(run, part);
        let periods = |(first, last): (usize, usize)| (owed.periods[first].period, owed.periods[last].period);
        let silent: Vec<_> = owed.runs.silent_within(&part.id, run).map(periods).collect();
        let Finding { verdict, cause } = finding(evaluator, instance).clone();
        Breaker {
            part: part.id.clone(),
            body: part.by.clone(),
            owner: part.owner.clone(),
            periods: self.share(&[periods(run)]),
            silent: self.share(&silent),
            verdict,
            cause,
            figure: OwnFigure::of(evaluator, part, last.period, instance),
        }
    }
}

impl Basis {
    fn of(obligation: ObligationIx, last: &PeriodState, kind: AlertKind) -> Self {
        Self { obligation, period: last.period, named: Named::of(kind, last.whole.verdict) }
    }
}

/// Those of whom nothing else came to be known than what they were named for. Who disputes that since is named as disputed.
fn still_named(named: &Breakers, evaluator: &Evaluator, last: &PeriodState) -> Breakers {
    let is_undecided = |breaker: &&Arc<Breaker>| {
        let instance = last.instance_of_part(&breaker.part);
        let cause = instance.map(|instance| &finding(evaluator, instance).cause);
        matches!(cause, Some(Cause::Missing(gap)) if gap.why.is_unreconciled())
    };
    let is_disputed = |breaker: &Arc<Breaker>| {
        let instance = last.instance_of_part(&breaker.part);
        instance.is_some_and(|instance| finding(evaluator, instance).verdict == Verdict::Disputed)
    };
    let is_gone = |breaker: &&Arc<Breaker>| is_undecided(breaker) || is_settled(breaker, evaluator, last);
    if !named.iter().any(|breaker| is_gone(&breaker) || is_disputed(breaker)) {
        return named.clone();
    }
    let stays = named.iter().filter(|breaker| !is_gone(breaker));
    let as_it_stands = |breaker: &Arc<Breaker>| {
        if is_disputed(breaker) {
            Arc::new(Breaker { verdict: Verdict::Disputed, ..Breaker::clone(breaker) })
        } else {
            Arc::clone(breaker)
        }
    };
    stays.filter_map(|breaker| Some((last.terms.place_of(&breaker.part)?, as_it_stands(breaker)))).collect()
}

/// Whether a part has been delivered or excused since it was named, though nothing can be said of the whole.
fn is_settled(breaker: &Breaker, evaluator: &Evaluator, last: &PeriodState) -> bool {
    let instance = last.instance_of_part(&breaker.part);
    instance.is_some_and(|instance| finding(evaluator, instance).verdict.is_settled())
}

/// Whether nothing can be said about the last of the periods of an alert: whoever was named stays. What was only at risk is
/// silent as well while its figures are awaited.
pub(super) fn is_held(severity: Option<Severity>, last: Option<&PeriodState>) -> bool {
    let Some(whole) = last.map(|last| last.whole.verdict) else { return false };
    match severity {
        None => false,
        Some(Severity::Breach) => whole.holds_state(),
        Some(Severity::AtRisk) => whole.holds_state() || whole.is_awaited(),
    }
}

fn finding(evaluator: &Evaluator, ix: InstanceIx) -> &Finding {
    &evaluator.state().instance(ix).finding
}
