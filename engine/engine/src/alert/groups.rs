//! What people are told of groups that were opened for alerts, where no alert of the obligation itself says it. Whether what a group is
//! to bring about has come about is known elsewhere.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;

use super::lifecycle::Life;
use super::record::AlertRecord;
use super::snapshot::snapshot;
use super::ties::Ties;
use super::{AlertChange, AlertId, AlertKind, Change, Ending, Severity};
use crate::evaluate::{Evaluator, ObligationIx};
use crate::model::{ExitTest, Response};

/// What is looked at for the sake of groups besides what was touched: whatever a group was opened for that closed, or that waits for a
/// document, since a new paper may come into force later.
pub(super) fn with_groups(
    evaluator: &Evaluator,
    touched: &BTreeSet<ObligationIx>,
    closed: &[Response],
) -> BTreeSet<ObligationIx> {
    let waits = |response: &&Response| {
        let exit_test = response.enclosed.group().map(|group| &group.exit_test);
        matches!(exit_test, Some(ExitTest::InForce { .. }))
    };
    let waiting = evaluator.responses().open_groups().filter(waits);
    let of = |response: &Response| evaluator.state().find(&response.obligation);
    closed.iter().chain(waiting).filter_map(of).chain(touched.iter().copied()).collect()
}

/// That a group closed, where no alert is told by which people hear of it.
pub(super) fn closed(
    evaluator: &Evaluator,
    response: &Response,
    told: &[AlertChange],
    now: Timestamp,
) -> Option<AlertChange> {
    let is_of = |change: &AlertChange| {
        change.alert.id.kind != AlertKind::RuleFailed
            && change.alert.id.obligation_ref() == response.obligation
    };
    if told.iter().any(is_of) {
        return None;
    }
    let ix = evaluator.state().find(&response.obligation)?;
    let id = AlertId::of(evaluator.state().obligation(ix), AlertKind::Group);
    let matter = (Some(Severity::Breach), Arc::from(response.periods.as_slice()));
    let record = AlertRecord::new(Life::Inactive, response.at, matter, None);
    let alert = Arc::new(snapshot(evaluator, (ix, &id), &record, Ties::default(), now));
    let ended = Some(Ending::ExitTestHeld);
    Some(AlertChange { ended, ..AlertChange::new(Change::Resolved, alert, now) })
}
