//! What is under judgement: every obligation of the program in force, period by period, part by part.
//!
//! Places are stable while a mission is unchanged, so that subscriptions and wake-ups can name them.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use indexmap::IndexMap;
use jiff::civil::Date;
use rustc_hash::FxBuildHasher;
use thin_vec::ThinVec;

use super::deadlines::Deadlines;
use super::finding::Finding;
use super::instance::{Instance, InstanceIx, ObligationIx, Work};
use super::period::PeriodState;
use super::runs::Runs;
use super::turn::Turn;
use crate::model::{BodyId, Cell, MissionId, Node, ObligationRef, Period, Verdict, WholeId};
use crate::paged::Paged;
use crate::program::{AwaitedNames, Mission, Obligation, Part, Program, Terms};
use crate::reads::Trace;

/// One obligation under judgement.
pub(crate) struct ObligationState {
    pub(crate) mission: Arc<Mission>,
    pub(crate) whole: WholeId,
    /// The obligation's place in its mission.
    pub(crate) place: usize,
    /// The obligation's number in the program.
    number: usize,
    /// Every period that has begun, in order.
    pub(crate) periods: Vec<PeriodState>,
    pub(crate) runs: Runs,
    /// Whether any of its rules reads verdicts of others.
    reads_verdicts: bool,
    /// Obligations that it waits for.
    awaited: Vec<ObligationIx>,
    /// Obligations that wait for it.
    dependents: Vec<ObligationIx>,
}

impl ObligationState {
    pub(crate) fn obligation(&self) -> &Obligation {
        &self.mission.obligations[self.place]
    }

    pub(crate) fn reference(&self) -> &ObligationRef {
        &self.whole.obligation
    }

    /// Whether it is judged after all that are judged by figures alone, since a rule of its reads their verdicts.
    pub(crate) fn reads_verdicts(&self) -> bool {
        self.reads_verdicts
    }

    /// The period, where it has begun.
    pub(crate) fn opened(&self, period: Period) -> Option<&PeriodState> {
        Some(&self.periods[self.place_of(period)?])
    }

    /// The place of a period among those that have begun.
    pub(crate) fn place_of(&self, period: Period) -> Option<usize> {
        self.periods.binary_search_by_key(&period, |opened| opened.period).ok()
    }

    /// The end of a span of periods for which the same body owes a part as at its end: nobody answers for what was another's.
    pub(crate) fn span_of_body(&self, (first, last): (usize, usize), part: &Part) -> (usize, usize) {
        if Arc::ptr_eq(&self.periods[first].terms, &self.periods[last].terms) {
            return (first, last);
        }
        let is_theirs = |place: &usize| {
            let terms = &self.periods[*place].terms;
            terms.part(&part.id).is_some_and(|own| own.by == part.by)
        };
        ((first..=last).rev().take_while(is_theirs).last().unwrap_or(last), last)
    }

    /// The node that an instance of one of its periods is about.
    pub(crate) fn node(&self, instance: &Instance) -> Node {
        let terms = &self.periods[instance.opened].terms;
        match instance.work {
            Work::Part(place) => self.whole.part(&terms.parts[place].id),
            Work::Gate(place) => Node::Gate(self.whole.clone(), terms.gate_id(place)),
        }
    }

    /// Takes in that the verdict of a part turned.
    pub(super) fn turned(&mut self, turn: Turn) {
        let (Work::Part(place), true) = (turn.work, turn.from != turn.to) else { return };
        let state = &mut self.periods[turn.opened];
        let part = &state.terms.parts[place];
        self.runs.part_turned(&part.id, turn.opened, turn.from, turn.to);
        let is_failing = match &mut state.tally {
            None => turn.to == Verdict::Failed,
            Some(tally) => {
                tally.turn(&state.terms, place, turn.from, turn.to);
                tally.number(Verdict::Failed) > 0
            }
        };
        self.runs.set_failing(turn.opened, is_failing);
    }

    /// Puts a finding of the whole in the place of the one that stood, and says which verdict that was.
    pub(super) fn whole_turned(&mut self, opened: usize, finding: Finding) -> Verdict {
        self.runs.whole_turned(opened, finding.verdict);
        std::mem::replace(&mut self.periods[opened].whole, finding).verdict
    }

    /// The last day of the one body that it is about, where that lies before a day: nobody owes it any more.
    pub(crate) fn closed_before(&self, day: Date, program: &Program) -> Option<(BodyId, Date)> {
        let body = &self.obligation().one_of.as_ref()?.body;
        let closed = program.catalogue.bodies.get(body)?.closed.filter(|closed| *closed < day)?;
        Some((body.clone(), closed))
    }

    /// The next period to open; none once the obligation has ended.
    pub(crate) fn next_period(&self) -> Option<Period> {
        let obligation = self.obligation();
        let next = self.periods.last().map_or(obligation.from, |opened| opened.period.step(1));
        obligation.last_owed().is_none_or(|last| next <= last).then_some(next)
    }
}

