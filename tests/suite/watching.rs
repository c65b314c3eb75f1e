//! Rules that read the verdicts of others: what wakes them, and that whatever holds over every history holds with them too.

use engine::model::{Cadence, Period};
use engine::others::Among;
use engine::standing::Standing;
use engine::{Effects, Engine, Event};
use jiff::Timestamp;
use proptest::prelude::*;
use proptest::test_runner::Config;
use std::sync::Arc;
use tests::native::{Shape, report};
use tests::random::history::{History, histories_of_voices};
use tests::random::plan::month;
use tests::random::revived::lived_and_revived;
use tests::random::watch::{Sight, Watch, beside, watched};

fn few() -> Config {
    let cases = std::env::var("PROPTEST_CASES").map_or(64, |text| text.parse().expect("a whole number"));
    Config { cases, failure_persistence: None, ..Config::default() }
}

fn watches(sight: Sight) -> [Watch; 1] {
    [Watch { id: "all", among: Among::All, sight, every: Cadence::Month, from: month(0) }]
}

fn events(history: &History, sight: Sight) -> Vec<(Timestamp, Event)> {
    let events = history.events().into_iter();
    events.map(|(at, event)| (at, watched(event, &watches(sight)))).collect()
}

fn verdicts(engine: &Engine) -> Vec<Standing> {
    engine.verdicts().collect()
}

proptest! {
    #![proptest_config(few())]

    #[test]
    fn incremental_is_full_recomputation(history in histories_of_voices()) {
        let history = history.without_waivers().without_papers_by_reply();
        let (mut live, mut heard, mut said) = (Engine::new(), Vec::new(), Vec::new());
        for (at, event) in events(&history, Sight::Verdicts) {
            match &event {
                Event::Observed(observations) => heard.extend(observations.iter().cloned()),
                Event::Responded(response) => said.push(response.clone()),
                _ => {}
            }
            live.step(at, event);
        }
        let now = live.now().expect("something happened");
        live.step(now, Event::ClockAdvanced);
        let program = live.program().expect("a program is in force").clone();
        let mut full = Engine::new();
        for response in said {
            full.step(now, Event::Responded(response));
        }
        full.step(now, Event::SetAside(live.evidence().all_unused().cloned().collect()));
        full.step(now, Event::Observed(heard));
        full.step(now, Event::Activated(program));
        prop_assert_eq!(verdicts(&live), verdicts(&full));
    }

    #[test]
    fn replayed_is_live(history in histories_of_voices()) {
        let (mut live, mut replayed) = (Engine::new(), Engine::new());
        for (at, event) in events(&history, Sight::Tellings) {
            prop_assert_eq!(live.step(at, event.clone()), replayed.step(at, event));
        }
        prop_assert_eq!(verdicts(&replayed), verdicts(&live));
        prop_assert_eq!(replayed.alerts(), live.alerts());
    }

    #[test]
    fn taken_up_from_a_memo_is_live(history in histories_of_voices(), stop in 1..24_usize) {
        let mut events = events(&history, Sight::Tellings);
        let later = events.split_off(stop.min(events.len()));
        let (mut live, mut revived) = lived_and_revived(events);
        prop_assert_eq!(verdicts(&revived), verdicts(&live));
        for (at, event) in later {
            let (told_again, told) = (revived.step(at, event.clone()), live.step(at, event));
            // The live engine may still wake for what nobody waits for any more.
            prop_assert_eq!(Effects { next_wake: told.next_wake, ..told_again }, told);
        }
    }

    #[test]
    fn an_identical_program_changes_nothing(history in histories_of_voices()) {
        let mut engine = Engine::new();
        for (at, event) in events(&history, Sight::Tellings) {
            engine.step(at, event);
        }
        let now = engine.now().expect("something happened");
        engine.step(now, Event::ClockAdvanced);
        let before = (verdicts(&engine), engine.alerts(), engine.next_wake());
        let program = engine.program().expect("a program is in force").clone();
        let effects = engine.step(now, Event::Activated(program));
        prop_assert_eq!((effects.evaluated, effects.verdicts, effects.alerts), (0, Vec::new(), Vec::new()));
        prop_assert_eq!((verdicts(&engine), engine.alerts(), engine.next_wake()), before);
    }
}

fn quarter() -> Period {
    Cadence::Quarter.parse("2024-Q1").expect("a quarter")
}

/// What runs while the lead of one obligation of `size` reports, where every obligation of the mission and one by name are watched.
fn ran(size: usize, values: [i64; 2]) -> Vec<String> {
    let shape = Shape { others: size, ..Shape::ALONE };
    let watch =
        |id, among| Watch { id, among, sight: Sight::Verdicts, every: Cadence::Quarter, from: quarter() };
    let watches =
        [watch("all", Among::Named("mission".into())), watch("another", Among::Named("mission/1".into()))];
    let now: Timestamp = "2024-05-01T00:00:00Z".parse().expect("a moment");
    let lead = &shape.owing()[0];
    let mut engine = Engine::new();
    engine.step(now, Event::Observed(vec![report(lead, quarter(), values[0], 0)]));
    engine.step(now, Event::Activated(Arc::new(beside(&shape.program(quarter()), &watches))));
    engine.step(now, Event::Observed(vec![report(lead, quarter(), values[1], 1)]));
    engine.evaluated().map(|ran| format!("{} {}", ran.node.obligation(), ran.period)).collect()
}

#[test]
fn a_verdict_that_turns_wakes_those_who_read_it_and_nobody_else() {
    assert_eq!(ran(3, [90, 10]), ["mission/0 2024-Q1", "watch/all 2024-Q1", "watch/all 2024-Q2"]);
    assert_eq!(ran(300, [90, 10]), ["mission/0 2024-Q1", "watch/all 2024-Q1", "watch/all 2024-Q2"]);
}

#[test]
fn a_figure_that_turns_no_verdict_wakes_no_reader() {
    assert_eq!(ran(3, [90, 80]), ["mission/0 2024-Q1"]);
}
