//! Remit: a rule as people write it, compiled from its text.

use std::sync::Arc;

use engine::evidence::Evidence;
use engine::model::{
    BodyId, Cadence, Cell, Edition, FeedId, Load, MeasureId, Observation, Period, Report, Sheets, Source,
    SourceFile, Status, Vintage,
};
use engine::program::{Judgement, Program};
use engine::view::{Subject, View};
use engine::{Engine, Event};
use indexmap::IndexMap;
use jiff::Timestamp;
use ledger::source::{MissionSources, SourceText, Sources};
use rust_decimal::Decimal;

use crate::clock::{nanoseconds, nanoseconds_of_prepared};
use crate::measured::{Kind, Measured, Of};
use crate::task::{BODIES, MEASURE, Task};

/// A rule that runs again and again by the figures of its subject.
pub(crate) fn alone(task: Task) -> Measured {
    let mut rule = Alone::new(task);
    Measured::new("Remit, compiled rule", Of::Remit, Kind::Alone(task.reads), nanoseconds(|_| rule.run()))
}

/// One report after another, each of the newest month of another body; each wakes one rule of many.
pub(crate) fn step() -> Measured {
    let mut steps = Steps::new();
    let now = now();
    let engine = &mut steps.engine;
    let took = nanoseconds_of_prepared(
        BODIES,
        |turn| report(2 * BODIES + turn),
        |event| {
            let effects = engine.step(now, event);
            assert!(effects.evaluated == 1 && effects.verdicts.is_empty(), "one rule runs and says the same");
        },
    );
    Measured::new("Remit, engine and compiled rule", Of::Remit, Kind::Step, took)
}

/// Takes so many reports in, so that their instructions can be counted.
pub(crate) fn steps(times: usize) {
    let mut steps = Steps::new();
    (2 * BODIES..2 * BODIES + times).for_each(|turn| _ = steps.engine.step(now(), report(turn)));
}

/// One rule with the window through which it looks.
pub(crate) struct Alone {
    rule: Arc<dyn engine::program::Rule>,
    view: Arc<View>,
}

impl Alone {
    pub(crate) fn new(task: Task) -> Self {
        let program = program(task, 1);
        let mission = program.missions.values().next().expect("there is one mission");
        let obligation = &mission.obligations[0];
        let part = &obligation.terms.parts[0];
        let observations: Vec<Observation> =
            (0..task.reads).map(|ago| observation(&file(0), (0, ago), task.figure(0, ago))).collect();
        let evidence = Arc::new(Evidence::from_observations(&program.catalogue, &observations));
        let subject = Subject {
            mission: mission.id.clone(),
            obligation: obligation.declared_id().clone(),
            part: part.id.clone(),
            body: part.about().clone(),
            by: part.by.clone(),
            measure: part.duty.measure.clone(),
            period: newest(),
            since: newest().first_day(),
            due: obligation.terms.due,
            params: Arc::clone(&part.duty.params),
            stake: Arc::clone(&part.stake),
        };
        let (catalogue, calendar) = (Arc::clone(&program.catalogue), Arc::clone(&program.calendar));
        let rule = Arc::clone(&part.duty.rule);
        Self { rule, view: Arc::new(View::new(evidence, catalogue, calendar, subject, now())) }
    }

    pub(crate) fn run(&mut self) {
        Arc::get_mut(&mut self.view).expect("the rule keeps no view").look_again();
        let said = self.rule.assess(&self.view).expect("every figure is there");
        assert_eq!(said.judgement, Judgement::Met, "the months come to enough");
    }
}

/// An engine with all bodies under judgement, and no message to send.
struct Steps {
    engine: Engine,
}

impl Steps {
    fn new() -> Self {
        let task = Task::FOUR;
        let file = file(0);
        let all = (0..BODIES).flat_map(|body| (0..task.reads).map(move |ago| (body, ago)));
        let heard = all.map(|(body, ago)| observation(&file, (body, ago), task.figure(body, ago))).collect();
        let mut engine = Engine::new();
        engine.step(now(), Event::Observed(heard));
        engine.step(now(), Event::Activated(Arc::new(program(task, BODIES))));
        for turn in 0..2 * BODIES {
            engine.step(now(), report(turn));
        }
        Self { engine }
    }
}

/// The report of one turn; each round through the bodies is a file of its own.
fn report(turn: usize) -> Event {
    thread_local! {
        static FILE: std::cell::RefCell<(usize, Arc<SourceFile>)> = std::cell::RefCell::new((0, file(0)));
    }
    let (body, round) = (turn % BODIES, turn / BODIES + 1);
    let file = FILE.with_borrow_mut(|known| {
        if known.0 != round {
            *known = (round, file(round));
        }
        Arc::clone(&known.1)
    });
    Event::Observed(vec![observation(&file, (body, 0), Task::FOUR.reported(body, round))])
}

fn now() -> Timestamp {
    "2002-06-01T00:00:00Z".parse().expect("a moment")
}

/// The month that is judged.
fn newest() -> Period {
    Cadence::Month.parse("2001-12").expect("a month")
}

fn file(number: usize) -> Arc<SourceFile> {
    Arc::new(SourceFile {
        feed: FeedId::new("figures"),
        path: format!("figures-{number}.csv"),
        hash: number.to_string(),
        load: Load::Later,
        edition: Edition::default(),
        speaks_for: None,
        sheets: Sheets::default(),
    })
}

fn observation(file: &Arc<SourceFile>, (body, ago): (usize, usize), value: i64) -> Observation {
    let period = newest().step(-i32::try_from(ago).expect("few months"));
    let body = BodyId::new(format!("council-{body}"));
    Observation {
        paper: None,
        cell: Cell { measure: MeasureId::new(MEASURE), body, period },
        report: Report::Value(Decimal::from(value)),
        status: Status::Final,
        vintage: Vintage::Backfill,
        source: Source { file: Arc::clone(file), line: 1 },
    }
}

fn program(task: Task, bodies: usize) -> Program {
    let councils = (0..bodies).map(|body| format!("council-{body},Council {body},council\n"));
    let register = format!("id,name,kind\nlead,Lead Department,department\n{}", councils.collect::<String>());
    let declaration = SourceText::new("missions/peers.toml", MISSION);
    let rule = SourceText::new("rules/enough.rhai", task.rhai(["met()", "missed(\"too little\")"]));
    let rules = Arc::new(IndexMap::from([("enough".to_owned(), rule)]));
    let mission = MissionSources { declaration: declaration.clone(), rules, libraries: Arc::default() };
    let sources = Sources {
        project: SourceText::new("remit.toml", ""),
        bodies: SourceText::new("bodies.csv", register),
        bank_holidays: None,
        people: None,
        relations: None,
        missions: IndexMap::from([(declaration.path, mission)]),
    };
    let compiled = rules::compile(&sources);
    compiled.program.expect("the project of the bench compiles")
}

const MISSION: &str = r#"
[mission]
id = "peers"
title = "Councils repair"

[[measure]]
id = "repairs"
title = "Repairs"
unit = "count"
every = "month"
due = { timely_days = 30 }

[[obligation]]
id = "enough"
title = "Councils repair enough"
lead = "lead"
every = "month"
from = "2001-12"
until = "2001-12"
needs = "all"
measure = "repairs"
rule = "enough"

[[obligation.contribution]]
each = { kind = "council" }
"#;
