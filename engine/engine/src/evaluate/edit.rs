//! Which verdicts of ended periods an edit of the program turned. Nothing that was reported or fell due is among them.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use crate::model::{BodyId, Node, ObligationRef, Period, Verdict};
use crate::program::Program;

/// A program that took the place of another, with what that turned.
pub struct Edit {
    /// The program before it.
    pub(crate) before: Arc<Program>,
    /// By obligation.
    turned: BTreeMap<ObligationRef, Vec<TurnedVerdict>>,
}

/// A verdict of an ended period that is another by the texts that are in force now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TurnedVerdict {
    /// A whole or one of its contributions.
    pub node: Node,
    /// Who owes it, or owed it.
    pub body: BodyId,
    pub period: Period,
    /// None where it was not owed.
    pub from: Option<Verdict>,
    /// None where it is not owed any more.
    pub to: Option<Verdict>,
}

impl Edit {
    /// What `now` made of the verdicts that stood by the program before it, out of all that became of them.
    pub(super) fn of(
        before: Arc<Program>,
        now: &Program,
        turned: impl Iterator<Item = TurnedVerdict>,
        at: Timestamp,
    ) -> Self {
        let today = now.calendar.day(at);
        let is_restated = |turned: &TurnedVerdict| {
            let reference = turned.node.obligation();
            judged(turned.from) != judged(turned.to)
                && turned.to != Some(Verdict::Failed)
                && turned.period.last_day() < today
                && before.obligation(reference).is_some()
                && now.obligation(reference).is_some()
        };
        let mut by_obligation: BTreeMap<ObligationRef, Vec<TurnedVerdict>> = BTreeMap::new();
        for turned in turned.filter(is_restated) {
            by_obligation.entry(turned.node.obligation().clone()).or_default().push(turned);
        }
        Self { before, turned: by_obligation }
    }

    /// The verdicts of one obligation that turned.
    pub(crate) fn turned(&self, obligation: &ObligationRef) -> &[TurnedVerdict] {
        self.turned.get(obligation).map_or(&[], Vec::as_slice)
    }
}

/// A verdict that is one: before anything is due there is none.
fn judged(verdict: Option<Verdict>) -> Option<Verdict> {
    verdict.filter(|verdict| !verdict.is_awaited())
}
