//! Who waits for whom: an obligation's ties to others, each with how it stands.

use crate::evaluate::{Evaluator, ObligationIx, ObligationState, PeriodState};
use crate::model::{BodyId, MeasureId, ObligationRef, Period, Verdict};

/// How many ties deep is looked; declarations do not wait in a circle.
const DEEPEST: usize = 16;

/// A tie to something that is waited for, or that waits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Tie {
    Obligation {
        reference: ObligationRef,
        title: String,
        lead: BodyId,
        /// The newest of its periods that overlaps the one in question, with its verdict.
        stands: Option<(Period, Verdict)>,
        /// The ties of that obligation in the same direction.
        further: Vec<Tie>,
    },
    /// To the reports of a measure.
    Reports {
        measure: MeasureId,
        /// Whether everyone who is expected to report it has.
        verdict: Verdict,
    },
}

/// What an obligation waits for in a period.
pub(super) fn waits_for(evaluator: &Evaluator, ix: ObligationIx, period: Period) -> Vec<Tie> {
    upwards(evaluator, ix, period, DEEPEST)
}

/// What waits for an obligation in a period.
pub(super) fn waited_for_by(evaluator: &Evaluator, ix: ObligationIx, period: Period) -> Vec<Tie> {
    downwards(evaluator, ix, period, DEEPEST)
}

fn upwards(evaluator: &Evaluator, ix: ObligationIx, period: Period, depth: usize) -> Vec<Tie> {
    let Some(depth) = depth.checked_sub(1) else { return Vec::new() };
    let state = evaluator.state();
    let owed = state.obligation(ix);
    let obligations = state.awaited(ix).map(|awaited| {
        obligation(state.obligation(awaited), period, upwards(evaluator, awaited, period, depth))
    });
    let gates = newest(owed, period).into_iter().flat_map(PeriodState::gates);
    let reports = gates.map(|(measure, gate)| Tie::Reports {
        measure: measure.clone(),
        verdict: state.instance(gate).finding.verdict,
    });
    obligations.chain(reports).collect()
}

fn downwards(evaluator: &Evaluator, ix: ObligationIx, period: Period, depth: usize) -> Vec<Tie> {
    let Some(depth) = depth.checked_sub(1) else { return Vec::new() };
    let state = evaluator.state();
    let ties = state.dependents(ix).map(|waiting| {
        obligation(state.obligation(waiting), period, downwards(evaluator, waiting, period, depth))
    });
    ties.collect()
}

fn obligation(owed: &ObligationState, period: Period, further: Vec<Tie>) -> Tie {
    let stands = newest(owed, period).map(|opened| (opened.period, opened.whole.verdict));
    let (reference, obligation) = (owed.reference().clone(), owed.obligation());
    Tie::Obligation {
        reference,
        title: obligation.title.clone(),
        lead: obligation.lead.clone(),
        stands,
        further,
    }
}

/// The newest period of an obligation that overlaps another one's.
fn newest(owed: &ObligationState, period: Period) -> Option<&PeriodState> {
    owed.periods.iter().rev().find(|opened| {
        opened.period.first_day() <= period.last_day() && period.first_day() <= opened.period.last_day()
    })
}
