//! Since when it was certain that a period is broken, by the figures that show it, however late these were read.

use jiff::Timestamp;

use crate::evaluate::{Evaluator, ObligationIx};
use crate::model::{Period, Verdict};

/// Since when published figures show that a period is broken; none where anything but figures with a date breaks it. Of many parts, it is
/// since so many were known to be broken that the others could not save the whole.
pub(super) fn certain_since(
    evaluator: &Evaluator,
    ix: ObligationIx,
    first: Period,
    now: Timestamp,
) -> Option<Timestamp> {
    let state = evaluator.state();
    let owed = state.obligation(ix);
    let opened = owed.opened(first)?;
    let whole = opened.whole.verdict;
    let is_broken =
        |verdict: Verdict| if whole.is_unmet() { verdict.is_unmet() } else { verdict == Verdict::AtRisk };
    let broken = opened.places().filter(|(_, part)| is_broken(state.instance(*part).finding.verdict));
    let shown = |(place, part)| (evaluator.shown_since(part, now).unwrap_or(Timestamp::MAX), place);
    let mut broken: Vec<(Timestamp, usize)> = broken.map(shown).collect();
    broken.sort_unstable();
    let places: Vec<usize> = broken.iter().map(|(_, place)| *place).collect();
    let are_enough = |first: usize| is_broken(evaluator.suppose_met(owed, opened, &places[first..], now));
    let counts: Vec<usize> = (1..=broken.len()).collect();
    let enough = counts.partition_point(|first| !are_enough(*first));
    broken.get(enough).map(|(moment, _)| *moment).filter(|moment| *moment < Timestamp::MAX)
}
