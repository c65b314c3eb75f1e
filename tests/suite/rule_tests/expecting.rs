//! What a test may expect, met and not met.

use insta::assert_snapshot;

use super::project::{check, check_one};

/// Both bodies report in time for two quarters; then Prison Service falls off and Probation falls silent.
const FIGURES: &str = r#"
[[test.input_series]]
measure = "referrals"
body = "prisons"
from = "2020-Q1"
values = "120x1 60 40"

[[test.input_series]]
series = 'referrals{body="probation"}'
from = "2020-Q1"
values = "130+10x1 [c] _"
"#;

#[test]
fn a_test_passes_when_all_is_as_expected() {
    let told = check_one(&format!(
        r#"
        mission = "housing"
        {FIGURES}
        [[test.check]]
        eval_time = "2020-08-01"
        exp_alerts = []
        exp_told = []
        exp_verdicts = {{ "housing/refer 2020-Q1" = "met", "housing/refer/prisons 2020-Q2" = "met", "housing/refer 2020-Q3" = "not-due" }}

        [[test.alert_rule_test]]
        eval_time = "2020-10-02"
        exp_alerts = [{{ alert = "housing/refer", severity = "at-risk", periods = ["2020-Q3"], broken_by = [], message = {{ contains = "may miss" }} }}]
        exp_state = {{ "housing/refer" = "firing", "housing/refer/rule-failed" = "inactive" }}
        exp_verdicts = {{ "housing/refer/prisons 2020-Q3" = {{ verdict = "at-risk", reason = "60 of 100" }}, "housing/refer/probation 2020-Q3" = "not-due" }}
        exp_reads = {{ "housing/refer/prisons 2020-Q3" = ["target for referrals of prisons in 2020-Q3", "referrals of prisons in 2020-Q3", "deadline 2020-10-31"] }}

        [[test.check]]
        eval_time = "2021-02-01"
        exp_alerts = [{{ alert = "housing/refer", state = "firing", severity = "breach", since = "2020-10-31", periods = ["2020-Q3", "2020-Q4"], broken_by = ["prisons"], message = {{ contains = "HM Prison Service missed" }} }}]
        exp_told = ["2020-10-31 updated housing/refer", "2020-11-10 updated housing/refer", "2021-01-01 updated housing/refer"]
        "#
    ));
    assert_snapshot!(told, @"t: passed");
}

