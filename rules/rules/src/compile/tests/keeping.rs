//! Compiling again with what was kept.

use super::texts::{HOUSING, sources};
use crate::compile::{Compiled, CompilerCache, compile};
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

/// Twenty missions, each with a measure and a rule of its own.
fn many() -> String {
    let mission = |number: usize| {
        let declared = HOUSING.replace("\"always\"", &format!("\"own-{number}\""));
        let declared = declared.replace("\"housing\"", &format!("\"housing-{number}\""));
        let declared = declared.replace("referrals", &format!("referrals-{number}"));
        let rule = RULE.replace("referrals", &format!("referrals-{number}"));
        format!("=== missions/{number}.toml\n{declared}=== rules/own-{number}.rhai\n{rule}")
    };
    (0..20).map(mission).collect()
}

/// How many missions are read, rules read, missions resolved and missions built again after a change.
#[track_caller]
fn check_work(from: &str, to: &str, expected: [usize; 4]) {
    let mut cache = CompilerCache::new();
    let (before, after) = (many(), many().replacen(from, to, 1));
    assert_ne!(before, after);
    assert!(cache.compile(&sources(&before)).refused.is_empty());
    let begun = cache.worked_out();
    let again = cache.compile(&sources(&after));
    let done = cache.worked_out();
    assert_eq!(std::array::from_fn(|place| done[place] - begun[place]), expected, "{from} to {to}");
    let afresh = compile(&sources(&after));
    assert_eq!(again.diagnostics, afresh.diagnostics);
    let revisions = |program: Option<engine::program::Program>| {
        let program = program.expect("the project is sound");
        let missions = program.missions.values().map(|mission| mission.revision.clone());
        (program.revision.clone(), missions.collect::<Vec<_>>())
    };
    assert_eq!(revisions(again.program), revisions(afresh.program));
}

#[test]
fn work_is_in_proportion_to_the_change() {
    check_work("{ missed() }", "{ missed(\"why\") }", [0, 1, 1, 1]);
    check_work("title = \"", "title = \"New: ", [1, 0, 1, 1]);
}

#[test]
fn rules_that_were_found_sound_are_read_when_they_are_needed() {
    let mut cache = CompilerCache::new();
    let texts = format!("{}=== rules/unused.rhai\nfn assess(my) {{ met( }}\n", many());
    let sources = sources(&texts);
    let afresh = compile(&sources);
    let [again, known] = [cache.compile_sound(&sources), cache.compile(&sources)];
    assert_eq!(cache.worked_out()[1], 2, "only those that nobody uses, which may have faults");
    for compiled in [&again, &known] {
        assert_eq!(compiled.diagnostics, afresh.diagnostics);
        let revision =
            |compiled: &Compiled| compiled.program.as_ref().map(|program| program.revision.clone());
        assert_eq!(revision(compiled), revision(&afresh));
    }
    let renamed = texts.replacen("referrals-3", "visits-3", 1);
    let renamed = crate::compile::tests::texts::sources(&renamed);
    assert_eq!(
        cache.compile(&renamed).diagnostics,
        compile(&renamed).diagnostics,
        "names are looked up again"
    );
}
