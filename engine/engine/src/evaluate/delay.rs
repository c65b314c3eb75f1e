//! Benefits that take time: inside the delay that a relation allows, nobody owes the benefit yet.

use std::collections::BTreeSet;

use super::InstanceIx;
use super::evaluator::Evaluator;
use super::finding::{Cause, Finding};
use super::instance::Work;
use super::state::ObligationState;
use crate::model::{Catalogue, ObligationRef, Party, Relation, Verdict};
use crate::program::{Part, benefits};

impl Evaluator {
    /// That a part is inside its delay, where it is. The first benefit that was promised ends it, so that a later promise does not
    /// put it off.
    pub(super) fn inside_delay(&self, ix: InstanceIx) -> Option<Finding> {
        let catalogue = &self.in_force().catalogue;
        if catalogue.relations.is_empty() {
            return None;
        }
        let instance = self.state.instance(ix);
        let Work::Part(place) = instance.work else { return None };
        let owed = self.state.obligation(instance.obligation);
        let opened = &owed.periods[instance.opened];
        let promised = benefits(catalogue, &declared(owed), &opened.terms.parts[place]);
        let begins = promised.filter_map(|relation| Some((relation.benefit_begins()?, relation)));
        let (until, relation) = begins.min_by_key(|(begins, _)| *begins)?;
        (opened.period.last_day() < until).then(|| {
            let cause = Cause::InsideDelay { relation: relation.id.clone(), until };
            Finding { verdict: Verdict::NotJudged, cause }
        })
    }

    /// Marks the parts whose delay another register may end otherwise.
    pub(super) fn mark_delays(&mut self, old: &Catalogue, new: &Catalogue) {
        let changed = changed_ends(old, new);
        if changed.is_empty() {
            return;
        }
        let is_meant = |owed: &ObligationState, part: &Part| {
            changed.contains(&Party::Measure(part.duty.measure.clone()))
                || changed.contains(&Party::Obligation(declared(owed)))
        };
        let mut concerned = Vec::new();
        for ix in self.state.order() {
            let owed = self.state.obligation(ix);
            for opened in &owed.periods {
                let parts = opened.parts().filter(|(part, _)| is_meant(owed, part));
                concerned.extend(parts.map(|(_, instance)| instance));
            }
        }
        self.to_judge.extend(concerned);
    }
}

/// An obligation as it is declared, which those about each of many share.
fn declared(owed: &ObligationState) -> ObligationRef {
    ObligationRef {
        mission: owed.reference().mission.clone(),
        obligation: owed.obligation().declared_id().clone(),
    }
}

/// Where the relations lead of which one register says something else than the other.
fn changed_ends(old: &Catalogue, new: &Catalogue) -> BTreeSet<Party> {
    let said = |one: &Catalogue, other: &Catalogue| -> Vec<Party> {
        let benefits = one.relations.of_kind(Relation::BENEFITS_AFTER);
        let other = &other.relations;
        let changed = benefits.filter(|relation| other.get(relation.id.as_str()) != Some(*relation));
        changed.map(|relation| relation.to.clone()).collect()
    };
    said(old, new).into_iter().chain(said(new, old)).collect()
}
