//! The parts of a program that hang together: obligations that wait for each other or whose rules read each other's verdicts, at
//! first hand or not.
//!
//! Nothing that happens in one component has a bearing on another, so each can be folded by itself. That makes a component
//! the unit of replaying, of explaining one alert and of playing a test. Components share the catalogue, since a rule may
//! read any cell.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::model::{MissionId, ObligationRef, Response};
use crate::others::Among;
use crate::program::{AwaitedNames, Mission, Obligation, Program};

mod groups;
mod missions;

use groups::Groups;
pub use missions::tied_missions;

/// A program with its components, in the order of their first obligations.
#[derive(Clone)]
pub struct Components {
    program: Arc<Program>,
    all: Vec<Component>,
    of: FxHashMap<ObligationRef, usize>,
}

/// Some obligations of a program, with everything that they wait for and that waits for them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Component {
    places: Vec<ObligationPlace>,
}

/// Where an obligation stands in a program.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct ObligationPlace {
    mission: usize,
    obligation: usize,
}

impl Components {
    /// Takes a program apart. The cost grows with its obligations and with what they wait for.
    pub fn of(program: Arc<Program>) -> Self {
        Self::tied(program, &[])
    }

    /// The same, where what officials said ties obligations together: one for which a group was opened, and the one that the group
    /// is to bring about.
    pub fn tied(program: Arc<Program>, responses: &[Response]) -> Self {
        let places = places(&program);
        let numbers: FxHashMap<ObligationRef, usize> =
            places.iter().map(|place| place.reference(&program)).zip(0..).collect();
        let mut groups = Groups::new(places.len());
        let numbered = places.iter().zip(0..);
        let awaited = AwaitedNames::of(
            numbered.map(|(place, number)| (&place.mission(&program).id, place.obligation(&program), number)),
        );
        for (number, place) in places.iter().enumerate() {
            awaited.awaited_by(place.obligation(&program)).for_each(|awaited| groups.join(number, awaited));
        }
        for response in responses {
            let ends = [Some(&response.obligation), response.enclosed.waits_for()];
            if let [Some(one), Some(other)] = ends.map(|end| end.and_then(|end| numbers.get(end))) {
                groups.join(*one, *other);
            }
        }
        // Rules that ask for the same hang together by what they ask for, which is looked for once.
        let mut readers: BTreeMap<BTreeSet<Among>, usize> = BTreeMap::new();
        for (number, place) in places.iter().enumerate() {
            let asker = &place.mission(&program).id;
            let read = place.obligation(&program).reads_verdicts_of().map(|among| among.asked_from(asker));
            let read: BTreeSet<Among> = read.collect();
            if read.is_empty() {
                continue;
            }
            if let Some(alike) = readers.get(&read) {
                groups.join(number, *alike);
                continue;
            }
            for (other, of) in places.iter().enumerate() {
                if read.iter().any(|among| of.is_among(among, &program)) {
                    groups.join(number, other);
                }
            }
            readers.insert(read, number);
        }
        let mut members: BTreeMap<usize, Vec<ObligationPlace>> = BTreeMap::new();
        for (number, place) in places.iter().enumerate() {
            members.entry(groups.first(number)).or_default().push(*place);
        }
        let component_of: BTreeMap<usize, usize> = members.keys().copied().zip(0..).collect();
        let of =
            numbers.into_iter().map(|(reference, number)| (reference, component_of[&groups.first(number)]));
        let of = of.collect();
        Self { of, all: members.into_values().map(|places| Component { places }).collect(), program }
    }

    /// The program that was taken apart.
    pub fn program(&self) -> &Arc<Program> {
        &self.program
    }

    pub fn all(&self) -> &[Component] {
        &self.all
    }

    /// The component that an obligation belongs to, by its place in [`all`](Self::all); none where the program lacks the obligation.
    pub fn containing(&self, obligation: &ObligationRef) -> Option<usize> {
        self.of.get(obligation).copied()
    }

    /// The components that the obligations of a mission belong to, by their places.
    pub fn of_mission(&self, mission: &MissionId) -> BTreeSet<usize> {
        let obligations =
            self.program.missions.get(mission).into_iter().flat_map(|mission| {
                mission.obligations.iter().map(|obligation| reference(mission, obligation))
            });
        obligations.filter_map(|obligation| self.containing(&obligation)).collect()
    }

    /// The obligations of a component, in the order of the program.
    pub fn obligations(&self, component: &Component) -> impl Iterator<Item = (&Mission, &Obligation)> {
        let places = component.places.clone();
        places.into_iter().map(|place| (place.mission(&self.program), place.obligation(&self.program)))
    }

    /// The program without the obligations of other components. The cost grows with what is kept alone.
    pub fn narrowed<'c>(&self, components: impl IntoIterator<Item = &'c Component>) -> Program {
        let places: BTreeSet<ObligationPlace> =
            components.into_iter().flat_map(|component| &component.places).copied().collect();
        let mut kept: BTreeMap<usize, Vec<Obligation>> = BTreeMap::new();
        for place in places {
            kept.entry(place.mission).or_default().push(place.obligation(&self.program).clone());
        }
        let missions = kept.into_iter().map(|(at, obligations)| {
            let mission = &self.program.missions[at];
            let is_whole = obligations.len() == mission.obligations.len();
            let narrowed = || Arc::new(Mission { obligations, ..Mission::clone(mission) });
            (mission.id.clone(), if is_whole { Arc::clone(mission) } else { narrowed() })
        });
        self.program.with(missions.collect())
    }
}

impl ObligationPlace {
    fn mission(self, program: &Program) -> &Mission {
        &program.missions[self.mission]
    }

    fn obligation(self, program: &Program) -> &Obligation {
        &program.missions[self.mission].obligations[self.obligation]
    }

    /// Whether it is among what a rule asks for.
    fn is_among(self, among: &Among, program: &Program) -> bool {
        let own = self.obligation(program);
        among.holds(&self.mission(program).id, [&own.id, own.declared_id()])
    }

    fn reference(self, program: &Program) -> ObligationRef {
        reference(self.mission(program), self.obligation(program))
    }
}

fn places(program: &Program) -> Vec<ObligationPlace> {
    let of_mission = |(mission, declared): (usize, &Arc<Mission>)| {
        (0..declared.obligations.len()).map(move |obligation| ObligationPlace { mission, obligation })
    };
    program.missions.values().enumerate().flat_map(of_mission).collect()
}

fn reference(mission: &Mission, obligation: &Obligation) -> ObligationRef {
    ObligationRef { mission: mission.id.clone(), obligation: obligation.id.clone() }
}
