//! Running one rule, and what it is subscribed to from then on. What comes of what it said is judged elsewhere.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use thin_vec::{ThinVec, thin_vec};

use super::evaluator::{Evaluated, Evaluator};
use super::instance::Work;
use super::period::PeriodState;
use super::state::ObligationState;
use super::{InstanceIx, ObligationIx, Wake};
use crate::evidence::{CellIx, Evidence, Gap};
use crate::model::{Body, Cell, MissionId, Reporters, Statement};
use crate::program::{Assessment, Judgement, Part, Program};
use crate::reads::Trace;
use crate::view::{Read, Stop, Subject, Supposition, View};

/// What one run said, and what it asked for.
pub(crate) struct Run {
    pub(crate) said: Result<Assessment, Box<Stop>>,
    trace: Trace,
}

impl Run {
    /// What it asked for, in order.
    pub(crate) fn reads(self, evidence: &Evidence) -> Vec<Read> {
        self.trace.asked.into_iter().map(|asked| asked.read(evidence)).collect()
    }
}

impl Evaluator {
    /// Opens every period that has begun by `now`, and wakes again when the next begins, or when nobody owes it any more.
    pub(super) fn open_begun(&mut self, ix: ObligationIx, now: Timestamp) {
        let program = Arc::clone(self.in_force());
        let today = program.calendar.day(now);
        let owed = self.state.obligation(ix);
        if owed.closed_before(today, &program).is_some() {
            self.finished.touched.insert(ix);
        } else if let Some((_, last)) = owed.closed_before(Date::MAX, &program)
            && let Ok(after) = last.tomorrow()
        {
            self.schedule.wake_at(program.calendar.start_of_day(after), now, Wake::Open(ix));
        }
        let stop = self.state.obligation(ix).obligation().not_pursued.as_ref().map(|stop| stop.since);
        match stop {
            Some(since) if since <= today => {
                self.finished.touched.insert(ix);
            }
            Some(since) => self.schedule.wake_at(program.calendar.start_of_day(since), now, Wake::Open(ix)),
            None => {}
        }
        while let Some(period) = self.state.obligation(ix).next_period() {
            if period.first_day() > today {
                let begins = program.calendar.start_of_day(period.first_day());
                self.schedule.wake_at(begins, now, Wake::Open(ix));
                return;
            }
            if self.state.obligation(ix).obligation().exception(period).is_some() {
                self.finished.touched.insert(ix);
            }
            for instance in self.state.open(ix, period, &program) {
                self.wake_at_deadlines(instance, now);
                self.wake_when_answers_end(instance, now);
                self.to_run.push(instance);
            }
        }
    }

    /// Wakes when the deadlines of an instance pass.
    pub(super) fn wake_at_deadlines(&mut self, ix: InstanceIx, now: Timestamp) {
        for moment in self.state.instance(ix).deadlines.moments() {
            self.schedule.wake_at(moment, now, Wake::Judge(ix));
        }
    }

