//! What is kept of an alert that is not inactive.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::lifecycle::Life;
use super::{Alert, AlertId};
use crate::evaluate::{Evaluator, ObligationIx, PeriodState};
use crate::model::Period;

/// Every alert that is not inactive, by identity.
pub(crate) type AlertRecords = BTreeMap<AlertId, AlertRecord>;

/// One alert's life and what was last told of it.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct AlertRecord {
    pub(crate) life: Life,
    /// The periods that it is about, in order. Whoever was told of them shares them.
    pub(crate) periods: Arc<[Period]>,
    /// The same as spans of neighbours, of which there are few however long it lasts.
    spans: Vec<(Period, Period)>,
    pub(crate) told: Option<Arc<Alert>>,
    /// What [`PeriodState::breakers_as_of`] was of the last period when that was told.
    pub(super) told_as_of: Option<u64>,
}

impl AlertRecord {
    pub(crate) fn new(life: Life, periods: Arc<[Period]>, told: Option<Arc<Alert>>) -> Self {
        let spans = periods.chunk_by(|one, next| one.step(1) == *next);
        let spans = spans.map(|span| (span[0], span[span.len() - 1])).collect();
        Self { life, periods, spans, told, told_as_of: None }
    }

    pub(super) fn is_about(&mut self, spans: Vec<(Period, Period)>) {
        if self.spans != spans {
            self.periods = spans.iter().flat_map(|span| neighbours(*span)).collect();
            self.spans = spans;
        }
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
