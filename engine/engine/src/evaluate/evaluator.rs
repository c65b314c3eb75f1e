//! The evaluator: takes in what happened, runs exactly the rules that it affects, and joins their findings up.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use jiff::Timestamp;
use rustc_hash::FxHashSet;

use super::edit::Edit;
use super::former::Former;
use super::instance::Instance;
use super::lent::Lent;
use super::listings::ListingReaders;
use super::other_readers::OtherReaders;
use super::reacceptance::Cuts;
use super::state::EvaluationState;
use super::told::Told;
use super::turn::Turn;
use super::{Finding, InstanceIx, ObligationIx, PeriodState, Responses, Schedule, Wake};
use crate::evidence::{CellIx, Evidence, ReaderIx};
use crate::model::{BodyId, Cell, Node, Observation, Period, Response, Unused, Verdict};
use crate::program::{Mission, Program};
use crate::reads::OtherRead;
use crate::view::View;

/// Names one run of one rule.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Evaluated {
    /// A part or a gate.
    pub node: Node,
    pub period: Period,
}

/// A verdict that is not what it was.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VerdictChange {
    /// A whole or one of its contributions.
    pub node: Node,
    /// Who owes it.
    pub body: BodyId,
    pub period: Period,
    pub from: Verdict,
    pub to: Finding,
}

/// What is judged together, one after the other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stratum {
    /// What is judged by figures alone.
    Figures,
    /// What reads the verdicts of the first.
    Verdicts,
}

/// For so many cells room is kept from round to round.
const ROOM_KEPT: usize = 1_000;

/// What one round of evaluation did.
#[derive(Default)]
pub struct Finished {
    pub changes: Vec<VerdictChange>,
    /// Obligations whose alert must be looked at.
    pub(crate) touched: BTreeSet<ObligationIx>,
    /// What turned, obligation by obligation.
    pub(crate) turns: Vec<Turn>,
    /// What an edit of the program turned; none where the round was about anything else.
    pub(crate) edit: Option<Edit>,
}

/// Holds the evidence and what is under judgement.
#[derive(Default)]
pub(crate) struct Evaluator {
    pub(super) evidence: Arc<Evidence>,
    pub(super) state: Lent<EvaluationState>,
    pub(super) schedule: Schedule,
    pub(super) responses: Lent<Responses>,
    /// The cuts after which obligations are still to be accepted anew.
    pub(super) cuts: Cuts,
    /// When people were told of alerts.
    pub(super) told: Lent<Told>,
    /// Who read what of other obligations.
    pub(super) other_readers: OtherReaders,
    pub(super) program: Option<Arc<Program>>,
    /// Each as often as it was marked.
    pub(super) to_run: Vec<InstanceIx>,
    pub(super) to_judge: Vec<InstanceIx>,
    /// The window through which rules look, shut between two runs; none before the first run under a program.
    pub(super) window: Option<Arc<View>>,
    /// What ran in the last round.
    pub(super) ran: Vec<InstanceIx>,
    /// What was judged in the last step, whether or not its rule ran for it.
    judged: Vec<InstanceIx>,
    /// Who asked what of the register.
    pub(super) listings: ListingReaders,
    /// Kept from round to round, so that marking allocates nothing.
    woken: Vec<ReaderIx>,
    /// The cells of which another figure than before was reported in this round. Their room is kept as well.
    revised: FxHashSet<CellIx>,
    pub(super) finished: Finished,
    /// How often a rule was asked what the parts of a whole come to.
    pub(super) joins: AtomicU64,
    /// What stood of the missions that the round under way judges anew.
    pub(super) former: Former,
    /// The program in whose place the round under way puts another.
    pub(super) replaced: Option<Arc<Program>>,
}

impl Evaluator {
    pub(crate) fn with_evidence(evidence: Evidence) -> Self {
        Self { evidence: Arc::new(evidence), ..Self::default() }
    }

    pub(crate) fn evidence(&self) -> &Evidence {
        &self.evidence
    }

    /// The cells of which another figure than before was reported in this round.
    pub(crate) fn revised(&self) -> &FxHashSet<CellIx> {
        &self.revised
    }

    pub(crate) fn state(&self) -> &EvaluationState {
        &self.state
    }

    pub(crate) fn responses(&self) -> &Responses {
        &self.responses
    }

    pub(crate) fn schedule(&mut self) -> &mut Schedule {
        &mut self.schedule
    }

    /// The obligations of what was judged in the last step, each as often as it was.
    pub(crate) fn judged(&self) -> impl Iterator<Item = ObligationIx> {
        let known = self.judged.iter().filter(|ix| self.state.has_instance(**ix));
        known.map(|ix| self.state.instance(*ix).obligation)
    }

    /// Has what people are told of an obligation looked at, although no verdict of it turned.
    pub(crate) fn touch(&mut self, ix: ObligationIx) {
        self.finished.touched.insert(ix);
    }

