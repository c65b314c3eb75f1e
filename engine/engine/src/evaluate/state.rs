//! What is under judgement: every obligation of the program in force, period by period, part by part.
//!
//! Places are stable while a mission is unchanged, so that subscriptions and wake-ups can name them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use indexmap::IndexMap;
use jiff::Timestamp;
use rustc_hash::FxBuildHasher;

use super::Finding;
use super::finding::{Cause, Deadlines};
use crate::evidence::{CellIx, ReaderIx};
use crate::model::{
    Calendar, Due, MeasureId, MissionId, Node, ObligationRef, PartId, Period, Verdict, WholeId,
};
use crate::program::{Assessment, Mission, Obligation, Part, Program, Terms};
use crate::reads::Trace;
use crate::view::Stop;

/// An obligation's place.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) struct ObligationIx(u32);

/// The place of one rule for one period.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) struct InstanceIx(u32);

impl InstanceIx {
    pub(crate) fn reader(self) -> ReaderIx {
        ReaderIx(self.0)
    }

    pub(crate) fn of(reader: ReaderIx) -> Self {
        Self(reader.0)
    }
}

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
    /// Places of the opened periods in which some rule failed.
    pub(crate) failing: BTreeSet<usize>,
}

/// One period of one obligation.
pub(crate) struct PeriodState {
    pub(crate) period: Period,
    /// What it is judged by, whatever its obligation says by now.
    pub(crate) terms: Arc<Terms>,
    pub(crate) whole: Finding,
    /// The verdicts of the parts by which the whole was last joined.
    pub(crate) joined: Vec<Verdict>,
    /// Parts that broke the whole, by their place.
    pub(crate) broken_by: Vec<usize>,
    /// One instance for each part, and behind them one for each measure that the terms wait for.
    pub(crate) instances: Vec<InstanceIx>,
}

/// One rule for one subject and period.
pub(crate) struct Instance {
    pub(crate) obligation: ObligationIx,
    /// The period's place among the opened.
    pub(crate) opened: usize,
    pub(crate) work: Work,
    pub(crate) deadlines: Deadlines,
    /// What the rule said when it last ran; none before its first run.
    pub(crate) said: Option<Result<Assessment, Stop>>,
    pub(crate) finding: Finding,
    /// The cell by which it is judged late or in time, once its rule has run.
    pub(crate) own: Option<CellIx>,
    /// The cells that it is subscribed to, in order.
    pub(crate) reads: Vec<CellIx>,
    /// What its rule asked for when it last ran.
    pub(crate) trace: Trace,
    /// Moments to come at which its rule, when it last ran, asked to be run again.
    pub(crate) wakes: Vec<Timestamp>,
}

/// What an instance works out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Work {
    /// The rule of the part at this place.
    Part(usize),
    /// Whether the measure at this place among those that the terms wait for was reported.
    Gate(usize),
}

impl ObligationState {
    pub(crate) fn obligation(&self) -> &Obligation {
        &self.mission.obligations[self.place]
    }

    pub(crate) fn reference(&self) -> &ObligationRef {
        &self.whole.obligation
    }

    /// The period, where it has begun.
    pub(crate) fn opened(&self, period: Period) -> Option<&PeriodState> {
        let place = self.periods.binary_search_by_key(&period, |opened| opened.period).ok()?;
        Some(&self.periods[place])
    }

    /// The node that an instance of one of its periods is about.
    pub(crate) fn node(&self, instance: &Instance) -> Node {
        let terms = &self.periods[instance.opened].terms;
        match instance.work {
            Work::Part(place) => self.whole.part(&terms.parts[place].id),
            Work::Gate(place) => Node::Gate(self.whole.clone(), terms.gate(place).clone()),
        }
    }

    /// The next period to open; none once the obligation has ended.
    pub(crate) fn next_period(&self) -> Option<Period> {
        let obligation = self.obligation();
        let next = self.periods.last().map_or(obligation.from, |opened| opened.period.step(1));
        obligation.until.is_none_or(|last| next <= last).then_some(next)
    }
}

impl PeriodState {
    /// The instance that judges a part, where the terms have such a part.
    pub(crate) fn instance_of_part(&self, part: &PartId) -> Option<InstanceIx> {
        self.terms.place_of(part).map(|place| self.instances[place])
    }

    /// The instance that judges a part or a gate.
    pub(crate) fn instance_of(&self, node: &Node) -> Option<InstanceIx> {
        match node {
            Node::Whole(_) => None,
            Node::Part(_, part) => self.instance_of_part(part),
            Node::Gate(_, measure) => {
                self.gates().find(|(gate, _)| *gate == measure).map(|(_, instance)| instance)
            }
        }
    }

    /// The parts, each with the instance that judges it.
    pub(crate) fn parts(&self) -> impl Iterator<Item = (&Part, InstanceIx)> {
        self.terms.parts.iter().zip(self.instances.iter().copied())
    }

    /// The measures that it waits for, each with the instance that looks whether it was reported.
    pub(crate) fn gates(&self) -> impl Iterator<Item = (&MeasureId, InstanceIx)> {
        self.terms.gates().zip(self.instances[self.terms.parts.len()..].iter().copied())
    }
}