/// Every obligation under judgement.
#[derive(Default)]
pub(crate) struct EvaluationState {
    obligations: Vec<Option<ObligationState>>,
    instances: Paged<Option<Instance>>,
    free: Vec<InstanceIx>,
    by_reference: IndexMap<ObligationRef, ObligationIx, FxBuildHasher>,
    /// Whether any of the obligations reads verdicts of others.
    has_readers: bool,
    lookups: AtomicU64,
}

impl EvaluationState {
    /// Places in the order of the program.
    pub(crate) fn order(&self) -> impl Iterator<Item = ObligationIx> {
        self.by_reference.values().copied()
    }

    pub(crate) fn find(&self, reference: &ObligationRef) -> Option<ObligationIx> {
        self.by_reference.get(reference).copied()
    }

    /// The obligation at a place that is still in use.
    pub(crate) fn obligation(&self, ix: ObligationIx) -> &ObligationState {
        self.note_lookup();
        self.obligations[ix.0 as usize].as_ref().expect("a place in use")
    }

    /// How often an obligation or an instance was looked up so far; counted in debug builds alone.
    pub(crate) fn lookups(&self) -> u64 {
        self.lookups.load(Ordering::Relaxed)
    }

    fn note_lookup(&self) {
        if cfg!(debug_assertions) {
            self.lookups.fetch_add(1, Ordering::Relaxed);
        }
    }

    pub(crate) fn obligation_mut(&mut self, ix: ObligationIx) -> &mut ObligationState {
        self.obligations[ix.0 as usize].as_mut().expect("a place in use")
    }

    pub(crate) fn instance(&self, ix: InstanceIx) -> &Instance {
        self.note_lookup();
        self.instances[ix.0 as usize].as_ref().expect("a place in use")
    }

    pub(crate) fn instance_mut(&mut self, ix: InstanceIx) -> &mut Instance {
        self.instances[ix.0 as usize].as_mut().expect("a place in use")
    }

    /// Whether any obligation reads verdicts of others.
    pub(crate) fn has_readers(&self) -> bool {
        self.has_readers
    }

    /// Whether anything stands at the place still.
    pub(crate) fn has_instance(&self, ix: InstanceIx) -> bool {
        self.instances.get(ix.0 as usize).is_some_and(Option::is_some)
    }

    pub(crate) fn has_obligation(&self, ix: ObligationIx) -> bool {
        self.obligations.get(ix.0 as usize).is_some_and(Option::is_some)
    }

    /// Takes a mission's obligations off, with their instances.
    pub(crate) fn remove(&mut self, mission: &MissionId) -> Vec<(InstanceIx, Instance)> {
        let gone: Vec<ObligationIx> =
            self.order().filter(|ix| self.obligation(*ix).mission.id == *mission).collect();
        self.by_reference.retain(|reference, _| reference.mission != *mission);
        let mut removed = Vec::new();
        for ix in gone {
            let owed = self.obligations[ix.0 as usize].take().expect("a place in use");
            for instance in owed.periods.into_iter().flat_map(|opened| opened.instances().collect::<Vec<_>>())
            {
                removed.extend(self.instances[instance.0 as usize].take().map(|taken| (instance, taken)));
                self.free.push(instance);
            }
        }
        removed
    }

    /// Puts a mission's obligations on, with no period opened yet.
    pub(crate) fn add(&mut self, mission: &Arc<Mission>) -> Vec<ObligationIx> {
        let places = 0..mission.obligations.len();
        places
            .map(|place| {
                let owed = ObligationState {
                    mission: Arc::clone(mission),
                    whole: mission.obligations[place].reference(&mission.id).into(),
                    place,
                    number: 0,
                    periods: Vec::new(),
                    runs: Runs::default(),
                    reads_verdicts: mission.obligations[place].reads_verdicts(),
                    awaited: Vec::new(),
                    dependents: Vec::new(),
                };
                let number = u32::try_from(self.obligations.len())
                    .expect("fewer than four thousand million obligations");
                self.by_reference.insert(owed.reference().clone(), ObligationIx(number));
                self.obligations.push(Some(owed));
                ObligationIx(number)
            })
            .collect()
    }

    /// Puts the obligations in the order of the program's missions.
    pub(crate) fn arrange(&mut self, place_of: impl Fn(&MissionId) -> Option<usize>) {
        let obligations = &self.obligations;
        self.by_reference.sort_by_key(|reference, ix| {
            let owed = obligations[ix.0 as usize].as_ref().expect("a place in use");
            (place_of(&reference.mission), owed.place)
        });
        self.tie();
    }

