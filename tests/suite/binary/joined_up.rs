//! The example on real figures: what it finds, in words and in JSON, and that asking changes nothing.

use std::collections::BTreeSet;

use serde_json::Value;
use tests::process::{Folder, as_nobody, remit};

const AS_OF: &str = "run project --as-of 2024-08-31";

fn answer(folder: &Folder) -> Value {
    let answer = remit(folder, &format!("{AS_OF} --format json"));
    assert_eq!((answer.code, &*answer.err), (Some(1), ""));
    serde_json::from_str(&answer.out).unwrap()
}

/// The periods of one verdict of one contribution, in the order of the answer.
fn periods(answer: &Value, contribution: &str, verdict: &str) -> String {
    let verdicts = answer["verdicts"].as_array().unwrap().iter();
    let wanted = verdicts.filter(|said| said["contribution"] == contribution && said["verdict"] == verdict);
    wanted.map(|said| said["period"].as_str().unwrap()).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_board_member_reads_what_is_missed_by_whom_and_since_when() {
    let answer = remit(&Folder::joined_up(), AS_OF);
    insta::assert_snapshot!(answer);
}

#[test]
fn prisons_and_jobcentres_missed_what_the_figures_say() {
    let answer = answer(&Folder::joined_up());
    insta::assert_snapshot!(periods(&answer, "adult_prison", "missed"), @"2021-Q3 2021-Q4 2022-Q1 2022-Q2 2022-Q3 2022-Q4 2023-Q1 2023-Q2 2023-Q3 2023-Q4 2024-Q1");
    insta::assert_snapshot!(periods(&answer, "jobcentre_plus", "missed"), @"2019-Q4 2020-Q1 2020-Q2 2023-Q2");
}

#[test]
fn every_period_of_every_obligation_is_in_the_answer() {
    let answer = answer(&Folder::joined_up());
    let verdicts = answer["verdicts"].as_array().unwrap();
    let count = |mission: &str| verdicts.iter().filter(|said| said["mission"] == mission).count();
    // From Q4 2019 to the quarter that August 2024 stands in: 20 quarters of nine contributions and the whole.
    assert_eq!(count("homelessness"), 20 * 10);
    // From June to August 2024: three months of England, seven regions and the whole.
    assert_eq!(count("health"), 3 * 9);
}

/// The keys of all objects in a list, and what kinds of values they have.
fn keys(list: &Value) -> String {
    let kind = |value: &Value| match value {
        Value::Null => "null",
        Value::Bool(_) => "truth",
        Value::Number(_) => "number",
        Value::String(_) => "text",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    };
    let objects = list.as_array().unwrap().iter().map(|object| object.as_object().unwrap());
    let keys: BTreeSet<String> =
        objects.flatten().map(|(key, value)| format!("{key}: {}", kind(value))).collect();
    keys.into_iter().collect::<Vec<_>>().join(", ")
}

#[test]
fn the_json_has_the_documented_keys_and_no_other() {
    let answer = answer(&Folder::joined_up());
    insta::assert_snapshot!(keys(&Value::Array(vec![answer.clone()])), @"alerts: list, as_of: text, due: list, receipts: list, reporting: object, revision: text, verdicts: list");
    insta::assert_snapshot!(keys(&answer["verdicts"]), @"body: text, contribution: null, contribution: text, mission: text, obligation: text, period: text, reason: text, verdict: text");
    insta::assert_snapshot!(keys(&answer["alerts"]), @"at_risk: list, body: text, broken_by: list, id: text, message: text, mission: text, obligation: text, periods: list, recipients: list, responses: list, severity: text, since: text, state: text");
    insta::assert_snapshot!(keys(&answer["receipts"]), @"accepted: number, feed: text, file: text, quarantined: number, revised: number, skipped: number, unchanged: number");
}

#[test]
fn an_alert_names_who_broke_it() {
    let answer = answer(&Folder::joined_up());
    let told = answer["alerts"].as_array().unwrap().iter().map(|alert| {
        let [id, state, since, broken_by] = ["id", "state", "since", "broken_by"].map(|key| &alert[key]);
        format!("{id} {state} {since} {broken_by}\n")
    });
    insta::assert_snapshot!(told.collect::<String>(), @r#"
    "health/four-hours" "firing" "2024-07-14T23:00:00Z" ["england","south-west","midlands","east-of-england","north-west","north-east-and-yorkshire"]
    "homelessness/duty-to-refer" "firing" "2021-04-30T23:00:00Z" ["adult_prison"]
    "#);
}

#[test]
fn asking_about_another_day_writes_nothing() {
    let folder = Folder::joined_up();
    let before = folder.listing();
    answer(&folder);
    remit(&folder, "explain project homelessness/duty-to-refer --as-of 2024-08-31");
    remit(&folder, "check project");
    assert_eq!(folder.listing(), before);
}

#[test]
fn asking_about_another_day_needs_no_right_to_write() {
    let folder = Folder::joined_up();
    match as_nobody(&folder, AS_OF) {
        Some(answer) => assert_eq!((answer.code, &*answer.err), (Some(1), "")),
        None => println!("skipped: this account cannot run a program as another"),
    }
}

#[test]
fn the_day_before_a_quarter_is_due_it_is_not_held_against_anyone() {
    let folder = Folder::joined_up();
    let missed = |day: &str| {
        let answer = remit(&folder, &format!("run project --as-of {day} --format json"));
        let answer: Value = serde_json::from_str(&answer.out).unwrap();
        periods(&answer, "adult_prison", "missed")
    };
    // Nobody wrote down when these figures became known: that of the last quarter of 2021 makes nothing certain before it was due.
    assert!(!missed("2022-04-30").contains("2021-Q4"));
    assert!(missed("2022-05-01").contains("2021-Q4"));
}
