//! Relations: what they tie, what is wrong with them, and whom a change of one concerns.

use engine::program::Program;
use insta::assert_snapshot;

use super::check::check_mission;
use super::texts::{HOUSING, sources};
use crate::compile::compile;

/// What is said of the sound mission with these relations in it.
#[track_caller]
fn check(relations: &str) -> String {
    check_mission(&format!("{}{relations}", HOUSING.trim_start()))
}

fn relation(says: &str) -> String {
    let lines = says.split("; ").map(|line| format!("{line}\n"));
    format!("\n[[relation]]\n{}", lines.collect::<String>())
}

#[track_caller]
fn program(texts: &str) -> Program {
    let compiled = compile(&sources(texts));
    assert_eq!(compiled.diagnostics, [], "nothing is wrong");
    compiled.program.expect("a program")
}

const POT: &str = r#"id = "pot"; kind = "funds"; title = "Winter Fund"; from = "dhsc"; to = "measure:referrals"; at = "north"; opened = "2024-04-01"; closes = "2025-03-31"; share = 0.4"#;

#[test]
fn a_relation_is_a_body_too() {
    let program = program(&format!("=== missions/m.toml\n{}{}", HOUSING.trim_start(), relation(POT)));
    let catalogue = &program.catalogue;
    let body = &catalogue.bodies["pot"];
    assert_eq!((body.name.as_str(), body.kind.as_str()), ("Winter Fund", "funds"));
    assert_eq!(body.parent.as_ref().map(engine::model::BodyId::as_str), Some("north"));
    let pots: Vec<String> = catalogue.relations.of_kind("funds").map(|pot| pot.to.to_string()).collect();
    assert_eq!(pots, ["measure:referrals"]);
}

#[test]
fn obligations_are_owed_about_every_relation_of_a_kind_while_it_lasts() {
    let mission = HOUSING.replace("lead = \"mhclg\"", "lead = \"mhclg\"\nabout = { relation = \"funds\" }");
    let other = POT
        .replace("\"pot\"", "\"old\"")
        .replace("2024-04-01", "2010-04-01")
        .replace("2025-03-31", "2011-03-31");
    let program = program(&format!(
        "=== missions/m.toml\n{}{}{}",
        mission.trim_start(),
        relation(POT),
        relation(&other)
    ));
    let owed: Vec<&str> =
        program.missions["housing"].obligations.iter().map(|owed| owed.id.as_str()).collect();
    assert_eq!(owed, ["refer/pot"], "the old pot had closed before anything was owed");
}

