//! What is under judgement: every obligation of the program in force, period by period, part by part.
//!
//! Places are stable while a mission is unchanged, so that subscriptions and wake-ups can name them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use indexmap::IndexMap;
use jiff::Timestamp;
use rustc_hash::FxBuildHasher;

use super::Finding;
use super::finding::Deadlines;
use crate::cells::{CellIx, ReaderIx};
use crate::model::{Calendar, Due, MissionId, ObligationRef, Period, Verdict};
use crate::program::{Assessment, Mission, Obligation, Program};
use crate::view::Stop;

/// An obligation's place.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) struct TrackIx(u32);

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
pub(crate) struct Track {
    pub(crate) mission: Arc<Mission>,
    /// The obligation's place in its mission.
    pub(crate) place: usize,
    /// The obligation's number in the program.
    number: usize,
    /// Every period that has begun, in order.
    pub(crate) opened: Vec<Opened>,
    /// Places of the opened periods in which some rule failed.
    pub(crate) failing: BTreeSet<usize>,
}

/// One period of one obligation.
pub(crate) struct Opened {
    pub(crate) period: Period,
    pub(crate) whole: Finding,
    /// Contributions that broke the whole, by their place.
    pub(crate) broken_by: Vec<usize>,
    /// One instance for each part, and behind them one for each measure that the obligation waits for.
    pub(crate) instances: Vec<InstanceIx>,
}

/// One rule for one subject and period.
pub(crate) struct Instance {
    pub(crate) track: TrackIx,
    /// The period's place among the opened.
    pub(crate) opened: usize,
    pub(crate) work: Work,
    pub(crate) deadlines: Deadlines,
    /// What the rule said when it last ran; none before its first run.
    pub(crate) said: Option<Result<Assessment, Stop>>,
    pub(crate) finding: Finding,
    /// The cells that it is subscribed to, in order.
    pub(crate) reads: Vec<CellIx>,
    /// Moments to come at which its rule, when it last ran, asked to be run again.
    pub(crate) wakes: Vec<Timestamp>,
}

/// What an instance works out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Work {
    /// The rule of the part at this place.
    Part(usize),
    /// Whether the measure of the dependency at this place was reported.
    Gate(usize),
}

impl Track {
    pub(crate) fn obligation(&self) -> &Obligation {
        &self.mission.obligations[self.place]
    }

    pub(crate) fn reference(&self) -> ObligationRef {
        ObligationRef { mission: self.mission.id.clone(), obligation: self.obligation().id.clone() }
    }

    /// The next period to open; none once the obligation has ended.
    pub(crate) fn next_period(&self) -> Option<Period> {
        let obligation = self.obligation();
        let next = self.opened.last().map_or(obligation.from, |opened| opened.period.step(1));
        obligation.until.is_none_or(|last| next <= last).then_some(next)
    }
}

/// Every obligation under judgement.
#[derive(Default)]
pub(crate) struct Docket {
    tracks: Vec<Option<Track>>,
    instances: Vec<Option<Instance>>,
    free: Vec<InstanceIx>,
    by_reference: IndexMap<ObligationRef, TrackIx, FxBuildHasher>,
    /// Who waits for whom.
    dependents: BTreeMap<ObligationRef, Vec<TrackIx>>,
}

impl Docket {
    /// Places in the order of the program.
    pub(crate) fn order(&self) -> impl Iterator<Item = TrackIx> {
        self.by_reference.values().copied()
    }

    pub(crate) fn find(&self, reference: &ObligationRef) -> Option<TrackIx> {
        self.by_reference.get(reference).copied()
    }

    /// The obligation at a place that is still in use.
    pub(crate) fn track(&self, ix: TrackIx) -> &Track {
        self.tracks[ix.0 as usize].as_ref().expect("a place in use")
    }

