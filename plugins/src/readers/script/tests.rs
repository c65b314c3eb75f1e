//! Files through scripts: what goes in, what is set apart, and what happens when a script fails.

use std::fs;
use std::sync::Arc;

use engine::model::{FeedId, Load, SourceFile};
use insta::assert_snapshot;
use rules::diagnostic::{Colour, render};
use rules::source::SourceText;
use tempfile::TempDir;

use crate::host::{PluginTexts, Plugins};
use crate::readers::file_fault::ReadError;
use crate::readers::reader::{ReadContext, Reading};
use crate::readers::test_register::{catalogue, tell, tell_error};
use crate::settings::parse_with;

const MANIFEST: &str = r#"
[plugin]
name = "odd"
version = "1.0.0"
kind = "reader"
title = "Odd files"

[capabilities]
paths = ["codes/*.csv"]

[settings.measure]
type = "text"
default = "referrals"

[settings.token]
type = "text"
secret = true
"#;

const FEED: &str = r#"
[[plugin]]
name = "odd"
allow_paths = ["codes/bodies.csv"]

[[feed]]
id = "odd"
folder = "feeds"
format = "odd"
"#;

/// What comes of a file whose rows a script makes, in a project with a list of codes.
fn told_with(script: &str, feed: &str, text: &str) -> String {
    match read_with(script, feed, text) {
        Ok(reading) => tell(&reading),
        Err(error) => tell_error(&error),
    }
}

fn read_with(script: &str, feed: &str, text: &str) -> Result<Reading, ReadError> {
    let texts = PluginTexts {
        manifest: SourceText::new("plugins/odd/plugin.toml", MANIFEST),
        scripts: vec![SourceText::new("plugins/odd/reader.rhai", script)],
    };
    let (plugins, _) = Plugins::load(&[texts], None);
    let (settings, faults) = parse_with(&SourceText::new("remit.toml", feed), &plugins);
    let settings = settings.unwrap_or_else(|| panic!("{}", render(&faults, Colour::Plain)));
    let project = project();
    let feed = &settings.feeds[0];
    let reader = feed.format.reader(&feed.layout);
    let path = "feeds/a.2024-08-30.txt".to_owned();
    let file = Arc::new(SourceFile {
        feed: FeedId::new("odd"),
        path,
        hash: "hash".to_owned(),
        load: Load::Later,
        edition: engine::model::Edition::default(),
        speaks_for: None,
        sheets: engine::model::Sheets::default(),
    });
    let catalogue = catalogue();
    let context = ReadContext { catalogue: &catalogue, received: "2024-08-31T10:00:00Z".parse().unwrap() };
    reader.read_in(project.path(), &file, text.as_bytes(), &context)
}

fn project() -> TempDir {
    let project = TempDir::new().unwrap();
    fs::create_dir(project.path().join("codes")).unwrap();
    fs::write(project.path().join("codes/bodies.csv"), "code,body\n77,probation\n").unwrap();
    fs::write(project.path().join("codes/secret.csv"), "code\n").unwrap();
    project
}

/// What comes of the body of a `read(file)`.
#[track_caller]
fn told(body: &str, text: &str) -> String {
    told_with(&format!("fn read(file) {{ {body} }}"), FEED, text)
}

#[test]
fn rows_go_through_the_same_parts_as_those_of_every_other_format() {
    let rows = r#"[
        #{ measure: "referrals", body: "P1", period: "Q4 2018", value: 1234.0, line: 3 },
        #{ measure: "referrals", body: "probation", period: "2018-Q4", value: "1,250", status: "provisional", line: 4 },
        #{ measure: "referrals", body: "London", period: "2018-Q4", value: "5", line: 5 },
        #{ measure: "smoking", body: "london", period: "2018", value: "7.5%", vintage: "2024-05-01", line: 6 },
        #{ measure: "smoking", body: "wycombe", period: "2021", value: 8, line: 7 },
        #{ measure: "smokin", body: "london", period: "2018", value: 8, line: 8 },
        #{ measure: "referrals", body: "hm-prison-service", period: "2018-Q4", value: 1234, line: 9 },
        #{ measure: "referrals", body: "london", period: "2018-Q3", value: 1, line: 10 },
        #{ measure: "referrals", body: "london", period: "2018-Q3", value: 2, line: 11 },
    ]"#;
    assert_snapshot!(told(rows, "x"), @r"
    3: referrals of hm-prison-service in 2018-Q4 = 1234
    4: referrals of probation in 2018-Q4 = 1250 provisional
    6: smoking of london in 2018 = 7.5 at 2024-05-01T00:00:00Z
    7: smoking of buckinghamshire in 2021 = 8
    1 repeated
    line 5: unknown organisation `London`; did you mean `london`?
    line 8: unknown measure `smokin`; did you mean `smoking`?
    line 10: conflicting values for referrals of london in 2018-Q3: line 10 gives 1 and line 11 gives 2
    line 11: conflicting values for referrals of london in 2018-Q3: line 10 gives 1 and line 11 gives 2
    ");
}