#[test]
fn ends_that_lead_nowhere() {
    let relations = [
        r#"id = "a"; kind = "funds"; from = "dhcs"; to = "measure:referals""#,
        r#"id = "b"; kind = "funds"; from = "mission:hosing"; to = "housing/reffer""#,
        r#"id = "c"; kind = "funds"; from = "c"; to = "mhclg"; at = "nroth""#,
    ];
    assert_snapshot!(check(&relations.map(relation).concat()), @r#"
    error[unknown-body]: there is no body `dhcs`
      --> missions/m.toml:22:8
       |
    22 | from = "dhcs"
       |        ^^^^^^
       |
       = help: did you mean `dhsc`?

    error[unknown-measure]: there is no measure `referals`
      --> missions/m.toml:23:6
       |
    23 | to = "measure:referals"
       |      ^^^^^^^^^^^^^^^^^^
       |
       = help: did you mean `measure:referrals`?

    error[unknown-mission]: there is no mission `hosing`
      --> missions/m.toml:28:8
       |
    28 | from = "mission:hosing"
       |        ^^^^^^^^^^^^^^^^
       |
       = help: did you mean `mission:housing`?

    error[unknown-obligation]: there is no obligation `housing/reffer`
      --> missions/m.toml:29:6
       |
    29 | to = "housing/reffer"
       |      ^^^^^^^^^^^^^^^^
       |
       = help: did you mean `housing/refer`?

    error[relation]: `from` names the relation itself
      --> missions/m.toml:34:8
       |
    34 | from = "c"
       |        ^^^
       |
       = help: name the party that it ties

    error[unknown-body]: there is no body `nroth`
      --> missions/m.toml:36:6
       |
    36 | at = "nroth"
       |      ^^^^^^^
       |
       = help: did you mean `north`?
    "#);
}

#[test]
fn relations_that_contradict_themselves() {
    let relations = [
        r#"id = "mhclg"; kind = "funds"; from = "dhsc"; to = "mhclg""#,
        r#"id = "a"; kind = "department"; from = "dhsc"; to = "mhclg"; opened = "2025-01-01"; closes = "2024-01-01""#,
        r#"id = "a"; kind = "funds"; from = "dhsc"; to = "dhsc"; after = "3 years"; share = 1.2"#,
    ];
    assert_snapshot!(check(&relations.map(relation).concat()), @r#"
    error[duplicate-id]: a body of the register has the id `mhclg` already
      --> missions/m.toml:20:6
       |
    20 | id = "mhclg"
       |      ^^^^^^^
       |
       = help: give the relation another id: figures can be about either

    error[relation]: `department` is a kind of bodies in the register
      --> missions/m.toml:27:8
       |
    27 | kind = "department"
       |        ^^^^^^^^^^^^
       |
       = help: call the kind of relation otherwise

    error[invalid-value]: `closes` is 2024-01-01, before `opened`, which is 2025-01-01
      --> missions/m.toml:31:10
       |
    31 | closes = "2024-01-01"
       |          ^^^^^^^^^^^^

    error[duplicate-id]: two relations have the id `a`
      --> missions/m.toml:34:6
       |
    34 | id = "a"
       |      ^^^
       |
      ::: missions/m.toml:26:6
       |
    26 | id = "a"
       |      --- the first one
       |
       = help: give one of them another id

    error[relation]: `a` leads from `dhsc` to itself
      --> missions/m.toml:35:8
       |
    35 | kind = "funds"
       |        ^^^^^^^
       |
       = help: name another party at one of its ends

    error[relation]: a relation of the kind `funds` has no `after`
      --> missions/m.toml:38:9
       |
    38 | after = "3 years"
       |         ^^^^^^^^^
       |
       = help: leave it out, or make it a relation of the kind `benefits-after`

    error[invalid-value]: `share` is 1.2, and must be from 0 to 1
      --> missions/m.toml:39:9
       |
    39 | share = 1.2
       |         ^^^
    "#);
}

#[test]
fn relations_that_lack_what_their_kind_needs() {
    let relations = [
        r#"id = "b"; kind = "benefits-after"; from = "dhsc"; to = "mhclg"; after = "soon""#,
        r#"id = "c"; kind = "proxy-for"; from = "dhsc"; to = "measure:referrals""#,
    ];
    assert_snapshot!(check(&relations.map(relation).concat()), @r#"
    error[relation]: a relation of the kind `benefits-after` leads to a measure, as `measure:id`, or to an obligation, as `mission/obligation`
      --> missions/m.toml:21:8
       |
    21 | kind = "benefits-after"
       |        ^^^^^^^^^^^^^^^^

    error[relation]: a relation of the kind `benefits-after` needs `opened`
      --> missions/m.toml:21:8
       |
    21 | kind = "benefits-after"
       |        ^^^^^^^^^^^^^^^^
       |
       = help: say from which day the delay counts, such as `opened = 2025-04-01`

    error[invalid-value]: `after` is `soon`, which is no length of time
      --> missions/m.toml:24:9
       |
    24 | after = "soon"
       |         ^^^^^^
       |
       = help: write it in months or years, such as `18 months` or `3 years`

    error[relation]: a relation of the kind `proxy-for` leads from a measure, as `measure:id`, to a measure or an obligation, as `mission/obligation`
      --> missions/m.toml:28:8
       |
    28 | kind = "proxy-for"
       |        ^^^^^^^^^^^
    "#);
}

#[test]
fn shares_and_lines_of_reporting_that_cannot_be() {
    let relations = [
        r#"id = "a"; kind = "funds"; from = "dhsc"; to = "mhclg"; share = 0.7"#,
        r#"id = "b"; kind = "funds"; from = "dhsc"; to = "probation"; share = 0.4"#,
        r#"id = "c"; kind = "reports-to"; from = "north"; to = "dhsc""#,
        r#"id = "d"; kind = "reports-to"; from = "dhsc"; to = "north""#,
    ];
    assert_snapshot!(check(&relations.map(relation).concat()), @r#"
    error[relation]: the shares of `funds` from `dhsc` come to 1.1, which is more than 1
      --> missions/m.toml:24:9
       |
    24 | share = 0.7
       |         ^^^
       |
       = help: lower one of them: the whole is 1

    error[relation]: bodies report to each other in a circle: `north` reports to `dhsc` reports to `north`
      --> missions/m.toml:33:1
       |
    33 | / [[relation]]
    34 | | id = "c"
    35 | | kind = "reports-to"
    36 | | from = "north"
       | |______________^
       |
      ::: missions/m.toml:39:1
       |
    39 | / [[relation]]
    40 | | id = "d"
    41 | | kind = "reports-to"
    42 | | from = "dhsc"
       | |_____________- and on from here
       |
       = help: take one of them out: somebody has to stand at the top
    "#);
}

#[test]
fn a_change_of_a_relation_changes_the_missions_that_rest_on_it_and_no_other() {
    let text = |pot: &str| {
        let about = HOUSING.replace("id = \"housing\"", "id = \"pots\"").replace("referrals", "spends");
        let about = about.replace("lead = \"mhclg\"", "lead = \"mhclg\"\nabout = { relation = \"funds\" }");
        format!(
            "=== missions/a.toml\n{}{}=== missions/b.toml\n{}",
            HOUSING.trim_start(),
            relation(pot),
            about.trim_start()
        )
    };
    let (before, after) = (program(&text(POT)), program(&text(&POT.replace("2025-03-31", "2024-12-31"))));
    let is_same = |mission: &str| before.missions[mission].revision == after.missions[mission].revision;
    assert_eq!((is_same("housing"), is_same("pots")), (true, false));
    assert_ne!(before.catalogue.revision, after.catalogue.revision);
}
