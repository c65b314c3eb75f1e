//! What the engine looks at, counted: it follows the change, and not the size of the project.

use engine::model::{Cadence, Needs, Period};
use engine::{Engine, Event};
use jiff::{SignedDuration, Timestamp};
use rust_decimal::Decimal;
use tests::native::{Shape, report};

const ENOUGH: i64 = 90;
const TOO_LITTLE: i64 = 10;

fn quarter() -> Period {
    Cadence::Quarter.parse("2024-Q1").expect("a quarter")
}

fn in_may() -> Timestamp {
    "2024-05-01T00:00:00Z".parse().expect("a moment")
}

/// How many parts, gates and obligations are looked up while something happens.
fn lookups(engine: &mut Engine, happen: impl FnOnce(&mut Engine)) -> u64 {
    let before = engine.effort();
    happen(engine);
    let lookups = engine.effort().lookups - before.lookups;
    assert!(lookups > 0, "lookups are counted");
    lookups
}

/// What it takes for the last contribution to turn, where all others stand at `value` and nobody is told yet.
fn one_turns(needs: Needs, contributions: usize, value: i64) -> u64 {
    let shape = Shape { contributions, needs, patience_days: 400, ..Shape::ALONE };
    let bodies = shape.owing();
    let others = bodies.iter().map(|body| report(body, quarter(), value, 0)).collect();
    let mut engine = shape.engine(quarter(), in_may(), others);
    let other_value = if value < 50 { ENOUGH } else { TOO_LITTLE };
    let last = report(&bodies[contributions - 1], quarter(), other_value, 1);
    lookups(&mut engine, |engine| {
        let effects = engine.step(in_may(), Event::Observed(vec![last]));
        assert!(!effects.verdicts.is_empty(), "it turns");
        assert!(effects.alerts.is_empty(), "nobody is told");
    })
}

#[track_caller]
fn check_join(needs: impl Fn(usize) -> Needs, value: i64) {
    assert_eq!(one_turns(needs(1_000), 1_000, value), one_turns(needs(10), 10, value));
}

#[test]
fn a_contribution_that_turns_costs_the_same_among_few_and_many() {
    let half = |parts: usize| Decimal::new(i64::try_from(parts).expect("few") * 5, 1);
    for value in [ENOUGH, TOO_LITTLE] {
        check_join(|_| Needs::All, value);
        check_join(|_| Needs::Any, value);
        check_join(|_| Needs::AtLeast(5), value);
        check_join(|parts| Needs::Weight(half(parts)), value);
        check_join(|_| Needs::InOrder, value);
    }
}

/// What it takes for the last contribution to turn, turn back and turn again, where all others stand at `value` and people are told
/// each time.
fn one_is_told(needs: Needs, contributions: usize, value: i64) -> u64 {
    let shape = Shape { contributions, needs, ..Shape::ALONE };
    let bodies = shape.owing();
    let others = bodies.iter().map(|body| report(body, quarter(), value, 0)).collect();
    let mut engine = shape.engine(quarter(), in_may(), others);
    let other_value = if value < 50 { ENOUGH } else { TOO_LITTLE };
    let last = |value, turn| report(&bodies[contributions - 1], quarter(), value, turn);
    engine.step(in_may(), Event::Observed(vec![last(other_value, 1)]));
    lookups(&mut engine, |engine| {
        for (turn, value) in (2..).zip([value, other_value, value]) {
            let effects = engine.step(in_may(), Event::Observed(vec![last(value, turn)]));
            assert_eq!(effects.alerts.len(), 1, "people are told");
        }
    })
}

#[test]
fn a_contribution_that_turns_while_people_are_told_costs_the_same_among_few_and_many() {
    for value in [ENOUGH, TOO_LITTLE] {
        assert_eq!(one_is_told(Needs::All, 5_000, value), one_is_told(Needs::All, 10, value));
    }
    assert_eq!(one_is_told(Needs::InOrder, 5_000, ENOUGH), one_is_told(Needs::InOrder, 10, ENOUGH));
}

