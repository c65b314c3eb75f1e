//! Cuts in what funds obligations. They are noted, and whoever owes what they touch is asked to accept it anew; no finding hangs on them.

use std::sync::Arc;

use jiff::Timestamp;

use super::ObligationIx;
use super::evaluator::Evaluator;
use super::reacceptance::{Acceptance, AskedBody, Cuts, Reacceptance};
use super::state::ObligationState;
use crate::model::{BodyId, PartId, Party, Relation};
use crate::program::{Cut, Loss, Program, funded_parts};

impl Evaluator {
    /// Every cut that is not accepted yet.
    pub(crate) fn cuts(&self) -> &Cuts {
        &self.cuts
    }

    /// Takes up which cuts were not accepted yet.
    pub(crate) fn recall_cuts(&mut self, cuts: Cuts) {
        self.cuts = cuts;
    }

    /// Notes what another program funds less, and takes back what it makes good.
    pub(super) fn note_cuts(&mut self, old: &Program, new: &Arc<Program>, now: Timestamp) {
        self.take_back_cuts(new);
        let today = new.calendar.day(now);
        let before = &old.catalogue.relations;
        let funding = before.of_kind(Relation::FUNDS);
        // What has run out is cut by nobody.
        for was in funding.filter(|was| was.closes.is_none_or(|last| last >= today)) {
            let losses = Loss::between(was, heir(was, old, new));
            if !losses.is_empty() {
                self.cut(was, &losses, new, now);
            }
        }
    }

    /// Takes back the cuts that a program makes good, and those in what it declares no longer.
    fn take_back_cuts(&mut self, new: &Program) {
        let mut taken_back = Vec::new();
        for (obligation, cuts) in &mut self.cuts {
            let count = cuts.len();
            let relations = &new.catalogue.relations;
            cuts.retain(|cut| !cut.loss.is_made_good(relations.get(cut.relation.as_str())));
            taken_back.extend((cuts.len() < count).then(|| obligation.clone()));
        }
        let state = &self.state;
        self.cuts.retain(|obligation, cuts| !cuts.is_empty() && state.find(obligation).is_some());
        let touched = taken_back.iter().filter_map(|obligation| self.state.find(obligation));
        self.finished.touched.extend(touched);
    }

    /// Asks whoever owes what a relation funds to accept it anew.
    pub(super) fn cut(
        &mut self,
        relation: &Relation,
        losses: &[Loss],
        program: &Arc<Program>,
        now: Timestamp,
    ) {
        let touched: Vec<(ObligationIx, Vec<PartId>)> = self
            .state
            .order()
            .filter_map(|ix| Some((ix, self.funded_by(relation, ix, program, now)?)))
            .collect();
        for (ix, parts) in touched {
            let reference = self.state.obligation(ix).reference().clone();
            let cuts = self.cuts.entry(reference).or_default();
            for loss in losses {
                note(
                    cuts,
                    Cut {
                        relation: relation.id.clone(),
                        title: relation.title.clone(),
                        loss: loss.clone(),
                        parts: parts.clone(),
                        at: now,
                    },
                );
            }
            self.finished.touched.insert(ix);
        }
    }

    /// The parts of an obligation that a relation funds, where it is pursued and there are any.
    fn funded_by(
        &self,
        relation: &Relation,
        ix: ObligationIx,
        program: &Program,
        now: Timestamp,
    ) -> Option<Vec<PartId>> {
        let owed = self.state.obligation(ix);
        let (mission, obligation) = (&owed.mission.id, owed.obligation());
        let today = program.calendar.day(now);
        if obligation.not_pursued_on(today).is_some() {
            return None;
        }
        let period = obligation.running_on(today).max(obligation.from);
        if obligation.last_owed().is_some_and(|last| last < period) {
            return None;
        }
        let parts = funded_parts(relation, (mission, obligation), period, &program.catalogue);
        (!parts.is_empty()).then_some(parts)
    }

    /// What is asked for after the cuts in what funds an obligation; none where there are none.
    pub(crate) fn reacceptance(&self, owed: &ObligationState) -> Option<Reacceptance> {
        let cuts = self.cuts.get(owed.reference())?;
        let last = cuts.iter().map(|cut| cut.at).max()?;
        let obligation = owed.obligation();
        let mut asked = vec![AskedBody {
            body: obligation.lead.clone(),
            owner: obligation.owner.clone(),
            accepted: self.acceptance(owed, &obligation.lead, last),
        }];
        let is_touched = |id: &PartId| cuts.iter().any(|cut| cut.parts.contains(id));
        for part in obligation.parts().filter(|part| is_touched(&part.id)) {
            if !asked.iter().any(|known| known.body == part.by) {
                let accepted = self.acceptance(owed, &part.by, last);
                asked.push(AskedBody { body: part.by.clone(), owner: part.owner.clone(), accepted });
            }
        }
        Some(Reacceptance { cuts: cuts.clone(), asked })
    }

    /// Who accepted an obligation for a body since a cut.
    fn acceptance(&self, owed: &ObligationState, body: &BodyId, since: Timestamp) -> Option<Acceptance> {
        let standing = self.responses.standing(owed.reference());
        let mut of_body = standing.filter(|response| {
            response.at >= since
                && response.enclosed.accepted_for().is_some_and(|bodies| bodies.contains(body))
        });
        let response = of_body.next()?;
        Some(Acceptance { by: response.submission.by.clone(), at: response.at })
    }

    /// Lets go of the cuts of an obligation that everybody accepted who was asked.
    pub(crate) fn settle_cuts(&mut self, ix: ObligationIx) {
        let owed = self.state.obligation(ix);
        if self.reacceptance(owed).is_some_and(|asked| asked.is_complete()) {
            let reference = owed.reference().clone();
            self.cuts.remove(&reference);
        }
    }
}

/// A cut of the same kind in the same relation is one with those before it.
fn note(cuts: &mut Vec<Cut>, cut: Cut) {
    let earlier = cuts.iter_mut().filter(|known| known.relation == cut.relation);
    for known in earlier {
        if let Some(loss) = known.loss.followed_by(&cut.loss) {
            known.loss = loss;
            known.at = cut.at;
            known
                .parts
                .extend(cut.parts.into_iter().filter(|part| !known.parts.contains(part)).collect::<Vec<_>>());
            return;
        }
    }
    cuts.push(cut);
}

/// The relation that takes the place of one: that of its id or, where it is called otherwise now, a new one between the same.
fn heir<'p>(was: &Relation, old: &Program, new: &'p Program) -> Option<&'p Relation> {
    let relations = &new.catalogue.relations;
    let ends = |relation: &Relation| -> (Party, Party, Option<BodyId>) {
        (relation.from.clone(), relation.to.clone(), relation.at.clone())
    };
    let is_renamed =
        |now: &&Relation| old.catalogue.relations.get(now.id.as_str()).is_none() && ends(now) == ends(was);
    relations.get(was.id.as_str()).or_else(|| relations.of_kind(Relation::FUNDS).find(is_renamed))
}
