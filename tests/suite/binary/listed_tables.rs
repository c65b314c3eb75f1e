//! `people.csv` and `relations.csv` as people meet them: what the program says of them, and what an editor shows in them.

use serde_json::{Value, json};
use tests::process::{Editor, Folder, remit};

const PEOPLE: &str = "\
body,role,name,address,from,until
ministry,director,Ann Hay,ann@homes.example,,2026-03-31
ministry,director,Bo Lee,,2026-04-01,
";

const RELATIONS: &str = "\
id,kind,title,from,to,at,opened,closes,share
warmth-fund,funds,Warmth Fund,ministry,measure:warm-homes,north-council,2024-01-01,2098-03-31,0.4
";

fn listed() -> Folder {
    let folder = Folder::two_missions();
    folder.drop_in("people.csv", PEOPLE);
    folder.drop_in("relations.csv", RELATIONS);
    folder
}

#[test]
fn tables_are_read_beside_the_texts() {
    let folder = listed();
    insta::assert_snapshot!(remit(&folder, "check project"), @"
    No errors. Ready: two missions, two obligations, two contributions, two measures, four bodies and one relation.
    exit code 0
    ");
}

#[test]
fn every_fault_is_told_at_its_line_and_column() {
    let folder = listed();
    folder.edit(
        "people.csv",
        "ministry,director,Bo Lee,,2026-04-01,",
        "minstry,director,Bo Lee,,1 April 2026,",
    );
    folder.edit("relations.csv", "measure:warm-homes,north-council", "measure:warm-hoems,north-counsil");
    insta::assert_snapshot!(remit(&folder, "check project"), @"
    Three errors; nothing can be used.
    error[invalid-period]: `1 April 2026` is not a date
     --> people.csv:3:26
      |
    3 | minstry,director,Bo Lee,,1 April 2026,
      |                          ^^^^^^^^^^^^
      |
      = help: write it like `2024-03-31`

    error[unknown-measure]: there is no measure `warm-hoems`
     --> relations.csv:2:40
      |
    2 | warmth-fund,funds,Warmth Fund,ministry,measure:warm-hoems,north-counsil,2024-01-01,2098-03-31,0.4
      |                                        ^^^^^^^^^^^^^^^^^^
      |
      = help: did you mean `measure:warm-homes`?

    error[unknown-body]: there is no body `north-counsil`
     --> relations.csv:2:59
      |
    2 | warmth-fund,funds,Warmth Fund,ministry,measure:warm-hoems,north-counsil,2024-01-01,2098-03-31,0.4
      |                                                           ^^^^^^^^^^^^^
      |
      = help: did you mean `north-council`?
    exit code 2
    ");
}

#[test]
fn a_row_of_a_person_who_is_not_known_anywhere_stops_nothing() {
    let folder = listed();
    folder.edit("people.csv", "ministry,director,Bo Lee", "minstry,director,Bo Lee");
    insta::assert_snapshot!(remit(&folder, "check project"), @"
    No errors and one warning. Ready: two missions, two obligations, two contributions, two measures, four bodies and one relation.
    warning[unknown-body]: there is no body `minstry`
     --> people.csv:3:1
      |
    3 | minstry,director,Bo Lee,,2026-04-01,
      | ^^^^^^^
      |
      = help: did you mean `ministry`?
    exit code 0
    ");
    // Nothing that is owed hangs on who holds a post.
    let run = remit(&folder, "run project");
    assert!(run.err.contains("there is no body `minstry`"), "{run}");
    assert!(run.out.contains("Two obligations"), "{run}");
}

#[test]
fn an_editor_tells_faults_in_them_at_their_place() {
    let folder = listed();
    let mut editor = Editor::start(&folder);
    editor.open("people.csv", &PEOPLE.replace("2026-04-01", "1 April 2026"));
    editor.wait_for_faults(
        "people.csv",
        "2:26 error[invalid-period] `1 April 2026` is not a date; help: write it like `2024-03-31`",
    );
    editor.change("people.csv", PEOPLE);
    editor.wait_for_faults("people.csv", "");
}

#[test]
fn what_a_field_names_is_explained_and_leads_to_where_it_is_declared() {
    let folder = listed();
    let mut editor = Editor::start(&folder);
    editor.open("people.csv", PEOPLE);
    editor.open("relations.csv", RELATIONS);
    let said = editor.hover("people.csv", PEOPLE, "mini|stry,director,Ann");
    assert!(said.contains("**body `ministry`**: Ministry of Homes"), "{said}");
    let said = editor.hover("relations.csv", RELATIONS, "measure:warm-|homes");
    assert!(said.contains("**measure `warm-homes`**"), "{said}");
    let said = editor.hover("relations.csv", RELATIONS, "north-|council");
    assert!(said.contains("**body `north-council`**"), "{said}");
    let declared = |place: &Value, editor: &Editor, file: &str| {
        assert_eq!(place[0]["uri"], editor.uri(file), "{place}");
    };
    let place = editor.ask_at("textDocument/definition", "people.csv", 1, 2);
    declared(&place, &editor, "bodies.csv");
    let column =
        u32::try_from(RELATIONS.lines().nth(1).and_then(|row| row.find("warm-homes")).unwrap()).unwrap();
    let place = editor.ask_at("textDocument/definition", "relations.csv", 1, column + 2);
    declared(&place, &editor, "missions/homes.toml");
    // A relation is named wherever a body is, and whoever names it is found in the table.
    let mut question = json!({ "textDocument": { "uri": editor.uri("relations.csv") } });
    question["position"] = json!({ "line": 1, "character": 2 });
    question["context"] = json!({ "includeDeclaration": true });
    let found = editor.ask("textDocument/references", &question);
    assert_eq!(found[0]["uri"], editor.uri("relations.csv"), "{found}");
}