    pub(crate) fn next_wake(&self) -> Option<Timestamp> {
        self.schedule.next()
    }

    pub(crate) fn program(&self) -> Option<&Arc<Program>> {
        self.program.as_ref()
    }

    /// Takes reports in and marks whoever read what they change.
    pub(crate) fn observe(&mut self, observations: &[Observation], now: Timestamp) {
        let sizes = self.sizes_before(observations);
        let (mut woken, mut revised) = (std::mem::take(&mut self.woken), std::mem::take(&mut self.revised));
        let is_waived = self.responses.has_waivers();
        let evidence = self.evidence_mut();
        let mut covered = Vec::new();
        for observation in observations {
            revised.extend(evidence.hear(observation, &mut woken));
            // What a waiver covers hangs on every report, also on one of an earlier day that changes no figure.
            if is_waived {
                evidence.wake_readers(&observation.cell, &mut covered);
            }
        }
        self.revised = revised;
        self.to_judge.extend(covered.into_iter().map(InstanceIx::of));
        self.mark(woken);
        self.note_falls(sizes, now);
    }

    /// The cells whose reports came to disagree, or no longer do; they are kept until a program knows them.
    pub(crate) fn take_turned(&mut self) -> BTreeSet<Cell> {
        if self.program.is_none() {
            return BTreeSet::new();
        }
        self.evidence_mut().take_turned()
    }

    /// Takes in what came and could not be used, and marks whoever lacks a figure for it.
    pub(crate) fn set_aside(&mut self, unused: Vec<Unused>) {
        let mut woken = std::mem::take(&mut self.woken);
        for unused in unused {
            self.evidence_mut().set_aside(unused, &mut woken);
        }
        self.mark(woken);
    }

    /// Takes in what an official says, and marks whatever it bears on.
    pub(crate) fn respond(&mut self, response: Response, now: Timestamp) {
        let taken_back = response.takes_back.as_ref().and_then(|id| self.responses.get(id)).cloned();
        let reported = self.evidence.replied(&response, taken_back.as_ref());
        let saw = self.seen_by(&response);
        self.responses.hear(response.clone(), saw);
        let no_longer_ends = taken_back.as_ref().and_then(|response| response.submission.until);
        let calendar = self.program.as_ref().map(|program| &program.calendar);
        let no_longer_ends = no_longer_ends.zip(calendar).map(|(day, calendar)| calendar.end_of_day(day));
        for Response { obligation, periods, .. } in std::iter::once(response).chain(taken_back) {
            self.wake_readers_of(&OtherRead::Replies(obligation.clone()));
            let Some(ix) = self.state.find(&obligation) else { continue };
            self.finished.touched.insert(ix);
            let opened = self.state.obligation(ix).periods.iter();
            let concerned = opened.filter(|opened| periods.contains(&opened.period));
            let instances: Vec<InstanceIx> = concerned.flat_map(PeriodState::instances).collect();
            for instance in instances {
                if let Some(moment) = no_longer_ends {
                    self.schedule.forget_at(moment, Wake::Judge(instance));
                    self.wake_at_deadlines(instance, now);
                    self.wake_when_others_are_late(instance, now);
                }
                self.wake_when_answers_end(instance, now);
                self.to_judge.push(instance);
            }
        }
        if let Some(reported) = reported {
            self.observe(&[reported], now);
        }
    }

    /// Puts a program in force. Missions with an equal revision are left as they stand.
    pub(crate) fn activate(&mut self, program: &Arc<Program>, now: Timestamp) {
        let old = self.program.replace(Arc::clone(program));
        self.window = None;
        let in_force = |mission: &Mission, other: Option<&Arc<Program>>| {
            other
                .and_then(|other| other.missions.get(&mission.id))
                .is_some_and(|same| same.revision == mission.revision)
        };
        let replaced = old.iter().flat_map(|old| old.missions.values());
        replaced.filter(|mission| !in_force(mission, Some(program))).for_each(|mission| {
            self.remember(&mission.id);
            self.withdraw(&mission.id);
        });
        let mut woken = Vec::new();
        self.evidence_mut().adopt(&program.catalogue, &mut woken);
        self.ask_for_sizes(program);
        self.mark(woken);
        if let Some(old) = old.as_ref().filter(|old| old.catalogue.revision != program.catalogue.revision) {
            self.to_run.extend(self.listings.told_otherwise(&old.catalogue, &program.catalogue));
            self.mark_delays(&old.catalogue, &program.catalogue);
            self.mark_joined_by_rules();
        }
        let is_same = old.as_ref().is_some_and(|old| {
            old.missions.len() == program.missions.len()
                && program.missions.values().all(|mission| in_force(mission, Some(old)))
        });
        for mission in program.missions.values().filter(|mission| !in_force(mission, old.as_ref())) {
            for owed in self.state.add(mission) {
                self.open_begun(owed, now);
                self.finished.touched.insert(owed);
            }
        }
        self.state.arrange(|mission| program.missions.get_index_of(mission));
        if !is_same {
            self.wake_all_readers();
        }
        if let Some(old) = &old {
            self.note_cuts(old, program, now);
        }
        self.replaced = old;
    }

