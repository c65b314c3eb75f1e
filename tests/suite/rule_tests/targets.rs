//! A test names a target of its own, in the place of those that the project declares.

use insta::assert_snapshot;

use super::project::check_one;

/// Prisons report 80 and probation 180, and the project's target is 100.
fn judged(targets: &str, prisons: &str, probation: &str) -> String {
    check_one(&format!(
        r#"
mission = "housing"
{targets}
[[test.input_series]]
measure = "referrals"
body = "prisons"
from = "2020-Q1"
values = "80"
[[test.input_series]]
measure = "referrals"
body = "probation"
from = "2020-Q1"
values = "180"
[[test.check]]
eval_time = "2020-12-31"
exp_verdicts = {{ "housing/refer/prisons 2020-Q1" = "{prisons}", "housing/refer/probation 2020-Q1" = "{probation}" }}
"#
    ))
}

#[test]
fn a_target_of_the_test_stands_in_the_place_of_the_projects() {
    assert_snapshot!(judged("", "missed", "met"), @"t: passed");
    let of_all = "[[test.target]]\nmeasure = \"referrals\"\nvalue = 70\n";
    assert_snapshot!(judged(of_all, "met", "met"), @"t: passed");
    let of_one = "[[test.target]]\nmeasure = \"referrals\"\nbody = \"probation\"\nvalue = 200\n";
    assert_snapshot!(judged(of_one, "missed", "missed"), @"t: passed");
    assert_snapshot!(judged(of_one, "missed", "met"), @r#"
    t: failed
    tests/t.toml:21, on 31 December 2020: verdict of housing/refer/probation 2020-Q1
      expected  met
      found     missed (180 of 200)
    "#);
}

#[test]
fn a_target_for_one_body_stands_beside_one_for_all_and_none_is_set_twice() {
    let of_all = "[[test.target]]\nmeasure = \"referrals\"\nvalue = 70\n";
    let of_one = "[[test.target]]\nmeasure = \"referrals\"\nbody = \"probation\"\nvalue = 200\n";
    assert_snapshot!(judged(&format!("{of_all}{of_one}"), "met", "missed"), @"t: passed");
    assert_snapshot!(judged(&format!("{of_one}{of_all}"), "met", "missed"), @"t: passed");
    let other = of_one.replace("200", "20");
    assert_snapshot!(judged(&format!("{of_one}{other}"), "missed", "missed"), @r#"
    error[invalid-value]: the test sets two targets for `referrals` of `probation`
     --> tests/t.toml:9:11
      |
    9 | measure = "referrals"
      |           ^^^^^^^^^^^
      |
      = help: a target of a test holds in every period; leave one of the two out
    "#);
    assert_snapshot!(judged(&format!("{of_all}{of_all}"), "met", "met"), @r#"
    error[invalid-value]: the test sets two targets for `referrals` of every body
     --> tests/t.toml:8:11
      |
    8 | measure = "referrals"
      |           ^^^^^^^^^^^
      |
      = help: a target of a test holds in every period; leave one of the two out
    "#);
}

#[test]
fn it_holds_also_once_the_texts_change() {
    let told = check_one(
        r#"
mission = "housing"
[[test.target]]
measure = "referrals"
value = 70
[[test.input_series]]
measure = "referrals"
body = "prisons"
from = "2020-Q1"
values = "80"
[[test.reload]]
at = "2020-10-01"
edit = [{ file = "missions/housing.toml", from = "value = 100", to = "value = 1000" }]
[[test.check]]
eval_time = "2020-12-31"
exp_verdicts = { "housing/refer/prisons 2020-Q1" = "met" }
"#,
    );
    assert_snapshot!(told, @"t: passed");
}

#[test]
fn what_it_is_set_for_must_be_there() {
    let of_nothing = "[[test.target]]\nmeasure = \"referals\"\nbody = \"prison\"\nvalue = 70\n";
    assert_snapshot!(judged(of_nothing, "missed", "met"), @r#"
    error[unknown-measure]: there is no measure `referals`
     --> tests/t.toml:5:11
      |
    5 | measure = "referals"
      |           ^^^^^^^^^^
      |
      = help: did you mean `referrals`?

    error[unknown-body]: there is no body `prison`
     --> tests/t.toml:6:8
      |
    6 | body = "prison"
      |        ^^^^^^^^
      |
      = help: did you mean `prisons`?
    "#);
    assert_snapshot!(judged("[[test.target]]\nmeasure = \"referrals\"\n", "missed", "met"), @r#"
    error[toml]: [[test.target]] lacks `value`
     --> tests/t.toml:4:1
      |
    4 | [[test.target]]
      | ^^^^^^^^^^^^^^^
      |
      = help: add a line such as `value = 78`
    "#);
}
