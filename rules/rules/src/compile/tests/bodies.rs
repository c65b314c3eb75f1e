//! Faults in the register of bodies.

use insta::assert_snapshot;

use super::check::check;
use super::texts::{BODIES, HOUSING, sources};
use crate::compile::compile;

/// What is said of a register; the mission beside it needs `mhclg`.
#[track_caller]
fn check_register(bodies: &str) -> String {
    let texts = format!("=== missions/m.toml\n{HOUSING}=== bodies.csv\n{bodies}");
    assert!(compile(&sources(&texts)).program.is_none(), "there is no program without a register");
    check(&texts)
}

const HEADER: &str = "id,name,kind,parent,opened,closed,successors,codes\nmhclg,Ministry of Housing,,,,,,\n";

#[test]
fn columns_that_are_unknown_missing_or_there_twice() {
    assert_snapshot!(check_register("id,nmae\nmhclg,Ministry\n"), @r"
    error[register]: the register has no column `nmae`
     --> bodies.csv:1:4
      |
    1 | id,nmae
      |    ^^^^
      |
      = help: did you mean `name`?
    ");
    assert_snapshot!(check_register("id,kind\nmhclg,department\n"), @r"
    error[register]: the column `name` is missing
     --> bodies.csv:1:1
      |
    1 | id,kind
      | ^^^^^^^
    ");
    assert_snapshot!(check_register("id,name,id\nmhclg,Ministry,x\n"), @r"
    error[register]: the column `id` is there twice
     --> bodies.csv:1:9
      |
    1 | id,name,id
      |         ^^
    ");
    assert_snapshot!(check_register("id;name\nmhclg;Ministry\n"), @"
    error[register]: the register has no column `id;name`
     --> bodies.csv:1:1
      |
    1 | id;name
      | ^^^^^^^
      |
      = help: the columns are `id,name,kind,parent,jurisdiction,opened,closed,successors,codes,labels`, separated by commas
    ");
    assert_snapshot!(check_register(""), @"
    error[register]: the register is empty
     --> bodies.csv:1:1
      |
    1 |
      | ^
      |
      = help: begin it with a line such as `id,name,kind,parent,jurisdiction,opened,closed,successors,codes,labels`
    ");
}

#[test]
fn rows_of_the_wrong_length() {
    assert_snapshot!(check_register("id,name\nmhclg,Ministry of Housing, Communities\n"), @r"
    error[register]: the row has 3 fields, and there are 2 columns
     --> bodies.csv:2:1
      |
    2 | mhclg,Ministry of Housing, Communities
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: put a name that contains a comma in quotation marks
    ");
    assert_snapshot!(check_register("id,name\nmhclg,Ministry\ndhsc\n"), @r"
    error[register]: the row has 1 field, and there are 2 columns
     --> bodies.csv:3:1
      |
    3 | dhsc
      | ^^^^
      |
      = help: put a name that contains a comma in quotation marks
    ");
    assert_snapshot!(check_register("id,name\nmhclg,Ministry\ndhsc,\"Health\nnorth,NHS\n"), @r#"
    error[register]: a quotation mark is opened here and not closed on its line
     --> bodies.csv:3:1
      |
    3 | / dhsc,"Health
    4 | | north,NHS
      | |_________^
      |
      = help: close it, or write it twice where it belongs to a name
    "#);
}

#[test]
fn ids_and_names() {
    assert_snapshot!(check_register(&format!("{HEADER}DHSC,Health,,,,,,\n,Nobody,,,,,,\ndefra,,,,,,,\n")), @r"
    error[malformed-id]: `DHSC` is not a well-formed id
     --> bodies.csv:3:1
      |
    3 | DHSC,Health,,,,,,
      | ^^^^
      |
      = help: an id begins with a lower-case letter and goes on with lower-case letters, digits, `-` and `_`

    error[register]: the row has no id
     --> bodies.csv:4:1
      |
    4 | ,Nobody,,,,,,
      | ^

    error[register]: `defra` has no name
     --> bodies.csv:5:7
      |
    5 | defra,,,,,,,
      |       ^
    ");
    assert_snapshot!(check_register(&format!("{HEADER}mhclg,Again,,,,,,\n")), @r"
    error[duplicate-id]: two bodies have the id `mhclg`
     --> bodies.csv:3:1
      |
    3 | mhclg,Again,,,,,,
      | ^^^^^
      |
     ::: bodies.csv:2:1
      |
    2 | mhclg,Ministry of Housing,,,,,,
      | ----- the first one
    ");
}

#[test]
fn dates() {
    assert_snapshot!(check_register(&format!("{HEADER}dhsc,Health,,,1/4/2020,,,\n")), @r"
    error[invalid-period]: `1/4/2020` is not a date
     --> bodies.csv:3:15
      |
    3 | dhsc,Health,,,1/4/2020,,,
      |               ^^^^^^^^
      |
      = help: write it like `2024-03-31`, or leave it empty
    ");
    assert_snapshot!(check_register(&format!("{HEADER}dhsc,Health,,,2020-01-02,2020-01-01,,\n")), @r"
    error[invalid-value]: `dhsc` closed on 2020-01-01, before it opened on 2020-01-02
     --> bodies.csv:3:26
      |
    3 | dhsc,Health,,,2020-01-02,2020-01-01,,
      |                          ^^^^^^^^^^
    ");
}

#[test]
fn parents_and_successors() {
    assert_snapshot!(check_register(&format!("{HEADER}dhsc,Health,,mhlcg,,,,\n")), @r"
    error[unknown-body]: there is no body `mhlcg`
     --> bodies.csv:3:14
      |
    3 | dhsc,Health,,mhlcg,,,,
      |              ^^^^^
      |
      = help: did you mean `mhclg`?
    ");
    assert_snapshot!(check_register(&format!("{HEADER}dhsc,Health,,,,,mhclg; defra,\n")), @r"
    error[unknown-body]: there is no body `defra`
     --> bodies.csv:3:17
      |
    3 | dhsc,Health,,,,,mhclg; defra,
      |                 ^^^^^^^^^^^^
      |
      = help: add it to the register, or leave the field empty
    ");
    assert_snapshot!(check_register(&format!("{HEADER}a,A,,b,,,,\nb,B,,c,,,,\nc,C,,a,,,,\n")), @r"
    error[register]: bodies lead round in a circle: `a` is part of `b` is part of `c` is part of `a`
     --> bodies.csv:3:6
      |
    3 | a,A,,b,,,,
      |      ^
    ");
    assert_snapshot!(check_register(&format!("{HEADER}a,A,,,,,a,\n")), @r"
    error[register]: bodies lead round in a circle: `a` is succeeded by `a`
     --> bodies.csv:3:9
      |
    3 | a,A,,,,,a,
      |         ^
    ");
}

#[test]
fn a_code_of_two_bodies_at_once() {
    assert_snapshot!(check_register(&format!("{HEADER}a,A,,,,2020-03-31,,X1;X2\nb,B,,,2020-03-31,,,X2\n")), @r"
    error[duplicate-id]: `a` and `b` have the code `X2` at the same time
     --> bodies.csv:4:20
      |
    4 | b,B,,,2020-03-31,,,X2
      |                    ^^
      |
     ::: bodies.csv:3:20
      |
    3 | a,A,,,,2020-03-31,,X1;X2
      |                    ----- the first one
    ");
    let handed_on = format!("{HEADER}a,A,,,,2020-03-31,b,X1\nb,B,,,2020-04-01,,,X1\n");
    assert_eq!(check(&format!("=== missions/m.toml\n{HOUSING}=== bodies.csv\n{handed_on}")), "");
}

#[test]
fn what_spreadsheets_write_is_read() {
    let register = format!("\u{feff}{}\r\n,,,,,\r\n", BODIES.replace('\n', "\r\n"));
    assert_eq!(check(&format!("=== missions/m.toml\n{HOUSING}=== bodies.csv\n{register}")), "");
    let quoted = "id,name\nmhclg,\"Ministry of Housing, Communities and \"\"Local\"\" Government\"\n";
    let program =
        compile(&sources(&format!("=== missions/m.toml\n{HOUSING}=== bodies.csv\n{quoted}"))).program;
    let name = program.unwrap().catalogue.bodies["mhclg"].name.clone();
    assert_eq!(name, "Ministry of Housing, Communities and \"Local\" Government");
}

#[test]
fn a_place_after_a_byte_order_mark_is_the_right_one() {
    assert_snapshot!(check_register(&format!("\u{feff}{HEADER}dhsc,Health,,,soon,,,\n")), @r"
    error[invalid-period]: `soon` is not a date
     --> bodies.csv:3:15
      |
    3 | dhsc,Health,,,soon,,,
      |               ^^^^
      |
      = help: write it like `2024-03-31`, or leave it empty
    ");
}

#[test]
fn no_beginning_of_a_register_causes_a_panic() {
    let register = format!(
        "\u{feff}{HEADER}dhsc,\"Health, \u{201c}and\u{201d} Care\",a,mhclg,2020-01-01,,mhclg,X1;X2\r\n"
    );
    for end in (0..register.len()).filter(|end| register.is_char_boundary(*end)) {
        let beginning = register.get(..end).unwrap();
        let said = check(&format!("=== missions/m.toml\n{HOUSING}=== bodies.csv\n{beginning}"));
        assert!(end > HEADER.len() || said.contains("error["), "cut off after {end} bytes");
    }
}

#[test]
fn a_broken_row_is_not_blamed_on_those_who_name_its_body() {
    let said =
        check_register(&HEADER.replace("mhclg,Ministry of Housing,,,,", "mhclg,Ministry of Housing,,,soon,"));
    assert_eq!(said.matches("error[").count(), 1, "{said}");
}
