//! What the verdicts of an obligation say of its alert: whether it matches, how grave it is, and in which periods.

use jiff::Timestamp;

use super::lifecycle::Condition;
use super::record::AlertRecord;
use super::severity::Severity;
use crate::evaluate::{ObligationState, Reacceptance};
use crate::model::{Period, Response};

/// What the verdicts say of an alert, with the periods in which it matches.
pub(super) struct Matter {
    pub(super) condition: Condition,
    pub(super) severity: Option<Severity>,
    pub(super) spans: Vec<(Period, Period)>,
}

impl Matter {
    /// The breach is the newest run of broken periods; where nothing is broken, those at risk are the matter. A period about which
    /// nothing can be said keeps an older delivery from ending the alert, and a risk from making a breach less.
    pub(super) fn of_breach(
        owed: &ObligationState,
        record: Option<&AlertRecord>,
        is_silent: impl FnOnce() -> bool,
    ) -> Self {
        let newest = owed.runs.breach();
        let broken: Vec<_> = newest.spans().map(|span| periods(owed, span)).collect();
        if !broken.is_empty() {
            return Self { condition: Condition::Matches, severity: Some(Severity::Breach), spans: broken };
        }
        let held = |condition| Self {
            condition,
            severity: record.and_then(|record| record.severity),
            spans: Vec::new(),
        };
        if newest.has_unknown() && record.is_some_and(AlertRecord::is_breach) {
            return held(Condition::Unknown);
        }
        let at_risk: Vec<_> = newest.at_risk().map(|span| periods(owed, span)).collect();
        if !at_risk.is_empty() {
            return Self { condition: Condition::Matches, severity: Some(Severity::AtRisk), spans: at_risk };
        }
        held(if newest.has_unknown() || is_silent() { Condition::Unknown } else { Condition::Clear })
    }

    /// Nobody owes it any more: the one body that it was about has closed.
    pub(super) fn of_nobody(record: Option<&AlertRecord>) -> Self {
        let severity = record.and_then(|record| record.severity);
        Self { condition: Condition::Clear, severity, spans: Vec::new() }
    }

    /// A group has come to its end, and what it was to bring about has not come about.
    pub(super) fn of_group(overdue: Option<&Response>) -> Self {
        let periods = overdue.map_or(&[][..], |response| &response.periods[..]);
        let spans = periods.chunk_by(|one, next| one.step(1) == *next);
        let spans = spans.map(|span| (span[0], span[span.len() - 1])).collect();
        let condition = if overdue.is_some() { Condition::Matches } else { Condition::Clear };
        Self { condition, severity: Some(Severity::Breach), spans }
    }

    /// What funds it was cut, and somebody is still to accept it anew. The period is that in which this became known.
    pub(super) fn of_cut(asked: Option<&Reacceptance>, in_period: impl FnOnce(Timestamp) -> Period) -> Self {
        let open = asked.filter(|asked| !asked.is_complete()).and_then(Reacceptance::last_cut);
        let condition = if open.is_some() { Condition::Matches } else { Condition::Clear };
        let spans = open.map(in_period).map(|period| (period, period)).into_iter().collect();
        Self { condition, severity: None, spans }
    }

    pub(super) fn of_failure(owed: &ObligationState) -> Self {
        let spans: Vec<_> = owed.runs.failing().map(|span| periods(owed, span)).collect();
        let condition = if spans.is_empty() { Condition::Clear } else { Condition::Matches };
        Self { condition, severity: None, spans }
    }
}

fn periods(owed: &ObligationState, (first, last): (usize, usize)) -> (Period, Period) {
    (owed.periods[first].period, owed.periods[last].period)
}
