//! Which alerts appear, vanish, move and stay.

use std::collections::BTreeSet;

use app::replay::{Comparison, Range, ReplayOutcome, episodes};
use engine::model::Calendar;
use jiff::tz::TimeZone;

use super::notation::record;

fn calendar() -> Calendar {
    Calendar::new(TimeZone::UTC, BTreeSet::new())
}

fn everything() -> Range {
    Range::up_to("2030-12-31".parse().unwrap())
}

fn compared(before: &ReplayOutcome, after: &ReplayOutcome, range: &Range) -> Comparison {
    let comparison = Comparison::of(before, after, range, &calendar());
    let mirrored = Comparison::of(after, before, range, &calendar());
    let sorted = |mut comparison: Comparison| {
        comparison.moved.sort_by_key(|moved| format!("{} {}", moved.before, moved.after));
        comparison
    };
    assert_eq!(sorted(comparison.clone()), sorted(mirrored.reversed()), "one way round mirrors the other");
    comparison
}

fn check(before: &str, after: &str) -> String {
    compared(&record(before), &record(after), &everything()).to_string()
}

#[test]
fn an_episode_is_an_alert_from_its_firing_to_its_end() {
    let told = record(
        "2024-02-01 warmth firing 2024-01 ash
         2024-03-01 warmth updated 2024-01,2024-02 bray
         2024-03-05 repairs firing 2024-02 cole
         2024-04-01 warmth resolved
         2024-05-01 warmth firing 2024-04 ash",
    );
    let told: Vec<String> = episodes(&told.told).iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn a_milder_rule_lets_alerts_vanish_and_move() {
    let said = check(
        "2024-02-01 warmth firing 2024-01 ash
         2024-04-01 warmth resolved
         2024-06-01 warmth firing 2024-05 ash,bray
         2024-07-01 repairs firing 2024-06 cole
         warmth 2024-01 missed
         warmth 2024-02 missed
         warmth 2024-05 missed",
        "2024-02-01 warmth firing 2024-01 ash
         2024-03-01 warmth resolved
         2024-07-01 repairs firing 2024-06 cole
         warmth 2024-01 missed
         warmth 2024-02 met
         warmth 2024-05 met",
    );
    insta::assert_snapshot!(said);
}

#[test]
fn other_breakers_move_an_alert() {
    let said = check("2024-02-01 warmth firing 2024-01 ash", "2024-02-01 warmth firing 2024-01 ash,bray");
    insta::assert_snapshot!(said);
}

#[test]
fn an_obligation_that_is_new_has_new_verdicts_and_alerts() {
    let said = check(
        "repairs 2024-01 met",
        "2024-02-01 warmth firing 2024-01 ash
         warmth 2024-01 missed
         warmth 2024-02 not-due
         repairs 2024-01 met",
    );
    insta::assert_snapshot!(said);
}

#[test]
fn an_alert_that_comes_back_for_one_period_is_another_one() {
    let said = check(
        "2024-02-01 warmth firing 2024-01 ash
         2024-03-01 warmth resolved
         2024-04-01 warmth firing 2024-01 ash",
        "2024-02-01 warmth firing 2024-01 ash
         2024-03-01 warmth resolved",
    );
    insta::assert_snapshot!(said);
}

#[test]
fn no_difference_is_said_in_so_many_words() {
    let same = "2024-02-01 warmth firing 2024-01 ash\nwarmth 2024-01 missed";
    insta::assert_snapshot!(check(same, same));
    insta::assert_snapshot!(check("", ""));
}

#[test]
fn what_lies_outside_the_days_is_not_told_of() {
    let before = record(
        "2024-02-01 warmth firing 2024-01 ash
         2024-03-01 warmth resolved
         2024-06-01 warmth firing 2024-05 ash
         warmth 2024-01 missed
         warmth 2024-05 missed",
    );
    let range = |from: &str, to: &str| Range {
        from: Some(from.parse().unwrap()),
        to: to.parse().unwrap(),
        known_at: None,
    };
    let said = |range| compared(&before, &ReplayOutcome::default(), &range).summary();
    assert_eq!(said(range("2024-01-01", "2024-12-31")), "2 alerts vanish");
    assert_eq!(said(range("2024-03-01", "2024-05-31")), "1 alert vanishes");
    assert_eq!(said(range("2024-03-02", "2024-05-31")), "no alert changes");
    let verdicts =
        compared(&before, &ReplayOutcome::default(), &range("2024-04-01", "2024-05-01")).verdict_summary();
    assert_eq!(verdicts, "1 verdict that was missed falls away");
}
