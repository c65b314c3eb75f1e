//! In which periods an obligation and its parts are broken, at risk, silent or beyond judging, kept as verdicts turn.

use rustc_hash::FxHashMap;

use super::spans::Spans;
use crate::model::{PartId, Verdict};

/// Places of opened periods, by how the whole stands in them and by how each part does.
#[derive(Default)]
pub(crate) struct Runs {
    /// Nothing more is asked of the whole, since it was delivered or waived.
    settled: Spans,
    /// The whole is overdue and not met.
    unmet: Spans,
    /// The whole is at risk.
    at_risk: Spans,
    /// Nothing can be said of the whole.
    unknown: Spans,
    /// The rule of some part failed.
    failing: Spans,
    /// Only parts that were ever broken, at risk or beyond judging.
    parts: FxHashMap<PartId, PartRuns>,
}

#[derive(Default)]
struct PartRuns {
    broken: Spans,
    at_risk: Spans,
    silent: Spans,
    failed: Spans,
}

/// The newest run of broken periods, and what stands beside it.
pub(crate) struct BreachRun<'a> {
    runs: &'a Runs,
    /// No period before this belongs to it.
    from: usize,
}

impl BreachRun<'_> {
    /// The broken periods; those still open are passed over.
    pub(crate) fn spans(&self) -> impl Iterator<Item = (usize, usize)> {
        self.runs.unmet.within(self.from, usize::MAX)
    }

    /// The periods at risk since the last delivery.
    pub(crate) fn at_risk(&self) -> impl Iterator<Item = (usize, usize)> {
        self.runs.at_risk.within(self.from, usize::MAX)
    }

    /// Whether there is a period since the last delivery of which nothing can be said.
    pub(crate) fn has_unknown(&self) -> bool {
        self.runs.unknown.within(self.from, usize::MAX).next().is_some()
    }
}

impl Runs {
    pub(crate) fn whole_turned(&mut self, place: usize, to: Verdict) {
        self.settled.set(place, to.is_delivered() || to == Verdict::Waived);
        self.unmet.set(place, to.is_unmet());
        self.at_risk.set(place, to == Verdict::AtRisk);
        self.unknown.set(place, to.holds_state());
    }

    pub(crate) fn part_turned(&mut self, part: &PartId, place: usize, from: Verdict, to: Verdict) {
        let counts =
            |verdict: Verdict| verdict.is_breach() || matches!(verdict, Verdict::AtRisk | Verdict::Failed);
        if !counts(from) && !counts(to) {
            return;
        }
        let runs = match self.parts.get_mut(part) {
            Some(runs) => runs,
            None => self.parts.entry(part.clone()).or_default(),
        };
        runs.broken.set(place, to.is_breach());
        runs.at_risk.set(place, to == Verdict::AtRisk);
        runs.silent.set(place, to == Verdict::NoData);
        runs.failed.set(place, to == Verdict::Failed);
    }

    pub(crate) fn set_failing(&mut self, place: usize, is_failing: bool) {
        self.failing.set(place, is_failing);
    }

    /// The periods since the whole was last delivered or waived.
    pub(crate) fn breach(&self) -> BreachRun<'_> {
        BreachRun { runs: self, from: self.settled.last().map_or(0, |last| last + 1) }
    }

    /// The newest period in which the whole was delivered or waived.
    pub(crate) fn last_settled(&self) -> Option<usize> {
        self.settled.last()
    }

    /// The periods in which some rule failed.
    pub(crate) fn failing(&self) -> impl Iterator<Item = (usize, usize)> {
        self.failing.within(0, usize::MAX)
    }

    /// How long a part has been broken without a break, up to a period.
    pub(crate) fn broken_until(&self, part: &PartId, place: usize) -> Option<(usize, usize)> {
        let (first, _) = self.parts.get(part)?.broken.span_of(place)?;
        Some((first, place))
    }

    /// How long a part has been at risk without a break, up to a period.
    pub(crate) fn at_risk_until(&self, part: &PartId, place: usize) -> Option<(usize, usize)> {
        let (first, _) = self.parts.get(part)?.at_risk.span_of(place)?;
        Some((first, place))
    }

    /// How long a part's rule has failed without a break, up to a period.
    pub(crate) fn failed_until(&self, part: &PartId, place: usize) -> Option<(usize, usize)> {
        let (first, _) = self.parts.get(part)?.failed.span_of(place)?;
        Some((first, place))
    }

    /// Periods of a span in which there is no usable figure of a part.
    pub(crate) fn silent_within(
        &self,
        part: &PartId,
        (first, last): (usize, usize),
    ) -> impl Iterator<Item = (usize, usize)> {
        self.parts.get(part).into_iter().flat_map(move |runs| runs.silent.within(first, last))
    }
}
