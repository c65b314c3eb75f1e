//! Whatever a test file can get wrong, and what is said of it.

use insta::assert_snapshot;

use super::project::{check, check_one};

#[test]
fn a_test_that_cannot_fail_is_a_fault() {
    assert_snapshot!(check_one(""), @"
    error[test]: the test checks nothing, so it cannot fail
     --> tests/t.toml:1:1
      |
    1 | [[test]]
      | ^^^^^^^^
      |
      = help: add a [[test.check]] or a [test.table], or begin its name with `todo_` while it is still to be written
    ");
    assert_snapshot!(check_one("[[test.check]]\neval_time = \"2020-01-01\"\n"), @r#"
    error[test]: the check expects nothing, so it cannot fail
     --> tests/t.toml:3:1
      |
    3 | [[test.check]]
      | ^^^^^^^^^^^^^^
      |
      = help: add a line such as `exp_alerts = []` or `exp_state = { "mission/obligation" = "firing" }`
    "#);
}

#[test]
fn misspelt_names_suggest_the_near_ones() {
    let told = check_one(
        r#"
        mision = "housing"
        [[test.input_series]]
        measure = "referals"
        body = "prison"
        from = "2020-Q1"
        values = "1"
        [[test.check]]
        eval_time = "2020-05-01"
        exp_alerts = ["housing/refer/mhlcg", { alert = "housing/refer", broken_by = ["prisns"], periods = ["2020-Q5"], colour = "red" }]
        exp_state = { "housing/refre" = "fireing" }
        exp_verdicts = { "housing/refer/prision 2020-Q1" = "met", "housing/refr 2020-Q1" = "mised", "housing/refer 2019-Q4" = "met", "housing/refer" = "met", "health/plan/dhsc 2020" = "met" }
        exp_reads = { "housing/refer 2020-Q1" = [], "housing/refer/prisons 2020-Q1" = ["referrals of prisons in 2020", "the weather", "deadline soon"] }
        exp_told = ["2020-05-01 fired housing/refer", "2020-05-01 firing housing/refer/mhcg"]
        "#,
    );
    assert_snapshot!(told);
}

#[test]
fn another_mission_than_the_one_that_is_judged_is_a_fault() {
    let told = check_one(
        r#"
        mission = "housing"
        [[test.check]]
        eval_time = "2020-05-01"
        exp_state = { "health/plan/dhsc" = "inactive" }
        "#,
    );
    assert_snapshot!(told, @r#"
    error[unknown-mission]: `health` is not judged here: the test is of the mission `housing`
     --> tests/t.toml:6:23
      |
    6 |         exp_state = { "health/plan/dhsc" = "inactive" }
      |                       ^^^^^^^^^^^^^^^^^^
      |
      = help: leave `mission` out of the test, and all missions are judged
    "#);
    assert_snapshot!(check_one("mission = \"hosing\"\n[[test.check]]\neval_time = \"2020-05-01\"\nexp_alerts = []"), @r#"
    error[unknown-mission]: there is no mission `hosing`
     --> tests/t.toml:3:11
      |
    3 | mission = "hosing"
      |           ^^^^^^^^
      |
      = help: did you mean `housing`?
    "#);
}

#[test]
fn moments_that_make_no_sense_are_faults() {
    let told = check_one(
        r#"
        start = "2020-05-01"
        [[test.reload]]
        at = "2020-04-30"
        remove = ["missions/health.toml"]
        [[test.check]]
        eval_time = "soon"
        exp_alerts = []
        [[test.check]]
        eval_time = "9999-12-31"
        exp_alerts = []
        [[test.check]]
        eval_time = "2199-12-31"
        exp_alerts = []
        [[test.check]]
        eval_time = "99999999999999d"
        exp_alerts = []
        "#,
    );
    assert_snapshot!(told);
    assert_snapshot!(check_one("start = \"90d\"\n[[test.check]]\neval_time = \"1d\"\nexp_alerts = []"), @r#"
    error[invalid-period]: `start` cannot be counted from itself
     --> tests/t.toml:3:9
      |
    3 | start = "90d"
      |         ^^^^^
      |
      = help: write a day like `2024-03-31`
    "#);
    assert_snapshot!(check_one("[[test.check]]\neval_time = \"1d\"\nexp_alerts = []"), @r#"
    error[test]: nothing says when the test starts
     --> tests/t.toml:1:1
      |
    1 | [[test]]
      | ^^^^^^^^
      |
      = help: add a line such as `start = "2024-01-01"`
    "#);
}

#[test]
fn figures_that_are_none_are_pointed_at() {
    let figures = |values: &str| {
        check_one(&format!(
            "[[test.input_series]]\nmeasure = \"referrals\"\nbody = \"prisons\"\nfrom = \"2020-Q1\"\nvalues = {values}\n[[test.check]]\neval_time = \"2020-05-01\"\nexp_alerts = []"
        ))
    };
    assert_snapshot!(figures(r#""210 20O 3""#), @r#"
    error[invalid-value]: `20O` is no figure
     --> tests/t.toml:7:15
      |
    7 | values = "210 20O 3"
      |               ^^^
      |
      = help: write figures with blanks between them: `210`, `200+10x3` for 200 210 220 230, `200x3` for four times 200, `_` for no report, `_x3` for none three times, `..` or `[c]` for an absence
    "#);
    assert_snapshot!(figures(r#""1x999999999""#), @r#"
    error[invalid-value]: `values` holds more than 10000 figures
     --> tests/t.toml:7:11
      |
    7 | values = "1x999999999"
      |           ^^^^^^^^^^^
      |
      = help: no series of reports is so long
    "#);
    assert_snapshot!(figures(r#""1x9999 1x9999""#), @r#"
    error[invalid-value]: `values` holds more than 10000 figures
     --> tests/t.toml:7:11
      |
    7 | values = "1x9999 1x9999"
      |           ^^^^^^
      |
      = help: no series of reports is so long
    "#);
    assert_snapshot!(figures(r#""1x9000""#), @r#"
    error[invalid-period]: the figures run on beyond the year 2199
     --> tests/t.toml:6:8
      |
    6 | from = "2020-Q1"
      |        ^^^^^^^^^
    "#);
    assert_snapshot!(figures("7"), @"
    error[toml]: `values` must be a text, not a number
     --> tests/t.toml:7:10
      |
    7 | values = 7
      |          ^
    ");
}

#[test]
fn one_faulty_test_does_not_keep_the_others_from_being_played() {
    let told = check(
        r#"
[[test]]
name = "the first"
[[test.check]]
eval_time = "2020-01-01"
exp_alerts = []

[[test]]
name = "the second"
[[test.check]]
eval_time = "2020-01-01"
exp_alerts = ["nobody"]

[[test]]
name = "the first"
[[test.check]]
eval_time = "2020-01-01"
exp_alerts = []

[[test]]
name = "the last"
[[test.check]]
eval_time = "2020-01-01"
exp_alerts = []
"#,
    );
    assert_snapshot!(told);
}

#[test]
fn what_is_not_toml_is_told_once() {
    assert_snapshot!(check("[[test]\nname = "), @"
    error[toml]: this is not TOML: unclosed array table, expected `]`
     --> tests/t.toml:1:8
      |
    1 | [[test]
      |        ^
    ");
    assert_snapshot!(check("tests = []"), @"
    error[toml]: the file has no key `tests`
     --> tests/t.toml:1:1
      |
    1 | tests = []
      | ^^^^^
      |
      = help: did you mean `test`?
    ");
    assert_snapshot!(check("test = 3"), @"
    error[toml]: `test` must be a list of tables, not a number
     --> tests/t.toml:1:8
      |
    1 | test = 3
      |        ^
      |
      = help: begin each with a line `[[test]]`
    ");
    assert_snapshot!(check(""), @"");
}
