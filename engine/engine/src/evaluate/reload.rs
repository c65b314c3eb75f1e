//! What a reload changes: a mission that is judged anew is compared with what stood before, not with nothing.

use std::collections::BTreeMap;

use super::evaluator::{Evaluator, VerdictChange};
use super::{Finding, ObligationState};
use crate::model::{BodyId, MissionId, Node, PartId, Period, Verdict};

/// The findings of missions that were taken off, by what they are about.
pub(super) type Former = BTreeMap<Subject, Finding>;

/// What a finding is about.
pub(super) type Subject = (Node, Period);

impl Evaluator {
    /// Keeps what stands of a mission that is about to be taken off.
    pub(super) fn remember(&mut self, mission: &MissionId) {
        let obligations = self.state.order().map(|ix| self.state.obligation(ix));
        let of_mission = obligations.filter(|owed| owed.mission.id == *mission);
        let standing = of_mission
            .flat_map(|owed| self.standing(owed))
            .map(|(subject, _, finding)| (subject, finding.clone()));
        let standing: Vec<_> = standing.collect();
        self.former.extend(standing);
    }

    /// Out of what was judged anew, leaves what is not as it stood before, and adds what fell back to nothing.
    pub(super) fn compare_with_former(&mut self, changes: Vec<VerdictChange>) -> Vec<VerdictChange> {
        let mut former = std::mem::take(&mut self.former);
        if former.is_empty() {
            return changes;
        }
        let against_former = |mut change: VerdictChange| {
            let Some(before) = former.remove(&(change.node.clone(), change.period)) else {
                return Some(change);
            };
            change.from = before.verdict;
            let is_same = before.verdict == change.to.verdict && before.reason == change.to.reason;
            (!is_same).then_some(change)
        };
        let mut changes: Vec<VerdictChange> = changes.into_iter().filter_map(against_former).collect();
        former.retain(|_, finding| finding.verdict != Verdict::NotDue);
        if !former.is_empty() {
            changes.extend(self.fallen_back(&former));
        }
        changes
    }

    /// What stood before and is not due now.
    fn fallen_back(&self, former: &Former) -> Vec<VerdictChange> {
        let obligations = self.state.order().map(|ix| self.state.obligation(ix));
        let standing = obligations.flat_map(|owed| self.standing(owed));
        let fallen = standing.filter_map(|(subject, body, to)| {
            let from = former.get(&subject).filter(|_| to.verdict == Verdict::NotDue)?.verdict;
            let (node, period) = subject;
            Some(VerdictChange { node, body: body.clone(), period, from, to: to.clone() })
        });
        fallen.collect()
    }

    /// Every finding of one obligation with what it is about and who owes it: period by period, the whole last.
    fn standing<'a>(
        &'a self,
        owed: &'a ObligationState,
    ) -> impl Iterator<Item = (Subject, &'a BodyId, &'a Finding)> {
        owed.periods.iter().flat_map(move |opened| {
            let parts = opened.parts().filter(|(part, _)| part.id != PartId::Lead).map(move |(part, ix)| {
                let subject = (owed.whole.part(&part.id), opened.period);
                (subject, &part.by, &self.state.instance(ix).finding)
            });
            let whole = (owed.whole.clone().into(), opened.period);
            parts.chain([(whole, &owed.obligation().lead, &opened.whole)])
        })
    }
}
