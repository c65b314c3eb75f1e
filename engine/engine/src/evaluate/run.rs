//! Running one rule, judging what it said, and joining a whole. Each step stops where nothing changed.

use std::sync::Arc;

use jiff::Timestamp;

use super::evaluator::{Evaluated, Evaluator, VerdictChange};
use super::finding::Cause;
use super::instance::Work;
use super::needs::join;
use super::period::PeriodState;
use super::responses::Answer;
use super::state::ObligationState;
use super::turn::{Turn, read_otherwise};
use super::{Finding, InstanceIx, ObligationIx, Wake};
use crate::evidence::{CellIx, Evidence, Gap};
use crate::model::{Body, Cell, MissionId, PartId, Reporters, Statement};
use crate::program::{Assessment, Judgement, Part, Program};
use crate::reads::Trace;
use crate::view::{Read, Stop, Subject, Supposition, View};

/// What one run said, and what it asked for.
pub(crate) struct Run {
    pub(crate) said: Result<Assessment, Stop>,
    trace: Trace,
}

impl Run {
    /// What it asked for, in order.
    pub(crate) fn reads(self, evidence: &Evidence) -> Vec<Read> {
        self.trace.asked.into_iter().map(|asked| asked.read(evidence)).collect()
    }
}

impl Evaluator {
    /// Opens every period that has begun by `now`, and wakes again when the next begins.
    pub(super) fn open_begun(&mut self, ix: ObligationIx, now: Timestamp) {
        let program = Arc::clone(self.in_force());
        let today = program.calendar.day(now);
        while let Some(period) = self.state.obligation(ix).next_period() {
            if period.first_day() > today {
                let begins = program.calendar.start_of_day(period.first_day());
                self.schedule.wake_at(begins, now, Wake::Open(ix));
                return;
            }
            for instance in self.state.open(ix, period, &program) {
                let deadlines = self.state.instance(instance).deadlines;
                for moment in deadlines.moments() {
                    self.schedule.wake_at(moment, now, Wake::Judge(instance));
                }
                self.wake_when_answers_end(instance, now);
                self.to_run.push(instance);
            }
        }
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
        let part = &opened.terms.parts[place].id;
        self.responses.answers(
            owed.reference(),
            part.contribution(),
            opened.period,
            &self.in_force().calendar,
        )
    }

    /// Takes a mission off, with its subscriptions and wake-ups.
    pub(super) fn withdraw(&mut self, mission: &MissionId) {
        for (ix, instance) in self.state.remove(mission) {
            let evidence = self.evidence_mut();
            instance.reads.iter().for_each(|cell| evidence.unsubscribe(*cell, ix.reader()));
        }
        let state = &self.state;
        self.to_run.retain(|ix| state.has_instance(*ix));
        self.to_judge.retain(|ix| state.has_instance(*ix));
        self.schedule.forget(|wake| match wake {
            Wake::Open(owed) | Wake::Alert(owed) => !state.has_obligation(owed),
            Wake::Judge(instance) | Wake::Run(instance) => !state.has_instance(instance),
        });
        self.finished.touched.retain(|owed| state.has_obligation(*owed));
    }

    /// Runs one rule and subscribes it to what it read.
    pub(super) fn run(&mut self, ix: InstanceIx, now: Timestamp) {
        let instance = self.state.instance_mut(ix);
        let before = std::mem::take(&mut instance.trace);
        let mut wakes = std::mem::take(&mut instance.wakes);
        let Run { said, mut trace } = match instance.work {
            Work::Part(place) => self.assess(ix, place, now, before),
            Work::Gate(_) => self.look_through_gate(ix, before),
        };
        if !trace.is_as_before || self.state.instance(ix).own.is_none() {
            self.subscribe_to(ix, &mut trace);
        }
        wakes.clear();
        wakes.extend(trace.deadlines().filter(|moment| *moment > now));
        for moment in &wakes {
            self.schedule.wake_at(*moment, now, Wake::Run(ix));
        }
        let instance = self.state.instance_mut(ix);
        instance.said = Some(said);
        instance.wakes = wakes;
        instance.trace = trace;
        self.ran.push(ix);
    }

