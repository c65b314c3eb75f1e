//! The engine alone, with a native rule in the place of a script.

use std::sync::Arc;
use std::time::Duration;

use engine::model::Statement;
use engine::model::{
    BodyId, Cadence, Cell, FeedId, Load, MeasureId, Observation, Period, Report, RuleId, Source, SourceFile,
    Status, Vintage,
};
use engine::program::{Assessment, Judgement, Program, Rule, Terms};
use engine::view::{Stop, View};
use engine::{Engine, Event};
use indexmap::IndexMap;
use jiff::Timestamp;
use ledger::source::{MissionSources, SourceText, Sources};
use rust_decimal::Decimal;

use crate::projects::{MISSION, register};
use crate::stopwatch::{median_of_prepared, time};
use crate::table::{Row, Scale};

/// The newest month that is judged, counted from January 2000.
const NEWEST: i32 = 23;

/// One report wakes a rule of four reads, and the verdict stays.
pub(crate) fn report_that_changes_no_verdict(scale: Scale) -> Vec<Row> {
    let mut councils = Councils::new(10, "all", 1);
    let took = councils.reports(scale.of(50_000), |turn| (turn % 10, 80 + turn % 7));
    vec![Row::timed(
        "one report wakes a native rule of four reads, verdict unchanged: engine and View",
        "0.1 us",
        took,
    )]
}

/// One verdict flips among many, and where all the others are broken.
pub(crate) fn verdict_flips(scale: Scale) -> Vec<Row> {
    let sizes = [10, scale.of(1_000), scale.of(10_000)];
    let flips = |bodies: usize| {
        let took = Councils::new(bodies, "all", 1)
            .reports(scale.of(5_000), |turn| (0, if turn % 2 == 0 { 10 } else { 90 }));
        Row::timed(format!("a verdict flips among {bodies} contributions"), "twice that among 10", took)
    };
    let flips_among_broken = |bodies: usize| {
        let mut councils = Councils::new(bodies, "all", 1);
        councils.report_all(10);
        let took = councils.reports(scale.of(500), |turn| (0, if turn % 2 == 0 { 90 } else { 10 }));
        Row::timed(format!("the same with all {bodies} broken"), "twice that among 10", took)
    };
    sizes.into_iter().flat_map(|bodies| [flips(bodies), flips_among_broken(bodies)]).collect()
}

/// One event beside other obligations.
pub(crate) fn beside_other_obligations(scale: Scale) -> Vec<Row> {
    let row = |others: usize| {
        let took =
            Councils::new(10, "all", others).reports(scale.of(20_000), |turn| (turn % 10, 80 + turn % 7));
        Row::timed(format!("the same report beside {others} other obligations"), "no more", took)
    };
    [1, scale.of(10_000)].into_iter().map(row).collect()
}

/// One more revision of a cell that has many.
pub(crate) fn revisions_of_one_cell(scale: Scale) -> Vec<Row> {
    let row = |before: usize| {
        let mut councils = Councils::new(2, "all", 1);
        councils.reports(before, |turn| (0, 70 + turn % 20));
        let took = councils.reports(100, |turn| (0, 70 + turn % 20));
        Row::timed(format!("a revision of one cell after {before} of them"), "flat", took)
    };
    [100, scale.of(10_000)].into_iter().map(row).collect()
}

/// A duty about which nothing is ever reported.
pub(crate) fn silent_duty(scale: Scale) -> Vec<Row> {
    let days = scale.of(4_000);
    let until =
        Cadence::Day.parse("2000-01-01").expect("a day").step(i32::try_from(days).expect("few days") - 1);
    let mission = MISSION
        .replace("every = \"month\"", "every = \"day\"")
        .replace("from = \"2000-01\"", "from = \"2000-01-01\"")
        .replace("UNTIL", &until.to_string());
    let program = Arc::new(program(&mission, 3));
    let mut engine = Engine::new();
    let start: Timestamp = "2000-01-01T00:00:00Z".parse().expect("a moment");
    let (took, ()) = time(|| {
        engine.step(start, Event::Activated(program));
        while let Some(due) = engine.next_wake() {
            engine.step(due, Event::ClockAdvanced);
        }
    });
    vec![Row::timed(
        format!("a duty of three bodies silent for {days} days, day by day"),
        "under 0.1 s",
        took,
    )]
}

/// An engine with one obligation of many councils under judgement, all of them met.
struct Councils {
    engine: Engine,
    bodies: usize,
    turn: usize,
}

