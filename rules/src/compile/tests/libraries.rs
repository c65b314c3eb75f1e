//! Rules that import libraries.

use engine::program::Program;
use insta::assert_snapshot;

use super::check::check;
use super::texts::{HOUSING, sources};
use crate::compile::{Compiled, compile};

const RULE: &str = r#"
//! What: a figure must reach its floor.
import "floors@1.1" as floors;

fn assess(my) {
    if reaches(my) { met() } else { missed(`below ${floors::asked(my)}`) }
}

fn reaches(my) { my.value() >= floors::asked(my) }
"#;

const LIBRARY: &str = "// version 1.2.0
//! What: floors that rules share.
fn asked(my) { least() + 1 }
private fn least() { 89 }
";

/// A project whose one rule and one library have these texts.
fn texts(rule: &str, library: &str) -> String {
    let mission = HOUSING.replace("\"always\"", "\"reach\"");
    format!(
        "=== missions/m.toml\n{mission}\n=== rules/reach.rhai\n{rule}\n=== plugins/floors/library.rhai\n{library}"
    )
}

#[track_caller]
fn program(rule: &str, library: &str) -> Program {
    let Compiled { program, diagnostics, .. } = compile(&sources(&texts(rule, library)));
    assert_eq!(diagnostics, []);
    program.expect("the texts are sound")
}

fn revision(program: &Program) -> &str {
    program.missions["housing"].revision.as_str()
}

#[test]
fn a_rule_may_import_what_serves_its_version() {
    program(RULE, LIBRARY);
    program(&RULE.replace("@1.1", "@1"), LIBRARY);
    program(&RULE.replace("@1.1", "@1.2.0"), LIBRARY);
}

#[test]
fn a_changed_library_is_a_changed_mission_where_it_is_imported() {
    let before = program(RULE, LIBRARY);
    let after = program(RULE, &LIBRARY.replace("89", "79"));
    assert_ne!(revision(&before), revision(&after));
    let alone = "fn assess(my) { met() }";
    let (before, after) = (program(alone, LIBRARY), program(alone, &LIBRARY.replace("89", "79")));
    assert_eq!(revision(&before), revision(&after));
}

#[test]
fn an_import_that_leads_nowhere_says_what_to_do() {
    assert_snapshot!(check(&texts(&RULE.replace("floors@1.1", "flors@1"), LIBRARY)), @"");
    assert_snapshot!(check(&texts(&RULE.replace("@1.1", "@2"), LIBRARY)), @"");
    assert_snapshot!(check(&texts(&RULE.replace("@1.1", ""), LIBRARY)), @"");
}

#[test]
fn calls_into_a_library_are_looked_up() {
    let rule = r#"import "floors@1" as floors;
fn assess(my) {
    floors::aksed(my);
    floors::asked();
    floors::least();
    ceilings::top(my)
}"#;
    assert_snapshot!(check(&texts(rule, LIBRARY)), @"");
    assert_snapshot!(check(&texts(&rule.replace("ceilings::top(my)", "met()"), LIBRARY)), @"");
}

#[test]
fn an_import_stands_at_the_head_and_once() {
    let rule = r#"import "floors@1" as floors;
import "floors@1" as floors;
import "floors@1";
fn assess(my) { import "floors@1" as f; met() }"#;
    assert_snapshot!(check(&texts(rule, LIBRARY)), @"");
}

#[test]
fn a_broken_library_breaks_the_rules_that_import_it_and_no_other() {
    let broken = LIBRARY.replace("least() + 1", "leats() + 1");
    assert_snapshot!(check(&texts(RULE, &broken)), @"");
    assert_snapshot!(check(&texts("fn assess(my) { met() }", &broken)), @"");
}

#[test]
fn a_library_is_nothing_but_functions() {
    assert_snapshot!(check(&texts(RULE, "// version 1.2.0\nlet x = 1;\nfn asked(my) { 1 }\n")), @"");
    assert_snapshot!(check(&texts(RULE, "// version 1.2.0\nimport \"a@1\" as a;\nfn asked(my) { 1 }\nfn sum(x) { x }\n")), @"");
}