    pub(crate) fn track_mut(&mut self, ix: TrackIx) -> &mut Track {
        self.tracks[ix.0 as usize].as_mut().expect("a place in use")
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

    pub(crate) fn has_track(&self, ix: TrackIx) -> bool {
        self.tracks.get(ix.0 as usize).is_some_and(Option::is_some)
    }

    /// Takes a mission's obligations off, with their instances.
    pub(crate) fn remove(&mut self, mission: &MissionId) -> Vec<(InstanceIx, Instance)> {
        let gone: Vec<TrackIx> = self.order().filter(|ix| self.track(*ix).mission.id == *mission).collect();
        self.by_reference.retain(|reference, _| reference.mission != *mission);
        let mut removed = Vec::new();
        for ix in gone {
            let track = self.tracks[ix.0 as usize].take().expect("a place in use");
            for instance in track.opened.into_iter().flat_map(|opened| opened.instances) {
                removed.extend(self.instances[instance.0 as usize].take().map(|taken| (instance, taken)));
                self.free.push(instance);
            }
        }
        removed
    }

    /// Puts a mission's obligations on, with no period opened yet.
    pub(crate) fn add(&mut self, mission: &Arc<Mission>) -> Vec<TrackIx> {
        let places = 0..mission.obligations.len();
        places
            .map(|place| {
                let track = Track {
                    mission: Arc::clone(mission),
                    place,
                    number: 0,
                    opened: Vec::new(),
                    failing: BTreeSet::new(),
                };
                let number =
                    u32::try_from(self.tracks.len()).expect("fewer than four thousand million obligations");
                self.by_reference.insert(track.reference(), TrackIx(number));
                self.tracks.push(Some(track));
                TrackIx(number)
            })
            .collect()
    }

    /// Puts the obligations in the order of the program's missions.
    pub(crate) fn arrange(&mut self, place_of: impl Fn(&MissionId) -> Option<usize>) {
        let tracks = &self.tracks;
        self.by_reference.sort_by_key(|reference, ix| {
            let track = tracks[ix.0 as usize].as_ref().expect("a place in use");
            (place_of(&reference.mission), track.place)
        });
        self.dependents = BTreeMap::new();
        for (number, ix) in self.order().collect::<Vec<_>>().into_iter().enumerate() {
            self.track_mut(ix).number = number;
            for reference in self.track(ix).obligation().awaited_obligations().cloned().collect::<Vec<_>>() {
                self.dependents.entry(reference).or_default().push(ix);
            }
        }
    }

    /// Puts instances in the order of the program: places in memory depend on the past, and effects must not.
    pub(crate) fn in_order(&self, instances: BTreeSet<InstanceIx>) -> Vec<InstanceIx> {
        let mut instances: Vec<InstanceIx> = instances.into_iter().collect();
        instances.sort_unstable_by_key(|ix| {
            let instance = self.instance(*ix);
            (self.track(instance.track).number, instance.opened, instance.work)
        });
        instances
    }

    /// Obligations that wait for this one, or that it waits for.
    pub(crate) fn neighbours(&self, ix: TrackIx) -> Vec<TrackIx> {
        let track = self.track(ix);
        let awaited = track.obligation().awaited_obligations().filter_map(|reference| self.find(reference));
        awaited.chain(self.dependents(&track.reference())).collect()
    }

    /// Obligations that wait for this one.
    pub(crate) fn dependents(&self, reference: &ObligationRef) -> impl Iterator<Item = TrackIx> {
        self.dependents.get(reference).into_iter().flatten().copied()
    }

    /// Opens a period of an obligation, with an instance for every part and gate.
    pub(crate) fn open(&mut self, ix: TrackIx, period: Period, program: &Program) -> Vec<InstanceIx> {
        let track = self.track(ix);
        let opened = track.opened.len();
        let obligation = track.obligation();
        let owed = Deadlines::of(obligation.due, period, &program.calendar);
        let parts = (0..obligation.part_count()).map(|place| (Work::Part(place), owed));
        let gates = obligation.gates().map(|(place, measure)| {
            let measure = &program.catalogue.measures[measure];
            let period = measure.every.containing(period.last_day());
            (Work::Gate(place), Deadlines::of(measure.due, period, &program.calendar))
        });
        let works: Vec<(Work, Deadlines)> = parts.chain(gates).collect();
        let instance = |(work, deadlines)| Instance {
            track: ix,
            opened,
            work,
            deadlines,
            said: None,
            finding: Finding::bare(Verdict::NotDue),
            reads: Vec::new(),
            wakes: Vec::new(),
        };
        let instances: Vec<InstanceIx> =
            works.into_iter().map(instance).map(|instance| self.settle(instance)).collect();
        let whole = Finding::bare(Verdict::NotDue);
        let opened = Opened { period, whole, broken_by: Vec::new(), instances: instances.clone() };
        self.track_mut(ix).opened.push(opened);
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
