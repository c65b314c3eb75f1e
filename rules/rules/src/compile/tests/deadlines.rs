//! When reports are due, as declarations spell it.

use insta::assert_snapshot;

use super::check::check_mission;
use super::texts::sources;
use crate::compile::compile;

const MEASURE: &str = "[mission]\nid = \"m\"\ntitle = \"M\"\n[[measure]]\nid = \"homes\"\ntitle = \"Homes\"\nevery = \"quarter\"\n";

/// The due day of the quarter to June 2026, for a measure with this `due`.
#[track_caller]
fn due_day(due: &str) -> String {
    let texts = format!("=== missions/m.toml\n{MEASURE}due = {{ {due} }}\n");
    let program = compile(&sources(&texts)).program.expect("the texts are sound");
    let measure = &program.catalogue.measures["homes"];
    let quarter = measure.every.parse("2026-Q2").expect("a quarter");
    measure.due.day(quarter, &program.calendar).to_string()
}

#[test]
fn a_deadline_is_counted_in_months_and_falls_on_a_day_of_a_month() {
    assert_eq!(due_day("timely_months = 2"), "2026-08-31");
    assert_eq!(due_day("timely_on = \"second Thursday\""), "2026-07-09");
    assert_eq!(due_day("timely_on = \"second Thursday\", timely_months = 2"), "2026-08-13");
    assert_eq!(due_day("timely_on = \"last working day\", timely_months = 4"), "2026-10-30");
    assert_eq!(due_day("timely_on = 15"), "2026-07-15");
}

#[test]
fn a_deadline_on_a_day_off_moves_where_that_is_said() {
    assert_eq!(due_day("timely_months = 4"), "2026-10-31");
    assert_eq!(due_day("timely_months = 4, roll = \"next-working-day\""), "2026-11-02");
    assert_eq!(due_day("timely_months = 4, roll = \"previous-working-day\""), "2026-10-30");
}

#[test]
fn what_is_no_deadline_is_told_with_a_way_out() {
    let told = |due: &str| check_mission(&format!("{MEASURE}{due}\n"));
    assert_snapshot!(told("due = { timely_on = \"fifth Thursday\" }"), @r#"
    error[invalid-value]: not every month has a fifth Thursday
     --> missions/m.toml:8:21
      |
    8 | due = { timely_on = "fifth Thursday" }
      |                     ^^^^^^^^^^^^^^^^
      |
      = help: write the fourth one, or the last, such as `last Thursday`
    "#);
    assert_snapshot!(told("due = { timely_on = \"2nd Thursday\" }"), @r#"
    error[invalid-value]: `2nd Thursday` is no day of a month
     --> missions/m.toml:8:21
      |
    8 | due = { timely_on = "2nd Thursday" }
      |                     ^^^^^^^^^^^^^^
      |
      = help: write it like `second Thursday`, `last Friday`, `third working day`, `last working day` or `10`
    "#);
    assert_snapshot!(told("due = { timely_months = 2, timely_days = 20 }"), @"
    error[invalid-value]: `timely_months` and `timely_days` exclude each other
     --> missions/m.toml:8:42
      |
    8 | due = { timely_months = 2, timely_days = 20 }
      |                                          ^^
      |
      = help: leave one of them out
    ");
    assert_snapshot!(told("due = { timely_months = 2, roll = \"next-day\" }"), @r#"
    error[invalid-value]: `roll` cannot be `next-day`
     --> missions/m.toml:8:35
      |
    8 | due = { timely_months = 2, roll = "next-day" }
      |                                   ^^^^^^^^^^
      |
      = help: it may be `next-working-day` or `previous-working-day`
    "#);
    assert_snapshot!(told("due = { timely_months = 2 }\nexpiry_days = 60"), @"
    error[invalid-value]: a report would expire before it is due
     --> missions/m.toml:9:15
      |
    9 | expiry_days = 60
      |               ^^
      |
      = help: write 62 or more, or 0 where a report always counts
    ");
}
