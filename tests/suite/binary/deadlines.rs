//! Deadlines as people are told of them: those that roll to a working day, each by the bank holidays of whoever reports, and bank holidays
//! that do not reach far enough.

use tests::process::{Folder, remit};

const PROJECT: &str = r#"
[calendar]
bank_holidays = "bank-holidays.json"

[[feed]]
id = "homes"
folder = "feeds/homes"
measure = "homes"
vintage = "backfill"

[feed.columns]
period = "period"
body = "body"
value = "value"
"#;

const HOLIDAYS: &str = r#"
{ "england-and-wales": { "events": [{ "date": "2024-12-25" }] },
  "scotland": { "events": [{ "date": "2024-12-02" }, { "date": "2024-12-25" }] } }
"#;

const BODIES: &str = "id,name,kind,jurisdiction\nleeds,Leeds,council,\nfife,Fife,council,scotland\n";

const MISSION: &str = r#"
[mission]
id = "m"
title = "Homes for everyone"

[[measure]]
id = "homes"
title = "Homes let"
every = "term"
due = { timely_months = 3, roll = "next-working-day" }

[[obligation]]
id = "homes"
title = "Councils let homes"
lead = "leeds"
from = "2023/24-T3"
measure = "homes"
rule = "at-least"
params = { level = 1 }

[[obligation.contribution]]
each = { kind = "council" }
"#;

fn councils() -> Folder {
    let folder = Folder::missing();
    folder.drop_in("remit.toml", PROJECT);
    folder.drop_in("bank-holidays.json", HOLIDAYS);
    folder.drop_in("bodies.csv", BODIES);
    folder.drop_in("missions/m.toml", MISSION);
    folder.drop_in("feeds/homes/a.csv", "period,body,value\nT2 2023/24,leeds,4\n");
    folder
}

/// 30 November 2024 is a Saturday, and Monday 2 December a bank holiday in Scotland.
#[test]
fn a_deadline_rolls_to_the_next_working_day_of_whoever_reports() {
    let folder = councils();
    insta::assert_snapshot!(remit(&folder, "due project --as-of 2024-11-20"), @"
    Two reports are still to come by 20 December 2024.
    project, as of 20 November 2024
    Leeds: one report
      Due 2 December 2024: Homes let for term 3 of 2023/24
      Say: “Please remember that Homes let for term 3 of 2023/24 is due on 2 December 2024; send it to feeds/homes by then.”
    Fife: one report
      Due 3 December 2024: Homes let for term 3 of 2023/24
      Say: “Please remember that Homes let for term 3 of 2023/24 is due on 3 December 2024; send it to feeds/homes by then.”

    exit code 0
    ");
    let calendar = remit(&folder, "due project --as-of 2024-11-20 --format icalendar");
    let days = calendar.out.lines().filter(|line| line.starts_with("DTSTART") || line.starts_with("UID"));
    insta::assert_snapshot!(days.collect::<Vec<_>>().join("\n"), @"
    UID:homes.leeds.2023/24-T3@due.remit
    DTSTART;VALUE=DATE:20241202
    UID:homes.fife.2023/24-T3@due.remit
    DTSTART;VALUE=DATE:20241203
    ");
}

#[test]
fn bank_holidays_that_end_before_a_deadline_are_told_by_check() {
    let answer = remit(&councils(), "check project");
    let told: Vec<&str> = answer.err.lines().filter(|line| line.starts_with("warning[calendar]")).collect();
    assert_eq!(told.len(), 2, "{answer}");
    assert!(told[0].starts_with(
        "warning[calendar]: the bank holidays of `england-and-wales` end with 2024, and `m/homes` has until "
    ));
    assert!(told[1].starts_with(
        "warning[calendar]: the bank holidays of `scotland` end with 2024, and `m/homes` has until "
    ));
}