    /// Numbers the obligations, and ties each to those that it waits for.
    fn tie(&mut self) {
        let order: Vec<ObligationIx> = self.order().collect();
        self.has_readers = order.iter().any(|ix| self.obligation(*ix).reads_verdicts);
        let awaited_names = AwaitedNames::of(order.iter().map(|ix| {
            let owed = self.obligation(*ix);
            (&owed.mission.id, owed.obligation(), *ix)
        }));
        for (number, ix) in order.iter().enumerate() {
            let awaited = awaited_names.awaited_by(self.obligation(*ix).obligation()).collect();
            let owed = self.obligation_mut(*ix);
            (owed.number, owed.awaited) = (number, awaited);
            owed.dependents.clear();
        }
        for ix in order {
            for awaited in self.obligation(ix).awaited.clone() {
                self.obligation_mut(awaited).dependents.push(ix);
            }
        }
    }

    /// Puts instances in the order of the program, each once and those last that read verdicts: places in memory depend on the past, and effects must not.
    pub(crate) fn put_in_order(&self, instances: &mut Vec<InstanceIx>) {
        instances.sort_unstable();
        instances.dedup();
        instances.sort_unstable_by_key(|ix| {
            let instance = self.instance(*ix);
            let owed = self.obligation(instance.obligation);
            (owed.reads_verdicts, owed.number, instance.opened, instance.work)
        });
    }

    /// These obligations and those that wait for one of them or that one of them waits for, in the order of the program.
    pub(crate) fn with_neighbours(&self, obligations: &BTreeSet<ObligationIx>) -> Vec<ObligationIx> {
        let near = |ix: &ObligationIx| {
            let owed = self.obligation(*ix);
            owed.awaited.iter().chain(&owed.dependents).copied()
        };
        let mut concerned: Vec<ObligationIx> = obligations.iter().flat_map(near).collect();
        concerned.extend(obligations);
        concerned.sort_unstable_by_key(|ix| self.obligation(*ix).number);
        concerned.dedup();
        concerned
    }

    /// Obligations that wait for this one.
    pub(crate) fn dependents(&self, ix: ObligationIx) -> impl Iterator<Item = ObligationIx> {
        self.obligation(ix).dependents.iter().copied()
    }

    /// Obligations that this one waits for.
    pub(crate) fn awaited(&self, ix: ObligationIx) -> impl Iterator<Item = ObligationIx> {
        self.obligation(ix).awaited.iter().copied()
    }

    /// Opens a period of an obligation, with an instance for every part and gate.
    pub(crate) fn open(&mut self, ix: ObligationIx, period: Period, program: &Program) -> Vec<InstanceIx> {
        let owed = self.obligation(ix);
        let opened = owed.periods.len();
        let lead = program.catalogue.answers_on(&owed.obligation().lead, period.last_day()).clone();
        let terms = Terms::answered_by(owed.obligation().terms_of(period), &lead);
        let usual = Deadlines::of(terms.due, period, &program.calendar);
        let deadlines = |part: &Part| match program.calendar_of(&part.by) {
            calendar if std::ptr::eq(calendar, &raw const *program.calendar) => usual,
            calendar => Deadlines::of(terms.due, period, calendar),
        };
        let deadlines: Vec<Deadlines> = terms.parts.iter().map(deadlines).collect();
        let owed = terms.parts.iter().map(|part| part.is_owed(period, &program.catalogue));
        let owed: Vec<bool> = owed.collect();
        let gates = terms.gates().enumerate().map(|(place, measure)| {
            let measure = &program.catalogue.measures[measure];
            let period = measure.period_of(period.last_day());
            let figure = Cell { measure: measure.id.clone(), body: lead.clone(), period };
            (Work::Gate(place), Deadlines::of(measure.due, period, program.calendar_of_teller(&figure)))
        });
        let gates: Vec<(Work, Deadlines)> = gates.collect();
        let parts = owed.into_iter().enumerate().map(|(place, is_owed)| {
            is_owed.then(|| self.add_instance(ix, opened, (Work::Part(place), deadlines[place])))
        });
        let parts: Box<[_]> = parts.collect();
        let gates: Box<[_]> = gates.into_iter().map(|gate| self.add_instance(ix, opened, gate)).collect();
        let opened = PeriodState::new(period, (terms, lead), parts, gates);
        let instances = opened.instances().collect();
        self.obligation_mut(ix).periods.push(opened);
        instances
    }

    fn add_instance(
        &mut self,
        obligation: ObligationIx,
        opened: usize,
        (work, deadlines): (Work, Deadlines),
    ) -> InstanceIx {
        self.settle(Instance {
            obligation,
            opened,
            work,
            deadlines,
            subject: None,
            said: None,
            finding: Finding::evident(Verdict::NotDue),
            own: None,
            reads: ThinVec::new(),
            trace: Trace::default(),
            others: ThinVec::new(),
            wakes: ThinVec::new(),
        })
    }

    fn settle(&mut self, instance: Instance) -> InstanceIx {
        if let Some(ix) = self.free.pop() {
            self.instances[ix.0 as usize] = Some(instance);
            return ix;
        }
        let place = self.instances.push(Some(instance));
        InstanceIx(u32::try_from(place).expect("fewer than four thousand million rule instances"))
    }
}
