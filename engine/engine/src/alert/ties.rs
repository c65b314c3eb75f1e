//! Who holds up whom at the moment: an obligation in breach with what it waits for and what waits for it.

use super::record::{AlertRecord, AlertRecords};
use super::{Alert, AlertId, AlertKind, HeldUpBy};
use crate::evaluate::{Evaluator, ObligationIx, PeriodState};
use crate::model::{ObligationRef, Period, Verdict};

/// What an alert hangs on, and what hangs on it.
#[derive(Default)]
pub(crate) struct Ties {
    /// What it waits for; while there is anything, its own party is not to blame.
    pub(super) held_up_by: Vec<HeldUpBy>,
    /// Obligations that wait for it.
    pub(super) holds_up: Vec<ObligationRef>,
}

impl Ties {
    /// Only a breach has ties.
    pub(crate) fn of(
        records: &AlertRecords,
        evaluator: &Evaluator,
        ix: ObligationIx,
        kind: AlertKind,
        record: &AlertRecord,
    ) -> Self {
        match (kind, record.periods.last()) {
            (AlertKind::Breach, Some(last)) => Self {
                held_up_by: held_up_by(records, evaluator, ix, *last, record.last_opened(evaluator, ix)),
                holds_up: holds_up(records, evaluator, ix, *last),
            },
            (AlertKind::Breach, None) | (AlertKind::RuleFailed | AlertKind::Group | AlertKind::Cut, _) => {
                Self::default()
            }
        }
    }

    pub(super) fn is_held_up(&self) -> bool {
        !self.held_up_by.is_empty()
    }

    /// Whether people were told of the same.
    pub(super) fn are_told(&self, told: &Alert) -> bool {
        told.held_up_by == self.held_up_by && told.holds_up == self.holds_up
    }
}

/// What an obligation waits for that is itself overdue for the same time.
fn held_up_by(
    records: &AlertRecords,
    evaluator: &Evaluator,
    ix: ObligationIx,
    period: Period,
    opened: Option<&PeriodState>,
) -> Vec<HeldUpBy> {
    let state = evaluator.state();
    let broken = state.awaited(ix).filter(|awaited| is_broken(records, evaluator, *awaited, period));
    let obligations =
        broken.map(|awaited| HeldUpBy::Obligation(state.obligation(awaited).reference().clone()));
    let measures = opened.into_iter().flat_map(PeriodState::gates).filter_map(|(measure, gate)| {
        let verdict = state.instance(gate).finding.verdict;
        let is_overdue = matches!(verdict, Verdict::Awaiting | Verdict::NoData);
        is_overdue.then(|| HeldUpBy::Reports(measure.clone()))
    });
    obligations.chain(measures).collect()
}

/// Obligations in breach that wait for this one, at first or second hand.
fn holds_up(
    records: &AlertRecords,
    evaluator: &Evaluator,
    ix: ObligationIx,
    period: Period,
) -> Vec<ObligationRef> {
    let state = evaluator.state();
    let mut waiting: Vec<ObligationIx> = Vec::new();
    let mut roots = vec![ix];
    while let Some(root) = roots.pop() {
        for dependent in state.dependents(root) {
            if !waiting.contains(&dependent) && is_broken(records, evaluator, dependent, period) {
                waiting.push(dependent);
                roots.push(dependent);
            }
        }
    }
    let mut waiting: Vec<ObligationRef> =
        waiting.into_iter().map(|ix| state.obligation(ix).reference().clone()).collect();
    waiting.sort();
    waiting
}

/// Whether an obligation's breach overlaps a period.
fn is_broken(records: &AlertRecords, evaluator: &Evaluator, ix: ObligationIx, period: Period) -> bool {
    let record = records.get(&AlertId::of(evaluator.state().obligation(ix), AlertKind::Breach));
    record.is_some_and(|record| record.is_breach() && record.overlaps(period))
}