    /// Marks everything that has fallen due by `now`.
    pub(crate) fn advance(&mut self, now: Timestamp) {
        let due = self.schedule.take_due(now);
        for wake in due {
            match wake {
                Wake::Open(owed) => self.open_begun(owed, now),
                Wake::Judge(instance) => self.to_judge.push(instance),
                Wake::Run(instance) => {
                    let asked = |moment: &Timestamp| *moment <= now;
                    if self.state.instance(instance).wakes.iter().any(asked) {
                        self.to_run.push(instance);
                    }
                }
                Wake::Alert(owed) | Wake::Ladder(owed) => _ = self.finished.touched.insert(owed),
            }
        }
    }

    /// Runs everything that is marked, each instance once: first what is judged by figures alone, and then what reads the verdicts of
    /// that.
    pub(crate) fn finish(&mut self, now: Timestamp) -> Finished {
        let ran_before = self.ran.len();
        let mut turns = self.judge_stratum(Stratum::Figures, now);
        self.wake_readers_of_changes();
        turns.extend(self.judge_stratum(Stratum::Verdicts, now));
        let mut finished = std::mem::take(&mut self.finished);
        finished.turns = turns;
        finished.turns.extend(self.ran[ran_before..].iter().filter_map(|ix| self.same_breach(*ix)));
        let (changes, gone) = self.compare_with_former(finished.changes);
        finished.edit = self.edit(&changes, gone, now);
        finished.changes = changes;
        finished
    }

    /// Runs and judges what is marked of one stratum.
    fn judge_stratum(&mut self, stratum: Stratum, now: Timestamp) -> Vec<Turn> {
        let mut to_run = std::mem::take(&mut self.to_run);
        let later = self.split_off_later(stratum, &mut to_run);
        for instance in to_run.drain(..) {
            self.run(instance, now);
            self.to_judge.push(instance);
        }
        to_run.extend(later);
        self.to_run = to_run;
        let mut to_judge = std::mem::take(&mut self.to_judge);
        let later = self.split_off_later(stratum, &mut to_judge);
        self.judged.extend_from_slice(&to_judge);
        let turns: Vec<Turn> = to_judge.iter().filter_map(|instance| self.judge(*instance, now)).collect();
        for of_whole in turns.chunk_by(Turn::is_beside) {
            self.join(of_whole, now);
        }
        self.join_again(&to_judge, now);
        to_judge.clear();
        to_judge.extend(later);
        self.to_judge = to_judge;
        turns
    }

    /// Puts marks in order, and takes those off that are not of this stratum but of the later one.
    fn split_off_later(&self, stratum: Stratum, marks: &mut Vec<InstanceIx>) -> Vec<InstanceIx> {
        self.state.put_in_order(marks);
        if stratum == Stratum::Verdicts || !self.state.has_readers() {
            return Vec::new();
        }
        let is_of_figures =
            |ix: &InstanceIx| !self.state.obligation(self.state.instance(*ix).obligation).reads_verdicts();
        marks.split_off(marks.partition_point(is_of_figures))
    }

    /// A part that ran and is broken, at risk or failed as before: the figures that people are told of it may be others.
    fn same_breach(&self, ix: InstanceIx) -> Option<Turn> {
        let Instance { obligation, opened, work, finding, .. } = self.state.instance(ix);
        let verdict = finding.verdict;
        let turn = Turn { obligation: *obligation, opened: *opened, work: *work, from: verdict, to: verdict };
        (verdict.is_breach() || matches!(verdict, Verdict::AtRisk | Verdict::Failed)).then_some(turn)
    }

    pub(super) fn evidence_mut(&mut self) -> &mut Evidence {
        Arc::get_mut(&mut self.evidence).expect("no view outlives the run that it was opened for")
    }

    /// Whether something is marked that has not run yet.
    pub(crate) fn is_behind(&self) -> bool {
        !self.to_run.is_empty()
    }

    /// Begins a step: what was judged in the last one is nobody's business any more.
    pub(crate) fn begin(&mut self) {
        self.judged.clear();
        self.begin_again();
    }

    /// Begins another round of one step, of which all is remembered that was judged.
    pub(crate) fn begin_again(&mut self) {
        self.ran.clear();
        self.revised.clear();
        self.revised.shrink_to(ROOM_KEPT);
    }

    fn mark(&mut self, mut woken: Vec<ReaderIx>) {
        self.to_run.extend(woken.drain(..).map(InstanceIx::of));
        self.woken = woken;
    }
}
