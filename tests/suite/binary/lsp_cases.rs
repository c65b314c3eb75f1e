//! Rule tests in an editor: what is wrong with them is told while they are typed, and while what they are about is.

use serde_json::json;
use tests::process::{Editor, Folder, edited};

const CASES: &str = "tests/warmth.toml";
const HOMES: &str = "missions/homes.toml";

const SOUND: &str = r#"[[test]]
name = "a warm council is left alone"
mission = "homes"

[[test.input_series]]
series = 'warm-homes{body="north-council"}'
from = "2024-01"
values = "95x1"

[[test.check]]
eval_time = "2024-02-01"
exp_verdicts = { "homes/warmth/north-council 2024-01" = "met" }
"#;

const NO_BODY: &str =
    "5:9 error[unknown-body] there is no body `north-counsil`; help: did you mean `north-council`?";

fn misspelt() -> String {
    SOUND.replacen("\"north-council", "\"north-counsil", 1)
}

#[test]
fn a_fault_in_a_test_is_told_while_it_is_typed_and_put_right_on_request() {
    let folder = Folder::two_missions();
    let mut editor = Editor::start(&folder);
    editor.open(CASES, SOUND);
    editor.change(CASES, &misspelt());
    editor.wait_for_faults(CASES, NO_BODY);
    let place = json!({ "line": 5, "character": 12 });
    let range = json!({ "start": place, "end": place });
    let document = json!({ "uri": editor.uri(CASES) });
    let question = json!({ "textDocument": document, "range": range, "context": { "diagnostics": [] } });
    let actions = editor.ask("textDocument/codeAction", &question);
    assert_eq!(actions[0]["title"], "Change to `north-council`");
    let edit = &actions[0]["edit"]["changes"][editor.uri(CASES)][0];
    assert_eq!(edited(&misspelt(), edit), SOUND);
    editor.change(CASES, &SOUND.replace("values", "valeus"));
    editor.wait_for_faults(
        CASES,
        "4:0 error[toml] [[test.input_series]] lacks `values`; help: add a line such as `values = \"210 200+10x3 _ ..\"`\n\
         7:0 error[toml] [[test.input_series]] has no key `valeus`; help: did you mean `values`?",
    );
    editor.change(CASES, SOUND);
    editor.wait_for_faults(CASES, "");
    assert_eq!(editor.leave(), Some(0));
}

#[test]
fn a_test_that_is_not_open_is_held_to_the_mission_as_it_is_typed() {
    let folder = Folder::two_missions();
    folder.drop_in(CASES, SOUND);
    let mut editor = Editor::start(&folder);
    let homes = folder.read(HOMES);
    editor.open(HOMES, &homes.replacen("id = \"warmth\"", "id = \"warmness\"", 1));
    let expected = "11:17 error[unknown-obligation] there is no obligation `homes/warmth`; \
        help: did you mean `homes/warmness`?";
    editor.wait_for_faults(CASES, expected);
    editor.change(HOMES, &homes);
    editor.wait_for_faults(CASES, "");
}

#[test]
fn while_a_mission_is_at_fault_its_tests_are_held_to_what_it_last_said() {
    let folder = Folder::two_missions();
    folder.drop_in(CASES, misspelt());
    let mut editor = Editor::start(&folder);
    editor.wait_for_faults(CASES, NO_BODY);
    editor.open(HOMES, &folder.read(HOMES).replacen("lead = \"ministry\"", "lead = \"", 1));
    editor.wait_for_news(HOMES);
    editor.open(CASES, SOUND);
    editor.wait_for_faults(CASES, "");
}

#[test]
fn a_test_on_the_disk_that_goes_takes_its_faults_along() {
    let folder = Folder::two_missions();
    let mut editor = Editor::start(&folder);
    folder.drop_in(CASES, misspelt());
    editor.wait_for_faults(CASES, NO_BODY);
    std::fs::remove_file(folder.path(CASES)).unwrap();
    editor.wait_for_faults(CASES, "");
}