    /// Lets the rule of a part look through the window that is kept for all of them.
    fn assess(&mut self, ix: InstanceIx, place: usize, now: Timestamp, before: Trace) -> Run {
        let instance = self.state.instance(ix);
        let owed = self.state.obligation(instance.obligation);
        let opened = &owed.periods[instance.opened];
        let part = &opened.terms.parts[place];
        let bound = instance.subject.as_ref().map(Arc::clone);
        let subject = bound.unwrap_or_else(|| Arc::new(subject(owed, opened, part)));
        let unbound = (instance.said.is_some() && instance.subject.is_none()).then(|| Arc::clone(&subject));
        let mut window = self.window.take().unwrap_or_else(|| {
            let program = self.program.as_ref().expect("nothing is run before a program is in force");
            let (catalogue, calendar) = (Arc::clone(&program.catalogue), Arc::clone(&program.calendar));
            Arc::new(View::new(Arc::default(), catalogue, calendar, Subject::clone(&subject), now))
        });
        let view = Arc::get_mut(&mut window).expect("nobody holds the window between two runs");
        view.open(&mut self.evidence, subject, now, before);
        let said = part.duty.rule.assess(&window);
        let Some(view) = Arc::get_mut(&mut window) else {
            panic!("a rule keeps no view: {}", part.duty.rule.id())
        };
        let trace = view.shut(&mut self.evidence);
        self.window = Some(window);
        if unbound.is_some() {
            self.state.instance_mut(ix).subject = unbound;
        }
        Run { said, trace }
    }

    /// Runs one rule and changes nothing, which is also how its reads are told to people.
    pub(crate) fn rehearse(&self, ix: InstanceIx, now: Timestamp) -> Run {
        self.rehearse_supposing(ix, now, None)
    }

    /// Runs one rule on what stands with one value supposed, and judges nothing.
    pub(crate) fn rehearse_supposing(
        &self,
        ix: InstanceIx,
        now: Timestamp,
        supposed: Option<Supposition>,
    ) -> Run {
        let instance = self.state.instance(ix);
        let before = instance.trace.clone();
        let owed = self.state.obligation(instance.obligation);
        let opened = &owed.periods[instance.opened];
        let part = match instance.work {
            Work::Part(place) => &opened.terms.parts[place],
            Work::Gate(_) => return self.look_through_gate(ix, before),
        };
        let view = self.window(owed, opened, part, now);
        let view = view.expecting(before);
        let view = Arc::new(match supposed {
            Some(supposed) => view.supposing(supposed),
            None => view,
        });
        let said = part.duty.rule.assess(&view);
        let view = Arc::into_inner(view);
        let view = view.unwrap_or_else(|| panic!("a rule keeps no view: {}", part.duty.rule.id()));
        Run { said, trace: view.into_trace() }
    }

    /// What the rule of a part sees when it judges a period.
    pub(crate) fn window(
        &self,
        owed: &ObligationState,
        opened: &PeriodState,
        part: &Part,
        now: Timestamp,
    ) -> View {
        let program = self.in_force();
        let (catalogue, calendar) = (Arc::clone(&program.catalogue), Arc::clone(&program.calendar));
        View::new(Arc::clone(&self.evidence), catalogue, calendar, subject(owed, opened, part), now)
    }

