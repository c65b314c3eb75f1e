//! How often something is reported, as declarations spell it.

use insta::assert_snapshot;
use jiff::civil::date;

use super::check::check_mission;
use super::texts::sources;
use crate::compile::compile;

const MEASURE: &str =
    "[mission]\nid = \"m\"\ntitle = \"M\"\n[[measure]]\nid = \"homes\"\ntitle = \"Homes\"\n";

/// The period that holds 10 January 2025, with its days.
#[track_caller]
fn holding_january(every: &str) -> String {
    let texts = format!("=== missions/m.toml\n{MEASURE}every = {every}\n");
    let program = compile(&sources(&texts)).program.expect("the texts are sound");
    let period = program.catalogue.measures["homes"].every.containing(date(2025, 1, 10));
    format!("{period}: {} to {}", period.first_day(), period.last_day())
}

#[test]
fn halves_and_terms_have_names_of_their_own() {
    assert_eq!(holding_january("\"half-year\""), "2025-H1: 2025-01-01 to 2025-06-30");
    assert_eq!(holding_january("\"financial-half-year\""), "2024/25-H2: 2024-10-01 to 2025-03-31");
    assert_eq!(holding_january("\"term\""), "2024/25-T2: 2025-01-01 to 2025-03-31");
}

#[test]
fn years_weeks_and_parts_begin_on_other_days() {
    assert_eq!(holding_january("{ year_starts = \"1 October\" }"), "2024/25: 2024-10-01 to 2025-09-30");
    assert_eq!(holding_january("{ year_starts = \"6 April\" }"), "2024/25: 2024-04-06 to 2025-04-05");
    assert_eq!(holding_january("{ week_starts = \"Sunday\" }"), "2025-01-05/P7D: 2025-01-05 to 2025-01-11");
    let terms = "{ starts = [\"1 August\", \"1 January\", \"1 May\"] }";
    assert_eq!(holding_january(terms), "2024/25-T2: 2025-01-01 to 2025-04-30");
    let half_terms = "{ starts = [\"1 Sep\", \"1 Nov\", \"1 Jan\", \"15 Feb\", \"1 Apr\", \"1 Jun\"] }";
    assert_eq!(holding_january(half_terms), "2024/25-P3: 2025-01-01 to 2025-02-14");
}

#[test]
fn what_is_no_cadence_is_told_with_a_way_out() {
    let told = |every: &str| check_mission(&format!("{MEASURE}every = {every}\n"));
    assert_snapshot!(told("\"terms\""), @r#"
    error[invalid-value]: `every` cannot be `terms`
     --> missions/m.toml:7:9
      |
    7 | every = "terms"
      |         ^^^^^^^
      |
      = help: did you mean `term`?
    "#);
    assert_snapshot!(told("{ year_starts = \"29 February\" }"), @r#"
    error[invalid-period]: `29 February` is no day of every year
     --> missions/m.toml:7:25
      |
    7 | every = { year_starts = "29 February" }
      |                         ^^^^^^^^^^^^^
      |
      = help: write it like `1 October`
    "#);
    assert_snapshot!(told("{ starts = [\"1 September\", \"1 April\", \"1 January\"] }"), @r#"
    error[invalid-value]: the parts of a year begin one after the other, within twelve months
     --> missions/m.toml:7:20
      |
    7 | every = { starts = ["1 September", "1 April", "1 January"] }
      |                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: write them in order, the day with which the year begins first
    "#);
    assert_snapshot!(told("{ starts = [\"1 Jan\", \"1 Feb\", \"1 Mar\", \"1 Apr\", \"1 May\", \"1 Jun\", \"1 Jul\"] }"), @r#"
    error[invalid-value]: a year has six parts at the most
     --> missions/m.toml:7:20
      |
    7 | every = { starts = ["1 Jan", "1 Feb", "1 Mar", "1 Apr", "1 May", "1 Jun", "1 Jul"] }
      |                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: write two to six days
    "#);
    assert_snapshot!(told("{ week_starts = \"Sonday\" }"), @r#"
    error[invalid-value]: `week_starts` cannot be `Sonday`
     --> missions/m.toml:7:25
      |
    7 | every = { week_starts = "Sonday" }
      |                         ^^^^^^^^
      |
      = help: did you mean `Monday`?
    "#);
    assert_snapshot!(told("{ year_starts = \"1 October\", week_starts = \"Sunday\" }"), @r#"
    error[invalid-value]: `year_starts` and `week_starts` exclude each other
     --> missions/m.toml:7:52
      |
    7 | every = { year_starts = "1 October", week_starts = "Sunday" }
      |                                                    ^^^^^^^^
      |
      = help: leave one of them out
    "#);
    assert_snapshot!(told("{ step_months = 3 }"), @"
    error[toml]: a cadence lacks `rolling_months`
     --> missions/m.toml:7:9
      |
    7 | every = { step_months = 3 }
      |         ^^^^^^^^^^^^^^^^^^^
      |
      = help: add a line such as `rolling_months = 12`
    ");
}
