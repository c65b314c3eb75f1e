//! Taken apart and walked on several cores, a program tells what it tells as a whole; and a comparison mirrors itself.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::sync::Arc;

use app::history::{Besides, History, Moments, by_moment, walk};
use app::replay::{AlertNews, Comparison, FinalVerdict, Range, ReplayOutcome, Workers, compare, replay_with};
use engine::Event;
use engine::model::Response;
use engine::program::Program;
use jiff::SignedDuration;
use jiff::civil::Date;
use proptest::prelude::*;
use proptest::test_runner::Config;
use tests::random::history::histories;
use tests::random::program::program;

fn few() -> Config {
    Config { cases: 48, failure_persistence: None, ..Config::default() }
}

fn on(jobs: usize) -> Workers<'static> {
    Workers { jobs: NonZeroUsize::new(jobs).unwrap(), ..Workers::all_cores() }
}

fn last_day() -> Date {
    "2020-12-31".parse().unwrap()
}

/// The whole program walked at once.
fn whole(program: &Arc<Program>, history: &History) -> ReplayOutcome {
    let mut record = ReplayOutcome::default();
    let until = program.calendar.last_moment(last_day());
    let moments = Moments::new(program, &history.arrivals, until);
    let reports = by_moment(history.observations.clone(), moments);
    let besides = Besides { responses: &history.responses, unused: &[], undisclosed: &BTreeSet::new() };
    let engine = walk(program, reports, besides, until, &mut |effects| {
        record.rules_run += effects.evaluated;
        record.told.extend(effects.alerts.into_iter().map(|change| AlertNews::of(change, program)));
    });
    record.verdicts = engine.verdicts().map(FinalVerdict::from).collect();
    record
}

fn sorted(mut comparison: Comparison) -> Comparison {
    comparison.moved.sort_by_key(|moved| format!("{} {}", moved.before, moved.after));
    comparison
}

proptest! {
    #![proptest_config(few())]

    #[test]
    fn parts_tell_what_the_whole_tells(random in histories()) {
        let program = program(&random.plans[0]);
        let history = observed(&random);
        let range = Range::up_to(last_day());
        let one = replay_with(&on(1), &program, &history, &range, None);
        prop_assert_eq!(&one, &replay_with(&on(3), &program, &history, &range, None));
        prop_assert_eq!(one, whole(&program, &history));
    }

    #[test]
    fn comparing_the_other_way_round_is_the_mirror_image(random in histories()) {
        let history = observed(&random);
        let [before, after] = [&random.plans[0], random.plans.last().unwrap()].map(program);
        let range = Range::up_to(last_day());
        let comparison = compare(&before, &after, &history, &range);
        let mirrored = compare(&after, &before, &history, &range).reversed();
        prop_assert_eq!(sorted(comparison), sorted(mirrored));
        prop_assert!(compare(&before, &before, &history, &range).is_empty());
    }

    #[test]
    fn walking_what_is_alike_once_changes_no_comparison(random in histories()) {
        let history = observed(&random);
        let [before, after] = [&random.plans[0], random.plans.last().unwrap()].map(program);
        let range = Range::up_to(last_day());
        let [old, new] = [&before, &after].map(|program| replay_with(&on(2), program, &history, &range, None));
        let by_hand = Comparison::of(&old, &new, &range, &before.calendar);
        prop_assert_eq!(compare(&before, &after, &history, &range), by_hand);
    }
}

fn observed(random: &tests::random::history::History) -> History {
    let responses = random.events().into_iter().filter_map(|(_, event)| match event {
        Event::Responded(response) => Some(response),
        _ => None,
    });
    let batches = random.events().into_iter().filter_map(|(_, event)| match event {
        Event::Observed(observations) => Some(observations),
        _ => None,
    });
    // What is told at one moment stands in the order of the program, so each response has a moment of its own.
    let at_own_moment = |(mut response, place): (Response, i64)| {
        response.at += SignedDuration::from_nanos(place);
        response
    };
    let responses = responses.zip(1..).map(at_own_moment).collect();
    History { observations: batches.flatten().collect(), responses, ..History::default() }
}
