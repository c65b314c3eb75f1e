//! What a waiver covers: what had been received when it was given, be it a report or a sum of reports. A worse figure opens the matter again.

use std::sync::Arc;

use engine::model::{
    BodyId, Cell, ContributionId, Edition, Enclosed, FeedId, Load, MeasureId, MissionId, ObligationId,
    ObligationRef, Observation, Report, Response, ResponseId, ResponseKind, Scope, Source, SourceFile,
    Status, Submission, Vintage,
};
use engine::{Engine, Event};
use indexmap::IndexMap;
use jiff::Timestamp;
use jiff::civil::date;
use rules::source::SourceText;
use tests::bulk::sources;

const BODIES: &str = "id,name,kind,parent\nministry,Ministry,department,\nengland,England,nation,\nkent,Kent,council,england\nessex,Essex,council,england\n";
const MISSION: &str = r#"
[mission]
id = "homes"
title = "Homes"

[[measure]]
id = "fires"
title = "Fires"
every = "quarter"
better = "lower"
adds_up = "sum"
reported_by = { kind = "council" }
due = { timely_days = 30 }

[[obligation]]
id = "few"
title = "Few homes burn"
lead = "ministry"
from = "2024-Q1"
until = "2024-Q1"
measure = "fires"
rule = "few"

[[obligation.contribution]]
by = "kent"

[[obligation.contribution]]
by = "england"
"#;
const RULE: &str =
    "//! What: few.\nfn assess(my) { if my.value() <= 10 { met() } else { missed(`${my.value()}`) } }\n";

/// A project in force, a day after its reports were due.
fn engine() -> Engine {
    let texts = [("remit.toml", "[project]\ntitle = \"Homes\"\n"), ("bodies.csv", BODIES)];
    let texts = texts.into_iter().chain([("missions/homes.toml", MISSION), ("rules/few.rhai", RULE)]);
    let texts: IndexMap<String, SourceText> =
        texts.map(|(path, text)| (path.to_owned(), SourceText::new(path, text))).collect();
    let compiled = rules::compile(&sources(&texts));
    let mut engine = Engine::new();
    engine.step(at("2024-05-01"), Event::Activated(Arc::new(compiled.program.expect("a sound project"))));
    engine
}

fn at(day: &str) -> Timestamp {
    format!("{day}T12:00:00Z").parse().expect("a day")
}

/// A figure of a council, published on one day and received on another.
fn reports(engine: &mut Engine, council: &str, value: u32, published: &str, received: &str) {
    let file = SourceFile {
        feed: FeedId::new("fires"),
        path: format!("{council}-{published}.csv"),
        hash: format!("{value}"),
        load: Load::Later,
        edition: Edition::default(),
        speaks_for: None,
        sheets: engine::model::Sheets::default(),
    };
    let report = Observation {
        paper: None,
        cell: Cell {
            measure: MeasureId::new("fires"),
            body: BodyId::new(council),
            period: engine::model::Cadence::Quarter.parse("2024-Q1").expect("a quarter"),
        },
        report: Report::Value(value.into()),
        status: Status::Final,
        vintage: Vintage::At(at(published)),
        source: Source { file: file.into(), line: 2 },
    };
    engine.step(at(received), Event::Observed(vec![report]));
}

fn waives(engine: &mut Engine, part: &str, day: &str) {
    let obligation = ObligationRef { mission: MissionId::new("homes"), obligation: ObligationId::new("few") };
    let submission = Submission {
        kind: ResponseKind::Waive,
        by: "Ann".to_owned(),
        reason: "a dry year".to_owned(),
        approver: Some("Bob".to_owned()),
        until: Some(date(2024, 12, 31)),
    };
    let response = Response {
        id: ResponseId::new("one"),
        obligation,
        scope: Scope::named(Some(ContributionId::new(part))),
        owed_by: None,
        periods: vec![engine::model::Cadence::Quarter.parse("2024-Q1").expect("a quarter")],
        submission,
        enclosed: Enclosed::Nothing,
        takes_back: None,
        at: at(day),
    };
    engine.step(at(day), Event::Responded(response));
}

#[track_caller]
fn check(engine: &Engine, part: &str, expect: &str) {
    let node = format!("homes/few/{part}");
    let found = engine.verdicts().find(|standing| standing.node.to_string() == node);
    assert_eq!(found.expect("it is owed").verdict.as_str(), expect);
}

#[test]
fn a_worse_figure_that_was_published_before_the_waiver_and_received_after_it_is_not_covered() {
    let mut engine = engine();
    reports(&mut engine, "kent", 12, "2024-04-02", "2024-05-02");
    waives(&mut engine, "kent", "2024-05-03");
    check(&engine, "kent", "waived");
    reports(&mut engine, "kent", 40, "2024-04-20", "2024-05-04");
    check(&engine, "kent", "missed");
}

#[test]
fn a_waiver_of_a_sum_covers_the_sum_that_it_saw_and_no_worse_one() {
    let mut engine = engine();
    reports(&mut engine, "kent", 6, "2024-04-02", "2024-05-02");
    reports(&mut engine, "essex", 7, "2024-04-02", "2024-05-02");
    check(&engine, "england", "missed");
    waives(&mut engine, "england", "2024-05-03");
    check(&engine, "england", "waived");
    reports(&mut engine, "essex", 6, "2024-05-04", "2024-05-04");
    check(&engine, "england", "waived");
    reports(&mut engine, "essex", 9, "2024-05-05", "2024-05-05");
    check(&engine, "england", "missed");
}
