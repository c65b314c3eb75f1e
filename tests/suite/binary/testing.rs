//! `remit test`: what it plays, what it prints, and how it ends.

use serde_json::Value;
use tests::process::{Folder, Service, remit};

/// One test that passes, one that fails, one that is still to be written.
const MIXED: &str = r#"
[[test]]
name = "a warm council is left alone"
mission = "homes"

[[test.input_series]]
series = 'warm-homes{body="north-council"}'
from = "2024-01"
values = "95x1"

[[test.check]]
eval_time = "2024-02-01"
exp_verdicts = { "homes/warmth/north-council 2024-01" = "met" }

[[test]]
name = "a cold <council> & its \"neighbour\""
mission = "homes"

[[test.input_series]]
series = 'warm-homes{body="north-council"}'
from = "2024-01"
values = "95 85"

[[test.check]]
eval_time = "2024-04-01"
exp_state = { "homes/warmth" = "inactive" }
exp_verdicts = { "homes/warmth/north-council 2024-02" = "met" }

[[test]]
name = "todo_a council that closes"
"#;

fn with_tests(text: &str) -> Folder {
    let folder = Folder::two_missions();
    folder.drop_in("tests/warmth.toml", text);
    folder
}

/// The time taken is nobody's to foresee.
fn steady(told: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in told.lines() {
        let line = match line.split_once(", in ") {
            Some((before, after)) if after.ends_with(" s.") => format!("{before}, in no time."),
            _ => line.to_owned(),
        };
        lines.push(line);
    }
    lines.join("\n")
}

#[track_caller]
fn play(folder: &Folder, options: &str) -> String {
    steady(&remit(folder, format!("test project {options}").trim_end()).to_string())
}

