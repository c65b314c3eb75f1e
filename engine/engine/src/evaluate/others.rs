//! Other obligations as a rule sees them that reads verdicts, and who is woken when one of them changes.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use thin_vec::ThinVec;

use super::evaluator::Evaluator;
use super::period::PeriodState;
use super::responses::Responses;
use super::state::{EvaluationState, ObligationState};
use super::told::Told;
use super::{InstanceIx, ObligationIx};
use crate::model::{BodyId, Class, Node, ObligationRef, Period, Response, Verdict};
use crate::others::{Among, NotAmong, OtherPart, OtherReply, Others};
use crate::program::{Part, Program};
use crate::reads::OtherRead;

/// Everything under judgement while one rule looks at it.
struct Seen {
    state: Arc<EvaluationState>,
    responses: Arc<Responses>,
    told: Arc<Told>,
    program: Arc<Program>,
}

impl Seen {
    fn owed(&self, of: &ObligationRef) -> Option<&ObligationState> {
        self.state.find(of).map(|ix| self.state.obligation(ix))
    }
}

impl Others for Seen {
    fn among(&self, among: &Among) -> Result<Vec<ObligationRef>, NotAmong> {
        let is_meant = |owed: &&ObligationState| {
            let declared = owed.obligation();
            among.holds(&owed.mission.id, [&declared.id, declared.declared_id()])
        };
        let meant = self.state.order().map(|ix| self.state.obligation(ix)).filter(is_meant);
        let meant: Vec<&ObligationState> = meant.collect();
        let (is_known, is_one) = match among {
            Among::All | Among::Own => (true, false),
            Among::Named(name) => match name.split_once('/') {
                None => (self.program.missions.contains_key(&**name), false),
                Some(_) => (!meant.is_empty(), true),
            },
        };
        if !is_known {
            return Err(NotAmong::Unknown);
        }
        let seen = meant.iter().filter(|owed| !owed.reads_verdicts());
        let seen: Vec<ObligationRef> = seen.map(|owed| owed.reference().clone()).collect();
        if is_one && seen.is_empty() { Err(NotAmong::ReadsVerdicts) } else { Ok(seen) }
    }

    fn title(&self, of: &ObligationRef) -> Arc<str> {
        self.owed(of).map_or_else(Arc::default, |owed| owed.obligation().title.as_str().into())
    }

    fn lead(&self, of: &ObligationRef) -> Option<BodyId> {
        self.owed(of).map(|owed| owed.obligation().lead.clone())
    }

    fn has_class(&self, of: &ObligationRef, class: Class) -> bool {
        let measures = &self.program.catalogue.measures;
        self.owed(of).is_some_and(|owed| {
            let mut parts = owed.obligation().parts();
            parts.any(|part| {
                measures.get(&part.duty.measure).is_some_and(|measure| measure.class == Some(class))
            })
        })
    }

    fn label(&self, of: &ObligationRef, label: &str) -> Option<String> {
        self.owed(of).and_then(|owed| owed.obligation().labels.get(label)).map(str::to_owned)
    }

    fn involves(&self, of: &ObligationRef, body: &str) -> bool {
        self.owed(of).is_some_and(|owed| {
            let obligation = owed.obligation();
            obligation.lead.as_str() == body || obligation.parts().any(|part| part.by.as_str() == body)
        })
    }

    fn period(&self, of: &ObligationRef, no_later_than: Period) -> Period {
        let Some(owed) = self.owed(of) else { return no_later_than };
        let every = owed.obligation().every;
        if every == no_later_than.cadence() {
            return no_later_than;
        }
        let last = every.containing(no_later_than.last_day());
        if last.last_day() > no_later_than.last_day() { last.step(-1) } else { last }
    }

    fn verdict(&self, of: &ObligationRef, period: Period) -> Option<Verdict> {
        let owed = self.owed(of)?;
        if let Some(opened) = owed.opened(period) {
            return opened.is_owed().then_some(opened.whole.verdict);
        }
        let obligation = owed.obligation();
        let is_to_come = owed.periods.last().is_none_or(|last| last.period < period)
            && obligation.every == period.cadence()
            && obligation.from <= period
            && obligation.last_owed().is_none_or(|last| period <= last);
        is_to_come.then_some(Verdict::NotDue)
    }

    fn parts(&self, of: &ObligationRef, period: Period) -> Vec<OtherPart> {
        let Some(opened) = self.owed(of).and_then(|owed| owed.opened(period)) else { return Vec::new() };
        let parts = opened.parts().map(|(part, ix)| seen_part(part, self.state.instance(ix).finding.verdict));
        parts.collect()
    }

    fn broken_since(&self, of: &ObligationRef, by: Timestamp) -> Option<Timestamp> {
        let mut since = None;
        for opened in self.owed(of)?.periods.iter().rev().filter(|opened| opened.is_owed()) {
            let deadline = opened.deadline(&self.program);
            match opened.whole.verdict {
                _ if deadline > by => {}
                verdict if verdict.is_unmet() => since = Some(deadline),
                verdict if verdict.is_settled() => break,
                _ => {}
            }
        }
        since
    }

