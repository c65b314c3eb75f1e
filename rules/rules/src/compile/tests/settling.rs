//! What a reload puts in force.

use super::texts::{HOUSING, sources};
use crate::compile::{Settled, compile, settle};
use crate::source::Sources;

fn a() -> String {
    format!("=== missions/a.toml\n{HOUSING}")
}

fn b() -> String {
    let text = HOUSING.replace("housing", "homes").replace("referrals", "visits");
    format!("=== missions/b.toml\n{text}")
}

fn edited(texts: &str) -> String {
    texts.replace("Public bodies refer", "All bodies refer")
}

fn broken(texts: &str) -> String {
    edited(texts).replace("lead = \"mhclg\"", "lead = \"nobody-at-all\"")
}

/// Settles `new` over `last_good` and says of each mission in force which text it has, and what is not as desired.
#[track_caller]
fn check(new: &str, last_good: &str, expected: &str, expected_refused: &[&str]) -> Settled {
    let settled = settle(&sources(new), Some(&sources(last_good)));
    let program = settled.compiled.program.as_ref();
    let missions = program.map(|program| program.missions.values().collect::<Vec<_>>()).unwrap_or_default();
    let told = |mission: &&std::sync::Arc<engine::program::Mission>| {
        let is_new = mission.obligations[0].title == "All bodies refer";
        format!("{} {}", mission.id, if is_new { "new" } else { "old" })
    };
    assert_eq!(missions.iter().map(told).collect::<Vec<_>>().join(", "), expected);
    let refused: Vec<&str> = settled.compiled.refused.iter().map(|path| &**path).collect();
    assert_eq!(refused, expected_refused);
    check_repeats(&settled);
    settled
}

/// What is in force comes out again when its own texts are compiled, after a restart for instance.
#[track_caller]
fn check_repeats(settled: &Settled) {
    let again = compile(&settled.sources);
    assert!(again.refused.is_empty());
    let revision =
        |program: &Option<engine::program::Program>| program.as_ref().map(|it| it.revision.clone());
    assert_eq!(revision(&again.program), revision(&settled.compiled.program));
}

#[test]
fn sound_texts_go_in_as_they_are() {
    let settled = check(&edited(&format!("{}{}", a(), b())), &a(), "housing new, homes new", &[]);
    assert!(settled.compiled.diagnostics.is_empty());
}

#[test]
fn a_broken_mission_keeps_its_last_good_text_and_the_others_move_on() {
    let (new, old) = (format!("{}{}", broken(&a()), edited(&b())), format!("{}{}", a(), b()));
    let settled = check(&new, &old, "housing old, homes new", &["missions/a.toml"]);
    assert_eq!(settled.compiled.diagnostics.len(), 1, "the fault of the new text is told");
}

#[test]
fn a_broken_mission_that_never_was_good_stays_out() {
    check(&format!("{}{}", a(), broken(&b())), &a(), "housing old", &["missions/b.toml"]);
}

#[test]
fn a_mission_whose_file_is_gone_is_gone() {
    check(&edited(&b()), &format!("{}{}", a(), b()), "homes new", &[]);
}

#[test]
fn a_mission_that_refers_to_a_broken_one_goes_in_with_its_last_good_text() {
    let second = b().replace("rule =", "depends_on = [\"housing/refer\"]\nrule =");
    let (new, old) = (format!("{}{}", broken(&a()), edited(&second)), format!("{}{second}", a()));
    check(&new, &old, "housing old, homes old", &["missions/a.toml", "missions/b.toml"]);
}

#[test]
fn a_new_mission_that_claims_another_ones_measure_does_not_push_it_out() {
    let thief = edited(&b()).replace("visits", "referrals");
    check(&format!("{}{thief}", edited(&a())), &a(), "housing old", &["missions/a.toml", "missions/b.toml"]);
}

#[test]
fn a_broken_register_stays_as_it_was() {
    let new = format!("{}=== bodies.csv\nid,nmae\n", edited(&a()));
    let settled = check(&new, &a(), "housing new", &["missions/a.toml"]);
    assert_eq!(settled.sources.bodies, sources("").bodies);
}

#[test]
fn a_register_without_a_body_that_is_needed_stays_as_it_was() {
    let new = format!("{}=== bodies.csv\nid,name\ndhsc,Health\n", a());
    let settled = check(&new, &a(), "housing old", &["missions/a.toml"]);
    assert_eq!(settled.sources, sources(&a()));
}

#[test]
fn a_project_that_lost_all_its_missions_goes_on_as_before() {
    let settled = check("", &a(), "housing old", &[]);
    assert_eq!(settled.compiled.diagnostics.len(), 1);
}

#[test]
fn without_last_good_texts_the_broken_ones_are_left_out() {
    let new: Sources = sources(&format!("{}{}", a(), broken(&b())));
    let settled = settle(&new, None);
    assert_eq!(settled.sources, sources(&a()));
    assert_eq!(settled.compiled.refused.len(), 1);
    check_repeats(&settled);
}

#[test]
fn a_broken_rule_keeps_its_last_good_text_for_the_missions_that_use_it() {
    let own_rule = |text: &str| text.replace("rule = \"always\"", "rule = \"own\"");
    let old = format!("{}{}=== rules/own.rhai\nfn assess(my) {{ met() }}\n", a(), own_rule(&b()));
    let new = format!("{}{}=== rules/own.rhai\nfn assess(my) {{\n", edited(&a()), own_rule(&b()));
    check(&new, &old, "housing new, homes old", &["missions/b.toml"]);
}
