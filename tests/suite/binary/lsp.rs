//! The language server over real frames: what an editor is told while someone types.

use serde_json::{Value, json};
use tests::process::{Editor, Folder, edited, neovim};

const HOMES: &str = "missions/homes.toml";
const MISSPELT: &str =
    "27:5 error[unknown-body] there is no body `north-counsil`; help: did you mean `north-council`?";

/// The mission with a body misspelt.
fn misspelt(folder: &Folder) -> String {
    folder.read(HOMES).replacen("by = \"north-council\"", "by = \"north-counsil\"", 1)
}

#[test]
fn a_fault_is_told_while_it_is_typed_and_taken_back_when_it_is_gone() {
    let folder = Folder::two_missions();
    let mut editor = Editor::start(&folder);
    editor.open(HOMES, &folder.read(HOMES));
    editor.change(HOMES, &misspelt(&folder));
    editor.wait_for_faults(HOMES, MISSPELT);
    editor.change_part(HOMES, [27, 16, 27, 17], "c");
    editor.wait_for_faults(HOMES, "");
    assert_eq!(editor.leave(), Some(0));
    assert!(folder.read(HOMES).contains("north-council"), "nothing is written to the disk");
}

#[test]
fn faults_of_files_that_are_not_open_are_told_too() {
    let folder = Folder::two_missions();
    folder.drop_in(HOMES, misspelt(&folder));
    let mut editor = Editor::start(&folder);
    editor.wait_for_faults(HOMES, MISSPELT);
    let bodies = folder.read("bodies.csv");
    editor.open("bodies.csv", &bodies.replace("north-council,", "north-counsil,"));
    editor.wait_for_faults(HOMES, "");
    editor.close("bodies.csv");
    editor.wait_for_faults(HOMES, MISSPELT);
}

#[test]
fn a_change_on_the_disk_is_noticed() {
    let folder = Folder::two_missions();
    let mut editor = Editor::start(&folder);
    folder.drop_in(HOMES, misspelt(&folder));
    editor.wait_for_faults(HOMES, MISSPELT);
    let sound = folder.read(HOMES).replace("counsil", "council");
    folder.drop_in(HOMES, sound);
    editor.wait_for_faults(HOMES, "");
}

#[test]
fn what_is_open_stands_before_what_is_on_the_disk() {
    let folder = Folder::two_missions();
    let mut editor = Editor::start(&folder);
    editor.open(HOMES, &folder.read(HOMES));
    folder.drop_in(HOMES, misspelt(&folder));
    editor.close(HOMES);
    editor.wait_for_faults(HOMES, MISSPELT);
}

#[test]
fn places_are_right_after_emoji_tabs_and_windows_line_ends() {
    let folder = Folder::two_missions();
    let mut editor = Editor::start(&folder);
    let text =
        folder.read(HOMES).replace('\n', "\r\n").replace("title = \"Warm homes\"", "title =\t\"🏠🏠\"; x");
    editor.open(HOMES, &text);
    let expected = "4:14 error[toml] this is not TOML: unexpected key or value, expected newline, `#`";
    editor.wait_for_faults(HOMES, expected);
    editor.change_part(HOMES, [4, 14, 4, 17], "");
    editor.wait_for_faults(HOMES, "");
}

#[test]
fn a_project_is_found_from_a_file_within_it() {
    let folder = Folder::two_missions();
    let mut editor = Editor::launch(&folder);
    editor.ask("initialize", &json!({ "capabilities": {} }));
    editor.open(HOMES, &misspelt(&folder));
    editor.wait_for_faults(HOMES, MISSPELT);
}

#[test]
fn what_is_missing_is_told_of_the_project_file() {
    let folder = Folder::two_missions();
    std::fs::remove_file(folder.path("bodies.csv")).unwrap();
    let mut editor = Editor::start(&folder);
    let expected = "0:0 error[missing-file] bodies.csv is missing; help: `remit init` writes a small working project to compare with";
    editor.wait_for_faults("remit.toml", expected);
}

