//! Faults in `remit.toml` and its calendar, and in the project as a whole.

use insta::assert_snapshot;
use language::read::TomlText;

use super::check::check;
use super::texts::{HOUSING, sources};
use crate::compile::compile;
use crate::declare::bank_holidays_path;
use crate::source::SourceText;

const HOLIDAYS: &str = r#"{
  "england-and-wales": { "division": "england-and-wales", "events": [
    { "title": "Christmas Day", "date": "2024-12-25", "notes": "", "bunting": true } ] },
  "scotland": { "division": "scotland", "events": [
    { "title": "2nd January", "date": "2024-01-02", "notes": "", "bunting": true } ] }
}
"#;

#[track_caller]
fn check_project(project: &str, holidays: Option<&str>) -> String {
    let holidays = holidays.map(|text| format!("=== bank-holidays.json\n{text}")).unwrap_or_default();
    let texts = format!("=== missions/m.toml\n{HOUSING}=== remit.toml\n{project}{holidays}");
    assert!(compile(&sources(&texts)).program.is_none(), "there is no program without a calendar");
    check(&texts)
}

#[test]
fn a_project_without_missions() {
    assert_snapshot!(check(""), @r"
    error[empty-project]: the project has no missions
     |
     = help: write the first one in a file such as `missions/first.toml`
    ");
}

#[test]
fn a_table_that_nobody_reads() {
    assert_snapshot!(check_project("[calender]\n", None), @r"
    error[toml]: the file has no key `calender`
     --> remit.toml:1:2
      |
    1 | [calender]
      |  ^^^^^^^^
      |
      = help: did you mean `calendar`?
    ");
    assert_snapshot!(check_project("[project]\ntimezone = \"Europe/London\"\n", None), @r#"
    error[toml]: [project] has no key `timezone`
     --> remit.toml:2:1
      |
    2 | timezone = "Europe/London"
      | ^^^^^^^^
      |
      = help: did you mean `time_zone`?
    "#);
    assert_snapshot!(check_project("[project\n", None), @r"
    error[toml]: this is not TOML: unclosed table, expected `]`
     --> remit.toml:1:9
      |
    1 | [project
      |         ^
    ");
}

#[test]
fn tables_of_plugins_are_left_to_them() {
    let project = "[[feed]]\nid = 1\n[[notifier]]\n[store]\nx = 1\n[server]\n[[route]]\n";
    assert_eq!(check(&format!("=== missions/m.toml\n{HOUSING}=== remit.toml\n{project}")), "");
}

/// What is said of a measure that prefers the councils, in a project with such feeds.
#[track_caller]
fn check_preference(feeds: &str) -> String {
    let mission = HOUSING.replacen("every = \"quarter\"", "every = \"quarter\"\nprefer = [\"councils\"]", 1);
    check(&format!("=== missions/m.toml\n{mission}=== remit.toml\n{feeds}"))
}

#[test]
fn a_preference_for_whom_no_feed_speaks() {
    assert_snapshot!(check_preference("[[feed]]\nid = \"a\"\nspeaks_for = \"concils\"\n[[feed]]\nid = \"b\"\n"), @r#"
    warning[feed]: no feed speaks for `councils`
      --> missions/m.toml:10:11
       |
    10 | prefer = ["councils"]
       |           ^^^^^^^^^^
       |
       = help: did you mean `concils`?
    "#);
    assert_eq!(check_preference("[[feed]]\nid = \"a\"\nspeaks_for = \"councils\"\n"), "");
    assert_eq!(check_preference("[project]\ntitle = \"No feeds yet\"\n"), "");
}

#[test]
fn a_time_zone_that_does_not_exist() {
    assert_snapshot!(check_project("[project]\ntime_zone = \"Europe/Lodnon\"\n", None), @r#"
    error[invalid-value]: there is no time zone `Europe/Lodnon`
     --> remit.toml:2:13
      |
    2 | time_zone = "Europe/Lodnon"
      |             ^^^^^^^^^^^^^^^
      |
      = help: did you mean `Europe/London`?
    "#);
}

#[test]
fn bank_holidays_that_are_not_there() {
    assert_snapshot!(check_project("[calendar]\nbank_holidays = \"bank-holidays.json\"\n", None), @r#"
    error[missing-file]: there is no file `bank-holidays.json`
     --> remit.toml:2:17
      |
    2 | bank_holidays = "bank-holidays.json"
      |                 ^^^^^^^^^^^^^^^^^^^^
      |
      = help: save https://www.gov.uk/bank-holidays.json under that name
    "#);
    assert_snapshot!(check_project("[calendar]\ndivision = \"scotland\"\n", None), @r#"
    error[toml]: [calendar] lacks `bank_holidays`
     --> remit.toml:1:1
      |
    1 | [calendar]
      | ^^^^^^^^^^
      |
      = help: add a line such as `bank_holidays = "bank-holidays.json"`
    "#);
    let wales = "[calendar]\nbank_holidays = \"bank-holidays.json\"\ndivision = \"scotlnd\"\n";
    assert_snapshot!(check_project(wales, Some(HOLIDAYS)), @r#"
    error[invalid-value]: `bank-holidays.json` has no bank holidays for `scotlnd`
     --> remit.toml:3:12
      |
    3 | division = "scotlnd"
      |            ^^^^^^^^^
      |
      = help: did you mean `scotland`?
    "#);
}

const CALENDAR: &str = "[calendar]\nbank_holidays = \"bank-holidays.json\"\n";

#[test]
fn a_bank_holiday_file_that_is_none() {
    assert_snapshot!(check_project(CALENDAR, Some("<html>\n")), @r"
    error[missing-file]: this is no bank-holiday file: expected value
     --> bank-holidays.json:1:1
      |
    1 | <html>
      | ^
      |
      = help: take the file from https://www.gov.uk/bank-holidays.json as it is
    ");
    assert_snapshot!(check_project(CALENDAR, Some("{ \"scotland\": {} }\n")), @r#"
    error[missing-file]: this is no bank-holiday file: missing field `events`
     --> bank-holidays.json:1:16
      |
    1 | { "scotland": {} }
      |                ^
      |
      = help: take the file from https://www.gov.uk/bank-holidays.json as it is
    "#);
    assert_snapshot!(check_project(CALENDAR, Some(&HOLIDAYS.replace("2024-12-25", "25/12/2024"))), @r#"
    error[invalid-period]: `25/12/2024` is not a date
     --> bank-holidays.json:3:41
      |
    3 |     { "title": "Christmas Day", "date": "25/12/2024", "notes": "", "bunting": true } ] },
      |                                         ^^^^^^^^^^^^
      |
      = help: write it like `2024-12-25`
    "#);
    assert_snapshot!(check_project(CALENDAR, Some("{}\n")), @r#"
    error[invalid-value]: `bank-holidays.json` has no bank holidays for `england-and-wales`
     --> remit.toml:2:17
      |
    2 | bank_holidays = "bank-holidays.json"
      |                 ^^^^^^^^^^^^^^^^^^^^
      |
      = help: take the file from https://www.gov.uk/bank-holidays.json as it is
    "#);
}

#[test]
fn the_calendar_knows_the_holidays_of_its_division() {
    let texts = format!(
        "=== missions/m.toml\n{HOUSING}=== remit.toml\n[project]\ntitle = \"T\"\n{CALENDAR}division = \"scotland\"\n=== bank-holidays.json\n{HOLIDAYS}"
    );
    let calendar = compile(&sources(&texts)).program.unwrap().calendar;
    assert!(!calendar.is_working_day(jiff::civil::date(2024, 1, 2)));
    assert!(calendar.is_working_day(jiff::civil::date(2024, 12, 25)));
}

#[test]
fn the_bank_holiday_file_is_named_by_the_project() {
    let named = |text: &str| bank_holidays_path(&TomlText::parse(&SourceText::new("remit.toml", text)));
    assert_eq!(named(CALENDAR).as_deref(), Some("bank-holidays.json"));
    assert_eq!(named(""), None);
    assert_eq!(named("[calendar]\nbank_holidays = 1\n"), None);
}
