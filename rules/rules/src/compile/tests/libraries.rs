//! Rules that import libraries.

use engine::program::Program;
use insta::assert_snapshot;

use super::check::check;
use super::texts::{HOUSING, sources};
use crate::compile::{Compiled, compile, compile_counting};
use crate::script::{Counting, CoverageLog};

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
fn what_is_reached_is_counted_in_libraries_too() {
    let (log, sources) = (CoverageLog::new(), sources(&texts(RULE, LIBRARY)));
    let Compiled { program, diagnostics, .. } = compile_counting(&sources, Counting::In(&log));
    assert_eq!((program.is_some(), diagnostics), (true, vec![]));
    let coverage = log.coverage(&sources);
    let files = coverage.files().iter().map(|file| format!("{} {}", file.source.path, file.lines_reached()));
    let files: Vec<String> = files.collect();
    assert_eq!(
        files,
        ["plugins/floors/library.rhai 0 of 2", "rules/always.rhai 0 of 1", "rules/reach.rhai 0 of 2"]
    );
}

#[test]
fn an_import_that_leads_nowhere_says_what_to_do() {
    assert_snapshot!(check(&texts(&RULE.replace("floors@1.1", "flors@1"), LIBRARY)), @r#"
    error[unknown-library]: there is no library `flors`
     --> rules/reach.rhai:3:8
      |
    3 | import "flors@1" as floors;
      |        ^^^^^^^^^
      |
      = help: did you mean `floors`?
    "#);
    assert_snapshot!(check(&texts(&RULE.replace("@1.1", "@2"), LIBRARY)), @r#"
    error[library-version]: `floors` is of version 1.2.0, and the rule asks for 2
     --> rules/reach.rhai:3:8
      |
    3 | import "floors@2" as floors;
      |        ^^^^^^^^^^
      |
      = help: see what changed in the library, and then name its version here
    "#);
    assert_snapshot!(check(&texts(&RULE.replace("@1.1", ""), LIBRARY)), @r#"
    error[unknown-library]: this names no version
     --> rules/reach.rhai:3:8
      |
    3 | import "floors" as floors;
      |        ^^^^^^^^
      |
      = help: write it like `import "dates@1" as dates;`, with the version that the rule was written for
    "#);
}

/// Otherwise the library would not be found among the texts that approvers sign.
#[test]
fn an_import_is_spelt_as_it_reads() {
    assert_snapshot!(check(&texts(&RULE.replace("\"floors@1.1\"", r#""\x66loors@1.1""#), LIBRARY)), @r#"
    error[unknown-library]: the library's name is not spelt as it reads
     --> rules/reach.rhai:3:8
      |
    3 | import "\x66loors@1.1" as floors;
      |        ^
      |
      = help: write it like `import "dates@1" as dates;`, with the version that the rule was written for
    "#);
    for other in
        [r#""flo" + "ors@1.1""#, "`${\"floors\"}@1.1`", r#""floors\u00401.1""#, "`flo${\"ors@1.1\"}`"]
    {
        let said = check(&texts(&RULE.replace("\"floors@1.1\"", other), LIBRARY));
        assert!(said.contains("error[unknown-library]"), "{other}: {said}");
    }
    assert_eq!(check(&texts(&RULE.replace("\"floors@1.1\"", "`floors@1.1`"), LIBRARY)), "");
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
    assert_snapshot!(check(&texts(rule, LIBRARY)), @r#"
    error[rule-syntax]: there is no library `ceilings` here
     --> rules/reach.rhai:6:5
      |
    6 |     ceilings::top(my)
      |     ^^^^^^^^
      |
      = help: import it at the head of the file, as in `import "dates@1" as dates;`
    "#);
    assert_snapshot!(check(&texts(&rule.replace("ceilings::top(my)", "met()"), LIBRARY)), @"
    error[rule-function]: the library `floors` has no function `aksed`
     --> rules/reach.rhai:3:13
      |
    3 |     floors::aksed(my);
      |             ^^^^^
      |
      = help: did you mean `asked`?

    error[rule-function]: `asked` takes one argument, and is given none
     --> rules/reach.rhai:4:13
      |
    4 |     floors::asked();
      |             ^^^^^

    error[rule-function]: the library `floors` has no function `least`
     --> rules/reach.rhai:5:13
      |
    5 |     floors::least();
      |             ^^^^^
    ");
}

#[test]
fn an_import_stands_at_the_head_and_once() {
    let rule = r#"import "floors@1" as floors;
import "floors@1" as floors;
import "floors@1";
fn assess(my) { import "floors@1" as f; met() }"#;
    assert_snapshot!(check(&texts(rule, LIBRARY)), @r#"
    error[duplicate-id]: two libraries are called `floors` here
     --> rules/reach.rhai:2:1
      |
    2 | import "floors@1" as floors;
      | ^^^^^^

    error[unknown-library]: an import needs a name by which the rule calls the library
     --> rules/reach.rhai:3:1
      |
    3 | import "floors@1";
      | ^^^^^^
      |
      = help: write it like `import "dates@1" as dates;`, with the version that the rule was written for

    error[rule-shape]: an import stands at the head of the file
     --> rules/reach.rhai:4:17
      |
    4 | fn assess(my) { import "floors@1" as f; met() }
      |                 ^^^^^^
      |
      = help: move it to the top, outside of any function
    "#);
}

#[test]
fn a_broken_library_breaks_the_rules_that_import_it_and_no_other() {
    let broken = LIBRARY.replace("least() + 1", "leats() + 1");
    assert_snapshot!(check(&texts(RULE, &broken)), @"
    error[rule-function]: there is no function `leats`
     --> plugins/floors/library.rhai:3:16
      |
    3 | fn asked(my) { leats() + 1 }
      |                ^^^^^
      |
      = help: did you mean `least`?
    ");
    assert_snapshot!(check(&texts("fn assess(my) { met() }", &broken)), @"
    warning[rule-function]: there is no function `leats`
     --> plugins/floors/library.rhai:3:16
      |
    3 | fn asked(my) { leats() + 1 }
      |                ^^^^^
      |
      = help: did you mean `least`?
    ");
}

#[test]
fn a_library_is_nothing_but_functions() {
    assert_snapshot!(check(&texts(RULE, "// version 1.2.0\nlet x = 1;\nfn asked(my) { 1 }\n")), @"
    error[rule-shape]: this stands outside of any function and would never run
     --> plugins/floors/library.rhai:2:1
      |
    2 | let x = 1;
      | ^^^
      |
      = help: move it into `assess`, or make it a parameter in the declaration
    ");
    assert_snapshot!(check(&texts(RULE, "// version 1.2.0\nimport \"a@1\" as a;\nfn asked(my) { 1 }\nfn sum(x) { x }\n")), @r#"
    error[rule-shape]: a library cannot import another
     --> plugins/floors/library.rhai:2:1
      |
    2 | import "a@1" as a;
      | ^^^^^^
      |
      = help: copy what it needs, or let the rule import both

    error[rule-function]: the function `sum` would hide the one that every rule has
     --> plugins/floors/library.rhai:4:4
      |
    4 | fn sum(x) { x }
      |    ^^^
      |
      = help: give it another name
    "#);
}
