//! What people are told of an edit of what is declared: an alert that ends by it, and verdicts of ended periods that it turned. No edit
//! resolves anything.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;

use super::lifecycle::Life;
use super::record::{AlertRecord, AlertRecords};
use super::snapshot::snapshot;
use super::ties::Ties;
use super::{Alert, AlertChange, AlertId, AlertKind, AlertState, Change, Ending, Restatement, Severity};
use crate::evaluate::{Edit, Evaluator, ObligationIx, TurnedVerdict};
use crate::model::{Period, Verdict};
use crate::program::Amendment;

/// An edit of the program, as far as it concerns one obligation.
pub(super) struct Edited {
    restatement: Restatement,
    now: Timestamp,
}

impl Edited {
    /// What an edit did to an obligation; none where its programs lack it, and for an alert about its rules. While a rule failed,
    /// whatever people were told stood: a rule that is mended and says the same restates nothing.
    pub(super) fn of(
        records: &AlertRecords,
        evaluator: &Evaluator,
        (ix, id): (ObligationIx, &AlertId),
        edit: &Edit,
        now: Timestamp,
    ) -> Option<Self> {
        let program = evaluator.program().filter(|_| id.kind == AlertKind::Breach)?;
        let reference = evaluator.state().obligation(ix).reference();
        edit.before.obligation(reference)?;
        let told = records.get(id).and_then(|record| record.told.as_ref());
        let is_told = |turned: &TurnedVerdict| {
            let names = |told: &Arc<Alert>| match turned.node.contribution() {
                Some(part) => told.breakers().any(|broken| broken.part.contribution() == Some(part)),
                None => true,
            };
            told.is_some_and(|told| told.periods.contains(&turned.period) && names(told))
        };
        let says_the_same = |turned: &&TurnedVerdict| {
            turned.from == Some(Verdict::Failed)
                && is_told(turned) == turned.to.is_some_and(Verdict::is_breach)
        };
        let turned = edit.turned(reference).iter().filter(|turned| !says_the_same(turned));
        let turned = turned.cloned().collect();
        let amendments = Amendment::between(&edit.before, program, reference);
        Some(Self { restatement: Restatement { amendments, turned }, now })
    }

    /// The end of an alert: a duty that was moved away is withdrawn; one that still stands and is only judged otherwise is
    /// restated.
    pub(super) fn away(self, told: Arc<Alert>, ended: Ending) -> AlertChange {
        let Self { restatement, now } = self;
        let moves_the_duty = restatement.amendments.iter().any(Amendment::moves_the_duty);
        let is_restated = ended == Ending::Redeclared && !restatement.turned.is_empty() && !moves_the_duty;
        let change = if is_restated { Change::Restated } else { Change::Withdrawn };
        let restatement = Some(restatement);
        AlertChange { change, restatement, ..withdrawn(told, ended, now) }
    }

    /// The verdicts that it turned, with the alert as it stands; where there is none, as it would be over their periods.
    pub(super) fn restated(
        self,
        records: &AlertRecords,
        evaluator: &Evaluator,
        (ix, id): (ObligationIx, &AlertId),
    ) -> Option<AlertChange> {
        let Self { restatement, now } = self;
        let periods: BTreeSet<Period> = restatement.turned.iter().map(|turned| turned.period).collect();
        if periods.is_empty() {
            return None;
        }
        let none = || {
            AlertRecord::new(
                Life::Inactive,
                now,
                (Some(Severity::Breach), periods.into_iter().collect()),
                None,
            )
        };
        let record = records.get(id).cloned().unwrap_or_else(none);
        let ties = Ties::of(records, evaluator, ix, id.kind, &record);
        let alert = Arc::new(snapshot(evaluator, (ix, id), &record, ties, now));
        let restatement = Some(restatement);
        Some(AlertChange { restatement, ..AlertChange::new(Change::Restated, alert, now) })
    }
}

/// An alert that is withdrawn is as people were last told of it.
pub(super) fn withdrawn(told: Arc<Alert>, ended: Ending, now: Timestamp) -> AlertChange {
    let alert = Arc::new(Alert { state: AlertState::Inactive, ..Arc::unwrap_or_clone(told) });
    AlertChange { ended: Some(ended), ..AlertChange::new(Change::Withdrawn, alert, now) }
}
