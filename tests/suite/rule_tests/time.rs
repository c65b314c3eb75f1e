//! When things happen: the start, arrivals, revisions.

use insta::assert_snapshot;

use super::project::check_one;

#[test]
fn without_a_start_a_test_starts_with_the_first_thing_that_happens() {
    // Had it started earlier, the alert would have gone off before the history came in.
    let told = check_one(
        r#"
        mission = "housing"
        [[test.input_series]]
        measure = "referrals"
        body = "prisons"
        from = "2020-Q1"
        values = "120x3"
        received = "2021-01-20"
        vintage = "backfill"
        [[test.input_series]]
        measure = "referrals"
        body = "probation"
        from = "2020-Q1"
        values = "120x3"
        received = "2021-01-20"
        [[test.check]]
        eval_time = "1h"
        exp_told = []
        exp_verdicts = { "housing/refer/prisons 2020-Q1" = "met", "housing/refer/probation 2020-Q1" = "met-late", "housing/refer/probation 2020-Q4" = "met" }
        "#,
    );
    assert_snapshot!(told, @"t: passed");
}

#[test]
fn whatever_falls_due_between_two_moments_happens_in_its_turn() {
    let told = check_one(
        r#"
        mission = "housing"
        start = "2020-01-01"
        [[test.input_series]]
        measure = "referrals"
        body = "prisons"
        from = "2020-Q1"
        values = "120"
        after_days = 60
        [[test.input_series]]
        measure = "referrals"
        body = "probation"
        from = "2020-Q1"
        values = "120"
        after_days = 30
        [[test.check]]
        eval_time = "2020-04-30T23:59:59"
        exp_verdicts = { "housing/refer/prisons 2020-Q1" = "not-due" }
        [[test.check]]
        eval_time = "2020-05-01"
        exp_verdicts = { "housing/refer/prisons 2020-Q1" = "awaiting", "housing/refer/probation 2020-Q1" = "met" }
        [[test.check]]
        eval_time = "131d"
        exp_verdicts = { "housing/refer/prisons 2020-Q1" = "no-data" }
        exp_told = ["2020-05-11 firing housing/refer"]
        [[test.check]]
        eval_time = "2020-05-30"
        exp_verdicts = { "housing/refer/prisons 2020-Q1" = "met-late" }
        exp_told = ["2020-05-30 resolved housing/refer"]
        "#,
    );
    assert_snapshot!(told, @"t: passed");
}

#[test]
fn a_revision_replaces_the_figure_that_was_known_before() {
    let told = check_one(
        r#"
        mission = "housing"
        [[test.input_series]]
        measure = "referrals"
        body = "prisons"
        from = "2020-Q1"
        values = "120"
        status = "provisional"
        [[test.input_series]]
        measure = "referrals"
        body = "prisons"
        from = "2020-Q1"
        values = "20[r]"
        received = "2020-07-01T10:00"
        [[test.check]]
        eval_time = "2020-05-05"
        exp_verdicts = { "housing/refer/prisons 2020-Q1" = "met" }
        [[test.check]]
        eval_time = "2020-07-01T10:30"
        exp_verdicts = { "housing/refer/prisons 2020-Q1" = { verdict = "met", reason = "x" } }
        "#,
    );
    assert_snapshot!(told, @"
    t: failed
    tests/t.toml:21, on 1 July 2020 at 10:30: verdict of housing/refer/prisons 2020-Q1
      expected  met
      found     missed (20 of 100)
    ");
}
