//! `remit due` of what is owed besides reports: the ends of groups, and obligations that are to be accepted anew after a cut.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde_json::Value;
use tests::process::{Folder, remit};

use super::cuts::cut;
use super::groups::{firing, said};

fn undertakings(folder: &Folder, options: &str) -> Vec<Value> {
    let line = format!("due project --format json {options}");
    let answer = remit(folder, line.trim_end());
    let document: Value = serde_json::from_str(&answer.out).unwrap();
    document["undertakings"].as_array().cloned().unwrap_or_default()
}

/// What is said, whatever the day of the test: the end of the group and of the time that is looked ahead.
fn in_sixty_days(said: &str, until: Date) -> String {
    let ahead = until.saturating_add(40.days());
    said.replace(&words::english::date(until), "IN SIXTY DAYS").replace(&words::english::date(ahead), "AHEAD")
}

#[test]
fn a_group_is_asked_for_its_end_until_it_is_withdrawn() {
    let folder = firing();
    let until = Timestamp::now().to_zoned_datetime(TimeZone::UTC).date().saturating_add(60.days());
    let open = format!(
        "respond project homes/warmth group --by Ann --member north-council --member Sam --exit-test met:2 --until {until}"
    );
    assert_eq!(remit(&folder, &open).code, Some(0));
    assert!(undertakings(&folder, "").is_empty(), "its end is far away");
    insta::assert_snapshot!(in_sixty_days(&said(&folder, "due project --days 100 --mission homes"), until), @"
    No report is due, and none is late. One group is at work.
    Two missions, as of TODAY
    Reports due so far: 4 of 4 came in (100%), 4 on time (100%).

    Groups, and what is to be accepted anew
      Due IN SIXTY DAYS: North Council and Sam (Ministry of Homes) are to bring about that ‘Councils keep homes warm’ is met in two periods running
      Say: “Please see to it together by IN SIXTY DAYS that ‘Councils keep homes warm’ is met in two periods running.”

    exit code 0
    ");
    assert_eq!(undertakings(&folder, "--days 100")[0]["standing"], "coming");
    assert_eq!(undertakings(&folder, "--days 100 --body north-council").len(), 1);
    assert!(undertakings(&folder, "--days 100 --body south-council").is_empty());
    assert!(undertakings(&folder, "--days 100 --feed warmth").is_empty());
    let table = remit(&folder, "due project --days 100 --format csv").out;
    assert_eq!(
        table.lines().filter(|line| line.ends_with(",group\r") || line.ends_with(",group")).count(),
        2
    );
    let calendar = remit(&folder, "due project --days 100 --format icalendar").out;
    assert!(calendar.contains("UID:homes/warmth.group."), "{calendar}");
    assert!(calendar.contains(&format!("DTSTART;VALUE=DATE:{}", until.strftime("%Y%m%d"))), "{calendar}");
    assert_eq!(remit(&folder, "respond project homes/warmth withdraw --by Ann").code, Some(0));
    assert!(undertakings(&folder, "--days 100").is_empty());
}

#[test]
fn an_acceptance_is_asked_for_until_it_is_given() {
    let folder = cut();
    // Before anybody ran it, the ledger knows the texts before the cut, and the folder those after it.
    assert_eq!(undertakings(&folder, "").len(), 1);
    assert_eq!(remit(&folder, "run project").code, Some(0));
    insta::assert_snapshot!(said(&folder, "due project --mission homes"), @"
    No report is due, and none is late. One obligation is to be accepted anew.
    Two missions, as of TODAY

    Groups, and what is to be accepted anew
      To be accepted anew: ‘Councils keep homes warm’, by Ministry of Homes, North Council and South Council. The share of `Warmth Fund` was cut on TODAY from 50% to 25%.
      Say: “Please say whether you still accept ‘Councils keep homes warm’: remit respond homes/warmth/cut accept --by NAME. The share of `Warmth Fund` was cut on TODAY from 50% to 25%.”

    exit code 0
    ");
    let calendar = remit(&folder, "due project --format icalendar").out;
    assert!(calendar.contains("SUMMARY:To be accepted anew: Councils keep homes warm"), "{calendar}");
    for by in ["Sam", "Ann"] {
        remit(&folder, &format!("respond project homes/warmth/cut accept --by {by}"));
    }
    assert!(undertakings(&folder, "").is_empty(), "everybody accepted it");
}
