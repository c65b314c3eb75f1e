//! Judging what a rule said, and joining a whole. Each step stops where nothing changed.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::evaluator::{Evaluator, VerdictChange};
use super::finding::{Circumstances, Rests};
use super::instance::{Instance, Work};
use super::responses::Answer;
use super::turn::{Turn, read_otherwise};
use super::{Finding, InstanceIx, ObligationIx, Wake};
use crate::model::{PartId, Verdict, Vintage};

impl Evaluator {
    /// Judges what an instance said; tells what turned where the finding changed.
    pub(super) fn judge(&mut self, ix: InstanceIx, now: Timestamp) -> Option<Turn> {
        let (instance, first_known) = (self.state.instance(ix), self.first_known(ix));
        let said = instance.said.as_ref().expect("an instance runs before it is judged");
        let circumstances = self.circumstances(ix, first_known, now);
        let finding = Finding::judge(said, |gap| self.lack(ix, gap, now), circumstances);
        // A rule that fails is its owner's business in the delay too, and what is not due yet is not judged by anybody.
        let is_excused = !matches!(finding.verdict, Verdict::Failed | Verdict::NotDue);
        let delay = self.inside_delay(ix).filter(|_| is_excused);
        let finding = delay.unwrap_or(finding);
        let answers: Vec<Answer<'_>> =
            self.answers(ix).into_iter().filter(|answer| self.covers(ix, answer)).collect();
        let finding = finding.answered(&answers, first_known, now);
        if finding == self.state.instance(ix).finding {
            return None;
        }
        self.wake_when_others_are_late(ix, now);
        let turn = self.take_finding(ix, finding);
        self.note_turn(turn);
        Some(turn)
    }

    /// What is known of an instance beside what its rule said.
    pub(super) fn circumstances(
        &self,
        ix: InstanceIx,
        first_known: Option<Vintage>,
        now: Timestamp,
    ) -> Circumstances {
        let Instance { deadlines, others, .. } = self.state.instance(ix);
        let rests = match others.as_slice() {
            [] => Rests::Figures,
            reads if self.awaits_verdicts(reads) => Rests::VerdictsToCome,
            _ => Rests::Verdicts,
        };
        Circumstances { deadlines: *deadlines, first_known, rests, now }
    }

    /// Puts a finding in the place of the one that stood, in the counts of its whole too.
    pub(super) fn take_finding(&mut self, ix: InstanceIx, finding: Finding) -> Turn {
        let to = finding.verdict;
        let instance = self.state.instance_mut(ix);
        let from = std::mem::replace(&mut instance.finding, finding).verdict;
        let turn =
            Turn { obligation: instance.obligation, opened: instance.opened, work: instance.work, from, to };
        self.state.obligation_mut(turn.obligation).turned(turn);
        turn
    }

    /// Notes what turned for those who are told of it; a lead's own duty is told as its whole.
    fn note_turn(&mut self, turn: Turn) {
        let owed = self.state.obligation(turn.obligation);
        let opened = &owed.periods[turn.opened];
        let Work::Part(place) = turn.work else { return };
        let part = &opened.terms.parts[place];
        if part.id != PartId::Lead {
            self.finished.changes.push(VerdictChange {
                node: owed.whole.part(&part.id),
                body: part.by.clone(),
                period: opened.period,
                from: turn.from,
                to: self.state.instance(opened.instance_at(place)).finding.clone(),
            });
        }
    }

    /// Joins the whole of one period anew after some of its parts turned, or some of its gates.
    pub(super) fn join(&mut self, turns: &[Turn], now: Timestamp) {
        let Some(&Turn { obligation: ix, opened, .. }) = turns.first() else { return };
        self.finished.touched.insert(ix);
        self.join_period((ix, opened), turns, now);
    }

    /// Joins wholes anew whose parts are as they were, where a rule joins them that may look at more than verdicts.
    pub(super) fn join_again(&mut self, judged: &[InstanceIx], now: Timestamp) {
        let place = |ix: &InstanceIx| {
            let Instance { obligation, opened, .. } = self.state.instance(*ix);
            (*obligation, *opened)
        };
        let joins = |(ix, opened): &(ObligationIx, usize)| {
            self.state.obligation(*ix).periods[*opened].terms.join.is_some()
        };
        let places: BTreeSet<_> = judged.iter().map(place).filter(joins).collect();
        for place in places {
            self.join_period(place, &[], now);
        }
    }

    fn join_period(&mut self, (ix, opened): (ObligationIx, usize), turns: &[Turn], now: Timestamp) {
        let owed = self.state.obligation(ix);
        let state = &owed.periods[opened];
        let mut wakes = Vec::new();
        let finding = match &state.tally {
            None => self.state.instance(state.instance_at(0)).finding.clone(),
            Some(tally) => {
                let stands = |place| self.state.instance(state.instance_at(place)).finding.verdict;
                self.joined_as(owed, state, (tally, stands), now, &mut wakes)
            }
        };
        let reads_the_same = finding == state.whole
            && (state.tally.is_none() || !read_otherwise(finding.verdict, state, turns));
        self.wake_to_join((ix, opened), wakes, now);
        if reads_the_same {
            return;
        }
        let owed = self.state.obligation_mut(ix);
        let from = owed.whole_turned(opened, finding);
        let state = &owed.periods[opened];
        self.finished.changes.push(VerdictChange {
            node: owed.whole.clone().into(),
            body: state.lead.clone(),
            period: state.period,
            from,
            to: state.whole.clone(),
        });
    }

    /// Wakes at the moments at which the rule that joins a whole asked to be asked again.
    pub(super) fn wake_to_join(
        &mut self,
        (ix, opened): (ObligationIx, usize),
        moments: Vec<Timestamp>,
        now: Timestamp,
    ) {
        let state = &mut self.state.obligation_mut(ix).periods[opened];
        if let Some(first) = state.instances().next() {
            for moment in &moments {
                self.schedule.wake_at(*moment, now, Wake::Judge(first));
            }
        }
        state.join_wakes = moments;
    }

    /// Wakes when a response ends that bears on an instance.
    pub(super) fn wake_when_answers_end(&mut self, ix: InstanceIx, now: Timestamp) {
        let ends: Vec<Timestamp> = self.answers(ix).iter().filter_map(Answer::ends).collect();
        for moment in ends {
            self.schedule.wake_at(moment, now, Wake::Judge(ix));
        }
    }

    /// What officials said of an instance. Only parts are answered.
    pub(super) fn answers(&self, ix: InstanceIx) -> Vec<Answer<'_>> {
        if self.responses.is_empty() {
            return Vec::new();
        }
        let instance = self.state.instance(ix);
        let Work::Part(place) = instance.work else { return Vec::new() };
        let owed = self.state.obligation(instance.obligation);
        let opened = &owed.periods[instance.opened];
        let part = &opened.terms.parts[place];
        self.responses.answers(owed.reference(), part, opened.period, &self.in_force().calendar)
    }
}
