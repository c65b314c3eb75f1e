//! Obligations about each of many bodies.

use engine::program::{Obligation, Part};

use super::texts::{HOUSING, sources};
use crate::compile::compile;

/// What comes of the sound mission with these keys and contributions: each obligation with its parts, or what is wrong.
#[track_caller]
fn check(keys: &str, behind: &str, expected: &[&str]) {
    let text = HOUSING.trim_start().replace("lead =", &format!("{keys}\nlead ="));
    let compiled = compile(&sources(&format!("=== missions/m.toml\n{text}{behind}")));
    let said: Vec<String> = match compiled.program.as_ref().filter(|_| compiled.refused.is_empty()) {
        Some(program) => program.missions["housing"].obligations.iter().map(told).collect(),
        None => compiled.diagnostics.iter().map(|fault| fault.message.clone()).collect(),
    };
    assert_eq!(said, expected);
}

fn told(obligation: &Obligation) -> String {
    let part = |part: &Part| format!("{} of {}", part.by, part.about());
    let parts: Vec<String> = obligation.parts().map(part).collect();
    format!("{} led by {}: {}", obligation.id, obligation.lead, parts.join("; "))
}

#[test]
fn each_body_owes_its_own_where_nobody_else_is_said() {
    check(
        "about = [\"north\", \"south\"]",
        "",
        &["refer/north led by mhclg: north of north", "refer/south led by mhclg: south of south"],
    );
}

#[test]
fn another_may_owe_what_its_figures_show() {
    check(
        "about = [\"north\"]",
        "[[obligation.contribution]]\nby = \"probation\"\n[[obligation.contribution]]\nparams = { floor = 0.9 }\n",
        &["refer/north led by mhclg: probation of north; north of north"],
    );
}

#[test]
fn a_fault_is_told_once_for_all_of_them() {
    check(
        "about = [\"north\", \"south\"]",
        "[[obligation.contribution]]\nmeasure = \"refferals\"\n",
        &["there is no measure `refferals`"],
    );
    check("about = [\"north\", \"north\"]", "", &["`about` names `north` twice"]);
    check("about = { kind = \"planet\" }", "", &["no body is of the kind `planet`"]);
    check(
        "about = [\"north\", \"probation\"]",
        "[[obligation.contribution]]\n[[obligation.contribution]]\nby = \"probation\"\n",
        &["two contributions have the id `probation`"],
    );
    check("about = []", "", &["`about` stands for no body that existed while the obligation was owed"]);
}

#[test]
fn without_it_a_contribution_says_who_owes_it() {
    check("", "[[obligation.contribution]]\nweight = 2\n", &["[[obligation.contribution]] lacks `by`"]);
}
