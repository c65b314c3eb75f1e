//! Faults that a mission's file shows on its own.

use insta::assert_snapshot;

use super::check::{check, check_instead, check_mission};
use super::texts::{HOUSING, sources};
use crate::compile::compile;

#[test]
fn a_sound_mission_raises_nothing() {
    assert_eq!(check(&format!("=== missions/m.toml\n{HOUSING}")), "");
}

#[test]
fn text_that_is_not_toml_is_told_line_by_line() {
    assert_snapshot!(check_mission("[mission]\nid = housing\ntitle = \"A home\n"), @r#"
    error[toml]: this is not TOML: string values must be quoted, expected literal string
     --> missions/m.toml:2:6
      |
    2 | id = housing
      |      ^^^^^^^

    error[toml]: this is not TOML: invalid basic string, expected `"`
     --> missions/m.toml:3:16
      |
    3 | title = "A home
      |                ^
    "#);
    assert_snapshot!(check_mission("[mission]\nid = \"a\"\nid = \"b\"\n[[measure]\n"), @r#"
    error[toml]: this is not TOML: duplicate key
     --> missions/m.toml:3:1
      |
    3 | id = "b"
      | ^^

    error[toml]: this is not TOML: unclosed array table, expected `]`
     --> missions/m.toml:4:11
      |
    4 | [[measure]
      |           ^
    "#);
}

#[test]
fn what_was_left_open_is_told_once() {
    assert_snapshot!(check_instead("due = { timely_days = 120 }", "due = { timely_days = 120"), @"
    error[toml]: this is not TOML: missing key for inline table element, expected `,`
      --> missions/m.toml:11:1
       |
    11 | [[obligation]]
       | ^
       |
       = help: a `}`, a `]` or a quotation mark may be missing here or on a line above
    ");
}

#[test]
fn nothing_else_is_said_of_a_text_that_is_not_toml() {
    assert_snapshot!(check_instead("title = \"Public bodies refer\"", "title = \"Public"), @r#"
    error[toml]: this is not TOML: invalid basic string, expected `"`
      --> missions/m.toml:13:16
       |
    13 | title = "Public
       |                ^
    "#);
}

#[test]
fn a_file_without_a_mission() {
    assert_snapshot!(check_mission(""), @r"
    error[toml]: the file has no [mission]
     --> missions/m.toml:1:1
      |
    1 |
      | ^
      |
      = help: begin it with `[mission]`, an `id` and a `title`
    ");
}

/// What is said of the sound mission without a line that it can do without.
#[track_caller]
fn check_without(line: &str) -> String {
    check(&format!("=== missions/m.toml\n{}", HOUSING.replacen(line, "", 1).trim_start()))
}

#[test]
fn a_missing_key_is_told_with_an_example() {
    assert_snapshot!(check_mission("[mission]\n"), @r#"
    error[toml]: [mission] lacks `id`
     --> missions/m.toml:1:1
      |
    1 | [mission]
      | ^^^^^^^^^
      |
      = help: add a line such as `id = "homelessness"`

    error[toml]: [mission] lacks `title`
     --> missions/m.toml:1:1
      |
    1 | [mission]
      | ^^^^^^^^^
      |
      = help: add a line such as `title = "Prevent homelessness"`
    "#);
    assert_snapshot!(check_instead("every = \"quarter\"\n", ""), @r#"
    error[toml]: [[measure]] lacks `every`
     --> missions/m.toml:5:1
      |
    5 | [[measure]]
      | ^^^^^^^^^^^
      |
      = help: add a line such as `every = "quarter"`
    "#);
    assert_snapshot!(check_without("lead = \"mhclg\"\n"), @r#"
    warning[not-measurable]: `refer` is not yet measurable: it lacks `lead`
      --> missions/m.toml:11:1
       |
    11 | [[obligation]]
       | ^^^^^^^^^^^^^^
       |
       = help: say what is missing once it is known; until then nobody owes it, and it is listed as not yet measurable
    "#);
    assert_snapshot!(check_without("from = \"2019-Q4\"\n"), @r#"
    warning[not-measurable]: `refer` is not yet measurable: it lacks `from`
      --> missions/m.toml:11:1
       |
    11 | [[obligation]]
       | ^^^^^^^^^^^^^^
       |
       = help: say what is missing once it is known; until then nobody owes it, and it is listed as not yet measurable
    "#);
}

#[test]
fn an_unknown_key_suggests_the_near_one() {
    assert_snapshot!(check_instead("lead =", "laed = 1\nlead ="), @r"
    error[toml]: [[obligation]] has no key `laed`
      --> missions/m.toml:14:1
       |
    14 | laed = 1
       | ^^^^
       |
       = help: did you mean `lead`?
    ");
    assert_snapshot!(check_instead("title = \"A home for everyone\"", "title = \"A home\"\ncolour = \"red\""), @r#"
    error[toml]: [mission] has no key `colour`
     --> missions/m.toml:4:1
      |
    4 | colour = "red"
      | ^^^^^^
      |
      = help: the keys here are `id`, `title`, `board`, `authority`, `budget` and `approvers`
    "#);
    assert_snapshot!(check_instead("[[measure]]", "[[mesure]]\n[[measure]]"), @r"
    error[toml]: the file has no key `mesure`
     --> missions/m.toml:5:3
      |
    5 | [[mesure]]
      |   ^^^^^^
      |
      = help: did you mean `measure`?
    ");
}

#[test]
fn a_value_of_the_wrong_kind() {
    assert_snapshot!(check_instead("lead = \"mhclg\"", "lead = 7"), @r"
    error[toml]: `lead` must be a text, not a number
      --> missions/m.toml:14:8
       |
    14 | lead = 7
       |        ^
    ");
    assert_snapshot!(check_instead("{ timely_days = 120 }", "120"), @"
    error[toml]: `due` must be a table, not a number
     --> missions/m.toml:9:7
      |
    9 | due = 120
      |       ^^^
      |
      = help: write it like `{ timely_days = 120 }`; it may also hold `timely_working_days`, `timely_months`, `timely_on`, `roll`, `grace_days`, `grace_working_days` and `grace_months`
    ");
    assert_snapshot!(check_instead("timely_days = 120", "timely_days = \"soon\""), @r#"
    error[toml]: `timely_days` must be a number, not a text
     --> missions/m.toml:9:23
      |
    9 | due = { timely_days = "soon" }
      |                       ^^^^^^
    "#);
    assert_snapshot!(check_instead("from = \"2019-Q4\"", "from = true"), @r"
    error[toml]: `from` must be a period, not true or false
      --> missions/m.toml:15:8
       |
    15 | from = true
       |        ^^^^
    ");
    assert_snapshot!(check_instead("measure = \"referrals\"", "measure = \"referrals\"\ndepends_on = \"refer\""), @r#"
    error[toml]: `depends_on` must be a list of texts, not a text
      --> missions/m.toml:18:14
       |
    18 | depends_on = "refer"
       |              ^^^^^^^
    "#);
    assert_snapshot!(check_instead("[[measure]]", "[measure]"), @r#"
    error[toml]: `measure` must be a list of tables, not a table
     --> missions/m.toml:5:1
      |
    5 | [measure]
      | ^^^^^^^^^
      |
      = help: begin each with a line `[[measure]]`

    error[unknown-measure]: there is no measure `referrals`
      --> missions/m.toml:17:11
       |
    17 | measure = "referrals"
       |           ^^^^^^^^^^^
       |
       = help: add a [[measure]] with that id
    "#);
}

#[test]
fn every_fault_is_told_in_one_go() {
    let text = "[mission]\nid = \"M\"\ntitle = \"\"\n\
        [[obligation]]\nid = \"a b\"\n\
        [[obligation]]\nlead = 1\nweight = 2\n";
    assert_snapshot!(check_mission(text));
}

#[test]
fn an_id_that_is_not_well_formed() {
    assert_snapshot!(check_instead("id = \"referrals\"", "id = \"Referrals made\""), @r#"
    error[malformed-id]: `Referrals made` is not a well-formed id
     --> missions/m.toml:6:6
      |
    6 | id = "Referrals made"
      |      ^^^^^^^^^^^^^^^^
      |
      = help: an id begins with a lower-case letter and goes on with lower-case letters, digits, `-` and `_`

    error[unknown-measure]: there is no measure `referrals`
      --> missions/m.toml:17:11
       |
    17 | measure = "referrals"
       |           ^^^^^^^^^^^
       |
       = help: add a [[measure]] with that id
    "#);
}

#[test]
fn a_byte_order_mark_is_no_fault_and_moves_no_place() {
    assert_eq!(check(&format!("=== missions/m.toml\n\u{feff}{HOUSING}")), "");
    assert_snapshot!(check_mission("\u{feff}[mission]\nid = 1\ntitle = \"T\"\n"), @r"
    error[toml]: `id` must be a text, not a number
     --> missions/m.toml:2:6
      |
    2 | id = 1
      |      ^
    ");
}

/// Whatever stands in an editor when it saves must be survived.
#[test]
fn no_beginning_of_a_file_causes_a_panic() {
    let text = include_str!("full.toml");
    for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
        let beginning = text.get(..end).unwrap();
        let sources = sources(&format!("=== missions/m.toml\n{beginning}"));
        let compiled = compile(&sources);
        let broken = compiled.diagnostics.iter().any(crate::diagnostic::Diagnostic::is_error);
        assert_eq!(broken, compiled.program.is_none(), "cut off after {end} bytes");
    }
}
