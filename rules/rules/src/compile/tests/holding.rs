//! What waits for signatures, and what signatures let in.

use engine::model::{MissionId, Revision};
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::signature::Approval;

use super::texts::{HOUSING, sources};
use crate::compile::{Settled, TextsInForce, compile, read_mission_texts, removed, settle_signed};
use crate::source::Sources;

const JANE: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICu3Z0sGRyMrzeEuyjiyLWwq+6uEkx/nkdKNvqMkRVyD";
const JOHN: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOVN/0ipo4DkIXbT90dYqF45oLqRVVAkE6g6MnzkKdMG";
const MARY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPuMIQZWfwOiiiUzHLXwMyqmd/AxM6Pzpwoba3/4xGvr";

fn guarded() -> String {
    let approvers = format!(
        "title = \"A home for everyone\"\napprovers = [{{ name = \"Jane\", key = \"{JANE}\" }}, \
         {{ name = \"John\", key = \"{JOHN}\" }}]"
    );
    HOUSING.replace("title = \"A home for everyone\"", &approvers)
}

/// The mission `housing`, which names approvers.
fn a() -> String {
    format!("=== missions/a.toml\n{}", guarded())
}

/// The mission `homes`, which names none.
fn b() -> String {
    let text = HOUSING.replace("housing", "homes").replace("referrals", "visits");
    format!("=== missions/b.toml\n{text}")
}

fn edited(texts: &str) -> String {
    texts.replace("Public bodies refer", "All bodies refer")
}

/// The signatures of these people, each `key` or `key from day`, under the change from `old` to `new`.
fn signed(old: &str, new: &str, by: &[(&str, Option<&str>)]) -> Vec<Approval> {
    let revision = |texts: &str| {
        let sources = sources(texts);
        let mut own = sources.missions.values().filter_map(read_mission_texts);
        own.find(|own| own.mission.as_str() == "housing").map_or_else(removed, |own| own.revision)
    };
    let approval = |(key, starts): &(&str, Option<&str>)| Approval {
        mission: MissionId::new("housing"),
        replaces: revision(old),
        revision: revision(new),
        key: (*key).to_owned(),
        starts: starts.map(|day| day.parse().unwrap()),
        expires: "2026-12-31".parse().unwrap(),
    };
    by.iter().map(approval).collect()
}

/// Settles `new` over `old` at noon on 1 December 2026 and says what is in force and what waits.
#[track_caller]
fn check(new: &str, old: &str, approvals: &[Approval], expected: &str) -> Settled {
    check_on("2026-12-01", new, old, approvals, expected)
}

#[track_caller]
fn check_on(day: &str, new: &str, old: &str, approvals: &[Approval], expected: &str) -> Settled {
    let (new, old) = (sources(new), sources(old));
    let now: Timestamp = format!("{day}T12:00:00Z").parse().unwrap();
    let settled = settle_signed(&new, TextsInForce { sources: &old, approvals, now });
    let again = compile(&settled.sources);
    let revision =
        |program: &Option<engine::program::Program>| program.as_ref().map(|it| it.revision.clone());
    assert_eq!(
        revision(&again.program),
        revision(&settled.compiled.program),
        "what is in force stands alone"
    );
    assert_eq!(said(&settled), expected);
    settled
}

fn said(settled: &Settled) -> String {
    let program = settled.compiled.program.as_ref().expect("something is in force");
    let in_force = program.missions.values().map(|mission| {
        let is_new = mission.obligations[0].title == "All bodies refer";
        format!("{} {}", mission.id, if is_new { "new" } else { "old" })
    });
    let waiting = settled.waiting.iter().map(|waiting| {
        let what = if waiting.new.is_some() { "waits" } else { "waits to go" };
        let signers = waiting.signers();
        let by = if signers.is_empty() { "nobody".to_owned() } else { language::english::list(&signers) };
        let starts: Option<Date> = waiting.starts;
        let starts = starts.map_or_else(String::new, |day| format!(", from {day}"));
        format!("; {} {what}, signed by {by}{starts}", waiting.mission)
    });
    let refused = settled.compiled.refused.iter().map(|path| format!("; {path} refused"));
    let in_force: Vec<String> = in_force.collect();
    [in_force.join(", "), waiting.chain(refused).collect()].concat()
}

#[test]
fn a_mission_without_approvers_changes_at_once() {
    check(&edited(&b()), &b(), &[], "homes new");
}

