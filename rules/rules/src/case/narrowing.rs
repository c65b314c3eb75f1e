//! What a test needs of its programs: what it names, with all that hangs together with that.
//!
//! What is left out has no bearing on anything that the test looks at, so every difference comes out as in the whole.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use engine::components::{Component, Components};
use engine::model::{MissionId, ObligationRef};
use engine::program::{Mission, Obligation};
use jiff::Timestamp;

use super::timeline::{ExpectedState, PlannedEvents};

/// Leaves out of the programs of a test what it does not need. `project` is the program that is in force at first.
pub(super) fn narrow(
    moments: &mut BTreeMap<Timestamp, PlannedEvents>,
    mission: Option<&MissionId>,
    project: &Components,
) {
    let programs: Vec<Cow<'_, Components>> = moments
        .values()
        .flat_map(|events| &events.activations)
        .map(|activation| {
            if Arc::ptr_eq(&activation.program, project.program()) {
                Cow::Borrowed(project)
            } else {
                Cow::Owned(Components::of(Arc::clone(&activation.program)))
            }
        })
        .collect();
    let named = match mission {
        Some(mission) => Some(programs.iter().flat_map(|program| owed_in(program, mission)).collect()),
        None => named(moments.values(), &programs),
    };
    let Some(mut needed) = named else { return };
    complete(&mut needed, &programs);
    let activations = moments.values_mut().flat_map(|events| &mut events.activations);
    for (activation, program) in activations.zip(&programs) {
        activation.program = Arc::new(program.narrowed(components(&needed, program)));
    }
}

/// The obligations that a test names; none where it looks at all that there are.
fn named<'m>(
    moments: impl Iterator<Item = &'m PlannedEvents>,
    programs: &[Cow<'_, Components>],
) -> Option<BTreeSet<ObligationRef>> {
    let obligation_of = |alert: &str| obligation_of(alert, programs);
    let mut named = BTreeSet::new();
    for events in moments {
        named.extend(events.answers.iter().filter_map(|answer| obligation_of(&answer.reply.alert)));
        for expectation in events.checks.iter().flat_map(|check| &check.expectations) {
            match &expectation.expected {
                ExpectedState::State(alert, _) | ExpectedState::Message(alert, _) => {
                    named.extend(obligation_of(alert));
                }
                ExpectedState::Verdict(verdict, _) | ExpectedState::Reads(verdict, _) => {
                    named.insert(verdict.node.obligation().clone());
                }
                // That no other alert is open is said of every mission.
                ExpectedState::Alerts(_) | ExpectedState::Told(_) => return None,
            }
        }
    }
    Some(named)
}

/// The obligation that an alert is about, such as `homelessness/duty-to-refer`.
fn obligation_of(alert: &str, programs: &[Cow<'_, Components>]) -> Option<ObligationRef> {
    let (mission, owed, _) = programs.iter().find_map(|program| program.program().named(alert))?;
    Some(reference(mission, owed))
}

fn owed_in(program: &Components, mission: &MissionId) -> Vec<ObligationRef> {
    let mission = program.program().missions.get(mission);
    let owed = mission
        .into_iter()
        .flat_map(|mission| mission.obligations.iter().map(|obligation| reference(mission, obligation)));
    owed.collect()
}

/// Adds what hangs together with `needed` in any of the programs, until nothing more does.
fn complete(needed: &mut BTreeSet<ObligationRef>, programs: &[Cow<'_, Components>]) {
    loop {
        let before = needed.len();
        for program in programs {
            let components: Vec<&Component> = components(needed, program).collect();
            let joined = components.into_iter().flat_map(|component| program.obligations(component));
            needed.extend(joined.map(|(mission, obligation)| reference(mission, obligation)));
        }
        if needed.len() == before {
            return;
        }
    }
}

fn components<'p>(
    needed: &BTreeSet<ObligationRef>,
    program: &'p Components,
) -> impl Iterator<Item = &'p Component> + use<'p> {
    let places: BTreeSet<usize> =
        needed.iter().filter_map(|obligation| program.containing(obligation)).collect();
    places.into_iter().map(|place| &program.all()[place])
}

fn reference(mission: &Mission, obligation: &Obligation) -> ObligationRef {
    obligation.reference(&mission.id)
}