    fn told(&self, of: &ObligationRef, by: Timestamp) -> Option<Timestamp> {
        self.told.standing(of, by)
    }

    fn replies(&self, of: &ObligationRef, by: Timestamp) -> Vec<OtherReply> {
        // Whoever accepts an obligation anew after a cut has not replied to what is broken.
        let is_reply = |response: &&Response| response.at <= by && response.enclosed.accepted_for().is_none();
        let said = self.responses.standing(of).filter(is_reply);
        said.map(seen_reply).collect()
    }
}

/// A part with a verdict, as rules see it.
pub(super) fn seen_part(part: &Part, verdict: Verdict) -> OtherPart {
    let Part { id, by, weight, stake, .. } = part;
    OtherPart { id: id.clone(), by: by.clone(), weight: *weight, stake: Arc::clone(stake), verdict }
}

/// A reply, as rules see it.
pub(super) fn seen_reply(response: &Response) -> OtherReply {
    OtherReply {
        kind: response.submission.kind,
        scope: response.scope.clone(),
        by: response.submission.by.as_str().into(),
        at: response.at,
        forecast: response.enclosed.forecast().map(|forecast| (forecast.value, forecast.cell.period)),
    }
}

impl Evaluator {
    /// What a rule of an obligation sees of the others; nothing where it judges by figures alone.
    pub(super) fn others(&self, of: ObligationIx) -> Option<Arc<dyn Others>> {
        self.state.obligation(of).reads_verdicts().then(|| self.all_others())
    }

    pub(crate) fn all_others(&self) -> Arc<dyn Others> {
        let (state, responses, told) = (self.state.lend(), self.responses.lend(), self.told.lend());
        Arc::new(Seen { state, responses, told, program: Arc::clone(self.in_force()) })
    }

    /// Subscribes an instance to what its rule asked of other obligations.
    pub(super) fn subscribe_to_others(&mut self, ix: InstanceIx, reads: ThinVec<OtherRead>) {
        let before = std::mem::take(&mut self.state.instance_mut(ix).others);
        for read in &before {
            self.other_readers.unsubscribe(read, ix);
        }
        for read in &reads {
            self.other_readers.subscribe(read, ix);
        }
        self.state.instance_mut(ix).others = reads;
    }

    /// Marks whoever read this of another obligation.
    pub(super) fn wake_readers_of(&mut self, read: &OtherRead) {
        self.to_run.extend(self.other_readers.of(read));
    }

    /// Marks whoever read a verdict that changed in this round so far.
    pub(super) fn wake_readers_of_changes(&mut self) {
        if self.other_readers.is_empty() {
            return;
        }
        let mut reads = BTreeSet::new();
        for change in self.finished.changes.iter().filter(|change| change.from != change.to.verdict) {
            let of = change.node.obligation().clone();
            if matches!(change.node, Node::Whole(_)) {
                reads.insert(OtherRead::Verdict(of.clone(), change.period));
                reads.insert(OtherRead::Breach(of.clone()));
            }
            reads.insert(OtherRead::Parts(of, change.period));
        }
        for read in &reads {
            self.wake_readers_of(read);
        }
    }

    /// Marks every rule that reads verdicts: another program may have other obligations.
    pub(super) fn wake_all_readers(&mut self) {
        let owed =
            self.state.order().map(|ix| self.state.obligation(ix)).filter(|owed| owed.reads_verdicts());
        let instances = owed.flat_map(|owed| owed.periods.iter().flat_map(PeriodState::instances));
        let instances: Vec<InstanceIx> = instances.collect();
        self.to_run.extend(instances);
    }

    /// Takes in that people were told of an alert.
    pub(crate) fn note_told(&mut self, obligation: ObligationRef, at: Timestamp) {
        self.wake_readers_of(&OtherRead::Told(obligation.clone()));
        self.told.begin(obligation, at);
    }

    /// Takes in that people were told of the end of an alert.
    pub(crate) fn note_over(&mut self, obligation: &ObligationRef, at: Timestamp) {
        self.wake_readers_of(&OtherRead::Told(obligation.clone()));
        self.told.end(obligation, at);
    }

    /// Whether a verdict that an instance read is still to come.
    pub(super) fn awaits_verdicts(&self, reads: &[OtherRead]) -> bool {
        let owed = |of: &ObligationRef| self.state.find(of).map(|ix| self.state.obligation(ix));
        let opened = |of: &ObligationRef, period| owed(of)?.opened(period).filter(|opened| opened.is_owed());
        reads.iter().any(|read| match read {
            OtherRead::Verdict(of, period) | OtherRead::Parts(of, period) => {
                opened(of, *period).is_some_and(|opened| opened.whole.verdict.is_awaited())
            }
            OtherRead::Obligations(_) | OtherRead::Breach(_) | OtherRead::Told(_) | OtherRead::Replies(_) => {
                false
            }
        })
    }
}
