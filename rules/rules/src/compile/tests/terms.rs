//! Terms that an obligation has from a period on.

use engine::program::Obligation;

use super::texts::{HOUSING, sources};
use crate::compile::compile;

/// What comes of the sound mission with this behind it: the terms of each period, or what is wrong.
#[track_caller]
fn check(terms: &str, expected: &[&str]) {
    let compiled = compile(&sources(&format!("=== missions/m.toml\n{}{terms}", HOUSING.trim_start())));
    let said: Vec<String> = match compiled.program.as_ref().filter(|_| compiled.refused.is_empty()) {
        Some(program) => told(&program.missions["housing"].obligations[0]),
        None => compiled.diagnostics.iter().map(|fault| fault.message.clone()).collect(),
    };
    assert_eq!(said, expected);
}

fn told(obligation: &Obligation) -> Vec<String> {
    let terms = obligation.all_terms().map(|(from, terms)| {
        let bodies: Vec<&str> = terms.parts.iter().map(|part| part.by.as_str()).collect();
        let floor = terms.parts[0]
            .duty
            .params
            .get("floor")
            .map(|floor| format!(", floor {floor:?}"))
            .unwrap_or_default();
        format!("{from}: {:?} {}{floor}", terms.due.timely, bodies.join(" "))
    });
    terms.collect()
}

const PARTS: &str = "[[obligation.contribution]]\nby = \"north\"\n";

#[test]
fn what_they_leave_out_stays() {
    check("", &["2019-Q4: Days(120) mhclg"]);
    check(
        &format!(
            "{PARTS}[[obligation.terms]]\nfrom = \"2020-Q2\"\ndue = {{ timely_days = 30 }}\n[[obligation.terms]]\nfrom = \"2020-Q4\"\n\
             [[obligation.terms.contribution]]\nby = \"south\"\n[[obligation.terms.contribution]]\nby = \"north\"\n"
        ),
        &["2019-Q4: Days(120) north", "2020-Q2: Days(30) north", "2020-Q4: Days(30) south north"],
    );
}

#[test]
fn they_stand_in_order_within_the_obligation() {
    check(
        "[[obligation.terms]]\nfrom = \"2019-Q4\"\nrule = \"always\"\n",
        &["these terms begin with 2019-Q4, and those before them with 2019-Q4"],
    );
    check(
        "until = \"2020-Q4\"\n[[obligation.terms]]\nfrom = \"2021-Q1\"\nrule = \"always\"\n",
        &["these terms begin with 2021-Q1, and the obligation ends with 2020-Q4"],
    );
    check(
        &format!(
            "[[obligation.terms]]\nfrom = \"2020-Q1\"\n{}",
            PARTS.replace("obligation.", "obligation.terms.")
        ),
        &["the lead owes this obligation alone, and later terms cannot add contributions"],
    );
    check("[[obligation.terms]]\nfrom = \"2020-Q1\"\nrule = \"alwyas\"\n", &["there is no rule `alwyas`"]);
}
