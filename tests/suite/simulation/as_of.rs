//! Looking back at a day, against an engine that was there all along and looked at the clock every hour.

use std::collections::BTreeMap;
use std::sync::Arc;

use app::as_of::look_back;
use app::history::Past;
use app::reading::FileReading;
use engine::model::{
    BodyId, Cadence, Cell, FeedId, Load, MeasureId, Observation, Report, Source, SourceFile, Status, Vintage,
};
use engine::program::Program;
use engine::{Engine, Event};
use fastrand::Rng;
use jiff::{SignedDuration, Timestamp};
use plugins::readers::Reading;
use rust_decimal::Decimal;
use tests::world::project::Edition;
use tests::world::shadow::Standings;

use super::seeds::each_seed;

const CELLS: [(&str, &str); 7] = [
    ("placed", "alder"),
    ("placed", "birch"),
    ("placed", "cedar"),
    ("seen", "north"),
    ("came", "north"),
    ("seen", "south"),
    ("came", "south"),
];
const HOUR: SignedDuration = SignedDuration::from_hours(1);

#[test]
fn looking_back_is_having_been_there() {
    let program = rules::compile(&Edition::first().sources()).program.expect("the project is sound");
    each_seed(2000..2012, |seed| {
        let mut rng = Rng::with_seed(seed);
        let mut files: Vec<_> = (0..rng.usize(1..30)).map(|number| file(&mut rng, number)).collect();
        let as_of = hour(rng.i64(0..24 * 300));
        let readings = files.split_off(rng.usize(0..=files.len()));
        let observations: Vec<Observation> =
            files.into_iter().flat_map(|file| file.reading.observations).collect();
        let all = observations.iter().cloned().chain(readings.iter().flat_map(as_read));
        let live = be_there(&program, all, as_of);
        let past = Past { observations: observations.clone(), ..Past::default() };
        let past_state = look_back(program.clone(), past, readings, as_of);
        Standings::of(&past_state.engine).check(&Standings::of(&live), "as of a day");
    });
}

/// An engine that hears each report when it becomes known, in the order of arrival.
fn be_there(program: &Program, reports: impl Iterator<Item = Observation>, as_of: Timestamp) -> Engine {
    let start = program.calendar.start_of_day("2024-01-01".parse().expect("a day")).min(as_of);
    let mut arrivals: BTreeMap<Timestamp, Vec<Observation>> = BTreeMap::new();
    for report in reports {
        let known = match report.vintage {
            Vintage::Backfill => {
                let measure = &program.catalogue.measures[&report.cell.measure];
                measure.due.overdue_from(report.cell.period, &program.calendar)
            }
            Vintage::At(published) => published,
        };
        arrivals.entry(known).or_default().push(report);
    }
    let mut engine = Engine::new();
    let before: Vec<Timestamp> = arrivals.range(..start).map(|(at, _)| *at).collect();
    for at in before {
        engine.step(at, Event::Observed(arrivals.remove(&at).expect("its own arrivals")));
    }
    engine.step(start, Event::Activated(Arc::new(program.clone())));
    let mut now = start;
    while now <= as_of {
        let event = arrivals.remove(&now).map_or(Event::ClockAdvanced, Event::Observed);
        engine.step(now, event);
        now = now.checked_add(HOUR).expect("a near moment");
    }
    engine
}

/// What a file says where it is read together with others, so that arrival decides between none of them.
fn as_read(read: &FileReading) -> Vec<Observation> {
    let edition = engine::model::Edition { revision: 0, reading: 1 };
    let file = Arc::new(SourceFile { edition, ..SourceFile::clone(&read.file) });
    let source = |line| Source { file: Arc::clone(&file), line };
    let said = read.reading.observations.iter();
    said.map(|row| Observation { source: source(row.source.line), ..row.clone() }).collect()
}

/// A file whose figures are all different, so that none repeats another.
fn file(rng: &mut Rng, number: usize) -> FileReading {
    let feed = FeedId::new("any");
    let file = Arc::new(SourceFile {
        feed,
        path: format!("{number}.csv"),
        hash: number.to_string(),
        load: Load::Later,
        edition: engine::model::Edition::default(),
        speaks_for: None,
        sheets: engine::model::Sheets::default(),
    });
    let row = |line| {
        let (measure, body) = CELLS[rng.usize(0..CELLS.len())];
        let month: engine::model::Period = Cadence::Month.parse("2023-11").expect("a month");
        let period = month.step(rng.i32(0..10));
        let value =
            Decimal::new(rng.i64(5..40) * 10_000 + i64::try_from(number).expect("few files") * 10 + line, 4);
        Observation {
            paper: None,
            cell: Cell { measure: MeasureId::new(measure), body: BodyId::new(body), period },
            report: Report::Value(value),
            status: Status::Final,
            vintage: if rng.u8(0..4) == 0 {
                Vintage::Backfill
            } else {
                Vintage::At(hour(rng.i64(-500..24 * 300)))
            },
            source: Source { file: Arc::clone(&file), line: u32::try_from(line).expect("few rows") },
        }
    };
    let observations = (2..10).map(row).collect();
    FileReading { file, reading: Reading { observations, ..Reading::default() } }
}

/// So many hours after the new year.
fn hour(number: i64) -> Timestamp {
    let start: Timestamp = "2024-01-01T00:00:00Z".parse().expect("a moment");
    start.checked_add(SignedDuration::from_hours(number)).expect("a near moment")
}
