//! What a reload changes: a mission that is judged anew is compared with what stood before, not with nothing.

use std::sync::Arc;

use jiff::Timestamp;

use super::edit::{Edit, TurnedVerdict};
use super::evaluator::{Evaluator, VerdictChange};
use super::finding::{Cause, Finding};
use super::former::{Former, Stood, Subject};
use super::news::PartVerdicts;
use super::{ObligationState, PeriodState};
use crate::model::{BodyId, MissionId, PartId, Verdict};
use crate::program::{Program, Terms};

impl Evaluator {
    /// Keeps what stands of a mission that is about to be taken off.
    pub(super) fn remember(&mut self, mission: &MissionId) {
        let obligations = self.state.order().map(|ix| self.state.obligation(ix));
        let of_mission = obligations.filter(|owed| owed.mission.id == *mission);
        let standing = of_mission.flat_map(|owed| self.standing(owed)).map(|standing| {
            let Standing { subject, body, finding, terms, parts } = standing;
            let (body, finding, terms) = (body.clone(), finding.clone(), Arc::clone(terms));
            (subject, Stood { body, finding, terms, parts })
        });
        let standing: Vec<_> = standing.collect();
        self.former.extend(standing);
    }

    /// Out of what was judged anew, leaves what is not as it stood before, and adds what fell back to nothing. What stood and has
    /// no verdict any more comes back beside it.
    pub(super) fn compare_with_former(
        &mut self,
        changes: Vec<VerdictChange>,
    ) -> (Vec<VerdictChange>, Former) {
        let mut former = std::mem::take(&mut self.former);
        if former.is_empty() {
            return (changes, former);
        }
        let against_former = |mut change: VerdictChange| {
            let Some(before) = former.remove(&(change.node.clone(), change.period)) else {
                return Some(change);
            };
            change.from = before.finding.verdict;
            (!self.reads_as_before(&change, &before)).then_some(change)
        };
        let mut changes: Vec<VerdictChange> = changes.into_iter().filter_map(against_former).collect();
        former.retain(|_, stood| stood.finding.verdict != Verdict::NotDue);
        if !former.is_empty() {
            changes.extend(self.fallen_back(&mut former));
        }
        (changes, former)
    }

    /// Goes on with a round that put a program in the place of another, so that what turns yet is told as turned by that.
    pub(crate) fn go_on_with(&mut self, edit: Option<Edit>) {
        self.replaced = edit.map(|edit| edit.before);
    }

    /// What an edit turned, where another program took the place of one that was in force.
    pub(super) fn edit(&mut self, changes: &[VerdictChange], gone: Former, at: Timestamp) -> Option<Edit> {
        let before = self.replaced.take()?;
        let gone = gone.into_iter().map(|((node, period), stood)| TurnedVerdict {
            node,
            body: stood.body,
            period,
            from: Some(stood.finding.verdict),
            to: None,
        });
        let old = Arc::clone(&before);
        let others = changes.iter().map(|change| TurnedVerdict {
            node: change.node.clone(),
            body: change.body.clone(),
            period: change.period,
            from: was_owed(&old, change).then_some(change.from),
            to: Some(change.to.verdict),
        });
        Some(Edit::of(before, self.in_force(), others.chain(gone), at))
    }

    /// Whether people would be told of a finding what they were told of it before. In which line of a rule it was found does
    /// not matter, since the rule may be another.
    fn reads_as_before(&self, change: &VerdictChange, before: &Stood) -> bool {
        let (old, new) = (&before.finding, &change.to);
        let is_joined = |finding: &Finding| finding.cause == Cause::Parts || before.terms.join.is_some();
        if !old.reads_as(new) || !is_joined(old) || !is_joined(new) || old.verdict != new.verdict {
            return old.reads_as(new);
        }
        let owed = self.state.find(change.node.obligation()).map(|ix| self.state.obligation(ix));
        let opened = owed.and_then(|owed| owed.opened(change.period));
        let opened = opened.expect("a verdict that changed is of a period under judgement");
        let stood = PartVerdicts { terms: &before.terms, verdicts: &before.parts };
        let verdicts = self.verdicts(opened);
        let stands = PartVerdicts { terms: &opened.terms, verdicts: &verdicts };
        !stood.read_otherwise(new.verdict, stands)
    }

    /// What stood before and is not due now. It leaves what is not there at all.
    fn fallen_back(&self, former: &mut Former) -> Vec<VerdictChange> {
        let obligations = self.state.order().map(|ix| self.state.obligation(ix));
        let standing = obligations.flat_map(|owed| self.standing(owed));
        let fallen = standing.filter_map(|Standing { subject, body, finding, .. }| {
            let stood = former.remove(&subject).filter(|_| finding.verdict == Verdict::NotDue)?;
            let ((node, period), from) = (subject, stood.finding.verdict);
            Some(VerdictChange { node, body: body.clone(), period, from, to: finding.clone() })
        });
        fallen.collect()
    }

    /// How each part of the terms stands; none where it is not owed.
    pub(crate) fn verdicts(&self, opened: &PeriodState) -> Vec<Option<Verdict>> {
        let mut verdicts = vec![None; opened.terms.parts.len()];
        for (place, ix) in opened.places() {
            verdicts[place] = Some(self.state.instance(ix).finding.verdict);
        }
        verdicts
    }

    /// Every finding of one obligation: period by period, the whole last.
    fn standing<'a>(&'a self, owed: &'a ObligationState) -> impl Iterator<Item = Standing<'a>> {
        owed.periods.iter().filter(|opened| opened.is_owed()).flat_map(move |opened| {
            let terms = &opened.terms;
            let parts = opened.parts().filter(|(part, _)| part.id != PartId::Lead).map(move |(part, ix)| {
                let subject = (owed.whole.part(&part.id), opened.period);
                let finding = &self.state.instance(ix).finding;
                Standing { subject, body: &part.by, finding, terms, parts: Vec::new() }
            });
            let subject = (owed.whole.clone().into(), opened.period);
            let body = &opened.lead;
            let verdicts = self.verdicts(opened);
            parts.chain([Standing { subject, body, finding: &opened.whole, terms, parts: verdicts }])
        })
    }
}

/// Whether a part was owed for a period before: what is new stands as not due before it is judged, which it never was.
fn was_owed(before: &Program, change: &VerdictChange) -> bool {
    let Some(obligation) = before.obligation(change.node.obligation()) else { return false };
    let part = change.node.contribution();
    let has_part =
        || part.is_none_or(|id| obligation.contributions().any(|(contribution, _)| contribution == id));
    let is_of_it = obligation.from <= change.period
        && obligation.every == change.period.cadence()
        && obligation.last_owed().is_none_or(|until| change.period <= until);
    change.from != Verdict::NotDue || (is_of_it && has_part())
}

/// One finding with what it is about and who owes it.
struct Standing<'a> {
    subject: Subject,
    body: &'a BodyId,
    finding: &'a Finding,
    terms: &'a Arc<Terms>,
    /// The verdicts of the parts of a whole.
    parts: Vec<Option<Verdict>>,
}
