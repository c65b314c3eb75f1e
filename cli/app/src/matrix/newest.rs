//! The newest verdict on each whole and part, of all that is due. Where an obligation waits for something overdue, nothing is held
//! against its own parties: whatever they miss stands as held up, as `run` has it.

use std::collections::BTreeMap;

use engine::Engine;
use engine::alert::{Alert, Severity};
use engine::model::{Node, ObligationRef, PartId, Period, Verdict, WholeId};

/// The newest verdicts that an engine knows.
#[derive(Clone, Default, Debug)]
pub(super) struct Newest(BTreeMap<Node, (Period, Verdict)>);

impl Newest {
    pub(super) fn of(engine: &Engine) -> Self {
        let mut newest = BTreeMap::new();
        let is_breach = |alert: &Alert| alert.severity == Some(Severity::Breach) && alert.is_held_up();
        let waiting: BTreeMap<ObligationRef, Alert> = engine
            .alerts()
            .into_iter()
            .filter(is_breach)
            .map(|alert| (alert.id.obligation_ref(), alert))
            .collect();
        for standing in engine.verdicts() {
            // What is not due yet says nothing of how things stand, unless there is nothing else.
            if standing.verdict != Verdict::NotDue || !newest.contains_key(&standing.node) {
                let alert = waiting.get(standing.node.obligation());
                let waits = alert.is_some_and(|alert| alert.periods.contains(&standing.period));
                let is_held_up = waits && standing.verdict.is_breach();
                let verdict = if is_held_up { Verdict::HeldUp } else { standing.verdict };
                newest.insert(standing.node, (standing.period, verdict));
            }
        }
        Self(newest)
    }

    pub(super) fn part(&self, obligation: &ObligationRef, part: &PartId) -> Option<(Period, Verdict)> {
        let node = WholeId::from(obligation.clone()).part(part).told_as();
        self.0.get(&node).copied()
    }

    pub(super) fn whole(&self, obligation: &ObligationRef) -> Option<(Period, Verdict)> {
        self.0.get(&Node::from(WholeId::from(obligation.clone()))).copied()
    }
}