    /// Takes a mission off, with its subscriptions and wake-ups.
    pub(super) fn withdraw(&mut self, mission: &MissionId) {
        for (ix, instance) in self.state.remove(mission) {
            let evidence = self.evidence_mut();
            instance.reads.iter().for_each(|cell| evidence.unsubscribe(*cell, ix.reader()));
            instance.others.iter().for_each(|read| self.other_readers.unsubscribe(read, ix));
        }
        let state = &self.state;
        self.listings.retain(|ix| state.has_instance(ix));
        self.to_run.retain(|ix| state.has_instance(*ix));
        self.to_judge.retain(|ix| state.has_instance(*ix));
        self.schedule.forget(|wake| match wake {
            Wake::Open(owed) | Wake::Alert(owed) | Wake::Ladder(owed) => !state.has_obligation(owed),
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
            let others: ThinVec<_> = trace.others().cloned().collect();
            if others != self.state.instance(ix).others {
                self.subscribe_to_others(ix, others);
            }
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
        let others = self.others(instance.obligation);
        let view = Arc::get_mut(&mut window).expect("nobody holds the window between two runs");
        view.open(&mut self.evidence, (subject, others), now, before);
        let said = part.duty.rule.assess(&window).map_err(Box::new);
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
        let view = self.window(owed, opened, part, now).expecting(before);
        let view = Arc::new(match supposed {
            Some(supposed) => view.supposing(supposed),
            None => view,
        });
        let said = part.duty.rule.assess(&view).map_err(Box::new);
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
        let view =
            View::new(Arc::clone(&self.evidence), catalogue, calendar, subject(owed, opened, part), now);
        view.among(self.all_others())
    }

    /// Subscribes an instance to its own cell and to what its rule asked for.
    fn subscribe_to(&mut self, ix: InstanceIx, trace: &mut Trace) {
        let own = self.own_cell(ix);
        let evidence = self.evidence_mut();
        let own = evidence.track(&own);
        let mut cells = thin_vec![own];
        cells.extend(trace.asked.iter_mut().filter_map(|asked| asked.track(evidence)));
        self.state.instance_mut(ix).own = Some(own);
        self.listings.note(ix, trace.listings());
        self.subscribe(ix, cells);
    }

    pub(super) fn subscribe(&mut self, ix: InstanceIx, mut cells: ThinVec<CellIx>) {
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
        let PeriodState { period, terms, lead, .. } = &owed.periods[instance.opened];
        let period = *period;
        match instance.work {
            Work::Part(place) => {
                let program = self.in_force();
                terms.parts[place].cell(period, terms.due, &program.catalogue, &program.calendar)
            }
            Work::Gate(place) => {
                let measure = terms.gate(place);
                let declared = &self.in_force().catalogue.measures[measure];
                let body = lead.clone();
                Cell { measure: measure.clone(), body, period: declared.period_of(period.last_day()) }
            }
        }
    }

    /// Whether everyone who is expected to report a measure has.
    fn look_through_gate(&self, ix: InstanceIx, before: Trace) -> Run {
        let trace = before.again(&self.evidence).unwrap_or_else(|| {
            let expected = expected_reports(self.in_force(), &self.own_cell(ix)).collect();
            Trace::of(expected, &self.evidence)
        });
        // What was reported in two ways was reported.
        let mut gaps = trace.asked.iter().filter_map(|asked| asked.gap(&self.evidence));
        let missing = gaps.find(|gap| !gap.why.is_unreconciled());
        let met = || Assessment { judgement: Judgement::Met, reason: Statement::default(), line: None };
        let said = missing.map_or_else(|| Ok(met()), |gap: Gap| Err(Box::new(Stop::NoData(gap))));
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

    pub(super) fn in_force(&self) -> &Arc<Program> {
        self.program.as_ref().expect("nothing is under judgement before a program is in force")
    }
}

/// What the rule of a part is asked to judge.
fn subject(owed: &ObligationState, opened: &PeriodState, part: &Part) -> Subject {
    Subject {
        mission: owed.reference().mission.clone(),
        obligation: owed.obligation().declared_id().clone(),
        part: part.id.clone(),
        body: part.about().clone(),
        by: part.by.clone(),
        measure: part.duty.measure.clone(),
        period: opened.period,
        since: part.from.unwrap_or(owed.obligation().from).first_day(),
        due: opened.terms.due,
        params: Arc::clone(&part.duty.params),
        stake: Arc::clone(&part.stake),
    }
}

/// The cells that are expected to be reported beside `example`: those of every reporter of its measure.
pub(crate) fn expected_reports<'a>(
    program: &'a Program,
    example: &'a Cell,
) -> impl Iterator<Item = Cell> + 'a {
    let measure = &program.catalogue.measures[&example.measure];
    let last = example.period.last_day();
    let expected = move |body: &&Body| {
        measure.reporters != Reporters::Anyone && measure.is_reported_by(body) && body.is_open_on(last)
    };
    let bodies = program.catalogue.bodies.values().filter(expected);
    bodies.map(|body| Cell { body: body.id.clone(), ..example.clone() })
}