#[test]
fn nonsense_is_refused_and_the_talk_goes_on() {
    let folder = Folder::two_missions();
    let mut editor = Editor::start(&folder);
    editor.send_bytes(b"hello\xff\r\n\r\nContent-Length: 3\r\n\r\n{]\xff");
    assert_eq!(editor.next("a refusal")["error"]["code"], -32700);
    editor.send_bytes(b"Content-Length: 2\r\n\r\n[]");
    assert_eq!(editor.next("a refusal")["error"]["code"], -32600);
    assert_eq!(editor.ask_anything("remit/unheard-of", &Value::Null)["error"]["code"], -32601);
    editor.tell("textDocument/didOpen", &json!({ "textDocument": 7 }));
    editor.tell(
        "textDocument/didChange",
        &json!({ "textDocument": { "uri": "file:///x", "version": 1 }, "contentChanges": [] }),
    );
    editor.open(HOMES, &folder.read(HOMES));
    editor.change_part(HOMES, [900, 1, 7, 4_000_000_000], "\u{0}\u{feff}[[[");
    editor.wait_for_news(HOMES);
    assert_eq!(editor.leave(), Some(0));
}

#[test]
fn it_ends_as_the_protocol_asks() {
    let folder = Folder::two_missions();
    let mut editor = Editor::launch(&folder);
    assert_eq!(editor.ask_anything("shutdown", &Value::Null)["error"]["code"], -32002, "before it began");
    editor.tell("exit", &Value::Null);
    assert_eq!(editor.end(), Some(1), "without a shutdown");
    assert_eq!(Editor::start(&folder).vanish(), Some(1));
    let mut editor = Editor::start(&folder);
    editor.ask("shutdown", &Value::Null);
    assert_eq!(editor.ask_anything("shutdown", &Value::Null)["error"]["code"], -32600, "after it ended");
}

#[test]
fn questions_about_a_place_are_answered() {
    let folder = Folder::two_missions();
    let mut editor = Editor::start(&folder);
    editor.open(HOMES, &folder.read(HOMES).replacen("by = \"north-council\"", "by = \"🏠\"", 1));
    let offered = editor.ask_at("textDocument/completion", HOMES, 27, 8);
    let labels: Vec<&str> =
        offered.as_array().unwrap().iter().filter_map(|item| item["label"].as_str()).collect();
    assert_eq!(labels, ["ministry", "north-council", "south-council", "railway"]);
    let range = &offered[1]["textEdit"]["range"];
    assert_eq!(
        (&range["start"]["character"], &range["end"]["character"]),
        (&json!(6), &json!(8)),
        "the emoji goes"
    );
    let said = editor.ask_at("textDocument/hover", HOMES, 22, 14);
    assert!(said["contents"]["value"].as_str().unwrap().contains("Homes that are warm enough"), "{said}");
    let place = editor.ask_at("textDocument/definition", HOMES, 23, 10);
    assert!(place[0]["uri"].as_str().unwrap().ends_with("rules/at-least.rhai"), "{place}");
    let document = json!({ "textDocument": { "uri": editor.uri(HOMES) } });
    let symbols = editor.ask("textDocument/documentSymbol", &document);
    let names: Vec<&str> =
        symbols.as_array().unwrap().iter().filter_map(|symbol| symbol["name"].as_str()).collect();
    assert_eq!(names, ["homes", "warm-homes", "warmth"]);
    assert_eq!(editor.leave(), Some(0));
}