#[test]
fn approvers_can_be_named_at_once_and_then_guard_the_mission() {
    let plain = format!("=== missions/a.toml\n{HOUSING}");
    check(&edited(&a()), &plain, &[], "housing new");
    check(&plain, &a(), &[], "housing old; housing waits, signed by nobody");
}

#[test]
fn a_change_waits_while_other_missions_move_on() {
    let (new, old) = (edited(&[a(), b()].concat()), [a(), b()].concat());
    let settled = check(&new, &old, &[], "housing old, homes new; housing waits, signed by nobody");
    assert!(settled.compiled.diagnostics.is_empty(), "waiting is no fault");
}

#[test]
fn one_signature_proposes_and_a_second_person_approves() {
    let (new, old) = (edited(&a()), a());
    let one = signed(&old, &new, &[(JANE, None)]);
    check(&new, &old, &one, "housing old; housing waits, signed by Jane");
    let twice = signed(&old, &new, &[(JANE, None), (JANE, None)]);
    check(&new, &old, &twice, "housing old; housing waits, signed by Jane");
    let both = signed(&old, &new, &[(JANE, None), (JOHN, None)]);
    check(&new, &old, &both, "housing new");
}

#[test]
fn only_the_approvers_in_force_count() {
    let new = edited(&a()).replace(JANE, MARY).replace("Jane", "Mary");
    let old = a();
    let with_new_key = signed(&old, &new, &[(MARY, None), (JOHN, None)]);
    check(&new, &old, &with_new_key, "housing old; housing waits, signed by John");
    let both = signed(&old, &new, &[(JANE, None), (JOHN, None)]);
    check(&new, &old, &both, "housing new");
}

#[test]
fn a_signature_is_for_one_change_only() {
    let (new, old) = (edited(&a()), a());
    let other = new.replace("Households referred", "Homes referred");
    let both = signed(&old, &other, &[(JANE, None), (JOHN, None)]);
    check(&new, &old, &both, "housing old; housing waits, signed by nobody");
    let from_other = signed(&other, &new, &[(JANE, None), (JOHN, None)]);
    check(&new, &old, &from_other, "housing old; housing waits, signed by nobody");
}

#[test]
fn an_approved_change_waits_for_its_day() {
    let (new, old) = (edited(&a()), a());
    let both = signed(&old, &new, &[(JANE, Some("2026-12-03")), (JOHN, Some("2026-12-03"))]);
    let waits = "housing old; housing waits, signed by Jane and John, from 2026-12-03";
    check_on("2026-12-02", &new, &old, &both, waits);
    check_on("2026-12-03", &new, &old, &both, "housing new");
    check_on("2027-01-01", &new, &old, &both, "housing old; housing waits, signed by nobody");
}

#[test]
fn two_people_must_agree_on_the_day() {
    let (new, old) = (edited(&a()), a());
    let apart = signed(&old, &new, &[(JANE, None), (JOHN, Some("2026-12-01"))]);
    check(&new, &old, &apart, "housing old; housing waits, signed by Jane and John");
    let agreed = signed(&old, &new, &[(JANE, None), (JOHN, Some("2026-12-05")), (JOHN, None)]);
    check(&new, &old, &agreed, "housing new");
}

#[test]
fn a_removal_waits_as_well() {
    let (new, old) = (b(), [a(), b()].concat());
    check(&new, &old, &[], "housing old, homes old; housing waits to go, signed by nobody");
    let both = signed(&old, &new, &[(JANE, None), (JOHN, None)]);
    check(&new, &old, &both, "homes old");
}

#[test]
fn another_mission_in_the_same_file_is_a_removal() {
    let other = b().replace("b.toml", "a.toml");
    check(&other, &a(), &[], "housing old; housing waits to go, signed by nobody");
    let both = signed(&a(), &other, &[(JANE, None), (JOHN, None)]);
    check(&other, &a(), &both, "homes old");
}

#[test]
fn a_file_may_be_renamed_without_signatures_but_not_changed() {
    let renamed = a().replace("a.toml", "c.toml");
    check(&renamed, &a(), &[], "housing old");
    check(&edited(&renamed), &a(), &[], "housing old; housing waits, signed by nobody");
    let swapped = [edited(&renamed), b().replace("b.toml", "a.toml")].concat();
    check(&swapped, &a(), &[], "homes old, housing old; housing waits, signed by nobody");
}

#[test]
fn a_rule_of_its_own_is_part_of_what_is_signed() {
    let own = "rule = \"own\"";
    let old = a().replace("rule = \"always\"", own) + "=== rules/own.rhai\nfn assess(my) { met() }\n";
    let new = old.replace("met()", "missed(\"no\")");
    check(&new, &old, &[], "housing old; housing waits, signed by nobody");
    let unused = format!("{old}=== rules/other.rhai\nfn assess(my) {{ met() }}\n");
    check(&unused, &old, &[], "housing old");
}

