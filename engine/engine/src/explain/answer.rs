//! The explanation of an alert, of an obligation, or of one contribution to it, from an engine as it stands.

use jiff::Timestamp;
use rustc_hash::FxHashSet;

use super::tie::{waited_for_by, waits_for};
use super::{Entry, Exhibit, ExplainedFinding, Explanation, Figure, OtherExhibit};
use crate::Engine;
use crate::alert::{Alert, AlertKind};
use crate::counterfactual::{Inquiry, Remedy, Turning};
use crate::evaluate::{InstanceIx, ObligationIx, PeriodState};
use crate::listing::Listing;
use crate::model::{Catalogue, ContributionId, Node, PartId, Period, Verdict};
use crate::view::Read;

/// What is to be explained.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// A whole, or one of its parts.
    pub node: Node,
    /// The period; none for the newest that is due.
    pub period: Option<Period>,
}

impl Engine {
    /// Why an alert stands, named as it prints itself or with its lead behind the obligation; none where no such alert is open.
    pub fn explain(&self, alert: &str) -> Option<Explanation> {
        let is_meant = |open: &Alert| open.id.is_meant_by(alert, |body| self.leads(&open.id, body));
        let alert = self.alerts().into_iter().find(is_meant)?;
        let ix = self.evaluator.state().find(&alert.id.obligation_ref())?;
        let owed = self.evaluator.state().obligation(ix);
        let newest = alert.periods.last()?;
        let opened = owed.opened(*newest)?;
        let in_question = self.parts_in_question(opened, &alert);
        let earlier = in_question.iter().flat_map(|place| {
            let part = &opened.terms.parts[*place].id;
            let periods = periods_of(part, &alert);
            let earlier = owed
                .periods
                .iter()
                .rev()
                .filter(move |other| other.period < opened.period && periods.contains(&other.period));
            earlier.filter_map(move |earlier| earlier.instance_of_part(part))
        });
        let earlier = earlier.collect();
        let explanation = self.explanation(ix, opened, &in_question, earlier);
        Some(Explanation { open: Some(alert.id.clone()), alert: Some(alert), ..explanation })
    }

    /// Why an obligation or a contribution stands as it does; none where there is no such thing, or no such period.
    pub fn explain_standing(&self, question: &Question) -> Option<Explanation> {
        let ix = self.evaluator.state().find(question.node.obligation())?;
        let owed = self.evaluator.state().obligation(ix);
        let is_meant = |opened: &&PeriodState| match question.period {
            Some(period) => opened.period == period,
            None => opened.whole.verdict != Verdict::NotDue,
        };
        let newest = owed.periods.last().filter(|_| question.period.is_none());
        let opened = owed.periods.iter().rev().find(is_meant).or(newest)?;
        let is_in_question = |place: &usize| match &question.node {
            Node::Part(_, part) => opened.terms.parts[*place].id == *part,
            Node::Whole(_) | Node::Gate(..) => true,
        };
        let in_question = opened.places().map(|(place, _)| place).filter(is_in_question);
        let in_question: Vec<usize> = in_question.collect();
        let is_of = |alert: &Alert| {
            alert.id.kind == AlertKind::Breach
                && alert.id.obligation_ref() == *question.node.obligation()
                && alert.periods.contains(&opened.period)
        };
        if in_question.is_empty() {
            return None;
        }
        let open = self.alerts().into_iter().find(is_of).map(|alert| alert.id);
        Some(Explanation { open, ..self.explanation(ix, opened, &in_question, Vec::new()) })
    }

    /// What the rule of one part asks for when it judges a period now, in order; none where that part is not under
    /// judgement for that period.
    pub fn reads(&self, part: &Node, period: Period) -> Option<Vec<Read>> {
        let now = self.now?;
        let state = self.evaluator.state();
        let owed = state.obligation(state.find(part.obligation())?);
        let instance = owed.opened(period)?.instance_of(part)?;
        Some(self.evaluator.rehearse(instance, now).reads(self.evidence()))
    }

    fn parts_in_question(&self, opened: &PeriodState, alert: &Alert) -> Vec<usize> {
        let waiting = alert.held_up.iter().filter_map(|held_up| held_up.part.contribution());
        let named = alert.named().filter_map(|named| named.part.contribution());
        let named: FxHashSet<&ContributionId> = named.chain(waiting).collect();
        let is_in_question = |ix: InstanceIx| {
            let verdict = self.evaluator.state().instance(ix).finding.verdict;
            verdict.is_unmet() || verdict.holds_state() || verdict == Verdict::AtRisk
        };
        let parts = opened.places().filter(|(place, ix)| match &opened.terms.parts[*place].id {
            PartId::Lead => is_in_question(*ix),
            PartId::Contribution(id) => named.contains(id),
        });
        parts.map(|(place, _)| place).collect()
    }