#[test]
fn each_expectation_that_fails_says_what_was_found() {
    let told = check_one(&format!(
        r#"
        mission = "housing"
        {FIGURES}
        [[test.check]]
        eval_time = "2020-12-01"
        exp_alerts = [{{ alert = "housing/refer", state = "pending", since = "2020-10-30", periods = ["2020-Q2"], broken_by = ["prisons"], held_up_by = ["the weather"], message = "Public bodies refer: not met in Q2 2020." }}]
        exp_state = {{ "housing/refer" = "inactive", "housing/refer/rule-failed" = "firing" }}
        exp_verdicts = {{ "housing/refer/prisons 2020-Q3" = "met", "housing/refer/prisons 2020-Q2" = {{ verdict = "met", reason = {{ contains = "late" }} }}, "housing/refer 2022-Q1" = "met" }}
        exp_message = {{ "housing/refer" = "Nothing.", "housing/refer/rule-failed" = "Broken." }}
        exp_reads = {{ "housing/refer/probation 2020-Q3" = ["referrals of prisons in 2020-Q3"] }}
        exp_told = []
        "#
    ));
    assert_snapshot!(told, @"
    t: failed
    tests/t.toml:18, on 1 December 2020: state of housing/refer
      expected  pending
      found     firing
    tests/t.toml:18, on 1 December 2020: since of housing/refer
      expected  30 October 2020
      found     31 October 2020
    tests/t.toml:18, on 1 December 2020: periods of housing/refer
      expected  2020-Q2
      found     2020-Q3
    tests/t.toml:18, on 1 December 2020: broken_by of housing/refer
      expected  prisons
      found     prisons and probation
    tests/t.toml:18, on 1 December 2020: held_up_by of housing/refer
      expected  the weather
      found     nothing
    tests/t.toml:18, on 1 December 2020: message of housing/refer
      expected  … not met in Q2 2020.
      found     … not met in Q3 2020. One of two agencies missed Q3 2020, and one gave no usable figure. HM Prison Service missed Q3 2020 (60 of 100). Probation Service gave no usable figure in Q3 2020 (reported as confidential in tests/t.toml, line 11).
    tests/t.toml:19, on 1 December 2020: state of housing/refer
      expected  inactive
      found     firing
    tests/t.toml:19, on 1 December 2020: state of housing/refer/rule-failed
      expected  firing
      found     inactive
    tests/t.toml:20, on 1 December 2020: verdict of housing/refer/prisons 2020-Q3
      expected  met
      found     missed (60 of 100)
    tests/t.toml:20, on 1 December 2020: reason of housing/refer/prisons 2020-Q2
      expected  a text with: late
      found     120 of 100
    tests/t.toml:20, on 1 December 2020: verdict of housing/refer 2022-Q1
      expected  met
      found     none: the period has not begun, or nobody owes this at that time
    tests/t.toml:21, on 1 December 2020: message of housing/refer
      expected  Nothing.
      found     Public bodies refer: not met in Q3 2020. One of two agencies missed Q3 2020, and one gave no usable figure. HM Prison Service missed Q3 2020 (60 of 100). Probation Service gave no usable figure in Q3 2020 (reported as confidential in tests/t.toml, line 11).
    tests/t.toml:21, on 1 December 2020: message of housing/refer/rule-failed
      expected  Broken.
      found     no message, since the alert is inactive
    tests/t.toml:22, on 1 December 2020: what was read for housing/refer/probation 2020-Q3
      expected  referrals of prisons in 2020-Q3
      found     target for referrals of probation in 2020-Q3
                referrals of probation in 2020-Q3
    tests/t.toml:23, on 1 December 2020: what people were told since the check before
      expected  nothing
      found     2020-10-01 firing housing/refer
                2020-10-31 updated housing/refer
                2020-11-10 updated housing/refer
    ");
}

#[test]
fn the_list_of_alerts_is_complete() {
    let silent = |expected: &str| {
        check_one(&format!(
            "start = \"2020-01-01\"\n[[test.check]]\neval_time = \"2021-03-01\"\nexp_alerts = {expected}\n"
        ))
    };
    assert_snapshot!(silent("[]"), @"
    t: failed
    tests/t.toml:6, on 1 March 2021: open alerts
      expected  no open alert
      found     health/plan firing for 2020, broken by dhsc
                housing/refer firing for 2020-Q1, 2020-Q2, 2020-Q3 and 2020-Q4, broken by prisons and probation
    ");
    assert_snapshot!(silent(r#"["housing/refer/rule-failed", "housing/refer"]"#), @"
    t: failed
    tests/t.toml:6, on 1 March 2021: state of housing/refer/rule-failed
      expected  open
      found     inactive
    tests/t.toml:6, on 1 March 2021: open alerts
      expected  no other open alert
      found     health/plan firing for 2020, broken by dhsc
    ");
}

#[test]
fn one_mission_alone_is_judged_with_what_holds_it_up() {
    let told = check(
        r#"
        [[test]]
        name = "the whole project"
        start = "2020-01-01"
        [[test.check]]
        eval_time = "2021-03-01"
        exp_alerts = ["housing/refer", "health/plan/dhsc"]

        [[test]]
        name = "the one that waits"
        mission = "health"
        start = "2020-01-01"
        [[test.check]]
        eval_time = "2021-01-05"
        exp_state = { "health/plan/dhsc" = "pending" }
        [[test.check]]
        eval_time = "2021-03-01"
        exp_alerts = [{ alert = "health/plan/dhsc", held_up_by = ["Public bodies refer (Ministry of Housing)"] }]
        exp_told = []
        "#,
    );
    assert_snapshot!(told, @"
    the whole project: passed
    the one that waits: passed
    ");
}

#[test]
fn what_is_still_to_be_written_is_told_and_not_played() {
    let told = check(
        "[[test]]\nname = \"todo_a body that closes\"\n\n[[test]]\nname = \"todo_half written\"\n[[test.check]]\neval_time = \"2020-01-01\"\nexp_alerts = [\"housing/refer\"]\n",
    );
    assert_snapshot!(told, @"
    todo_a body that closes: to do
    todo_half written: to do
    ");
}