#[test]
fn a_library_that_its_rule_imports_is_part_of_what_is_signed() {
    let library = |name: &str, text: &str| {
        format!("=== plugins/{name}/library.rhai\n// version 1.0.0\nfn least() {{ {text} }}\n")
    };
    let rule = "=== rules/own.rhai\nimport \"floors@1\" as floors;\nfn assess(my) { if floors::least() > 0 { met() } else { missed(\"no\") } }\n";
    let mission = a().replace("rule = \"always\"", "rule = \"own\"") + rule;
    let with = |floors: &str, other: &str| {
        [mission.as_str(), &library("floors", floors), &library("other", other)].concat()
    };
    check(&with("2", "1"), &with("1", "1"), &[], "housing old; housing waits, signed by nobody");
    check(&with("1", "2"), &with("1", "1"), &[], "housing old");
}

#[test]
fn a_shared_rule_changes_for_the_missions_that_need_no_signature() {
    let rule = |text: &str| format!("=== rules/always.rhai\nfn assess(my) {{ {text} }}\n");
    let (new, old) = ([a(), b(), rule("missed(\"no\")")].concat(), [a(), b(), rule("met()")].concat());
    let settled = check(&new, &old, &[], "housing old, homes old; housing waits, signed by nobody");
    let text = |path: &str| settled.sources.missions[path].rules["always"].text.to_string();
    assert!(text("missions/a.toml").contains("met()"));
    assert!(text("missions/b.toml").contains("missed"));
}

#[test]
fn a_broken_change_is_refused_and_does_not_wait() {
    let new = edited(&a()).replace("lead = \"mhclg\"", "lead = \"nobody-at-all\"");
    let settled = check(&new, &a(), &[], "housing old; missions/a.toml refused");
    assert_eq!(settled.compiled.diagnostics.len(), 1, "the fault of the new text is told");
    let approvals = signed(&a(), &new, &[(JANE, None), (JOHN, None)]);
    check(&new, &a(), &approvals, "housing old; missions/a.toml refused");
    check("=== missions/a.toml\n[mission\n", &a(), &[], "housing old; missions/a.toml refused");
}

#[test]
fn nothing_slips_in_behind_a_fault_elsewhere() {
    let register = "=== bodies.csv\nid,nmae\n";
    let new = edited(&a()) + register;
    assert_eq!(said_of(&new, &a()), "housing old; housing waits, signed by nobody; missions/a.toml refused");
    let linked = edited(&a()).replace("rule =", "depends_on = [\"homes/refer\"]\nrule =");
    let broken = b().replace("lead = \"mhclg\"", "lead = \"nobody-at-all\"");
    let said = said_of(&[linked, broken].concat(), &[a(), b()].concat());
    assert!(said.starts_with("housing old, homes old"), "{said}");
}

#[test]
fn a_second_file_that_claims_a_mission_pushes_nothing_out() {
    let thief = edited(&a()).replace("a.toml", "c.toml");
    assert_eq!(said_of(&[a(), thief.clone()].concat(), &a()), "housing old; missions/c.toml refused");
    let renamed = a().replace("a.toml", "d.toml");
    let said = said_of(&[renamed, thief.clone()].concat(), &a());
    assert!(said.starts_with("housing old;"), "{said}");
    let said = said_of(&[renamed_without_approvers(), thief.clone()].concat(), &a());
    assert!(said.starts_with("housing old;"), "{said}");
}

fn renamed_without_approvers() -> String {
    format!("=== missions/d.toml\n{HOUSING}")
}

fn said_of(new: &str, old: &str) -> String {
    let (new, old): (Sources, Sources) = (sources(new), sources(old));
    let now = "2026-12-01T12:00:00Z".parse().unwrap();
    said(&settle_signed(&new, TextsInForce { sources: &old, approvals: &[], now }))
}

#[test]
fn the_hash_covers_the_mission_alone() {
    let revision = |texts: &str| -> Revision {
        let program = compile(&sources(texts)).program.unwrap();
        program.missions["housing"].texts.clone()
    };
    let bodies = "=== bodies.csv\nid,name\nmhclg,Housing\n";
    assert_eq!(revision(&a()), revision(&(a() + bodies)), "the register is shared");
    assert_eq!(revision(&a()), revision(&[a(), b()].concat()));
    assert_ne!(revision(&a()), revision(&edited(&a())));
}
