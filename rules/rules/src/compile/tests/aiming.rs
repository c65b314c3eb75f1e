//! Targets that aim at nothing, and ratios that cannot be taken.

use insta::assert_snapshot;

use super::check::check_instead;

#[track_caller]
fn check_target(keys: &str) -> String {
    check_instead("[[obligation]]", &format!("[[target]]\nmeasure = \"referrals\"\n{keys}\n\n[[obligation]]"))
}

#[test]
fn a_target_that_aims_at_nothing() {
    assert_snapshot!(check_target("from = \"2024-01-01\""), @r"
    error[toml]: [[target]] lacks `value`
      --> missions/m.toml:11:1
       |
    11 | [[target]]
       | ^^^^^^^^^^
       |
       = help: add `value` and `by`, or `points` for a trajectory
    ");
    assert_snapshot!(check_target("from = \"2024-01-01\"\nvalue = 7"), @r#"
    error[toml]: [[target]] lacks `by`
      --> missions/m.toml:11:1
       |
    11 | [[target]]
       | ^^^^^^^^^^
       |
       = help: add a line such as `by = "2025-03-31"`
    "#);
    assert_snapshot!(check_target("from = \"2024-01-01\"\npoints = []"), @r"
    error[invalid-value]: `points` is empty
      --> missions/m.toml:14:10
       |
    14 | points = []
       |          ^^
       |
       = help: a trajectory has at least one point
    ");
    assert_snapshot!(check_target("from = \"2024-01-01\"\npoints = 7"), @r"
    error[toml]: `points` must be a list of tables, not a number
      --> missions/m.toml:14:10
       |
    14 | points = 7
       |          ^
       |
       = help: begin each with a line `{ by = .., value = .. }`
    ");
    assert_snapshot!(check_target("from = \"2024-01-01\"\nvalue = 7\nby = \"2025-03-31\"\nbody = \"nroth\""), @r#"
    error[unknown-body]: there is no body `nroth`
      --> missions/m.toml:16:8
       |
    16 | body = "nroth"
       |        ^^^^^^^
       |
       = help: did you mean `north`?
    "#);
}

#[test]
fn a_target_with_two_aims() {
    let points = "points = [{ by = \"2025-03-31\", value = 7 }]";
    assert_snapshot!(check_target(&format!("from = \"2024-01-01\"\nvalue = 7\n{points}")), @r"
    error[invalid-value]: `points` and `value` exclude each other
      --> missions/m.toml:14:9
       |
    14 | value = 7
       |         ^
       |
       = help: leave one of them out
    ");
    assert_snapshot!(check_target(&format!("from = \"2024-01-01\"\nby = \"2025-03-31\"\n{points}")), @r#"
    error[invalid-value]: `points` and `by` exclude each other
      --> missions/m.toml:14:6
       |
    14 | by = "2025-03-31"
       |      ^^^^^^^^^^^^
       |
       = help: leave one of them out
    "#);
}

#[test]
fn dates_that_are_none_or_out_of_order() {
    assert_snapshot!(check_target("from = \"1 January\"\nvalue = 7\nby = \"2025-02-30\""), @r#"
    error[invalid-period]: `1 January` is not a date
      --> missions/m.toml:13:8
       |
    13 | from = "1 January"
       |        ^^^^^^^^^^^
       |
       = help: write it like `2024-03-31`

    error[invalid-period]: `2025-02-30` is not a date
      --> missions/m.toml:15:6
       |
    15 | by = "2025-02-30"
       |      ^^^^^^^^^^^^
       |
       = help: write it like `2024-03-31`
    "#);
    assert_snapshot!(check_target("from = 2024-01-01\nuntil = 2023-12-31\nvalue = 7\nby = 2025-03-31"), @r"
    error[invalid-value]: `until` is 2023-12-31, before `from`, which is 2024-01-01
      --> missions/m.toml:14:9
       |
    14 | until = 2023-12-31
       |         ^^^^^^^^^^
    ");
    let points = "points = [{ by = 2025-03-31, value = 7 }, { by = 2025-03-31, value = 8 }]";
    assert_snapshot!(check_target(&format!("from = 2024-01-01\n{points}")), @r"
    error[invalid-value]: the points are not in order: 2025-03-31 comes after 2025-03-31
      --> missions/m.toml:14:43
       |
    14 | points = [{ by = 2025-03-31, value = 7 }, { by = 2025-03-31, value = 8 }]
       |                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ");
}

#[track_caller]
fn check_ratio(keys: &str) -> String {
    let ratio = format!("[[measure]]\nid = \"rate\"\ntitle = \"Rate\"\n{keys}\n\n[[obligation]]");
    check_instead("[[obligation]]", &ratio)
}

#[test]
fn a_ratio_that_cannot_be_taken() {
    let ratio = "adds_up = { numerator = \"referrals\", denominator = \"referrals\" }";
    assert_snapshot!(check_ratio(&format!("every = \"month\"\n{ratio}")), @r#"
    error[invalid-value]: `referrals` is reported every quarter, and the ratio is taken every month
      --> missions/m.toml:15:25
       |
    15 | adds_up = { numerator = "referrals", denominator = "referrals" }
       |                         ^^^^^^^^^^^

    error[invalid-value]: `referrals` is reported every quarter, and the ratio is taken every month
      --> missions/m.toml:15:52
       |
    15 | adds_up = { numerator = "referrals", denominator = "referrals" }
       |                                                    ^^^^^^^^^^^
    "#);
    assert_snapshot!(check_ratio(&format!("every = \"quarter\"\nunit = \"pounds\"\n{ratio}")), @r#"
    error[invalid-value]: a ratio is counted in percent
      --> missions/m.toml:15:8
       |
    15 | unit = "pounds"
       |        ^^^^^^^^
       |
       = help: leave `unit` out, or write `unit = "percent"`
    "#);
    assert_snapshot!(check_ratio("every = \"quarter\"\nadds_up = { numerator = \"referrals\" }"), @r#"
    error[toml]: a ratio lacks `denominator`
      --> missions/m.toml:15:11
       |
    15 | adds_up = { numerator = "referrals" }
       |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: add a line such as `denominator = "attendances"`
    "#);
    let itself = "adds_up = { numerator = \"rate\", denominator = \"referals\" }";
    assert_snapshot!(check_ratio(&format!("every = \"quarter\"\n{itself}")), @r#"
    error[invalid-value]: `rate` is a ratio itself
      --> missions/m.toml:15:25
       |
    15 | adds_up = { numerator = "rate", denominator = "referals" }
       |                         ^^^^^^
       |
       = help: take a ratio of measures that are reported

    error[unknown-measure]: there is no measure `referals`
      --> missions/m.toml:15:47
       |
    15 | adds_up = { numerator = "rate", denominator = "referals" }
       |                                               ^^^^^^^^^^
       |
       = help: did you mean `referrals`?
    "#);
}