    fn explanation(
        &self,
        ix: ObligationIx,
        opened: &PeriodState,
        in_question: &[usize],
        earlier: Vec<InstanceIx>,
    ) -> Explanation {
        let program = self.program().expect("something is under judgement only under a program");
        let now = self.now.expect("something is under judgement only after something happened");
        let mut inquiry = Inquiry::new(self.evaluator.evidence(), &program.catalogue);
        let parts = opened.places().map(|(place, ix)| {
            let inquiry = in_question.contains(&place).then_some(&mut inquiry);
            self.explain_instance(ix, inquiry)
        });
        let parts = parts.collect();
        let owed = opened.places().enumerate();
        let in_question = owed.filter(|(_, (place, _))| in_question.contains(place)).map(|(nth, _)| nth);
        let in_question = in_question.collect();
        let earlier = earlier.into_iter().map(|earlier| self.explain_instance(earlier, Some(&mut inquiry)));
        Explanation {
            obligation: self.evaluator.state().obligation(ix).reference().clone(),
            alert: None,
            open: None,
            period: opened.period,
            whole: opened.whole.clone(),
            parts,
            earlier: earlier.collect(),
            in_question,
            remedy: Remedy::of(&self.evaluator, self.evaluator.state().obligation(ix), opened, now),
            waits_for: waits_for(&self.evaluator, ix, opened.period),
            waited_for_by: waited_for_by(&self.evaluator, ix, opened.period),
            reacceptance: self.evaluator.reacceptance(self.evaluator.state().obligation(ix)),
        }
    }

    fn explain_instance(&self, ix: InstanceIx, inquiry: Option<&mut Inquiry>) -> ExplainedFinding {
        let now = self.now.expect("something is under judgement only after something happened");
        let program = self.program().expect("something is under judgement only under a program");
        let state = self.evaluator.state();
        let instance = state.instance(ix);
        let owed = state.obligation(instance.obligation);
        let opened = &owed.periods[instance.opened];
        let part = opened.part_of(instance).expect("only parts are explained");
        let reads = self.evaluator.rehearse(ix, now).reads(self.evidence());
        let turning = Turning {
            evaluator: &self.evaluator,
            program,
            ix,
            now,
            verdict: instance.finding.verdict,
            params: &part.duty.params,
            reads: &reads,
        };
        let counterfactuals = inquiry.map(|inquiry| turning.counterfactuals(inquiry)).unwrap_or_default();
        let waiting = instance.finding.cause.waiting();
        let exhibit = |read| {
            let mut exhibit = self.exhibit(read, instance.deadlines.overdue_from);
            if let (Exhibit::Figure(figure), Some(gap)) = (&mut exhibit, waiting) {
                figure.wait_for(gap, self.evidence(), program.calendar_of_teller(&gap.cell));
            }
            exhibit
        };
        ExplainedFinding {
            part: part.id.clone(),
            body: part.by.clone(),
            about: part.about().clone(),
            owner: match part.id {
                PartId::Lead => owed.obligation().owner.clone(),
                PartId::Contribution(_) => part.owner.clone(),
            },
            measure: part.duty.measure.clone(),
            period: opened.period,
            overdue_from: instance.deadlines.overdue_from,
            grace_ends: instance.deadlines.grace_ends,
            finding: instance.finding.clone(),
            rule: part.duty.rule.id().clone(),
            rule_path: part.duty.rule.path(),
            counterfactuals,
            evidence: reads.into_iter().map(exhibit).collect(),
        }
    }

    fn exhibit(&self, read: Read, due: Timestamp) -> Exhibit {
        match read {
            Read::Cell(cell) => Exhibit::Figure(Figure::of(self.evidence(), cell)),
            Read::Deadline(moment) => Exhibit::Deadline(moment),
            Read::Other(read) => Exhibit::Other(OtherExhibit::of(read, &*self.evaluator.all_others(), due)),
            Read::Listing(listing) => {
                let found = self.program().map(|program| entries(&listing, &program.catalogue));
                Exhibit::Listing { listing, found: found.unwrap_or_default() }
            }
            Read::Target(cell) => {
                let target = self.evidence().target(&cell);
                let value = target.and_then(|target| target.value_on(cell.period.last_day()));
                Exhibit::Target { cell, value }
            }
        }
    }
}

/// What the register answers.
fn entries(listing: &Listing, catalogue: &Catalogue) -> Vec<Entry> {
    let bodies = listing.bodies(catalogue).into_iter().map(|body| Entry::Body(body.id.clone()));
    let relations =
        listing.relations(catalogue).into_iter().map(|relation| Entry::Relation(Box::new(relation.clone())));
    let measures = listing.measures(catalogue).into_iter();
    let measures = measures.map(|measure| Entry::Measure(measure.id.clone()));
    bodies.chain(relations).chain(measures).collect()
}

/// The periods for which an alert names a part.
fn periods_of<'a>(part: &PartId, alert: &'a Alert) -> &'a [Period] {
    if *part == PartId::Lead {
        return &alert.periods;
    }
    let breaker = alert.named.iter().find(|breaker| breaker.part == *part);
    breaker.map_or(&[], |breaker| &breaker.periods)
}
