//! Values that a mission's file cannot have, whatever stands beside them.

use insta::assert_snapshot;

use super::check::check_instead;

#[test]
fn an_empty_text() {
    assert_snapshot!(check_instead("\"Public bodies refer\"", "\" \""), @r#"
    error[invalid-value]: `title` is empty
      --> missions/m.toml:13:9
       |
    13 | title = " "
       |         ^^^
    "#);
}

#[test]
fn a_word_outside_its_list() {
    assert_snapshot!(check_instead("every = \"quarter\"", "every = \"quaterly\""), @r#"
    error[invalid-value]: `every` cannot be `quaterly`
     --> missions/m.toml:8:9
      |
    8 | every = "quaterly"
      |         ^^^^^^^^^^
      |
      = help: it may be `day`, `week`, `month`, `quarter`, `half-year`, `financial-half-year`, `term`, `financial-year`, `academic-year` or `year`, or a name that a [[cadence]] of `remit.toml` gives to periods of your own
    "#);
    assert_snapshot!(check_instead("every = \"quarter\"", "every = \"quarter\"\nbetter = \"more\""), @r#"
    error[invalid-value]: `better` cannot be `more`
     --> missions/m.toml:9:10
      |
    9 | better = "more"
      |          ^^^^^^
      |
      = help: it may be `higher` or `lower`
    "#);
    assert_snapshot!(check_instead("every = \"quarter\"", "every = \"quarter\"\nclass = \"outcomes\""), @r#"
    error[invalid-value]: `class` cannot be `outcomes`
     --> missions/m.toml:9:9
      |
    9 | class = "outcomes"
      |         ^^^^^^^^^^
      |
      = help: did you mean `outcome`?
    "#);
    assert_snapshot!(check_instead("every = \"quarter\"", "every = \"quarter\"\nadds_up = \"yes\""), @r#"
    error[invalid-value]: `adds_up` cannot be `yes`
     --> missions/m.toml:9:11
      |
    9 | adds_up = "yes"
      |           ^^^^^
      |
      = help: it may be `sum` or `none`
    "#);
}

#[test]
fn a_number_out_of_its_range() {
    assert_snapshot!(check_instead("timely_days = 120", "timely_days = -1"), @r"
    error[invalid-value]: `timely_days` must be a whole number from 0 to 3660
     --> missions/m.toml:9:23
      |
    9 | due = { timely_days = -1 }
      |                       ^^
    ");
    assert_snapshot!(check_instead("timely_days = 120", "timely_days = 4000"), @r"
    error[invalid-value]: `timely_days` must be a whole number from 0 to 3660
     --> missions/m.toml:9:23
      |
    9 | due = { timely_days = 4000 }
      |                       ^^^^
    ");
    assert_snapshot!(check_instead("timely_days = 120", "timely_days = 1.5"), @r"
    error[invalid-value]: `timely_days` must be a whole number from 0 to 3660
     --> missions/m.toml:9:23
      |
    9 | due = { timely_days = 1.5 }
      |                       ^^^
    ");
    assert_snapshot!(check_instead("\"quarter\"", "{ rolling_months = 0, step_months = 3 }"), @r"
    error[invalid-value]: `rolling_months` must be a whole number from 1 to 1200
     --> missions/m.toml:8:28
      |
    8 | every = { rolling_months = 0, step_months = 3 }
      |                            ^
    ");
    assert_snapshot!(check_instead("\"quarter\"", "{ rolling_months = 12 }"), @"
    error[toml]: a cadence lacks `step_months`
     --> missions/m.toml:8:9
      |
    8 | every = { rolling_months = 12 }
      |         ^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: add a line such as `step_months = 3`
    ");
}

#[test]
fn two_ways_to_say_one_thing() {
    assert_snapshot!(check_instead("timely_days = 120", "timely_days = 120, timely_working_days = 80"), @r"
    error[invalid-value]: `timely_days` and `timely_working_days` exclude each other
     --> missions/m.toml:9:50
      |
    9 | due = { timely_days = 120, timely_working_days = 80 }
      |                                                  ^^
      |
      = help: leave one of them out
    ");
    assert_snapshot!(check_instead("rule = \"always\"", "rule = \"always\"\nfor = { days = 1, working_days = 1 }"), @r"
    error[invalid-value]: `days` and `working_days` exclude each other
      --> missions/m.toml:17:34
       |
    17 | for = { days = 1, working_days = 1 }
       |                                  ^
       |
       = help: leave one of them out
    ");
}

#[test]
fn a_parameter_that_no_rule_can_be_handed() {
    assert_snapshot!(check_instead("rule = \"always\"", "rule = \"always\"\nparams = { floor = { low = 1 } }"), @r"
    error[toml]: `floor` must be a number, a text, true, false, or a list of them, not a table
      --> missions/m.toml:17:20
       |
    17 | params = { floor = { low = 1 } }
       |                    ^^^^^^^^^^^
    ");
    assert_snapshot!(check_instead("rule = \"always\"", "rule = \"always\"\nparams = { floor = nan }"), @r"
    error[invalid-value]: `floor` is not a number that one can reckon with
      --> missions/m.toml:17:20
       |
    17 | params = { floor = nan }
       |                    ^^^
    ");
    assert_snapshot!(check_instead("rule = \"always\"", "rule = \"always\"\nparams = [1]"), @r"
    error[toml]: `params` must be a table such as `{ floor = 0.8 }`, not a list
      --> missions/m.toml:17:10
       |
    17 | params = [1]
       |          ^^^
    ");
    let digits = "params = { floor = 0.12345678901234567890123456789 }";
    assert_snapshot!(check_instead("rule = \"always\"", &format!("rule = \"always\"\n{digits}")), @r"
    error[invalid-value]: `floor` has more digits than the 28 that can be kept exactly
      --> missions/m.toml:17:20
       |
    17 | params = { floor = 0.12345678901234567890123456789 }
       |                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ");
}

#[test]
fn needs_that_say_nothing_or_too_much() {
    let needs =
        |text: &str| check_instead("rule = \"always\"", &format!("rule = \"always\"\nneeds = {text}"));
    assert_snapshot!(needs("\"most\""), @r#"
    error[invalid-value]: `needs` cannot be `most`
      --> missions/m.toml:17:9
       |
    17 | needs = "most"
       |         ^^^^^^
       |
       = help: it may be `all`, `any` or `in-order`
    "#);
    assert_snapshot!(needs("{}"), @r#"
    error[toml]: `needs` says nothing
      --> missions/m.toml:17:9
       |
    17 | needs = {}
       |         ^^
       |
       = help: write `{ at_least = 2 }`, `{ weight = 0.6 }`, or one of "all", "any" and "in-order"
    "#);
    assert_snapshot!(needs("{ at_least = 0 }"), @r"
    error[invalid-value]: `at_least` must be a whole number from 1 to 100000
      --> missions/m.toml:17:22
       |
    17 | needs = { at_least = 0 }
       |                      ^
    ");
    assert_snapshot!(needs("{ weight = 0 }"), @r"
    error[invalid-value]: `weight` must be more than zero
      --> missions/m.toml:17:20
       |
    17 | needs = { weight = 0 }
       |                    ^
    ");
}
