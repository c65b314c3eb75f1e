//! What is kept of an alert that is not inactive.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::lifecycle::Life;
use super::severity::Named;
use super::{Alert, AlertId, Breaker, Climb, Ending, Severity};
use crate::by_place::ByPlace;
use crate::evaluate::{Evaluator, ObligationIx, PeriodState};
use crate::model::{Period, Verdict};

/// Every alert that is not inactive, by identity.
pub(crate) type AlertRecords = BTreeMap<AlertId, AlertRecord>;

/// One alert's life and what was last told of it.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct AlertRecord {
    pub(crate) life: Life,
    /// Since when the matter has been open; it never moves.
    pub(crate) since: Timestamp,
    /// The periods that it is about, in order. Whoever was told of them shares them.
    pub(crate) periods: Arc<[Period]>,
    /// The same as spans of neighbours, of which there are few however long it lasts.
    spans: Vec<(Period, Period)>,
    /// How grave it is; none where a rule failed.
    pub(crate) severity: Option<Severity>,
    pub(crate) told: Option<Arc<Alert>>,
    /// How far it went up its ladder.
    pub(crate) climb: Option<Climb>,
    /// What ended it, where that was no evidence.
    pub(super) ended: Option<Ending>,
    /// The breakers that were told, by the places under which that obligation has them; none where that is not known.
    pub(super) told_breakers: Option<(ObligationIx, Breakers)>,
    /// The breakers as they stand, where anybody had to know them.
    pub(super) kept: Option<KeptBreakers>,
}

/// Breakers by the places of their parts.
pub(super) type Breakers = ByPlace<Arc<Breaker>>;

/// Breakers with what they are the breakers of.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct KeptBreakers {
    pub(super) basis: Basis,
    pub(super) breakers: Breakers,
}

/// While this is the same, the breakers differ by the parts that turned and by nothing else.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Basis {
    pub(super) obligation: ObligationIx,
    pub(super) period: Period,
    pub(super) named: Named,
}

impl AlertRecord {
    pub(crate) fn new(
        life: Life,
        since: Timestamp,
        (severity, periods): (Option<Severity>, Arc<[Period]>),
        told: Option<Arc<Alert>>,
    ) -> Self {
        let spans = periods.chunk_by(|one, next| one.step(1) == *next);
        let spans = spans.map(|span| (span[0], span[span.len() - 1])).collect();
        Self {
            life,
            since,
            severity,
            periods,
            spans,
            told,
            climb: None,
            ended: None,
            told_breakers: None,
            kept: None,
        }
    }

    /// Takes in how grave the matter is now. What was only foreseen is a breach since its own deadline.
    pub(super) fn weigh(&mut self, severity: Option<Severity>, since: impl FnOnce() -> Timestamp) {
        if self.severity == severity {
            return;
        }
        if severity == Some(Severity::Breach) {
            self.since = since();
            self.life = self.life.counted_anew();
        }
        self.severity = severity;
    }

    /// Whether it matters to it how long Remit was up.
    pub(crate) fn counts_time(&self) -> bool {
        self.life.is_counting() || self.climb.as_ref().is_some_and(|climb| climb.halted_at.is_none())
    }

    /// Ends it although nobody reported anything.
    pub(super) fn end(&mut self, ending: Ending) {
        self.life = Life::Inactive;
        self.ended = Some(ending);
    }

    pub(super) fn is_about(&mut self, spans: Vec<(Period, Period)>) {
        if self.spans != spans {
            let of_spans = || spans.iter().flat_map(|span| neighbours(*span)).collect();
            self.periods = self.lengthened_to(&spans).unwrap_or_else(of_spans);
            self.spans = spans;
        }
    }

    /// Its periods with those by which the last span grew, where nothing else changed: a long silence grows by one at a time.
    fn lengthened_to(&self, spans: &[(Period, Period)]) -> Option<Arc<[Period]>> {
        let ((first, last), before) = spans.split_last()?;
        let ((same_first, newest), same_before) = self.spans.split_last()?;
        if (first, before) != (same_first, same_before) || last <= newest {
            return None;
        }
        let mut periods = self.periods.to_vec();
        periods.extend(neighbours((newest.step(1), *last)));
        Some(periods.into())
    }

    /// These periods, shared with the alert where they are its own.
    pub(super) fn share(&self, spans: &[(Period, Period)]) -> Arc<[Period]> {
        if self.spans == spans {
            return Arc::clone(&self.periods);
        }
        spans.iter().flat_map(|span| neighbours(*span)).collect()
    }

    /// Whether one of its periods overlaps another period.
    pub(super) fn overlaps(&self, period: Period) -> bool {
        let overlaps = |(first, last): &(Period, Period)| {
            first.first_day() <= period.last_day() && period.first_day() <= last.last_day()
        };
        self.spans.iter().any(overlaps)
    }

    /// Whether it is about something broken, and open or about to be.
    pub(super) fn is_breach(&self) -> bool {
        self.severity == Some(Severity::Breach) && self.life != Life::Inactive
    }

    /// Whether somebody is named for a risk of whom nothing is heard now: silence takes no warning back.
    pub(super) fn is_at_risk_and_silent(&self, evaluator: &Evaluator, ix: ObligationIx) -> bool {
        let Some(told) = self.told.as_ref().filter(|_| self.severity == Some(Severity::AtRisk)) else {
            return false;
        };
        let opened = self.last_opened(evaluator, ix).filter(|last| last.whole.verdict.is_awaited());
        let Some(opened) = opened else { return false };
        let mut verdicts = told.named().filter_map(|named| {
            let instance = opened.instance_of_part(&named.part)?;
            Some(evaluator.state().instance(instance).finding.verdict)
        });
        verdicts.any(Verdict::is_awaited)
    }

    /// The newest of the periods that it is about.
    pub(super) fn last_opened<'a>(
        &self,
        evaluator: &'a Evaluator,
        ix: ObligationIx,
    ) -> Option<&'a PeriodState> {
        evaluator.state().obligation(ix).opened(*self.periods.last()?)
    }
}

fn neighbours((first, last): (Period, Period)) -> impl Iterator<Item = Period> {
    std::iter::successors(Some(first), move |period| (*period < last).then(|| period.step(1)))
}
