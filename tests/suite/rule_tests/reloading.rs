//! The project's texts change in the middle of a test.

use insta::assert_snapshot;

use super::project::check_one;

const SILENCE: &str = r#"
mission = "housing"
[[test.input_series]]
measure = "referrals"
body = "prisons"
from = "2020-Q1"
values = "80x7"
[[test.input_series]]
measure = "referrals"
body = "probation"
from = "2020-Q1"
values = "180x7"
[[test.check]]
eval_time = "2020-12-31"
exp_state = { "housing/refer" = "firing" }
"#;

#[test]
fn an_edited_rule_judges_anew() {
    let told = check_one(&format!(
        r#"{SILENCE}
        [[test.reload]]
        at = "2021-01-01"
        edit = [{{ file = "rules/keep-pace.rhai", from = "now >= asked {{", to = "now >= asked / 2 {{" }}]
        [[test.check]]
        eval_time = "2021-01-01"
        exp_alerts = []
        exp_told = ["2021-01-01 updated housing/refer", "2021-01-01 restated housing/refer"]
        "#
    ));
    assert_snapshot!(told, @"t: passed");
}

#[test]
fn a_broken_text_leaves_the_last_good_one_in_force_and_must_be_expected() {
    let broken = |refused: &str| {
        check_one(&format!(
            r#"{SILENCE}
            [[test.reload]]
            at = "2021-01-01"
            {refused}
            [test.reload.write]
            "missions/housing.toml" = "[mission]\nid = \"housing\"\n"
            [[test.check]]
            eval_time = "2021-01-02"
            exp_state = {{ "housing/refer" = "firing" }}
            "#
        ))
    };
    assert_snapshot!(broken("refused = [\"missions/housing.toml\"]"), @"t: passed");
    assert_snapshot!(broken(""), @"
    t: failed
    tests/t.toml:18, on 1 January 2021: declarations that the reload breaks
      expected  none
      found     missions/housing.toml (missions/health.toml, line 19: there is no obligation `housing/refer`)
    ");
}

#[test]
fn what_only_a_later_text_declares_may_be_named() {
    let told = check_one(&format!(
        r#"{SILENCE}
        [[test.reload]]
        at = "2021-01-01"
        [[test.reload.edit]]
        file = "missions/housing.toml"
        from = "needs = \"all\""
        to = "needs = \"any\""
        [[test.reload.edit]]
        file = "missions/housing.toml"
        from = "by = \"prisons\""
        to = "by = \"prisons\"\nid = \"the-prisons\""
        [[test.check]]
        eval_time = "2021-01-02"
        exp_verdicts = {{ "housing/refer/the-prisons 2020-Q1" = "missed", "housing/refer/prisons 2020-Q1" = "missed" }}
        "#
    ));
    assert_snapshot!(told, @"
    t: failed
    tests/t.toml:30, on 2 January 2021: verdict of housing/refer/prisons 2020-Q1
      expected  missed
      found     none: the period has not begun, or nobody owes this at that time
    ");
}

#[test]
fn a_mission_that_goes_takes_its_alerts_along() {
    let told = check_one(
        r#"
        start = "2020-01-01"
        [[test.reload]]
        at = "2021-01-01"
        remove = ["missions/health.toml"]
        [[test.reload]]
        at = "2021-03-01"
        remove = ["missions/housing.toml"]
        refused = ["x"]
        [[test.check]]
        eval_time = "2021-03-02"
        exp_told = []
        "#,
    );
    assert_snapshot!(told, @"
    t: failed
    tests/t.toml:7, on 1 March 2021: declarations that the reload breaks
      expected  x
      found     none (the project has no missions)
    tests/t.toml:13, on 2 March 2021: what people were told since the check before
      expected  nothing
      found     2020-05-11 firing housing/refer
                2020-08-10 updated housing/refer
                2020-11-10 updated housing/refer
                2021-01-01 updated housing/refer
                2021-01-31 updated housing/refer
                2021-02-10 updated housing/refer
    ");
}

#[test]
fn a_change_that_cannot_be_made_is_a_fault_of_the_test() {
    let told = check_one(&format!(
        r#"{SILENCE}
        [[test.reload]]
        at = "2021-01-01"
        remove = ["bodies.csv"]
        [[test.reload.edit]]
        file = "rules/keep-place.rhai"
        from = "a"
        to = "b"
        [[test.reload.edit]]
        file = "rules/keep-pace.rhai"
        from = "said"
        to = "b"
        [[test.reload.edit]]
        file = "rules/keep-pace.rhai"
        from = "nowhere"
        to = "b"
        [test.reload.write]
        "docs/new.md" = ""
        "#
    ));
    assert_snapshot!(told, @r#"
    error[test]: a test cannot change `bodies.csv`
      --> tests/t.toml:20:19
       |
    20 |         remove = ["bodies.csv"]
       |                   ^^^^^^^^^^^^
       |
       = help: it may change remit.toml, bodies.csv, people.csv, relations.csv, the file of bank holidays, missions, rules and the scripts of libraries

    error[missing-file]: the project has no file `rules/keep-place.rhai`
      --> tests/t.toml:22:16
       |
    22 |         file = "rules/keep-place.rhai"
       |                ^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: did you mean `rules/keep-pace.rhai`?

    error[test]: `rules/keep-pace.rhai` says this 4 times, so which is meant is not clear
      --> tests/t.toml:27:16
       |
    27 |         from = "said"
       |                ^^^^^^
       |
       = help: make the passage longer, until it stands there once

    error[test]: `rules/keep-pace.rhai` does not say this at that time
      --> tests/t.toml:31:16
       |
    31 |         from = "nowhere"
       |                ^^^^^^^^^
       |
       = help: copy the passage from the file, with every blank in it

    error[test]: a test cannot change `docs/new.md`
      --> tests/t.toml:34:25
       |
    34 |         "docs/new.md" = ""
       |                         ^^
       |
       = help: it may change remit.toml, bodies.csv, people.csv, relations.csv, the file of bank holidays, missions, rules and the scripts of libraries
    "#);
}
