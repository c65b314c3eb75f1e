//! How often something is reported, as declarations spell it.

use insta::assert_snapshot;
use jiff::civil::date;

use super::check::{check, check_mission};
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

const NAMED: &str =
    "[[cadence]]\nid = \"school-term\"\nstarts = [\"1 September\", \"6 January\", \"22 April\"]\n";

/// A project that names periods, and a mission that is reported and owed by one of these names.
fn by_name(named: &str, every: &str) -> String {
    let owed = format!(
        "[[obligation]]\nid = \"o\"\ntitle = \"O\"\nlead = \"mhclg\"\nfrom = \"2024/25-T1\"\nevery = {every}\nmeasure = \"homes\"\nrule = \"always\"\n"
    );
    format!("=== remit.toml\n{named}=== missions/m.toml\n{MEASURE}every = {every}\n{owed}")
}

#[test]
fn periods_that_the_project_names_are_those_that_are_written_out() {
    let program = |texts: &str| compile(&sources(texts)).program.expect("the texts are sound");
    let named = program(&by_name(NAMED, "\"school-term\""));
    let written = program(&by_name("", "{ starts = [\"1 September\", \"6 January\", \"22 April\"] }"));
    let every = |program: &engine::program::Program| {
        (program.catalogue.measures["homes"].every, program.missions["m"].obligations[0].every)
    };
    assert_eq!(every(&named), every(&written));
}

#[test]
fn a_mission_is_another_one_once_the_periods_change_that_it_names() {
    let revision = |named: &str| {
        let program = compile(&sources(&by_name(named, "\"school-term\""))).program.expect("sound");
        (program.missions["m"].revision.clone(), program.catalogue.revision.clone())
    };
    let later = NAMED.replace("6 January", "7 January");
    let (before, after) = (revision(NAMED), revision(&later));
    assert!(before.0 != after.0 && before.1 != after.1, "both see the change");
    let other = format!("{NAMED}[[cadence]]\nid = \"board-year\"\nyear_starts = \"1 October\"\n");
    assert_eq!(revision(&other), before, "what it does not name is nothing to it");
    let rolling =
        |months| format!("[[cadence]]\nid = \"school-term\"\nrolling_months = {months}\nstep_months = 12\n");
    let measure = |named: &str| {
        let texts = format!("=== remit.toml\n{named}=== missions/m.toml\n{MEASURE}every = \"school-term\"\n");
        compile(&sources(&texts)).program.expect("sound").catalogue.revision.clone()
    };
    assert_ne!(measure(&rolling(36)), measure(&rolling(24)));
}

#[test]
fn a_name_that_is_not_there_is_told_with_those_that_are() {
    assert_snapshot!(check(&by_name(NAMED, "\"school-trem\"")), @r#"
    error[invalid-value]: `every` cannot be `school-trem`
     --> missions/m.toml:7:9
      |
    7 | every = "school-trem"
      |         ^^^^^^^^^^^^^
      |
      = help: did you mean `school-term`?

    error[invalid-value]: `every` cannot be `school-trem`
      --> missions/m.toml:13:9
       |
    13 | every = "school-trem"
       |         ^^^^^^^^^^^^^
       |
       = help: did you mean `school-term`?
    "#);
    assert_snapshot!(check(&by_name("", "\"season\"")), @r#"
    error[invalid-value]: `every` cannot be `season`
     --> missions/m.toml:7:9
      |
    7 | every = "season"
      |         ^^^^^^^^
      |
      = help: it may be `day`, `week`, `month`, `quarter`, `half-year`, `financial-half-year`, `term`, `financial-year`, `academic-year` or `year`, or a name that a [[cadence]] of `remit.toml` gives to periods of your own

    error[invalid-value]: `every` cannot be `season`
      --> missions/m.toml:13:9
       |
    13 | every = "season"
       |         ^^^^^^^^
       |
       = help: it may be `day`, `week`, `month`, `quarter`, `half-year`, `financial-half-year`, `term`, `financial-year`, `academic-year` or `year`, or a name that a [[cadence]] of `remit.toml` gives to periods of your own
    "#);
}

#[test]
fn names_are_told_apart() {
    let named = format!(
        "{NAMED}[[cadence]]\nid = \"term\"\nyear_starts = \"1 October\"\n{NAMED}[[cadence]]\nid = \"none\"\n"
    );
    assert_snapshot!(check(&by_name(&named, "\"school-term\"")), @r#"
    error[duplicate-id]: `term` is a word of `every` already, and would hide it
     --> remit.toml:5:6
      |
    5 | id = "term"
      |      ^^^^^^
      |
      = help: choose another name

    error[duplicate-id]: a second cadence is called `school-term`
     --> remit.toml:8:6
      |
    8 | id = "school-term"
      |      ^^^^^^^^^^^^^ the second
      |
     ::: remit.toml:2:6
      |
    2 | id = "school-term"
      |      ------------- the first
      |
      = help: give it another name, or leave one of them out

    error[toml]: nothing says when these periods begin
      --> remit.toml:10:1
       |
    10 | [[cadence]]
       | ^^^^^^^^^^^
       |
       = help: add a line such as `starts = ["1 September", "1 January", "1 April"]` or `year_starts = "1 October"`
    "#);
}
