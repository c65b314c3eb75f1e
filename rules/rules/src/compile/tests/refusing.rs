//! A broken mission, or a broken rule, costs what depends on it and nothing else.

use std::sync::Arc;

use engine::model::MissionId;
use insta::assert_snapshot;

use super::check::check;
use super::texts::{HOUSING, sources};
use crate::compile::{Compiled, compile};

/// A second mission, which leaves the first alone.
fn homes() -> String {
    HOUSING.replace("housing", "homes").replace("referrals", "visits")
}

fn broken(text: &str) -> String {
    text.replace("lead = \"mhclg\"", "lead = \"nobody-at-all\"")
}

/// Which missions go in, and which are refused.
#[track_caller]
fn check_missions(texts: &str, expected_in: &[&str], expected_refused: &[&str]) {
    let Compiled { program, refused, .. } = compile(&sources(texts));
    let missions = program.map(|program| program.missions).unwrap_or_default();
    assert_eq!(missions.keys().map(MissionId::as_str).collect::<Vec<_>>(), expected_in);
    assert_eq!(refused, expected_refused.iter().map(|path| Arc::from(*path)).collect::<Vec<Arc<str>>>());
}

#[test]
fn the_others_go_in() {
    let texts = format!("=== missions/a.toml\n{}=== missions/b.toml\n{}", broken(HOUSING), homes());
    check_missions(&texts, &["homes"], &["missions/a.toml"]);
}

#[test]
fn missions_stand_in_the_order_of_their_paths() {
    let texts = format!("=== missions/b.toml\n{HOUSING}=== missions/a.toml\n{}", homes());
    check_missions(&texts, &["homes", "housing"], &[]);
}

#[test]
fn without_a_sound_mission_there_is_no_program() {
    check_missions(&format!("=== missions/a.toml\n{}", broken(HOUSING)), &[], &["missions/a.toml"]);
}

#[test]
fn whoever_refers_to_a_refused_mission_is_refused_too() {
    let second = homes().replace("rule =", "depends_on = [\"housing/refer\"]\nrule =");
    let third = HOUSING.replace("housing", "last").replace("id = \"referrals\"", "id = \"other\"");
    let third = third.replace("measure = \"referrals\"", "measure = \"visits\"");
    let texts = format!(
        "=== missions/a.toml\n{}=== missions/b.toml\n{second}=== missions/c.toml\n{third}",
        broken(HOUSING)
    );
    check_missions(&texts, &[], &["missions/a.toml", "missions/b.toml", "missions/c.toml"]);
    assert_snapshot!(check(&texts), @r#"
    error[unknown-body]: there is no body `nobody-at-all`
      --> missions/a.toml:15:8
       |
    15 | lead = "nobody-at-all"
       |        ^^^^^^^^^^^^^^^
       |
       = help: add it to the register of bodies

    error[unknown-obligation]: obligation `housing/refer` is declared in `missions/a.toml`, which has errors
      --> missions/b.toml:17:15
       |
    17 | depends_on = ["housing/refer"]
       |               ^^^^^^^^^^^^^^^
       |
       = help: put `missions/a.toml` right first

    error[unknown-measure]: measure `visits` is declared in `missions/b.toml`, which has errors
      --> missions/c.toml:18:11
       |
    18 | measure = "visits"
       |           ^^^^^^^^
       |
       = help: put `missions/b.toml` right first
    "#);
}

const READS_VISITS: &str =
    "fn assess(my) { if my.value(\"visits\") > 0 { met() } else { missed(\"none\") } }";

#[test]
fn a_rule_may_read_a_measure_of_a_refused_mission() {
    let first = HOUSING.replace("rule = \"always\"", "rule = \"visits\"");
    let texts = format!(
        "=== missions/a.toml\n{first}=== missions/b.toml\n{}=== rules/visits.rhai\n{READS_VISITS}\n",
        broken(&homes())
    );
    check_missions(&texts, &[], &["missions/a.toml", "missions/b.toml"]);
    assert_snapshot!(check(&texts), @r#"
    error[unknown-body]: there is no body `nobody-at-all`
      --> missions/b.toml:15:8
       |
    15 | lead = "nobody-at-all"
       |        ^^^^^^^^^^^^^^^
       |
       = help: add it to the register of bodies

    error[unknown-measure]: there is no measure `visits`
     --> rules/visits.rhai:1:29
      |
    1 | fn assess(my) { if my.value("visits") > 0 { met() } else { missed("none") } }
      |                             ^^^^^^^^
      |
      = help: the mission that declares it has errors; put those right first
    "#);
}

#[test]
fn a_broken_rule_costs_the_missions_that_use_it() {
    let first = HOUSING.replace("rule = \"always\"", "rule = \"broken\"");
    let texts = format!(
        "=== missions/a.toml\n{first}=== missions/b.toml\n{}=== rules/broken.rhai\nfn assess(my) {{",
        homes()
    );
    check_missions(&texts, &["homes"], &["missions/a.toml"]);
    assert_eq!(check(&texts).matches("error[rule-syntax]").count(), 1);
}

#[test]
fn a_broken_rule_that_nobody_uses_is_a_warning() {
    let texts = format!("=== missions/a.toml\n{HOUSING}=== rules/broken.rhai\nfn assess(my) {{");
    check_missions(&texts, &["housing"], &[]);
    assert_eq!(check(&texts).matches("warning[rule-syntax]").count(), 1);
}

#[test]
fn a_broken_rule_that_two_missions_use_is_told_once() {
    let texts = format!(
        "=== missions/a.toml\n{HOUSING}=== missions/b.toml\n{}=== rules/always.rhai\nfn assess(",
        homes()
    );
    check_missions(&texts, &[], &["missions/a.toml", "missions/b.toml"]);
    assert_eq!(check(&texts).matches("error[").count(), 1);
}