#[test]
fn a_failure_shows_what_differs_and_where_it_is_expected() {
    insta::assert_snapshot!(play(&with_tests(MIXED), ""), @r#"
    tests/warmth.toml: one passed, one failed and one to do
      FAILED  a cold <council> & its "neighbour"
        tests/warmth.toml:26, on 1 April 2024: state of homes/warmth
          expected  inactive
          found     firing
        tests/warmth.toml:27, on 1 April 2024: verdict of homes/warmth/north-council 2024-02
          expected  met
          found     missed (85 against a floor of 90)
      to do   todo_a council that closes
    Three tests: one passed, one failed and one to do, in no time.
    exit code 1
    "#);
}

#[test]
fn tests_that_pass_are_listed_on_request() {
    insta::assert_snapshot!(play(&with_tests(MIXED), "-v --run ^a.warm"), @"
    tests/warmth.toml: one passed
      passed  a warm council is left alone
    One test: one passed, in no time.
    exit code 0
    ");
}

#[test]
fn some_tests_can_be_chosen_by_name_or_file() {
    let folder = with_tests(MIXED);
    folder.drop_in("tests/trains.toml", "[[test]]\nname = \"todo_trains\"\n");
    insta::assert_snapshot!(play(&folder, "--run ^a.warm"), @"
    tests/warmth.toml: one passed
    One test: one passed, in no time.
    exit code 0
    ");
    insta::assert_snapshot!(play(&folder, "tests/trains.toml"), @"
    tests/trains.toml: one to do
      to do   todo_trains
    One test: one to do, in no time.
    exit code 0
    ");
    insta::assert_snapshot!(play(&folder, "project/tests/trains.toml --fail-on-empty"), @"
    tests/trains.toml: one to do
      to do   todo_trains
    One test: one to do, in no time.
    exit code 1
    ");
    insta::assert_snapshot!(play(&folder, "tests/train.toml"), @"
    Nothing was tested.
    error[missing-file]: there is no file of tests tests/train.toml
     |
     = help: did you mean `tests/trains.toml`?
    exit code 2
    ");
    insta::assert_snapshot!(play(&folder, "--run ("), @"
    error: invalid value '(' for '--run <REGEX>': it is not a regular expression: found open group without closing ')'

    For more information, try '--help'.
    exit code 2
    ");
}

#[test]
fn without_tests_it_says_so() {
    let folder = Folder::two_missions();
    insta::assert_snapshot!(play(&folder, ""), @"
    No tests were run.
    exit code 0
    ");
    insta::assert_snapshot!(play(&folder, "--fail-on-empty"), @"
    No tests were run.
    exit code 1
    ");
}

#[test]
fn a_fault_in_a_test_is_told_and_the_sound_ones_are_played() {
    let folder = with_tests(&MIXED.replace("\"homes/warmth\"", "\"homes/warmht\""));
    insta::assert_snapshot!(play(&folder, ""), @r#"
    tests/warmth.toml: one passed, one to do and one fault
      to do   todo_a council that closes
    Two tests: one passed, one to do and one fault, in no time.
    error[unknown-alert]: nothing could raise an alert `homes/warmht`
      --> tests/warmth.toml:26:15
       |
    26 | exp_state = { "homes/warmht" = "inactive" }
       |               ^^^^^^^^^^^^^^
       |
       = help: did you mean `homes/warmth`?
    exit code 2
    "#);
    insta::assert_snapshot!(remit(&folder, "check project"), @r#"
    One error. Ready: two missions, two obligations, two contributions, two measures and four bodies. One rule test can be played.
    error[unknown-alert]: nothing could raise an alert `homes/warmht`
      --> tests/warmth.toml:26:15
       |
    26 | exp_state = { "homes/warmht" = "inactive" }
       |               ^^^^^^^^^^^^^^
       |
       = help: did you mean `homes/warmth`?
    exit code 2
    "#);
}

#[test]
fn a_broken_project_is_told_and_nothing_is_played() {
    let folder = with_tests(MIXED);
    folder.edit("missions/homes.toml", "lead = \"ministry\"", "lead = \"minstry\"");
    insta::assert_snapshot!(play(&folder, ""), @r#"
    Nothing was tested.
    error[unknown-body]: there is no body `minstry`
      --> missions/homes.toml:18:8
       |
    18 | lead = "minstry"
       |        ^^^^^^^^^
       |
       = help: did you mean `ministry`?
    exit code 2
    "#);
}

#[test]
fn programs_read_json_and_continuous_integration_junit() {
    let folder = with_tests(&MIXED.replace("todo_a council", "todo_a \\u0007 council"));
    let answer = remit(&folder, "test project --format json --junit out.xml --jobs 3");
    assert_eq!((answer.code, &*answer.err), (Some(1), ""));
    let mut told: Value = serde_json::from_str(&answer.out).expect("JSON");
    told["seconds"] = Value::Null;
    for test in told["tests"].as_array_mut().expect("a list") {
        test["seconds"] = Value::Null;
    }
    insta::assert_snapshot!(serde_json::to_string_pretty(&told).expect("JSON"));
    let xml = std::fs::read_to_string(folder.root().join("out.xml")).expect("the file was written");
    let times = |line: &str| match line.split_once(" time=\"") {
        Some((before, rest)) => {
            let after = rest.split_once('"').map_or("", |(_, after)| after);
            format!("{before} time=\"0\"{after}")
        }
        None => line.to_owned(),
    };
    insta::assert_snapshot!(xml.lines().map(times).collect::<Vec<_>>().join("\n"));
}

#[test]
fn the_example_and_a_new_project_pass_their_own_tests() {
    insta::assert_snapshot!(play(&Folder::joined_up(), ""), @"
    tests/duty-to-refer.toml: nine passed
    tests/four-hours.toml: three passed
    Twelve tests: twelve passed, in no time.
    exit code 0
    ");
    let folder = Folder::missing();
    remit(&folder, "init project");
    insta::assert_snapshot!(play(&folder, ""), @"
    tests/urgent-repairs.toml: one passed and one to do
      to do   todo_a corrected figure ends the alert
    Two tests: one passed and one to do, in no time.
    exit code 0
    ");
}

#[test]
fn a_change_is_tested_at_once_while_someone_watches() {
    let folder = with_tests(MIXED);
    let mut watching = Service::begin(&folder, "test project --watch");
    watching.wait_for("Watching for changes");
    folder.edit("rules/at-least.rhai", "my.params.floor {", "my.params.floor - 10 {");
    watching.wait_for("Watching for changes");
    watching.wait_for_output("Changed: rules/at-least.rhai");
    folder.edit("missions/homes.toml", "lead = \"ministry\"", "lead = \"minstry\"");
    watching.wait_for("did you mean `ministry`?");
    watching.wait_for("Watching for changes");
    folder.edit("missions/homes.toml", "lead = \"minstry\"", "lead = \"ministry\"");
    watching.wait_for("Watching for changes");
    insta::assert_snapshot!(steady(&watching.stop().to_string()), @r#"
    tests/warmth.toml: one passed, one failed and one to do
      FAILED  a cold <council> & its "neighbour"
        tests/warmth.toml:26, on 1 April 2024: state of homes/warmth
          expected  inactive
          found     firing
        tests/warmth.toml:27, on 1 April 2024: verdict of homes/warmth/north-council 2024-02
          expected  met
          found     missed (85 against a floor of 90)
      to do   todo_a council that closes
    Three tests: one passed, one failed and one to do, in no time.

    Changed: rules/at-least.rhai
    tests/warmth.toml: one passed, one failed and one to do
      FAILED  a cold <council> & its "neighbour"
        tests/warmth.toml:26, on 1 April 2024: state of homes/warmth
          expected  inactive
          found     firing
      to do   todo_a council that closes
    Three tests: one passed, one failed and one to do, in no time.

    Changed: missions/homes.toml
    Nothing was tested.

    Changed: missions/homes.toml
    tests/warmth.toml: one passed, one failed and one to do
      FAILED  a cold <council> & its "neighbour"
        tests/warmth.toml:26, on 1 April 2024: state of homes/warmth
          expected  inactive
          found     firing
      to do   todo_a council that closes
    Three tests: one passed, one failed and one to do, in no time.
    Watching for changes; stop with Ctrl-C.
    Watching for changes; stop with Ctrl-C.
    error[unknown-body]: there is no body `minstry`
      --> missions/homes.toml:18:8
       |
    18 | lead = "minstry"
       |        ^^^^^^^^^
       |
       = help: did you mean `ministry`?
    Watching for changes; stop with Ctrl-C.
    Watching for changes; stop with Ctrl-C.
    exit code 1
    "#);
}
