//! What the engine costs: one report that changes one figure, a program put in force, and a file that says nothing new.
//!
//! `cargo bench -p tests --bench engine`. Figures are for one obligation over 20 quarters, whose rule reads two figures and a
//! parameter, with as many contributions as the argument says.

use std::fmt::Write as _;
use std::sync::Arc;

use divan::Bencher;
use engine::evidence::{Deduplicator, Hearing};
use engine::model::{
    BodyId, Cadence, Cell, FeedId, Load, MeasureId, Needs, Observation, Period, Report, Source, SourceFile,
    Status, Vintage,
};
use engine::program::Program;
use engine::{Engine, Event};
use indexmap::IndexMap;
use jiff::{SignedDuration, Timestamp};
use rules::source::{MissionSources, SourceText, Sources};
use rust_decimal::Decimal;
use tests::native::{Shape, report};

#[global_allocator]
static ALLOCATIONS: divan::AllocProfiler = divan::AllocProfiler::system();

const QUARTERS: i32 = 20;

fn main() {
    divan::main();
}

#[divan::bench(args = [10, 1_000])]
fn one_report_that_changes_a_verdict(bencher: Bencher<'_, '_>, bodies: usize) {
    let program = Arc::new(program(bodies));
    let mut engine = warm(&program, bodies);
    let mut reports = (0_i64..).map(|turn| {
        let body = usize::try_from(turn).expect("turns are not negative") % bodies;
        let round = turn / i64::try_from(bodies).expect("few bodies");
        let value = if round % 2 == 0 { 10 + turn % 7 } else { 80 + turn % 7 };
        observation(body, QUARTERS - 1, value, turn)
    });
    bencher.bench_local(|| {
        let report = reports.next().expect("turns do not end");
        let effects = engine.step(now(), Event::Observed(vec![report]));
        assert_eq!(effects.evaluated, 1, "the last quarter is read by nobody else");
        effects
    });
}

#[divan::bench(args = [10, 1_000])]
fn a_program_put_in_force(bencher: Bencher<'_, '_>, bodies: usize) {
    let program = Arc::new(program(bodies));
    bencher.bench_local(|| warm(&program, bodies));
}

#[divan::bench(args = [10, 1_000])]
fn a_file_that_says_nothing_new(bencher: Bencher<'_, '_>, bodies: usize) {
    let program = Arc::new(program(bodies));
    let engine = warm(&program, bodies);
    bencher.with_inputs(|| observations(bodies)).bench_local_values(|observations| {
        Deduplicator::new(engine.evidence()).deduplicate(observations, |_| Hearing::First).1
    });
}

/// A report that wakes a native rule of four reads and changes no verdict.
#[divan::bench]
fn a_native_rule_of_four_reads(bencher: Bencher<'_, '_>) {
    let shape = Shape { reads: 4, ..Shape::ALONE };
    let lead = shape.owing().remove(0);
    let heard = (0..8).map(|quarter| report(&lead, first().step(quarter), 60, 0)).collect();
    let mut engine = shape.engine(first().step(4), now(), heard);
    let last = first().step(7);
    let mut turn = 0_u32;
    bencher
        .with_inputs(|| {
            turn += 1;
            Event::Observed(vec![report(&lead, last, 60 + i64::from(turn % 7), u64::from(turn))])
        })
        .bench_local_values(|event| {
            let effects = engine.step(now(), event);
            assert!(effects.evaluated > 0 && effects.verdicts.is_empty(), "the rule runs and says the same");
        });
}

/// One contribution turns, and nobody is told: one of all is enough, and most of them deliver.
#[divan::bench(args = [10, 1_000, 10_000])]
fn a_verdict_that_turns(bencher: Bencher<'_, '_>, contributions: usize) {
    turning(bencher, &Shape { contributions, needs: Needs::Any, ..Shape::ALONE }, 80);
}

/// The same where all of them are needed and broken. Nobody is told yet: what is told costs what it says.
#[divan::bench(args = [10, 1_000, 10_000])]
fn a_verdict_that_turns_while_all_are_broken(bencher: Bencher<'_, '_>, contributions: usize) {
    turning(bencher, &Shape { contributions, patience_days: 40_000, ..Shape::ALONE }, 10);
}

/// The same where somebody is told each time, with everyone named.
#[divan::bench(args = [10, 1_000, 10_000])]
fn a_breach_that_is_told(bencher: Bencher<'_, '_>, contributions: usize) {
    turning(bencher, &Shape { contributions, ..Shape::ALONE }, 10);
}

#[divan::bench(args = [10, 10_000])]
fn an_event_beside_other_obligations(bencher: Bencher<'_, '_>, others: usize) {
    turning(bencher, &Shape { others, ..Shape::ALONE }, 80);
}

