//! Cases that stand in a table, one to a row, and reports that several tests begin with.

use insta::assert_snapshot;

use super::project::check;

const FIXTURE: &str = r#"
[[fixture]]
id = "probation-is-well"
[[fixture.input_series]]
measure = "referrals"
body = "probation"
from = "2020-Q1"
values = "120"
"#;

/// The prisons' figure decides, whatever the rows say besides.
fn tests(table: &str) -> String {
    format!(
        "{FIXTURE}
[[test]]
name = \"a body keeps pace\"
mission = \"housing\"
fixtures = [\"probation-is-well\"]

[test.table]
eval_time = \"2020-06-01\"
given = [{{ measure = \"referrals\", body = \"prisons\", period = \"2020-Q1\" }}]
expect = [\"housing/refer/prisons 2020-Q1\", \"housing/refer 2020-Q1\"]
{table}"
    )
}

#[test]
fn each_row_is_a_test() {
    let rows = r#"rows = [
    [100, "met", "met"],
    ["99.5[p]", { verdict = "missed", reason = { contains = "99.5" } }, "missed"],
    ["_", "no-data", "no-data"],
    ["[c]", "no-data", "no-data"],
]
"#;
    assert_snapshot!(check(&tests(rows)), @r#"
    a body keeps pace, row 1: 100, met, met: passed
    a body keeps pace, row 2: 99.5[p], { verdict = "missed", reason = { contains = "99.5" } }, missed: passed
    a body keeps pace, row 3: _, no-data, no-data: passed
    a body keeps pace, row 4: [c], no-data, no-data: passed
    "#);
}

#[test]
fn a_row_that_comes_out_otherwise_is_told_at_its_line() {
    assert_snapshot!(check(&tests("rows = [\n    [100, \"met\", \"met\"],\n    [12, \"met\", \"missed\"],\n]\n")), @"
    a body keeps pace, row 1: 100, met, met: passed
    a body keeps pace, row 2: 12, met, missed: failed
    tests/t.toml:21, on 1 June 2020: verdict of housing/refer/prisons 2020-Q1
      expected  met
      found     missed (12 of 100)
    ");
}

#[test]
fn what_the_test_says_besides_holds_in_each_row() {
    let more = "rows = [[100, \"met\", \"met\"], [1, \"missed\", \"missed\"]]\n[[test.check]]\neval_time = \"2020-03-01\"\nexp_alerts = [\"housing/refer\"]\n";
    assert_snapshot!(check(&tests(more)), @"
    a body keeps pace, row 1: 100, met, met: failed
    tests/t.toml:22, on 1 March 2020: state of housing/refer
      expected  open
      found     inactive
    a body keeps pace, row 2: 1, missed, missed: failed
    tests/t.toml:22, on 1 March 2020: state of housing/refer
      expected  open
      found     inactive
    ");
}

#[test]
fn rows_that_cannot_be_played() {
    let rows = "rows = [\n    [100, \"met\"],\n    [\"1x3\", \"met\", \"met\"],\n    [\"many\", \"mett\", \"met\"],\n    7,\n]\n";
    assert_snapshot!(check(&tests(rows)), @r#"
    error[test]: the row has 2 values, and there are 3 columns
      --> tests/t.toml:20:5
       |
    20 |     [100, "met"],
       |     ^^^^^^^^^^^^
       |
       = help: write a figure for each column of `given`, and then a verdict for each of `expect`

    error[invalid-value]: `1x3` is more than one figure
      --> tests/t.toml:21:6
       |
    21 |     ["1x3", "met", "met"],
       |      ^^^^^
       |
       = help: write a figure such as `210` or `"210[p]"`, `"_"` for no report, or `".."` or `"[c]"` for an absence

    error[invalid-value]: `many` is no figure
      --> tests/t.toml:22:6
       |
    22 |     ["many", "mett", "met"],
       |      ^^^^^^
       |
       = help: write a figure such as `210` or `"210[p]"`, `"_"` for no report, or `".."` or `"[c]"` for an absence

    error[invalid-value]: `rows` cannot be `mett`
      --> tests/t.toml:22:14
       |
    22 |     ["many", "mett", "met"],
       |              ^^^^^^
       |
       = help: did you mean `met`?

    error[toml]: `rows` must be a row such as `[210, "met"]`, not a number
      --> tests/t.toml:23:5
       |
    23 |     7,
       |     ^
    "#);
    assert_snapshot!(check(&tests("rows = []\n")), @r#"
    error[test]: the table has no rows, so it cannot fail
      --> tests/t.toml:15:1
       |
    15 | [test.table]
       | ^^^^^^^^^^^^
       |
       = help: add a row to `rows`, such as `[210, "met"]`
    "#);
    let unknown = tests("rows = [[1, \"met\", \"met\"], [2, \"met\", \"met\"]]\n");
    let unknown = unknown
        .replace("\"prisons\", period", "\"prison\", period")
        .replace("refer 2020-Q1", "refre 2020-Q1");
    assert_snapshot!(check(&unknown), @r#"
    error[unknown-body]: there is no body `prison`
      --> tests/t.toml:17:42
       |
    17 | given = [{ measure = "referrals", body = "prison", period = "2020-Q1" }]
       |                                          ^^^^^^^^
       |
       = help: did you mean `prisons`?

    error[unknown-obligation]: there is no obligation `housing/refre`
      --> tests/t.toml:18:44
       |
    18 | expect = ["housing/refer/prisons 2020-Q1", "housing/refre 2020-Q1"]
       |                                            ^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: did you mean `housing/refer`?
    "#);
}

#[test]
fn fixtures_that_are_not_there_or_broken() {
    let test = |named: &str| {
        format!(
            "\n[[test]]\nname = \"{named}\"\nfixtures = [\"{named}\"]\n[[test.check]]\neval_time = \"2020-06-01\"\nexp_alerts = []\n"
        )
    };
    let broken = FIXTURE.replace("\"probation\"", "\"probtion\"");
    assert_snapshot!(check(&format!("{broken}{FIXTURE}{}{}", test("probation-is-well"), test("probation-is-wel"))), @r#"
    error[unknown-body]: there is no body `probtion`
     --> tests/t.toml:6:8
      |
    6 | body = "probtion"
      |        ^^^^^^^^^^
      |
      = help: did you mean `probation`?

    error[duplicate-id]: two fixtures have the id `probation-is-well`
      --> tests/t.toml:11:6
       |
    11 | id = "probation-is-well"
       |      ^^^^^^^^^^^^^^^^^^^
       |
      ::: tests/t.toml:3:6
       |
     3 | id = "probation-is-well"
       |      ------------------- the first one
       |
       = help: give one of them another id

    error[test]: there is no fixture `probation-is-wel`
      --> tests/t.toml:27:13
       |
    27 | fixtures = ["probation-is-wel"]
       |             ^^^^^^^^^^^^^^^^^^
       |
       = help: did you mean `probation-is-well`?
    "#);
}