#[test]
fn a_call_leads_into_the_library_as_it_is_typed() {
    let folder = Folder::two_missions();
    let manifest =
        "[plugin]\nname = \"floors\"\nversion = \"1.0.0\"\nkind = \"library\"\ntitle = \"Floors\"\n";
    folder.drop_in("plugins/floors/plugin.toml", manifest);
    folder.drop_in("plugins/floors/library.rhai", "fn lowest(my) { 1 }\n");
    let rule = "import \"floors@1\" as floors;\nfn assess(my) { floors::lowest(my); met() }\n";
    folder.drop_in("rules/calling.rhai", rule);
    let mut editor = Editor::start(&folder);
    editor.open("rules/calling.rhai", rule);
    editor.open("plugins/floors/library.rhai", "\n/// The least.\nfn lowest(my) { 1 }\n");
    let place = editor.ask_at("textDocument/definition", "rules/calling.rhai", 1, 28);
    assert_eq!(place[0]["uri"], editor.uri("plugins/floors/library.rhai"));
    assert_eq!(place[0]["range"]["start"], json!({ "line": 2, "character": 3 }));
    let said = editor.hover("rules/calling.rhai", rule, "::low|est");
    assert!(said.contains("The least."), "{said}");
}

#[test]
fn whoever_names_a_thing_is_found() {
    let folder = Folder::two_missions();
    let mut editor = Editor::start(&folder);
    editor.open(HOMES, &folder.read(HOMES));
    let mut question = json!({ "textDocument": { "uri": editor.uri(HOMES) } });
    question["position"] = json!({ "line": 22, "character": 14 });
    question["context"] = json!({ "includeDeclaration": true });
    let found = editor.ask("textDocument/references", &question);
    let told = |place: &Value| {
        let file = place["uri"].as_str().unwrap().rsplit("project/").next().unwrap().to_owned();
        format!("{file}:{}", place["range"]["start"]["line"])
    };
    let told: Vec<String> = found.as_array().unwrap().iter().map(told).collect();
    assert_eq!(told, ["missions/homes.toml:7", "missions/homes.toml:22", "remit.toml:10"]);
}

#[test]
fn a_word_that_was_nearly_right_is_put_right_on_request() {
    let folder = Folder::two_missions();
    let mut editor = Editor::start(&folder);
    editor.open(HOMES, &misspelt(&folder));
    editor.wait_for_faults(HOMES, MISSPELT);
    let place = json!({ "line": 27, "character": 10 });
    let range = json!({ "start": place, "end": place });
    let question = json!({ "textDocument": { "uri": editor.uri(HOMES) }, "range": range, "context": { "diagnostics": [] } });
    let actions = editor.ask("textDocument/codeAction", &question);
    assert_eq!(actions[0]["title"], "Change to `north-council`");
    let edit = &actions[0]["edit"]["changes"][editor.uri(HOMES)][0];
    assert_eq!(edited(&misspelt(&folder), edit), folder.read(HOMES));
}

#[test]
fn of_a_file_outside_of_any_project_nothing_is_known() {
    let folder = Folder::two_missions();
    let mut editor = Editor::start(&folder);
    for method in ["textDocument/completion", "textDocument/hover", "textDocument/definition"] {
        assert_eq!(editor.ask_at(method, "../nowhere.toml", 0, 0), Value::Null);
        assert_eq!(editor.ask_at(method, "missions/nowhere.toml", 4, 4), Value::Null);
        assert_eq!(editor.ask_anything(method, &json!(7))["error"]["code"], -32602);
    }
}

#[test]
fn a_real_editor_is_served() {
    let folder = Folder::two_missions();
    folder.drop_in(HOMES, misspelt(&folder));
    if let Some(said) = neovim(&folder, "neovim.lua") {
        insta::assert_snapshot!(said, @"
        fault: there is no body `north-counsil`; help: did you mean `north-council`?
        no fault
        offered: ministry north-council south-council railway
        means: `measure`: The measure that it is judged by.
        stands: **rule `at-least`** / What: a contribution must reach `floor`. / Why: a promise without a floor cannot be missed. / Example: with floor 90, 87.5 is missed and 90 is met. / *rules/at-least.rhai* / No alert is open. / |  | February 2024 | January 2024 | / | --- | --- | --- | / | *the whole* | met | met | / | North Council | met | met | / | South Council | met | met | / This rule gives four verdicts now, in one obligation: four met. / *Figures as of the files read
        leads to: rules/at-least.rhai
        over
        ");
    }
}