#[test]
fn what_is_missing_is_never_nought() {
    let rows = r#"
        let missing = parse_json("[null]")[0];
        let row = |absent| 1;
        [
            #{ measure: "referrals", body: "P1", period: "2018-Q1", value: missing },
            #{ measure: "referrals", body: "P1", period: "2018-Q2", absent: "confidential" },
            #{ measure: "referrals", body: "P1", period: "2018-Q3", absent: ".." },
            #{ measure: "referrals", body: "P1", period: "2018-Q4", value: "" },
            #{ measure: "referrals", body: "P1", period: "2019-Q1", absent: "5" },
            #{ measure: "referrals", body: "P1", period: "2019-Q2", absent: "blank", value: 3 },
            #{ measure: "referrals", body: "P1", period: "2019-Q3" },
        ]"#;
    assert_snapshot!(told(rows, "x"), @r#"
    1: referrals of hm-prison-service in 2018-Q1 = absent: "left blank"
    2: referrals of hm-prison-service in 2018-Q2 = absent: "confidential"
    3: referrals of hm-prison-service in 2018-Q3 = absent: "not available"
    4: referrals of hm-prison-service in 2018-Q4 = absent: "left blank"
    line 5: the plugin `odd` gave a row that cannot be used: `absent` cannot be `5`; it may be `not-available`, `not-applicable`, `confidential`, `unreliable` or `blank`
    line 6: the plugin `odd` gave a row that cannot be used: a row has either `value` or `absent`, and this one has both
    line 7: it has no `value`
    "#);
}

#[test]
fn rows_that_cannot_be_used_are_set_apart_with_their_lines() {
    let rows = r#"
        let rows = rows();
        for row in parse_csv(file.text) {
            if row.code == "skip" { rows.add(#{ line: row["@line"], refuse: "it is a total." }); continue; }
            rows.add(#{ measure: "referrals", body: row.code, period: "2018-Q4", value: row.value, line: row["@line"] });
        }
        rows.add(7);
        rows.add(#{ boddy: "P1" });
        rows.add(#{ measure: "referrals", body: ["P1"], period: "2018-Q4", value: 1 });
        rows"#;
    assert_snapshot!(told(rows, "code,value\nP1,1\nskip,2\nP2\n"), @r"
    2: referrals of hm-prison-service in 2018-Q4 = 1
    line 3: it is a total; the plugin `odd` gave a row that cannot be used: a row must be a map, not a number
    line 4: it has 1 field where the header has 2; the plugin `odd` gave a row that cannot be used: a row has no key `boddy`; `body` may be meant
    line 5: the plugin `odd` gave a row that cannot be used: `body` must be a text or a number, not a list
    ");
}

#[test]
fn a_script_knows_its_settings_and_the_files_that_it_is_granted() {
    let rows = r#"
        let codes = parse_csv(file.paths["codes/bodies.csv"]);
        [#{ measure: file.settings.measure, body: codes[0].body, period: "2018-Q4", value: file.paths.len() },
         #{ line: 9, refuse: `${file.name} of ${file.path}` }]"#;
    assert_snapshot!(told(rows, "x"), @r"
    1: referrals of probation in 2018-Q4 = 1
    line 9: a.2024-08-30.txt of feeds/a.2024-08-30.txt
    ");
    let ungranted = r#"[#{ measure: "referrals", body: "P1", period: "2018-Q4", value: file.paths["codes/secret.csv"] }]"#;
    assert_snapshot!(told(ungranted, "x"), @r"
    the plugin `odd` failed at line 1 of plugins/odd/reader.rhai: there is no entry `codes/secret.csv`
    help: This is a fault of the plugin; nothing in the file was taken
    ");
}

#[test]
fn the_feed_says_what_rows_do_not() {
    let feed = format!(
        "{FEED}measure = \"referrals\"\nvintage = \"file-name\"\n[feed.codes.body]\nZZ = \"probation\"\n[feed.absence]\nsecret = \"confidential\"\n"
    );
    let rows = r#"fn read(file) { [
        #{ body: "ZZ", period: "2018-Q4", value: 1 },
        #{ body: "ZZ", period: "2018-Q3", value: "secret" },
        #{ body: "ZZ", period: "2018-Q2", absent: "secret" },
        #{ measure: "smoking", body: "ZZ", period: "2018", value: 1 },
    ] }"#;
    assert_snapshot!(told_with(rows, &feed, "x"), @r#"
    1: referrals of probation in 2018-Q4 = 1 at 2024-08-30T00:00:00Z
    2: referrals of probation in 2018-Q3 = absent: "confidential" at 2024-08-30T00:00:00Z
    3: referrals of probation in 2018-Q2 = absent: "confidential" at 2024-08-30T00:00:00Z
    line 4: the plugin `odd` gave a row that cannot be used: it is about the measure `smoking`, and the feed is about `referrals` alone
    "#);
}

#[test]
fn a_row_waits_until_its_own_embargo_ends_whatever_else_the_script_says_of_it() {
    let rows = r#"fn read(file) { [
        #{ measure: "referrals", body: "P1", period: "2018-Q1", value: 1, embargo: "2024-08-30" },
        #{ measure: "referrals", body: "P1", period: "2018-Q2", value: 2, embargo: "" },
        #{ measure: "referrals", body: "P1", period: "2018-Q3", value: 41.75, embargo: "2999-08-30T09:30" },
        #{ refuse: "41.75 is too much", embargo: "2999-08-29" },
        #{ skip: true, embargo: "2999-08-29" },
        #{ measure: "referrals", body: "Nobody", period: "2018-Q3", valu: 41.75, embargo: "2999-08-29" },
        #{ measure: "referrals", body: "P1", period: "2018-Q4", value: 41.75, embargo: "tomorrow" },
        #{ measure: "referrals", body: "P1", period: "2018-Q4", value: 41.75, embargo: ["2999"] },
    ] }"#;
    assert_snapshot!(told_with(rows, FEED, "x"), @r"
    1: referrals of hm-prison-service in 2018-Q1 = 1 at 2024-08-29T23:00:00Z
    2: referrals of hm-prison-service in 2018-Q2 = 2
    line 7: nothing in it is told, since `tomorrow` is no moment at which an embargo ends; write it like 2024-08-30T09:30, or nothing where there is none
    line 8: the plugin `odd` gave a row that cannot be used: `embargo` must be a text or a number, not a list
    ");
    let held = read_with(rows, FEED, "x").unwrap().held.expect("rows wait");
    assert_eq!(held.lines.runs(), [(3, 6)]);
    assert_eq!(held.last.datetime().to_string(), "2999-08-30T09:30:00");
}

#[test]
fn a_script_that_fails_costs_its_file_and_says_why() {
    assert_snapshot!(told("fail(\"there is no table of values\", 12)", "x"), @"line 12: there is no table of values");
    assert_snapshot!(told("let x = 1 / 0; []", "x"), @r"
    the plugin `odd` failed at line 1 of plugins/odd/reader.rhai: the script divides by zero: 1 / 0
    help: This is a fault of the plugin; nothing in the file was taken
    ");
    assert_snapshot!(told("loop { }", "x"), @r"
    the plugin `odd` failed at line 1 of plugins/odd/reader.rhai: the script ran for too long and was stopped
    help: This is a fault of the plugin; nothing in the file was taken
    ");
    assert_snapshot!(told("7", "x"), @r"
    the plugin `odd` gave a number, and not a list of rows
    help: This is a fault of the plugin; nothing in the file was taken
    ");
    assert_snapshot!(told("#{ rows: [] }", ""), @r"
    the file is empty
    help: Send it again; if nothing was measured, send a row with the reason in place of the figure
    ");
    assert_snapshot!(told_with("fn raed(file) { [] }", FEED, "x"), @r"
    the plugin `odd` cannot be used: the script has no function `read` (line 1 of plugins/odd/reader.rhai)
    help: `remit check` lists its faults
    ");
}

#[test]
fn a_secret_is_taken_out_of_what_a_script_says() {
    let feed = format!("{FEED}[feed.settings]\ntoken = \"hunter2\"\n");
    let said = |body: &str| told_with(&format!("fn read(file) {{ {body} }}"), &feed, "x");
    assert_snapshot!(said("fail(`the token ${file.settings.token} is wrong`)"), @"the token (secret) is wrong");
    assert_snapshot!(said("[#{ line: 1, refuse: file.settings.token }]"), @"line 1: (secret)");
    assert_snapshot!(said("throw file.settings.token"), @r"
    the plugin `odd` failed at line 1 of plugins/odd/reader.rhai: the script stopped itself: (secret)
    help: This is a fault of the plugin; nothing in the file was taken
    ");
}

#[test]
fn a_file_that_is_no_text_is_refused_before_the_script_sees_it() {
    assert_snapshot!(told("[]", "\u{0}"), @r#"
    line 1: the file is not text
    help: Save it again as plain text in UTF-8; spreadsheet programs call it "CSV UTF-8"
    "#);
}