/// Every obligation under judgement.
#[derive(Default)]
pub(crate) struct EvaluationState {
    obligations: Vec<Option<ObligationState>>,
    instances: Vec<Option<Instance>>,
    free: Vec<InstanceIx>,
    by_reference: IndexMap<ObligationRef, ObligationIx, FxBuildHasher>,
    /// Who waits for whom.
    dependents: BTreeMap<ObligationRef, Vec<ObligationIx>>,
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
        self.obligations[ix.0 as usize].as_ref().expect("a place in use")
    }

    pub(crate) fn obligation_mut(&mut self, ix: ObligationIx) -> &mut ObligationState {
        self.obligations[ix.0 as usize].as_mut().expect("a place in use")
    }

    pub(crate) fn instance(&self, ix: InstanceIx) -> &Instance {
        self.instances[ix.0 as usize].as_ref().expect("a place in use")
    }

    pub(crate) fn instance_mut(&mut self, ix: InstanceIx) -> &mut Instance {
        self.instances[ix.0 as usize].as_mut().expect("a place in use")
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
            for instance in owed.periods.into_iter().flat_map(|opened| opened.instances) {
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
                    failing: BTreeSet::new(),
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
        self.dependents = BTreeMap::new();
        for (number, ix) in self.order().collect::<Vec<_>>().into_iter().enumerate() {
            self.obligation_mut(ix).number = number;
            for reference in
                self.obligation(ix).obligation().terms.awaited_obligations().cloned().collect::<Vec<_>>()
            {
                self.dependents.entry(reference).or_default().push(ix);
            }
        }
    }

    /// Puts instances in the order of the program: places in memory depend on the past, and effects must not.
    pub(crate) fn in_order(&self, instances: BTreeSet<InstanceIx>) -> Vec<InstanceIx> {
        let mut instances: Vec<InstanceIx> = instances.into_iter().collect();
        instances.sort_unstable_by_key(|ix| {
            let instance = self.instance(*ix);
            (self.obligation(instance.obligation).number, instance.opened, instance.work)
        });
        instances
    }

    /// Obligations that wait for this one, or that it waits for.
    pub(crate) fn neighbours(&self, ix: ObligationIx) -> Vec<ObligationIx> {
        let owed = self.obligation(ix);
        let awaited =
            owed.obligation().terms.awaited_obligations().filter_map(|reference| self.find(reference));
        awaited.chain(self.dependents(owed.reference())).collect()
    }

    /// Obligations that wait for this one.
    pub(crate) fn dependents(&self, reference: &ObligationRef) -> impl Iterator<Item = ObligationIx> {
        self.dependents.get(reference).into_iter().flatten().copied()
    }

    /// Opens a period of an obligation, with an instance for every part and gate.
    pub(crate) fn open(&mut self, ix: ObligationIx, period: Period, program: &Program) -> Vec<InstanceIx> {
        let owed = self.obligation(ix);
        let opened = owed.periods.len();
        let terms = Arc::clone(&owed.obligation().terms);
        let deadlines = Deadlines::of(terms.due, period, &program.calendar);
        let parts = (0..terms.parts.len()).map(|place| (Work::Part(place), deadlines));
        let gates = terms.gates().enumerate().map(|(place, measure)| {
            let measure = &program.catalogue.measures[measure];
            let period = measure.every.containing(period.last_day());
            (Work::Gate(place), Deadlines::of(measure.due, period, &program.calendar))
        });
        let works: Vec<(Work, Deadlines)> = parts.chain(gates).collect();
        let instance = |(work, deadlines)| Instance {
            obligation: ix,
            opened,
            work,
            deadlines,
            said: None,
            finding: Finding::evident(Verdict::NotDue),
            own: None,
            reads: Vec::new(),
            trace: Trace::default(),
            wakes: Vec::new(),
        };
        let instances: Vec<InstanceIx> =
            works.into_iter().map(instance).map(|instance| self.settle(instance)).collect();
        let cause = if terms.is_joint() { Cause::Parts } else { Cause::Evident };
        let whole = Finding { verdict: Verdict::NotDue, cause };
        let joined = vec![Verdict::NotDue; terms.parts.len()];
        let opened =
            PeriodState { period, terms, whole, joined, broken_by: Vec::new(), instances: instances.clone() };
        self.obligation_mut(ix).periods.push(opened);
        instances
    }

    fn settle(&mut self, instance: Instance) -> InstanceIx {
        if let Some(ix) = self.free.pop() {
            self.instances[ix.0 as usize] = Some(instance);
            return ix;
        }
        self.instances.push(Some(instance));
        InstanceIx(
            u32::try_from(self.instances.len() - 1).expect("fewer than four thousand million rule instances"),
        )
    }
}

impl Deadlines {
    pub(crate) fn of(due: Due, period: Period, calendar: &Calendar) -> Self {
        Self {
            overdue_from: due.overdue_from(period, calendar),
            grace_ends: due.grace_ends(period, calendar),
        }
    }

    /// Both, for wake-ups.
    pub(crate) fn moments(self) -> [Timestamp; 2] {
        [self.overdue_from, self.grace_ends]
    }
}
