//! What officials say to alerts, and what comes of it.

use insta::assert_snapshot;

use super::project::check_one;

const SHORTFALL: &str = r#"
mission = "housing"
[[test.input_series]]
measure = "referrals"
body = "prisons"
from = "2020-Q1"
values = "40x1"
[[test.input_series]]
measure = "referrals"
body = "probation"
from = "2020-Q1"
values = "180x1"
"#;

/// What comes of a waiver, given with these lines in the place of some of its own.
fn respond(lines: &str) -> String {
    check_one(&format!(
        r#"{SHORTFALL}
        [[test.response]]
        {lines}
        alert = "housing/refer"
        contribution = "prisons"
        by = "Ann Hay"
        approver = "Bo Lee"
        until = "2020-06-30"
        reason = "a new form"
        [[test.check]]
        eval_time = "2020-06-01"
        exp_verdicts = {{ "housing/refer/prisons 2020-Q1" = "waived" }}
        exp_alerts = []
        [[test.check]]
        eval_time = "2020-07-01"
        exp_told = ["2020-07-01 firing housing/refer"]
        exp_state = {{ "housing/refer" = "firing" }}
        "#
    ))
}

#[test]
fn a_waiver_holds_until_it_ends() {
    assert_snapshot!(respond("at = \"2020-05-10\"\nkind = \"waive\""), @"t: passed");
}

#[test]
fn a_refusal_that_nobody_expected_fails_the_test() {
    assert_snapshot!(respond("at = \"2020-03-10\"\nkind = \"waive\""), @"
    t: failed
    tests/t.toml:15, on 10 March 2020: `waive` of housing/refer
      expected  taken
      found     refused: no alert `housing/refer` is open
    tests/t.toml:27, on 1 June 2020: open alerts
      expected  no open alert
      found     housing/refer firing for 2020-Q1, broken by prisons
    tests/t.toml:26, on 1 June 2020: verdict of housing/refer/prisons 2020-Q1
      expected  waived
      found     missed (40 of 100)
    tests/t.toml:30, on 1 July 2020: what people were told since the check before
      expected  2020-07-01 firing housing/refer
      found     2020-07-01 updated housing/refer
    ");
}

#[test]
fn a_response_that_must_be_refused_is_held_to_its_word() {
    let refused = |kind: &str, at: &str| {
        check_one(&format!(
            r#"{SHORTFALL}
            [[test.response]]
            at = "{at}"
            alert = "housing/refer"
            kind = "{kind}"
            by = "Ann Hay"
            refused = {{ contains = "needs a reason" }}
            [[test.check]]
            eval_time = "2020-06-01"
            exp_alerts = ["housing/refer"]
            "#
        ))
    };
    assert_snapshot!(refused("explain", "2020-05-10"), @"t: passed");
    assert_snapshot!(refused("accept", "2020-05-10"), @"
    t: failed
    tests/t.toml:15, on 10 May 2020: `accept` of housing/refer
      expected  refused
      found     taken
    ");
    assert_snapshot!(refused("excuse", "2020-05-10"), @r#"
    error[invalid-value]: `kind` cannot be `excuse`
      --> tests/t.toml:18:20
       |
    18 |             kind = "excuse"
       |                    ^^^^^^^^
       |
       = help: it may be `accept`, `explain`, `dispute`, `extend`, `waive`, `document`, `group` or `withdraw`
    "#);
}
