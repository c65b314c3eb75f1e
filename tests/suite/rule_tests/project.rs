//! The project that the tests here test, and how they are played.

use std::fmt::Write as _;
use std::sync::Arc;

use indexmap::IndexMap;

use rules::case::{CaseFile, TestProgram};
use rules::compile::compile;
use rules::diagnostic::{Colour, render};
use rules::source::{MissionSources, SourceText, Sources};

const BODIES: &str = "\
id,name,kind
mhclg,Ministry of Housing,department
dhsc,Department of Health,department
prisons,HM Prison Service,agency
probation,Probation Service,agency
";

const HOUSING: &str = r#"
[mission]
id = "housing"
title = "A home for everyone"

[[measure]]
id = "referrals"
title = "Households referred"
every = "quarter"
due = { timely_days = 30, grace_days = 10 }

[[target]]
measure = "referrals"
from = "2019-01-01"
by = "2019-12-31"
value = 100

[[obligation]]
id = "refer"
title = "Public bodies refer"
lead = "mhclg"
from = "2020-Q1"
due = { timely_days = 30, grace_days = 10 }
needs = "all"
measure = "referrals"
rule = "keep-pace"

[[obligation.contribution]]
by = "prisons"

[[obligation.contribution]]
by = "probation"
"#;

const HEALTH: &str = r#"
[mission]
id = "health"
title = "Care in time"

[[measure]]
id = "plans"
title = "Plans"
every = "year"

[[obligation]]
id = "plan"
title = "The Department has a plan"
lead = "dhsc"
from = "2020"
measure = "plans"
rule = "reported"
for = { days = 20 }
depends_on = ["housing/refer"]
"#;

const KEEP_PACE: &str = "fn assess(my) {
    let asked = my.target();
    let now = my.value();
    let said = `${number(now)} of ${number(asked)}`;
    if now >= asked { return met(said); }
    if now >= asked / 2 && !my.overdue() { return at_risk(said); }
    missed(said)
}
";

/// A project of two missions, one of which waits for the other.
pub(super) fn sources() -> Sources {
    let rules = [("keep-pace", KEEP_PACE), ("reported", "fn assess(my) { my.value(); met() }")];
    let rule = |(id, text): (&str, &str)| (id.to_owned(), SourceText::new(format!("rules/{id}.rhai"), text));
    let rules: Arc<IndexMap<_, _>> = Arc::new(rules.into_iter().map(rule).collect());
    let mission = |(name, text): (&str, &str)| {
        let declaration = SourceText::new(format!("missions/{name}.toml"), text);
        (
            Arc::clone(&declaration.path),
            MissionSources { declaration, rules: Arc::clone(&rules), libraries: Arc::default() },
        )
    };
    Sources {
        project: SourceText::new("remit.toml", ""),
        bodies: SourceText::new("bodies.csv", BODIES),
        bank_holidays: None,
        people: None,
        relations: None,
        missions: [("health", HEALTH), ("housing", HOUSING)].into_iter().map(mission).collect(),
    }
}

/// What becomes of a file of tests: its faults, and in a line each the tests that can be played.
pub(super) fn check(tests: &str) -> String {
    let sources = sources();
    let compiled = compile(&sources);
    assert_eq!(render(&compiled.diagnostics, Colour::Plain), "", "the project is sound");
    let program = compiled.program.expect("a program");
    let stage = TestProgram::new(Arc::new(sources), Arc::new(program));
    let CaseFile { cases, faults } = stage.read(&SourceText::new("tests/t.toml", tests));
    let mut told = render(&faults, Colour::Plain);
    if !faults.is_empty() {
        told.push('\n');
    }
    for case in cases {
        if case.is_todo() {
            writeln!(told, "{}: to do", case.name()).expect("a text grows");
            continue;
        }
        let played = case.play(&words::case::CaseWords);
        assert_eq!(case.play(&words::case::CaseWords), played, "a test comes out alike each time");
        let outcome = if played.differences.is_empty() { "passed" } else { "failed" };
        writeln!(told, "{}: {outcome}", case.name()).expect("a text grows");
        for difference in played.differences {
            writeln!(told, "{difference}").expect("a text grows");
        }
    }
    told.trim_end().to_owned()
}

/// What becomes of one test, given without its head.
pub(super) fn check_one(body: &str) -> String {
    check(&format!("[[test]]\nname = \"t\"\n{}", body.trim_start()))
}