    /// Judges what an instance said; tells what turned where the finding changed.
    pub(super) fn judge(&mut self, ix: InstanceIx, now: Timestamp) -> Option<Turn> {
        let instance = self.state.instance(ix);
        let first_known = match instance.own {
            Some(own) => self.evidence.first_known_at(own),
            None => self.evidence.first_known(&self.own_cell(ix)),
        };
        let said = instance.said.as_ref().expect("an instance runs before it is judged");
        let finding = Finding::judge(said, instance.deadlines, first_known, now);
        let finding = finding.answered(&self.answers(ix), first_known, now);
        if finding == self.state.instance(ix).finding {
            return None;
        }
        let turn = self.take_finding(ix, finding);
        self.note_turn(turn);
        Some(turn)
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
    pub(super) fn join(&mut self, turns: &[Turn]) {
        let Some(&Turn { obligation: ix, opened, .. }) = turns.first() else { return };
        self.finished.touched.insert(ix);
        let state = &self.state.obligation(ix).periods[opened];
        let finding = match &state.tally {
            None => self.state.instance(state.instance_at(0)).finding.clone(),
            Some(tally) => {
                let stands = |place| self.state.instance(state.instance_at(place)).finding.verdict;
                let verdict = join(state.terms.needs, tally, stands);
                if verdict == state.whole.verdict && !read_otherwise(verdict, state, turns) {
                    return;
                }
                Finding { verdict, cause: Cause::Parts }
            }
        };
        if state.tally.is_none() && finding == state.whole {
            return;
        }
        let owed = self.state.obligation_mut(ix);
        let from = owed.whole_turned(opened, finding);
        let state = &owed.periods[opened];
        self.finished.changes.push(VerdictChange {
            node: owed.whole.clone().into(),
            body: owed.obligation().lead.clone(),
            period: state.period,
            from,
            to: state.whole.clone(),
        });
    }

    /// Subscribes an instance to its own cell and to what its rule asked for.
    fn subscribe_to(&mut self, ix: InstanceIx, trace: &mut Trace) {
        let own = self.own_cell(ix);
        let evidence = self.evidence_mut();
        let own = evidence.track(&own);
        let mut cells = vec![own];
        cells.extend(trace.asked.iter_mut().filter_map(|asked| asked.track(evidence)));
        self.state.instance_mut(ix).own = Some(own);
        self.subscribe(ix, cells);
    }

    pub(super) fn subscribe(&mut self, ix: InstanceIx, mut cells: Vec<CellIx>) {
        cells.sort_unstable();
        cells.dedup();
        let old = std::mem::take(&mut self.state.instance_mut(ix).reads);
        if old != cells {
            let evidence = self.evidence_mut();
            let reader = ix.reader();
            old.iter()
                .filter(|cell| cells.binary_search(cell).is_err())
                .for_each(|cell| evidence.unsubscribe(*cell, reader));
            cells
                .iter()
                .filter(|cell| old.binary_search(cell).is_err())
                .for_each(|cell| evidence.subscribe(*cell, reader));
        }
        self.state.instance_mut(ix).reads = cells;
    }

    /// The cell by which an instance is judged late or in time.
    pub(crate) fn own_cell(&self, ix: InstanceIx) -> Cell {
        let instance = self.state.instance(ix);
        let owed = self.state.obligation(instance.obligation);
        let PeriodState { period, terms, .. } = &owed.periods[instance.opened];
        let period = *period;
        match instance.work {
            Work::Part(place) => {
                let part = &terms.parts[place];
                Cell { measure: part.duty.measure.clone(), body: part.by.clone(), period }
            }
            Work::Gate(place) => {
                let measure = terms.gate(place);
                let every = self.in_force().catalogue.measures[measure].every;
                let body = owed.obligation().lead.clone();
                Cell { measure: measure.clone(), body, period: every.containing(period.last_day()) }
            }
        }
    }

    /// Whether everyone who is expected to report a measure has.
    fn look_through_gate(&self, ix: InstanceIx, before: Trace) -> Run {
        let trace = before.again(&self.evidence).unwrap_or_else(|| {
            let expected = expected_reports(self.in_force(), &self.own_cell(ix)).collect();
            Trace::of(expected, &self.evidence)
        });
        let missing = trace.asked.iter().find_map(|asked| asked.gap(&self.evidence));
        let met = || Assessment { judgement: Judgement::Met, reason: Statement::default(), line: None };
        let said = missing.map_or_else(|| Ok(met()), |gap: Gap| Err(Stop::NoData(gap)));
        Run { said, trace }
    }

    /// The rules that ran in the last round, each as often as it ran, in the order of the program.
    pub(crate) fn ran(&self) -> impl ExactSizeIterator<Item = Evaluated> {
        self.ran.iter().map(|ix| {
            let instance = self.state.instance(*ix);
            let owed = self.state.obligation(instance.obligation);
            Evaluated { node: owed.node(instance), period: owed.periods[instance.opened].period }
        })
    }

    fn in_force(&self) -> &Arc<Program> {
        self.program.as_ref().expect("nothing is under judgement before a program is in force")
    }
}

/// What the rule of a part is asked to judge.
fn subject(owed: &ObligationState, opened: &PeriodState, part: &Part) -> Subject {
    Subject {
        mission: owed.reference().mission.clone(),
        obligation: owed.reference().obligation.clone(),
        part: part.id.clone(),
        body: part.by.clone(),
        measure: part.duty.measure.clone(),
        period: opened.period,
        due: opened.terms.due,
        params: Arc::clone(&part.duty.params),
    }
}

/// The cells that are expected to be reported beside `example`: those of every reporter of its measure.
fn expected_reports<'a>(program: &'a Program, example: &'a Cell) -> impl Iterator<Item = Cell> + 'a {
    let measure = &program.catalogue.measures[&example.measure];
    let (first, last) = (example.period.first_day(), example.period.last_day());
    let expected = move |body: &&Body| {
        measure.reporters != Reporters::Anyone
            && measure.is_reported_by(body)
            && body.is_open_between(first, last)
    };
    let bodies = program.catalogue.bodies.values().filter(expected);
    bodies.map(|body| Cell { body: body.id.clone(), ..example.clone() })
}
