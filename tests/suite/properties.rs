//! What holds over every history: the same events give the same state, however that state is come by.

use std::collections::BTreeSet;

use app::published::{Gatherer, Moment, ShownBeside, Silences};
use app::recorder::Touched;
use engine::evaluate::Evaluated;
use engine::model::{ObligationRef, Observation, Response};
use engine::standing::Standing;
use engine::{Effects, Engine, Event};
use jiff::Timestamp;
use proptest::prelude::*;
use proptest::test_runner::Config;
use tests::random::history::{History, histories, histories_of_voices};
use tests::random::naive::{Expected, Naive};
use tests::random::program::program;
use tests::random::revived::lived_and_revived;

/// A few histories each; `PROPTEST_CASES=2000` goes through more.
fn few() -> Config {
    let cases = std::env::var("PROPTEST_CASES").map_or(128, |text| text.parse().expect("a whole number"));
    Config { cases, failure_persistence: None, ..Config::default() }
}

/// Steps through a history; `now` is the clock as the engine takes it, which never steps back.
fn live(history: &History, mut each: impl FnMut(&mut Engine, Timestamp, Event)) -> Engine {
    let mut engine = Engine::new();
    for (at, event) in history.events() {
        let now = engine.now().map_or(at, |before| before.max(at));
        each(&mut engine, now, event);
    }
    engine
}

fn verdicts(engine: &Engine) -> Vec<Standing> {
    engine.verdicts().collect()
}

fn observations(history: &History) -> Vec<Observation> {
    let batches = history.events().into_iter().filter_map(|(_, event)| match event {
        Event::Observed(observations) => Some(observations),
        _ => None,
    });
    batches.flatten().collect()
}

fn responses(history: &History) -> Vec<Response> {
    let said = history.events().into_iter().filter_map(|(_, event)| match event {
        Event::Responded(response) => Some(response),
        _ => None,
    });
    said.collect()
}

