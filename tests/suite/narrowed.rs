//! What an accusation is narrowed to: without other missions, and without the figures for which nothing asks, everything is judged as in the whole.

use std::collections::BTreeSet;
use std::sync::Arc;

use app::proof::{Scope, cluster};
use engine::alert::AlertChange;
use engine::evidence::Evidence;
use engine::model::{MeasureId, MissionId, Response};
use engine::program::Program;
use engine::{Effects, Engine, Event};
use jiff::Timestamp;
use ledger::bundle::{BundleCommit, BundleScope, Disclosure};
use ledger::commit::{Commit, LeafForm};
use ledger::entry::Entry;
use proptest::prelude::*;
use proptest::test_runner::Config;
use tests::random::history::histories;

/// What is said in one step: verdicts that turned, and what people are told.
type Said = (Vec<String>, Vec<AlertChange>);

/// What of a step's effects is about some missions.
fn about(missions: &BTreeSet<MissionId>, effects: Effects) -> Said {
    let Effects { verdicts, mut alerts, .. } = effects;
    let own = verdicts.iter().filter(|change| missions.contains(&change.node.obligation().mission));
    alerts.retain(|change| missions.contains(&change.alert.id.mission));
    (own.map(|change| format!("{change:?}")).collect(), alerts)
}

/// Whether a proof of these missions shows what an official said.
fn is_shown(missions: &BTreeSet<MissionId>, response: &Response) -> bool {
    let commit = Commit {
        first: 1,
        at: Timestamp::UNIX_EPOCH,
        entries: vec![Entry::Responded(response.clone())],
        outcome: None,
        personal: None,
        leaf_form: LeafForm::Parted,
    };
    let scope = BundleScope { missions: missions.clone(), measures: BTreeSet::new() };
    let shown = BundleCommit::of(commit, Disclosure { is_shown: &|_| false, scope: Some(&scope) });
    shown.shown().next().is_some()
}

/// What is said of some missions by an engine that hears nothing else, once it asks for nothing that it is not shown.
fn narrowed(
    events: &[(Timestamp, Event)],
    missions: &BTreeSet<MissionId>,
    reported: &BTreeSet<MeasureId>,
) -> Vec<Said> {
    let mut measures = BTreeSet::new();
    loop {
        let undisclosed = reported.difference(&measures).cloned().collect();
        let scope = Scope { missions: missions.clone(), undisclosed };
        let mut engine = Engine::with_evidence(Evidence::with_undisclosed(scope.undisclosed.clone()));
        let said = events.iter().map(|(at, event)| {
            let heard = match event {
                // That something was said is known, and when.
                Event::Responded(response) if !is_shown(missions, response) => Event::ClockAdvanced,
                heard => scope.narrow(heard.clone()),
            };
            about(missions, engine.step(*at, heard))
        });
        let said: Vec<Said> = said.filter(|said| *said != Said::default()).collect();
        let asked = engine.evidence().undisclosed_asked();
        if asked.is_empty() {
            return said;
        }
        measures.extend(asked);
    }
}

proptest! {
    #![proptest_config(Config { cases: 64, failure_persistence: None, ..Config::default() })]

    #[test]
    fn a_cluster_alone_is_judged_as_in_the_whole(random in histories()) {
        let events = random.events();
        let of_kind = |event: &Event| match event {
            Event::Activated(program) => Some(Arc::clone(program)),
            _ => None,
        };
        let programs: Vec<Arc<Program>> = events.iter().filter_map(|(_, event)| of_kind(event)).collect();
        let responses: Vec<Response> = events.iter().filter_map(|(_, event)| match event {
            Event::Responded(response) => Some(response.clone()),
            _ => None,
        }).collect();
        let reported: BTreeSet<MeasureId> = events.iter().flat_map(|(_, event)| match event {
            Event::Observed(rows) => rows.iter().map(|row| row.cell.measure.clone()).collect(),
            _ => Vec::new(),
        }).collect();
        let mut engine = Engine::new();
        let whole: Vec<Effects> = events.iter().map(|(at, event)| engine.step(*at, event.clone())).collect();
        let missions: BTreeSet<MissionId> = programs.iter().flat_map(|program| program.missions.keys().cloned()).collect();
        for mission in missions {
            let missions = cluster(&programs, &responses, mission);
            let of_whole = whole.iter().cloned().map(|effects| about(&missions, effects));
            let of_whole: Vec<Said> = of_whole.filter(|said| *said != Said::default()).collect();
            let alone = narrowed(&events, &missions, &reported);
            prop_assert_eq!(alone, of_whole);
        }
    }
}
