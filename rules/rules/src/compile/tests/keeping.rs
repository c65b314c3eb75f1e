//! Compiling again with what was kept.

use super::texts::{HOUSING, sources};
use crate::compile::{CompilerCache, compile};
use crate::diagnostic::{Colour, render};

/// A mission whose rule names a measure and a body.
fn texts() -> String {
    let mission = HOUSING.replace("\"always\"", "\"own\"");
    format!("=== missions/a.toml\n{mission}=== rules/own.rhai\n{RULE}")
}

const RULE: &str = "fn assess(my) { if my.has(\"referrals\", \"north\") { met() } else { missed() } }\n";

/// Compiles one text after another in one cache, and each of them afresh; says what is wrong with the last.
#[track_caller]
fn check(versions: &[&str]) -> String {
    let mut cache = CompilerCache::new();
    let mut said = String::new();
    for version in versions {
        let sources = sources(version);
        let (again, afresh) = (cache.compile(&sources), compile(&sources));
        assert_eq!(again.diagnostics, afresh.diagnostics);
        assert_eq!(again.refused, afresh.refused);
        assert_eq!(
            again.program.map(|program| program.revision),
            afresh.program.map(|program| program.revision)
        );
        said = render(&again.diagnostics, Colour::Plain);
    }
    said
}

#[test]
fn a_rule_that_did_not_change_misses_a_measure_that_did() {
    let renamed = format!("{}=== rules/own.rhai\n{RULE}", texts().replace("referrals", "visits"));
    insta::assert_snapshot!(check(&[&texts(), &renamed]), @r#"
    error[unknown-measure]: there is no measure `referrals`
     --> rules/own.rhai:1:27
      |
    1 | fn assess(my) { if my.has("referrals", "north") { met() } else { missed() } }
      |                           ^^^^^^^^^^^
    "#);
    assert_eq!(check(&[&texts(), &renamed, &texts()]), "", "and finds it again");
}

#[test]
fn a_rule_that_did_not_change_misses_a_body_that_left_the_register() {
    let without = format!("{}=== bodies.csv\nid,name\nmhclg,Housing\nnorths,North\n", texts());
    insta::assert_snapshot!(check(&[&texts(), &without]), @r#"
    error[unknown-body]: there is no body `north`
     --> rules/own.rhai:1:40
      |
    1 | fn assess(my) { if my.has("referrals", "north") { met() } else { missed() } }
      |                                        ^^^^^^^
      |
      = help: did you mean `norths`?
    "#);
}

#[test]
fn one_text_may_serve_under_two_names() {
    let (first, second) = (texts(), texts().replace("own", "other"));
    assert_eq!(check(&[&first, &second, &first]), "");
}

#[test]
fn what_nobody_asks_for_is_forgotten() {
    let mut cache = CompilerCache::new();
    for version in 0..100 {
        let compiled = cache.compile(&sources(&format!("{}// {version}\n", texts())));
        assert!(compiled.refused.is_empty());
    }
    assert!(cache.kept() < 20, "{} texts are kept", cache.kept());
}