/// A duty of every day of which nothing is ever heard, told anew each day.
#[divan::bench(args = [1_000, 4_000], sample_count = 10)]
fn a_duty_silent_for_days(bencher: Bencher<'_, '_>, days: i64) {
    let shape = Shape { every: Cadence::Day, ..Shape::ALONE };
    let start: Timestamp = "2010-01-01T00:00:00Z".parse().expect("a moment");
    let from = Cadence::Day.parse("2010-01-01").expect("a day");
    bencher.with_inputs(|| shape.engine(from, start, Vec::new())).bench_local_values(|mut engine| {
        for day in 1..=days {
            let now = start.saturating_add(SignedDuration::from_hours(24 * day)).expect("a near moment");
            engine.step(now, Event::ClockAdvanced);
        }
        engine
    });
}

/// Lets one contribution after the other turn and turn back, where all the others stand at `value`.
fn turning(bencher: Bencher<'_, '_>, shape: &Shape, value: i64) {
    let bodies = shape.owing();
    let heard = bodies.iter().map(|body| report(body, first(), value, 0)).collect();
    let mut engine = shape.engine(first(), "2020-05-01T00:00:00Z".parse().expect("a moment"), heard);
    let mut turn = 0_usize;
    bencher
        .with_inputs(|| {
            turn += 1;
            let value = if turn % 2 == 1 { 90 - value } else { value };
            Event::Observed(vec![report(&bodies[(turn - 1) / 2 % bodies.len()], first(), value, turn as u64)])
        })
        .bench_local_values(|event| {
            let effects = engine.step("2020-05-01T00:00:00Z".parse().expect("a moment"), event);
            assert!(!effects.verdicts.is_empty(), "it turns");
            effects
        });
}

/// An engine that has heard everything and judged everything.
fn warm(program: &Arc<Program>, bodies: usize) -> Engine {
    let mut engine = Engine::new();
    engine.step(now(), Event::Observed(observations(bodies)));
    engine.step(now(), Event::Activated(Arc::clone(program)));
    engine
}

fn now() -> Timestamp {
    "2025-06-01T00:00:00Z".parse().expect("a moment")
}

fn first() -> Period {
    Cadence::Quarter.parse("2020-Q1").expect("a quarter")
}

fn observations(bodies: usize) -> Vec<Observation> {
    (0..bodies)
        .flat_map(|body| (0..QUARTERS).map(move |quarter| observation(body, quarter, 50, -1)))
        .collect()
}

/// One figure, each turn from a file of its own.
fn observation(body: usize, quarter: i32, value: i64, turn: i64) -> Observation {
    let file = SourceFile {
        feed: FeedId::new("feed"),
        path: "file.csv".to_owned(),
        hash: turn.to_string(),
        load: Load::Later,
        edition: engine::model::Edition::default(),
        speaks_for: None,
        sheets: engine::model::Sheets::default(),
    };
    Observation {
        paper: None,
        cell: Cell {
            measure: MeasureId::new("referrals"),
            body: BodyId::new(format!("body-{body}")),
            period: first().step(quarter),
        },
        report: Report::Value(Decimal::from(value)),
        status: Status::Final,
        vintage: Vintage::Backfill,
        source: Source { file: Arc::new(file), line: 1 },
    }
}

fn program(number: usize) -> Program {
    let mut bodies = "id,name,kind\nlead,Lead,department\n".to_owned();
    for body in 0..number {
        writeln!(bodies, "body-{body},Body {body},council").expect("a string takes any text");
    }
    let rule = SourceText::new(
        "rules/keep-pace.rhai",
        include_str!("../../examples/joined-up/rules/keep-pace.rhai"),
    );
    let declaration = SourceText::new("missions/bench.toml", MISSION);
    let rules = Arc::new(IndexMap::from([("keep-pace".to_owned(), rule)]));
    let mission = MissionSources { declaration: declaration.clone(), rules, libraries: Arc::default() };
    let sources = Sources {
        project: SourceText::new("remit.toml", ""),
        bodies: SourceText::new("bodies.csv", bodies),
        bank_holidays: None,
        people: None,
        relations: None,
        missions: IndexMap::from([(declaration.path, mission)]),
    };
    rules::compile::compile(&sources).program.expect("the bench's project compiles")
}

const MISSION: &str = r#"
[mission]
id = "bench"
title = "Bench"

[[measure]]
id = "referrals"
title = "Referrals"
every = "quarter"
due = { timely_days = 30 }

[[obligation]]
id = "refer"
title = "Everybody refers"
lead = "lead"
from = "2021-Q1"
until = "2024-Q4"
measure = "referrals"
rule = "keep-pace"
params = { floor = 0.8, against = 4 }

[[obligation.contribution]]
each = { kind = "council" }
"#;