/// How many reports of one figure are looked through while a revision of it turns the verdict and people are told, after so many
/// revisions that turned nothing.
fn one_is_revised(revisions: u64) -> u64 {
    let shape = Shape::ALONE;
    let body = &shape.owing()[0];
    let mut engine = shape.engine(quarter(), in_may(), vec![report(body, quarter(), ENOUGH, 0)]);
    let mut hear = |value, turn| {
        let effects = engine.step(in_may(), Event::Observed(vec![report(body, quarter(), value, turn)]));
        (effects.alerts.len(), engine.effort().revisions)
    };
    for turn in 1..=revisions {
        hear(ENOUGH + 1 + i64::try_from(turn % 2).expect("a digit"), turn);
    }
    let (_, before) = hear(ENOUGH, revisions + 1);
    let turns = [TOO_LITTLE, ENOUGH, TOO_LITTLE];
    let told: Vec<_> = (revisions + 2..).zip(turns).map(|(turn, value)| hear(value, turn)).collect();
    assert!(told.iter().all(|(alerts, _)| *alerts == 1), "people are told each time");
    let looked_at = told[2].1 - before;
    assert!(looked_at > 0, "looks at revisions are counted");
    looked_at
}

#[test]
fn a_revision_of_which_people_are_told_costs_the_same_after_few_and_many() {
    assert_eq!(one_is_revised(1_000), one_is_revised(10));
}

#[test]
fn an_event_costs_the_same_beside_few_and_many_other_obligations() {
    let beside = |others| {
        let shape = Shape { others, ..Shape::ALONE };
        let lead = &shape.owing()[0];
        let mut engine = shape.engine(quarter(), in_may(), vec![report(lead, quarter(), ENOUGH, 0)]);
        let miss = report(lead, quarter(), TOO_LITTLE, 1);
        lookups(&mut engine, |engine| {
            let effects = engine.step(in_may(), Event::Observed(vec![miss]));
            assert_eq!(effects.alerts.len(), 1, "its own alert");
        })
    };
    assert_eq!(beside(1_000), beside(10));
}

#[test]
fn a_long_silence_costs_each_day_the_same() {
    let shape = Shape { every: Cadence::Day, ..Shape::ALONE };
    let start: Timestamp = "2010-01-01T00:00:00Z".parse().expect("a moment");
    let first = Cadence::Day.parse("2010-01-01").expect("a day");
    let mut engine = shape.engine(first, start, Vec::new());
    let mut now = start;
    let mut day = |engine: &mut Engine| {
        now = now.saturating_add(SignedDuration::from_hours(24)).expect("a near moment");
        engine.step(now, Event::ClockAdvanced)
    };
    (0..10).for_each(|_| _ = day(&mut engine));
    let snapshots = engine.effort().snapshots;
    let early = lookups(&mut engine, |engine| (0..10).for_each(|_| _ = day(engine)));
    assert_eq!(engine.effort().snapshots, snapshots + 10, "an alert is put together when it is told");
    (0..300).for_each(|_| _ = day(&mut engine));
    let late = lookups(&mut engine, |engine| (0..10).for_each(|_| _ = day(engine)));
    assert_eq!(late, early);
}

#[test]
fn a_report_that_changes_no_verdict_puts_no_alert_together() {
    let shape = Shape { contributions: 5, ..Shape::ALONE };
    let bodies = shape.owing();
    let heard = bodies.iter().map(|body| report(body, quarter(), TOO_LITTLE, 0)).collect();
    let mut engine = shape.engine(quarter(), in_may(), heard);
    let before = engine.effort();
    let effects = engine.step(in_may(), Event::Observed(vec![report(&bodies[0], quarter(), 11, 1)]));
    assert_eq!((effects.evaluated, effects.verdicts.len()), (1, 0));
    assert_eq!(engine.effort().snapshots, before.snapshots);
}