impl Councils {
    fn new(bodies: usize, needs: &str, obligations: usize) -> Self {
        let mission =
            MISSION.replace("UNTIL", "2001-12").replace("needs = \"all\"", &format!("needs = \"{needs}\""));
        let (head, owed) = mission.split_once("[[obligation]]").expect("the mission obliges somebody");
        let mut text = format!("{head}[[obligation]]{owed}");
        for other in 1..obligations {
            let alone = owed.split("\n[[obligation.contribution]]").next().unwrap_or_default();
            let alone =
                alone.replace("needs = \"all\"\n", "").replace("\"in-time\"", &format!("\"other-{other}\""));
            text.extend(["[[obligation]]", &alone.replace("2000-01", "2001-12")]);
        }
        let program = Arc::new(program(&text, bodies));
        let mut engine = Engine::new();
        let all = (0..bodies).flat_map(|body| (0..=NEWEST).map(move |place| observation(body, place, 85, 0)));
        engine.step(now(), Event::Observed(all.collect()));
        engine.step(now(), Event::Activated(program));
        Self { engine, bodies, turn: 0 }
    }

    /// The median time of one report for the newest month, of the council and with the figure that `report` gives for each turn,
    /// without the making of the report.
    fn reports(&mut self, count: usize, report: impl Fn(usize) -> (usize, usize)) -> Duration {
        let calls = u32::try_from((count / 8).max(1)).expect("few calls");
        let Self { engine, turn, .. } = self;
        let prepare = || {
            let (body, value) = report(*turn);
            *turn += 1;
            Event::Observed(vec![observation(body, NEWEST, value, *turn)])
        };
        let now = now();
        median_of_prepared(calls, prepare, |event| _ = engine.step(now, event))
    }

    /// One report of every council for the newest month.
    fn report_all(&mut self, value: usize) {
        self.turn += 1;
        let all = (0..self.bodies).map(|body| observation(body, NEWEST, value, self.turn)).collect();
        self.engine.step(now(), Event::Observed(all));
    }
}

fn now() -> Timestamp {
    "2002-06-01T00:00:00Z".parse().expect("a moment")
}

fn observation(body: usize, place: i32, value: usize, turn: usize) -> Observation {
    let file = SourceFile {
        feed: FeedId::new("feed"),
        path: "file.csv".to_owned(),
        hash: turn.to_string(),
        load: Load::Later,
        edition: engine::model::Edition::default(),
        speaks_for: None,
        sheets: engine::model::Sheets::default(),
    };
    let first: Period = Cadence::Month.parse("2000-01").expect("a month");
    Observation {
        paper: None,
        cell: Cell {
            measure: MeasureId::new("repairs"),
            body: BodyId::new(format!("council-{body}")),
            period: first.step(place),
        },
        report: Report::Value(Decimal::from(value)),
        status: Status::Final,
        vintage: Vintage::Backfill,
        source: Source { file: Arc::new(file), line: 1 },
    }
}

/// A rule of four reads that is written in Rust.
struct Native(RuleId);

impl Rule for Native {
    fn id(&self) -> &RuleId {
        &self.0
    }

    fn assess(&self, view: &Arc<View>) -> Result<Assessment, Stop> {
        let subject = view.subject();
        let (measure, body) = (subject.measure.as_str(), subject.body.as_str());
        let mut total = Decimal::ZERO;
        for ago in 0..4 {
            total += view.value(measure, body, subject.period.step(-ago))?;
        }
        let newest = view.value(measure, body, subject.period)?;
        let judgement = if newest >= Decimal::from(60) && total > Decimal::ZERO {
            Judgement::Met
        } else {
            Judgement::Missed
        };
        Ok(Assessment { judgement, reason: Statement::default(), line: None })
    }
}

/// What a mission's text compiles to, with the native rule in the place of every script.
fn program(mission: &str, bodies: usize) -> Program {
    let declaration = SourceText::new("missions/bench.toml", mission);
    let rule = SourceText::new(
        "rules/floor.rhai",
        "//! What: w.\n//! Why: w.\n//! Example: e.\nfn assess(my) { met() }\n",
    );
    let rules = Arc::new(IndexMap::from([("floor".to_owned(), rule)]));
    let mission = MissionSources { declaration: declaration.clone(), rules, libraries: Arc::default() };
    let sources = Sources {
        project: SourceText::new("remit.toml", ""),
        bodies: SourceText::new("bodies.csv", register(bodies)),
        bank_holidays: None,
        people: None,
        relations: None,
        missions: IndexMap::from([(declaration.path, mission)]),
    };
    let mut program = rules::compile(&sources).program.expect("the bench's project compiles");
    let native: Arc<dyn Rule> = Arc::new(Native(RuleId::new("floor")));
    for mission in program.missions.values_mut() {
        for obligation in &mut Arc::make_mut(mission).obligations {
            let mut terms = Terms::clone(&obligation.terms);
            terms.parts.iter_mut().for_each(|part| part.duty.rule = Arc::clone(&native));
            obligation.terms = Arc::new(terms);
        }
    }
    program
}