proptest! {
    #![proptest_config(few())]

    #[test]
    fn incremental_is_full_recomputation(history in histories_of_voices()) {
        let history = history.without_waivers().without_papers_by_reply();
        let mut live = live(&history, |engine, now, event| _ = engine.step(now, event));
        let now = live.now().expect("something happened");
        live.step(now, Event::ClockAdvanced);
        let program = live.program().expect("a program is in force").clone();
        let everything = Event::Observed(observations(&history));
        let unused = Event::SetAside(live.evidence().all_unused().cloned().collect());
        let (mut reports_first, mut program_first, mut responses_first) =
            (Engine::new(), Engine::new(), Engine::new());
        reports_first.step(now, everything.clone());
        reports_first.step(now, Event::Activated(program.clone()));
        program_first.step(now, Event::Activated(program.clone()));
        program_first.step(now, everything.clone());
        reports_first.step(now, unused.clone());
        program_first.step(now, unused.clone());
        for response in responses(&history) {
            reports_first.step(now, Event::Responded(response.clone()));
            program_first.step(now, Event::Responded(response.clone()));
            responses_first.step(now, Event::Responded(response));
        }
        responses_first.step(now, Event::Activated(program));
        responses_first.step(now, unused);
        responses_first.step(now, everything);
        // What was set aside is looked at in the step after it.
        for engine in [&mut reports_first, &mut program_first] {
            engine.step(now, Event::ClockAdvanced);
        }
        prop_assert_eq!(verdicts(&live), verdicts(&responses_first));
        prop_assert_eq!(verdicts(&live), verdicts(&reports_first));
        prop_assert_eq!(verdicts(&live), verdicts(&program_first));
    }

    #[test]
    fn replayed_is_live(history in histories_of_voices()) {
        let mut told = Vec::new();
        let live = live(&history, |engine, now, event| told.push(engine.step(now, event)));
        let mut replayed = Engine::new();
        for ((at, event), told) in history.events().into_iter().zip(told) {
            prop_assert_eq!(replayed.step(at, event), told);
        }
        prop_assert_eq!(verdicts(&replayed), verdicts(&live));
        prop_assert_eq!(replayed.alerts(), live.alerts());
    }

    #[test]
    fn a_picture_made_of_the_one_before_is_one_made_anew(history in histories_of_voices()) {
        let mut gatherer = Gatherer::default();
        let mut touched = Touched::Everything;
        let mut position = 0;
        live(&history, |engine, now, event| {
            let spoken_of = Touched::by_event(&event, engine);
            engine.step(now, event);
            touched.by_step(spoken_of, engine);
            let missions = engine.program().into_iter().flat_map(|program| program.missions.values());
            let references = missions
                .flat_map(|mission| mission.obligations.iter().map(|owed| owed.reference(&mission.id)));
            let references: BTreeSet<ObligationRef> = references.collect();
            let by_obligation = references.iter().flat_map(|reference| engine.alerts_of(reference));
            assert_eq!(by_obligation.collect::<Vec<_>>(), engine.alerts());
            position += 1;
            let (beside, silences) = (ShownBeside::default(), Silences::default());
            let moment = Moment { at: now, position, beside: &beside, silences: &silences };
            let kept = gatherer.gather(engine, &std::mem::take(&mut touched), moment);
            assert_eq!(kept, Gatherer::default().gather(engine, &Touched::Everything, moment));
        });
    }

    #[test]
    fn taken_up_from_a_memo_is_live(history in histories_of_voices(), stop in 1..24_usize) {
        let mut events = history.events();
        let later = events.split_off(stop.min(events.len()));
        let (mut live, mut revived) = lived_and_revived(events);
        // No rule ran for it, not even one that joins the parts of a whole.
        prop_assert_eq!((revived.evaluated().count(), revived.effort().joins), (0, 0));
        prop_assert_eq!(verdicts(&revived), verdicts(&live));
        prop_assert_eq!(revived.alerts(), live.alerts());
        for (at, event) in later {
            let (told_again, told) = (revived.step(at, event.clone()), live.step(at, event));
            // The live engine may still wake for what nobody waits for any more.
            prop_assert_eq!(Effects { next_wake: told.next_wake, ..told_again }, told);
        }
    }

    #[test]
    fn activating_an_identical_program_changes_nothing(history in histories_of_voices()) {
        let mut engine = live(&history, |engine, now, event| _ = engine.step(now, event));
        let plan = history.activated().last().expect("the first activation");
        let now = engine.now().expect("something happened");
        engine.step(now, Event::ClockAdvanced);
        let before = (verdicts(&engine), engine.alerts(), engine.next_wake());
        let effects = engine.step(now, Event::Activated(program(plan)));
        prop_assert_eq!(effects.evaluated, 0);
        prop_assert_eq!(effects.verdicts, Vec::new());
        prop_assert_eq!(effects.alerts, Vec::new());
        prop_assert_eq!((verdicts(&engine), engine.alerts(), engine.next_wake()), before);
    }

    #[test]
    fn exactly_the_affected_rules_run_and_each_once(history in histories()) {
        let mut naive = Naive::default();
        let mut plans = history.activated();
        let mut runs: Vec<(Vec<Evaluated>, Expected)> = Vec::new();
        let mut said: Vec<Response> = Vec::new();
        live(&history, |engine, now, event| {
            // What the passing of time alone leads to is let happen first.
            if !matches!(event, Event::Resumed) {
                engine.step(now, Event::ClockAdvanced);
            }
            let expected = match &event {
                Event::Observed(observations) => naive.hear(observations, now),
                Event::Activated(_) => {
                    let must = naive.activate(plans.next().expect("a plan for each activation"), now);
                    Expected { must, may: BTreeSet::new() }
                }
                Event::Responded(response) => {
                    let reported = naive.replied(response, &said);
                    said.push(response.clone());
                    naive.hear(&reported, now)
                }
                Event::ClockAdvanced => naive.hear(&[], now),
                Event::Resumed | Event::SetAside(_) => {
                    engine.step(now, event);
                    return;
                }
            };
            let effects = engine.step(now, event);
            let mut ran: Vec<Evaluated> = engine.evaluated().collect();
            assert_eq!(effects.evaluated, ran.len());
            ran.sort();
            runs.push((ran, expected));
        });
        for (ran, Expected { must, may }) in runs {
            let without_papers: Vec<Evaluated> =
                ran.iter().filter(|run| must.contains(run) || !may.contains(run)).cloned().collect();
            prop_assert_eq!(without_papers, must);
        }
    }
}
