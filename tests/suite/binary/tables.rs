//! Tables as departments make them, through the real program: titles and notes, another encoding, months as columns, blanks.

use serde_json::Value;
use tests::process::{Folder, remit};

const MISSION: &str = r#"
[mission]
id = "x"
title = "Attendances"

[[measure]]
id = "attendances"
title = "Attendances"
unit = "count"
every = "month"
better = "higher"
due = { timely_days = 20 }

[[obligation]]
id = "seen"
title = "People are seen"
lead = "ministry"
from = "2024-01"
until = "2024-03"
measure = "attendances"
rule = "r"

[[obligation.contribution]]
each = { kind = "council" }
"#;

const RULE: &str =
    "fn assess(my) { let v = my.value(); if v >= 10 { met(`${v}`) } else { missed(`${v} against 10`) } }\n";

const FEED: &str = r#"
[[feed]]
id = "f"
folder = "feeds/f"
measure = "attendances"

[feed.table]
encoding = "windows-1252"
delimiter = ";"
not_read = ["Year to date"]

[feed.columns]
period = { from = "headings" }
body = "Council"
"#;

fn project(table: &[u8]) -> Folder {
    let folder = Folder::missing();
    folder.drop_in("remit.toml", format!("[project]\ntitle = \"Case\"\n{FEED}"));
    folder.drop_in(
        "bodies.csv",
        "id,name,kind\nministry,Ministry,department\nleeds,Leeds,council\nyork,York,council\n",
    );
    folder.drop_in("missions/x.toml", MISSION);
    folder.drop_in("rules/r.rhai", RULE);
    folder.drop_in("feeds/f/a.csv", table);
    folder
}

/// What the program says on a day, and what it found out besides.
fn run(folder: &Folder, day: &str) -> (String, Value) {
    let told = remit(folder, &format!("run project --as-of {day}"));
    let answer = remit(folder, &format!("run project --as-of {day} --format json"));
    (format!("{}{}", told.err, told.out), serde_json::from_str(&answer.out).unwrap())
}

const TABLE: &[u8] = b"People seen \x96 by council;;;;\n\nCouncil;Jan-24;Feb-24;Mar-24;Year to date\nleeds;12;13;;25\nyork;11;9;;20\n\nNote: provisional;;;;\n";

#[test]
fn months_as_columns_are_judged_each_by_itself() {
    let folder = project(TABLE);
    let (told, answer) = run(&folder, "2024-05-01");
    assert!(told.contains("York: missed February 2024"), "{told}");
    assert!(told.contains("March 2024: reported as left blank in feeds/f/a.csv, line 4"), "{told}");
    assert!(!told.contains("nothing received"), "a blank was received: {told}");
    assert_eq!(
        (&answer["receipts"][0]["accepted"], &answer["receipts"][0]["quarantined"]),
        (&6.into(), &0.into())
    );
    let explained = remit(&folder, "explain project x/seen 2024-02 --as-of 2024-05-01");
    assert!(
        explained.out.contains("Attendances, February 2024: 13, feeds/f/a.csv, line 4"),
        "{}",
        explained.out
    );
}

#[test]
fn a_heading_that_names_no_month_is_told_once_and_blames_nobody() {
    let table = String::from_utf8_lossy(TABLE).replace("Year to date", "Total").replace('\u{fffd}', "-");
    let (told, answer) = run(&project(table.as_bytes()), "2024-05-01");
    let reason = "line 3: the heading `Total` names no period; list it under `not_read` in [feed.table] if that is meant";
    assert_eq!(told.matches(reason).count(), 1, "{told}");
    assert_eq!(
        (&answer["receipts"][0]["accepted"], &answer["receipts"][0]["quarantined"]),
        (&6.into(), &1.into())
    );
}

#[test]
fn a_heading_that_is_not_there_is_told_with_the_one_that_is() {
    let folder = project(TABLE);
    folder.drop_in(
        "remit.toml",
        format!("[project]\ntitle = \"Case\"\n{}", FEED.replace("\"Council\"", "\"Councl\"")),
    );
    let (told, _) = run(&folder, "2024-05-01");
    assert!(
        told.contains("the column `Councl` is missing") && told.contains("Did you mean `Council`"),
        "{told}"
    );
}
