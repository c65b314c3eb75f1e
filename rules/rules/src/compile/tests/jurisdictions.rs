//! Whose bank holidays bodies keep.

use insta::assert_snapshot;

use super::check::check;
use super::texts::{HOUSING, sources};
use crate::compile::{check_holiday_years, compile};
use crate::diagnostic::{Colour, render};

const BODIES: &str = "id,name,kind,parent,jurisdiction\nmhclg,Ministry,department,,\nscotland,Scotland,nation,,scotland\nfife,Fife,council,scotland,\nleeds,Leeds,council,mhclg,\n";
const HOLIDAYS: &str = "{ \"england-and-wales\": { \"events\": [{ \"date\": \"2025-01-01\" }] }, \"scotland\": { \"events\": [{ \"date\": \"2025-01-02\" }] } }\n";

fn project(bodies: &str, calendar: &str) -> String {
    format!("=== missions/m.toml\n{HOUSING}=== bodies.csv\n{bodies}{calendar}")
}

fn with_holidays() -> String {
    format!(
        "=== remit.toml\n[calendar]\nbank_holidays = \"bank-holidays.json\"\n=== bank-holidays.json\n{HOLIDAYS}"
    )
}

#[test]
fn a_body_keeps_the_bank_holidays_of_the_nearest_body_above_it() {
    let program = compile(&sources(&project(BODIES, &with_holidays()))).program.expect("sound texts");
    let is_off = |body: &str| {
        let calendar = program.calendar_of(&engine::model::BodyId::new(body));
        !calendar.is_working_day(jiff::civil::date(2025, 1, 2))
    };
    let off: Vec<&str> =
        ["mhclg", "scotland", "fife", "leeds"].into_iter().filter(|body| is_off(body)).collect();
    assert_eq!(off, ["scotland", "fife"]);
}

#[test]
fn a_jurisdiction_without_bank_holidays_is_told_where_it_is_written() {
    let misspelt = BODIES.replace(",,scotland", ",,scotlnd");
    assert_snapshot!(check(&project(&misspelt, &with_holidays())), @"
    error[invalid-value]: the project has no bank holidays of `scotlnd`
     --> bodies.csv:3:27
      |
    3 | scotland,Scotland,nation,,scotlnd
      |                           ^^^^^^^
      |
      = help: did you mean `scotland`?
    ");
    assert_snapshot!(check(&project(BODIES, "")), @"
    error[invalid-value]: the project has no bank holidays of `scotland`
     --> bodies.csv:3:27
      |
    3 | scotland,Scotland,nation,,scotland
      |                           ^^^^^^^^
      |
      = help: add [calendar] with `bank_holidays` to remit.toml, or leave the field empty
    ");
}

#[test]
fn a_project_without_jurisdictions_stays_the_one_that_it_was() {
    let revision = |bodies: &str, holidays: &str| {
        let program = compile(&sources(&project(bodies, holidays))).program.expect("sound texts");
        program.missions["housing"].revision.clone()
    };
    let plain = BODIES.replace(",,scotland", ",,");
    let other = with_holidays().replace("2025-01-02", "2025-01-03");
    assert_eq!(revision(&plain, &with_holidays()), revision(&plain, &other));
    assert_ne!(revision(BODIES, &with_holidays()), revision(BODIES, &other));
}

/// What is said on a day of bank holidays that do not reach far enough, for reports that are due like this.
fn told_on(today: &str, due: &str) -> String {
    let mission = HOUSING.replace("timely_days = 120", due);
    let sources =
        sources(&format!("=== missions/m.toml\n{mission}=== bodies.csv\n{BODIES}{}", with_holidays()));
    let program = compile(&sources).program.expect("sound texts");
    render(&check_holiday_years(&sources, &program, today.parse().expect("a day")), Colour::Plain)
}

#[test]
fn bank_holidays_that_do_not_reach_a_deadline_are_told() {
    let due = "timely_working_days = 20";
    assert_snapshot!(told_on("2025-11-01", due), @r#"
    warning[calendar]: the bank holidays of `england-and-wales` begin with 2025, and `housing/refer` was due on 28 January 2020
     --> bank-holidays.json:1:47
      |
    1 | { "england-and-wales": { "events": [{ "date": "2025-01-01" }] }, "scotland": { "events": [{ "date": "2025-01-02" }] } }
      |                                               ^^^^^^^^^^^^
      |
      = help: add those of the years before; until then every weekday before 2025 counts as a working day

    warning[calendar]: the bank holidays of `england-and-wales` end with 2025, and `housing/refer` has until 28 January 2026
     --> bank-holidays.json:1:47
      |
    1 | { "england-and-wales": { "events": [{ "date": "2025-01-01" }] }, "scotland": { "events": [{ "date": "2025-01-02" }] } }
      |                                               ^^^^^^^^^^^^
      |
      = help: save https://www.gov.uk/bank-holidays.json again; until then every weekday after 2025 counts as a working day
    "#);
    assert_snapshot!(told_on("2026-01-02", due), @r#"
    warning[calendar]: the bank holidays of `england-and-wales` begin with 2025, and `housing/refer` was due on 28 January 2020
     --> bank-holidays.json:1:47
      |
    1 | { "england-and-wales": { "events": [{ "date": "2025-01-01" }] }, "scotland": { "events": [{ "date": "2025-01-02" }] } }
      |                                               ^^^^^^^^^^^^
      |
      = help: add those of the years before; until then every weekday before 2025 counts as a working day

    warning[calendar]: the bank holidays of `england-and-wales` end with 2025, and `housing/refer` has until 28 April 2026
     --> bank-holidays.json:1:47
      |
    1 | { "england-and-wales": { "events": [{ "date": "2025-01-01" }] }, "scotland": { "events": [{ "date": "2025-01-02" }] } }
      |                                               ^^^^^^^^^^^^
      |
      = help: save https://www.gov.uk/bank-holidays.json again; until then every weekday after 2025 counts as a working day
    "#);
    assert_eq!(told_on("2026-01-02", "timely_days = 120"), "", "no bank holiday counts");
}
