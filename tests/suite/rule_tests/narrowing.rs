//! A test plays what it names, with what hangs together with that, and no more.

use std::collections::BTreeSet;
use std::sync::Arc;

use rules::case::TestProgram;
use rules::compile::compile;
use rules::source::{MissionSources, SourceText};

use super::project::sources;

/// How many missions there are that have nothing to do with the others.
const ALONE: usize = 20;

/// The missions that are judged while a test is played.
fn judged(body: &str) -> BTreeSet<String> {
    let mut sources = sources();
    let like = sources.missions[0].clone();
    for number in 0..ALONE {
        let path = format!("missions/alone-{number}.toml");
        let declaration = SourceText::new(path, alone(number));
        sources
            .missions
            .insert(Arc::clone(&declaration.path), MissionSources { declaration, ..like.clone() });
    }
    let program = compile(&sources).program.expect("the project is sound");
    let project = TestProgram::new(Arc::new(sources), Arc::new(program));
    let text = format!("[[test]]\nname = \"t\"\nstart = \"2021-01-01\"\n{body}");
    let read = project.read(&SourceText::new("tests/t.toml", text));
    assert_eq!(read.faults, []);
    read.cases.iter().flat_map(rules::case::Case::missions).map(ToString::to_string).collect()
}

fn alone(number: usize) -> String {
    format!(
        r#"
[mission]
id = "alone-{number}"
title = "Alone"

[[obligation]]
id = "plan"
title = "The Department has a plan"
lead = "dhsc"
from = "2020"
measure = "plans"
rule = "reported"

[[obligation]]
id = "other"
title = "The Department has another plan"
lead = "dhsc"
from = "2020"
measure = "plans"
rule = "reported"
"#
    )
}

#[track_caller]
fn check(body: &str, expected: &[&str]) {
    assert_eq!(judged(body).iter().map(String::as_str).collect::<Vec<_>>(), expected);
}

#[test]
fn one_verdict_takes_its_own_obligation() {
    check(
        "[[test.check]]\neval_time = \"2021-02-01\"\nexp_verdicts = { \"alone-7/plan 2020\" = \"no-data\" }\n",
        &["alone-7"],
    );
    check(
        "[[test.check]]\neval_time = \"2021-02-01\"\nexp_state = { \"alone-7/plan/dhsc\" = \"inactive\" }\n",
        &["alone-7"],
    );
}

#[test]
fn what_waits_for_it_and_what_it_waits_for_are_played_too() {
    check(
        "[[test.check]]\neval_time = \"2021-02-01\"\nexp_verdicts = { \"housing/refer 2020-Q1\" = \"no-data\" }\n",
        &["health", "housing"],
    );
    check(
        "mission = \"health\"\n[[test.check]]\neval_time = \"2021-02-01\"\nexp_alerts = []\n",
        &["health", "housing"],
    );
}

#[test]
fn that_nothing_else_is_open_is_said_of_all() {
    assert_eq!(judged("[[test.check]]\neval_time = \"2021-02-01\"\nexp_alerts = []\n").len(), ALONE + 2);
    check(
        "mission = \"alone-3\"\n[[test.check]]\neval_time = \"2021-02-01\"\nexp_alerts = []\n",
        &["alone-3"],
    );
}
