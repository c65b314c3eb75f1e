//! Missions that may hang together, found without looking an obligation up by its name: at the cost of what waits for others and of what
//! reads verdicts. Which of their obligations do is for the components to say.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use indexmap::IndexMap;

use super::groups::Groups;
use crate::model::{MissionId, Response};
use crate::others::Among;
use crate::program::{Mission, Obligation, Program};

/// The missions of a program of which an obligation may hang together with one of these missions, and these, in the order of the program.
pub fn tied_missions<'m>(
    program: &Program,
    responses: &[Response],
    missions: impl Iterator<Item = &'m MissionId>,
) -> IndexMap<MissionId, Arc<Mission>> {
    let place = |mission: &MissionId| program.missions.get_index_of(mission);
    let mut groups = Groups::new(program.missions.len());
    let mut readers: BTreeMap<BTreeSet<Among>, usize> = BTreeMap::new();
    for (own, mission) in program.missions.values().enumerate() {
        awaited(mission).filter_map(place).for_each(|awaited| groups.join(own, awaited));
        let asked: BTreeSet<Among> = asked(mission).collect();
        if asked.is_empty() {
            continue;
        }
        // Missions whose rules ask for the same hang together by what they ask for, which is looked for once.
        if let Some(alike) = readers.get(&asked) {
            groups.join(own, *alike);
            continue;
        }
        for (other, asked_about) in program.missions.keys().enumerate() {
            if asked.iter().any(|among| among.may_hold_of(asked_about)) {
                groups.join(own, other);
            }
        }
        readers.insert(asked, own);
    }
    for response in responses {
        let ends = [Some(&response.obligation), response.enclosed.waits_for()];
        if let [Some(one), Some(other)] = ends.map(|end| end.and_then(|end| place(&end.mission))) {
            groups.join(one, other);
        }
    }
    let meant: BTreeSet<usize> = missions.filter_map(place).map(|mission| groups.first(mission)).collect();
    let all = program.missions.iter().enumerate();
    let mut is_tied = |place| meant.contains(&groups.first(place));
    all.filter(|(place, _)| is_tied(*place))
        .map(|(_, (id, mission))| (id.clone(), Arc::clone(mission)))
        .collect()
}

/// The missions whose obligations those of a mission wait for.
fn awaited(mission: &Mission) -> impl Iterator<Item = &MissionId> {
    let obligations = mission.obligations.iter();
    let awaited = obligations.flat_map(|obligation| obligation.terms.awaited_obligations());
    awaited.map(|reference| &reference.mission).filter(|awaited| **awaited != mission.id)
}

/// What the rules of a mission read the verdicts of.
fn asked(mission: &Mission) -> impl Iterator<Item = Among> {
    let asked = mission.obligations.iter().flat_map(Obligation::reads_verdicts_of);
    asked.map(|among| among.asked_from(&mission.id))
}
