//! Values in the text of a mission are found, changed and added.

use super::*;

const TEXT: &str = r#"# The mission.
[mission]
id = "health"
title = "Health"

[[measure]]
id = "four-hours"
title = "Seen within four hours" # as published
unit = "%"

[[target]]
measure = "four-hours"
from = "2023-12-22"
points = [{ by = "2024-03-31", value = 76 }, { by = "2025-03-31", value = 78 }] # of the plan

[[obligation]]
id = "a-and-e"
title = "A&E departments see people"
lead = "nhs-england"
from = "2024-Q1"
due = { timely_days = 20 }
rule = "at-least"
params = { floor = 0.8, word = "all" }

# The parts.
[[obligation.contribution]]
by = "north"
weight = 2

[[obligation.contribution]]
by = "south""#;

fn place(text: &str) -> Place {
    text.parse().expect("a place")
}

/// What was put into the text, with the lines around it.
#[track_caller]
fn put(at: &str, value: &str, from: Option<&str>) -> String {
    match rewrite(TEXT, &place(at), value, from) {
        Ok(rewritten) => {
            let Rewritten { text, put, before, .. } = rewritten;
            let (start, end) = (put.start, put.end);
            // All else stays, letter for letter.
            let old = before
                .as_deref()
                .filter(|_| from.is_none())
                .map_or(0, |_| TEXT.len() + put.len() - text.len());
            let around =
                |text: &str, end| [text.get(..start), text.get(end..)].map(|part| part.map(str::to_owned));
            assert_eq!(around(&text, end), around(TEXT, start + old));
            toml::de::DeTable::parse(&text).expect("it is TOML still");
            text.get(start..end).expect("it was put there").to_owned()
        }
        Err(fault) => fault.to_string(),
    }
}

#[test]
fn one_value_gives_way_to_another_and_nothing_else_changes() {
    assert_eq!(put("target/four-hours:2023-12-22/points/2025-03-31/value", "80.5", None), "80.5");
    assert_eq!(
        put("target/four-hours:2023-12-22/points/2025-03-31/by", "2026-03-31", None),
        "\"2026-03-31\""
    );
    assert_eq!(put("obligation/a-and-e/due/timely_days", "30", None), "30");
    assert_eq!(put("obligation/a-and-e/params/floor", "0.85", None), "0.85");
    assert_eq!(put("obligation/a-and-e/params/word", "say \"all\"", None), r#""say \"all\"""#);
    assert_eq!(put("obligation/a-and-e/contribution/north/weight", "3", None), "3");
    assert_eq!(put("measure/four-hours/title", "Seen in time", None), "\"Seen in time\"");
}

#[test]
fn a_key_that_is_not_written_is_added_behind_the_name() {
    assert_eq!(put("obligation/a-and-e/until", "2026-Q4", None), "until = \"2026-Q4\"\n");
    assert_eq!(put("obligation/a-and-e/contribution/south/weight", "2", None), "\nweight = 2\n");
}

#[test]
fn from_a_day_on_a_target_has_a_further_version() {
    let told = put("target/four-hours:2023-12-22/points/2025-03-31/value", "80", Some("2024-07-01"));
    insta::assert_snapshot!(told, @r#"

    [[target]]
    measure = "four-hours"
    from = "2024-07-01"
    points = [{ by = "2024-03-31", value = 76 }, { by = "2025-03-31", value = 80 }]
    "#);
}

#[test]
fn from_a_period_on_an_obligation_has_other_terms() {
    let told = put("obligation/a-and-e/params/floor", "0.9", Some("2025-Q1"));
    insta::assert_snapshot!(told, @r#"


    [[obligation.terms]]
    from = "2025-Q1"
    params = { floor = 0.9 }
    "#);
    let told = put("obligation/a-and-e/due/timely_days", "40", Some("2025-Q1"));
    insta::assert_snapshot!(told, @r#"


    [[obligation.terms]]
    from = "2025-Q1"
    due = { timely_days = 40 }
    "#);
}

#[test]
fn what_cannot_stand_there_is_refused() {
    let value = "target/four-hours:2023-12-22/points/2025-03-31/value";
    insta::assert_snapshot!(put(value, "many", None), @"write a number, such as 78");
    insta::assert_snapshot!(put(value, "78", None), @"it says that already");
    insta::assert_snapshot!(put(value, "80", Some("2023-01-01")), @"the change would begin on 2023-01-01, and what it changes holds only from 2023-12-22 on");
    insta::assert_snapshot!(put("obligation/a-and-e/title", "x", Some("2025-Q1")), @"a change of this value begins with no day of its own; leave it out");
    insta::assert_snapshot!(put("obligation/a-and-e/id", "other", None), @"nothing that can be changed stands at `obligation/a-and-e/id` in the mission's text");
    insta::assert_snapshot!(put("obligation/nobody/title", "other", None), @"nothing that can be changed stands at `obligation/nobody/title` in the mission's text");
    insta::assert_snapshot!(put("obligation/a-and-e/title", "two\nlines", None), @"write it on one line, with no more than 2000 letters");
    assert!("obligation".parse::<Place>().is_err() && "a//b".parse::<Place>().is_err());
}

#[test]
fn all_that_can_be_changed_is_found_by_the_grammar() {
    let told = values(TEXT, |values| {
        let written = values.iter().filter(|value| value.plain.is_some());
        let told =
            written.map(|value| format!("{} = {}", value.place, value.plain.clone().unwrap_or_default()));
        told.collect::<Vec<_>>().join("\n")
    });
    insta::assert_snapshot!(told.expect("TOML"), @"
    mission/title = Health
    measure/four-hours/title = Seen within four hours
    measure/four-hours/unit = %
    target/four-hours:2023-12-22/from = 2023-12-22
    target/four-hours:2023-12-22/points/2024-03-31/by = 2024-03-31
    target/four-hours:2023-12-22/points/2024-03-31/value = 76
    target/four-hours:2023-12-22/points/2025-03-31/by = 2025-03-31
    target/four-hours:2023-12-22/points/2025-03-31/value = 78
    obligation/a-and-e/title = A&E departments see people
    obligation/a-and-e/lead = nhs-england
    obligation/a-and-e/from = 2024-Q1
    obligation/a-and-e/due/timely_days = 20
    obligation/a-and-e/rule = at-least
    obligation/a-and-e/params/floor = 0.8
    obligation/a-and-e/params/word = all
    obligation/a-and-e/contribution/north/weight = 2
    ");
}

#[test]
fn two_tables_of_one_name_are_neither() {
    let text = TEXT.replace("by = \"south\"", "by = \"north\"");
    let found = find(&text, &place("obligation/a-and-e/contribution/north/weight"), |_| ());
    assert_eq!(found, None);
}
