//! Events folded on several cores come to what one engine makes of them.

use std::convert::Infallible;
use std::sync::Arc;

use app::folded::{Cores, Folded, Sharing};
use engine::evaluate::ReadCell;
use engine::memo::Memo;
use engine::standing::Standing;
use engine::{Engine, Event};
use jiff::Timestamp;
use proptest::prelude::*;
use proptest::test_runner::Config;
use tests::bulk::{Bulk, sources};
use tests::random::history::{histories, histories_of_voices};

fn few() -> Config {
    let cases = std::env::var("PROPTEST_CASES").map_or(32, |text| text.parse().expect("a whole number"));
    Config { cases, failure_persistence: None, ..Config::default() }
}

fn on(engines: usize, events: &[(Timestamp, Event)]) -> Folded {
    let cores = Cores { engines, worth_threads: 0, sharing: Sharing::Always };
    let folded = cores.fold(|hand| {
        events.iter().cloned().for_each(|(at, event)| hand(at, event));
        Ok::<(), Infallible>(())
    });
    folded.expect("nothing fails here")
}

/// Compares what engines came to by now, and what they make of all that comes later.
fn check(mut events: Vec<(Timestamp, Event)>, stop: usize) -> Result<(), TestCaseError> {
    let later = events.split_off(stop.min(events.len()));
    for engines in 1..=4 {
        let Folded { engine: mut one, evaluated } = on(1, &events);
        let Folded { engine: mut several, evaluated: of_several } = on(engines, &events);
        prop_assert_eq!(of_several, evaluated);
        // One that was put together may wake once more for what nobody waits for, which a history may end before.
        let last = events.last().map_or(Timestamp::UNIX_EPOCH, |(at, _)| *at);
        compare(&mut several, &mut one, last, &Event::ClockAdvanced)?;
        prop_assert_eq!(several.memo().map(in_one_order), one.memo().map(in_one_order));
        prop_assert_eq!(several.alerts(), one.alerts());
        prop_assert_eq!(verdicts(&several), verdicts(&one));
        prop_assert_eq!(several.evidence().disputed(), one.evidence().disputed());
        for (at, event) in &later {
            compare(&mut several, &mut one, *at, event)?;
        }
    }
    Ok(())
}

/// Compares what both make of an event.
fn compare(
    several: &mut Engine,
    one: &mut Engine,
    at: Timestamp,
    event: &Event,
) -> Result<(), TestCaseError> {
    let (told, mut expected) = (several.step(at, event.clone()), one.step(at, event.clone()));
    // One that lived through all of it may still wake for what nobody waits for any more.
    expected.next_wake = told.next_wake;
    prop_assert_eq!(told, expected);
    Ok(())
}

/// The same memo, with the cells that were read in an order of their own: engines number them as they meet them.
fn in_one_order(mut memo: Memo) -> Memo {
    let mut cells = memo.cells.clone();
    cells.sort();
    for said in &mut memo.said {
        for ReadCell(read) in &mut said.reads {
            let place = cells.binary_search(&memo.cells[*read as usize]).expect("one of them");
            *read = u32::try_from(place).expect("few cells");
        }
        said.reads.sort_by_key(|ReadCell(place)| *place);
    }
    Memo { cells, ..memo }
}

fn verdicts(engine: &Engine) -> Vec<Standing> {
    engine.verdicts().collect()
}

#[test]
fn what_has_no_bearing_on_each_other_is_judged_at_once_and_read_once() {
    let texts = Bulk { missions: 2, obligations: 3, bodies: 8 }.texts();
    let program = Arc::new(rules::compile(&sources(&texts)).program.expect("the project is sound"));
    let at = |text: &str| -> Timestamp { text.parse().expect("a moment") };
    let events = [
        (at("2024-02-01T00:00:00Z"), Event::Activated(program)),
        (at("2024-06-01T00:00:00Z"), Event::ClockAdvanced),
        (at("2024-09-01T00:00:00Z"), Event::ClockAdvanced),
    ];
    let mut asked = 0;
    let cores = Cores { engines: 3, worth_threads: 0, sharing: Sharing::WhereItPays };
    let several = cores.fold(|hand| {
        asked += 1;
        events.iter().cloned().for_each(|(at, event)| hand(at, event));
        Ok::<(), Infallible>(())
    });
    let (several, one) = (several.expect("nothing fails here"), on(1, &events));
    assert_eq!((asked, several.evaluated), (1, one.evaluated));
    assert_eq!(several.engine.memo().map(in_one_order), one.engine.memo().map(in_one_order));
    assert_eq!(several.engine.alerts().len(), 6, "nobody reported anything");
}

proptest! {
    #![proptest_config(few())]

    #[test]
    fn several_engines_come_to_what_one_does(history in histories(), stop in 1..24_usize) {
        check(history.events(), stop)?;
    }

    #[test]
    fn voices_are_heard_alike_by_all(history in histories_of_voices(), stop in 1..24_usize) {
        check(history.events(), stop)?;
    }

    #[test]
    fn reports_that_come_before_any_program_are_heard_by_all(history in histories(), stop in 1..24_usize) {
        let mut events = history.events();
        let first = events.iter().position(|(_, event)| matches!(event, Event::Observed(_)));
        if let Some(place) = first {
            let (_, reports) = events.remove(place);
            events.insert(0, (events[0].0, reports));
        }
        check(events, stop)?;
    }
}
