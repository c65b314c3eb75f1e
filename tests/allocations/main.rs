//! What the engine asks the allocator for, counted: a report that changes no verdict takes no memory but what keeping it needs, and
//! keeping it needs little.
//!
//! What else the engine looks at is counted in `suite`'s `costs`. `workbooks` holds what reading a workbook takes at most.

// Clippy allows `unwrap` in what says that it is for tests, its functions that are no tests included.
#![cfg(test)]

mod workbooks;

use engine::evidence::{Deduplicator, Evidence, Hearing};
use engine::expected::Survey;
use engine::model::{BodyId, Cadence, MeasureId, Observation};
use engine::{Engine, Event};
use jiff::Timestamp;
use tests::native::{Shape, report};

/// How many reports of one cell come first. From here on there is room for the next ones beside them.
const BEFORE: u64 = 70;

fn in_may() -> Timestamp {
    "2024-05-01T00:00:00Z".parse().expect("a moment")
}

/// How often memory is asked for while a report wakes the rule, each of them with a figure of its own, and the verdict stays.
#[track_caller]
fn check(shape: Shape, expected: u64) {
    let quarter = Cadence::Quarter.parse("2024-Q1").expect("a quarter");
    let lead = shape.owing().remove(0);
    let heard: Vec<Observation> = (0..8).map(|ago| report(&lead, quarter.step(-ago), 60, 0)).collect();
    let source = heard[0].source.clone();
    let mut engine: Engine = shape.engine(quarter, in_may(), heard);
    let mut step = |turn: u64| {
        let value = 60 + i64::try_from(turn % 7).expect("few");
        let observation = Observation { source: source.clone(), ..report(&lead, quarter, value, 0) };
        let event = Event::Observed(vec![observation]);
        let mut effects = None;
        let asked = allocation_counter::measure(|| effects = Some(engine.step(in_may(), event)));
        let effects = effects.expect("it was stepped");
        assert_eq!((effects.evaluated, effects.verdicts.len()), (1, 0), "the rule runs and says the same");
        asked.count_total
    };
    (1..BEFORE).for_each(|turn| _ = step(turn));
    assert_eq!((BEFORE..BEFORE + 50).map(step).sum::<u64>(), expected);
}

#[test]
fn what_is_allocated_is_counted() {
    let asked = allocation_counter::measure(|| drop(std::hint::black_box(vec![0_u8; 100])));
    assert_eq!(asked.count_total, 1);
}

#[test]
fn a_report_that_changes_no_verdict_allocates_nothing() {
    check(Shape { reads: 4, ..Shape::ALONE }, 0);
    check(Shape { contributions: 100, reads: 4, ..Shape::ALONE }, 0);
}

/// How often memory is asked for while a thousand parties' reports of two years are counted.
#[test]
fn counting_how_many_reports_came_in_time_allocates_nothing_for_each() {
    let shape = Shape { contributions: 1_000, ..Shape::ALONE };
    let first = Cadence::Quarter.parse("2022-Q2").expect("a quarter");
    let quarters = 0..8;
    let came = shape.owing().into_iter().skip(1);
    let heard =
        came.flat_map(|body| quarters.clone().map(move |place| report(&body, first.step(place), 60, 0)));
    let engine = shape.engine(first, in_may(), heard.collect());
    let mut rates = None;
    let asked = allocation_counter::measure(|| {
        rates = Survey::of(&engine).map(|survey| survey.rates(&|_| true));
    });
    let counted: u32 = rates.iter().flat_map(|rates| rates.values()).map(|rate| rate.expected).sum();
    assert!(counted >= 7_000, "{counted} reports were due");
    assert!(asked.count_total < 100, "memory was asked for {} times", asked.count_total);
}

/// How many bytes are kept of each report, of ten thousand series that are this long.
#[track_caller]
fn check_kept(periods: i32, at_most: i64) {
    let first = Cadence::Quarter.parse("2010-Q1").expect("a quarter");
    let mut engine = Engine::new();
    let mut heard = 0;
    let kept = allocation_counter::measure(|| {
        let like = report(&BodyId::new("body"), first, 60, 0);
        let series = (0..10_000).map(|number| (number / 100, number % 100));
        let reports = series.flat_map(|(measure, body)| {
            let (measure, body) = (MeasureId::new(measure.to_string()), BodyId::new(body.to_string()));
            let mut like = like.clone();
            (like.cell.measure, like.cell.body) = (measure, body);
            (0..periods).map(move |place| {
                let mut report = like.clone();
                report.cell.period = first.step(place);
                report
            })
        });
        let reports: Vec<Observation> = reports.collect();
        heard = i64::try_from(reports.len()).expect("few");
        engine.step(in_may(), Event::Observed(reports));
    });
    let each = kept.bytes_current / heard;
    assert!(each <= at_most, "{each} bytes are kept of each report");
    drop(engine);
}

/// Reports of ten thousand series of two years.
fn of_many_series() -> Vec<Observation> {
    let first = Cadence::Quarter.parse("2010-Q1").expect("a quarter");
    let like = report(&BodyId::new("body"), first, 60, 0);
    let series = (0..10_000).map(|number| (number / 100, number % 100));
    let reports = series.flat_map(|(measure, body)| {
        let (measure, body) = (MeasureId::new(measure.to_string()), BodyId::new(body.to_string()));
        let mut like = like.clone();
        (like.cell.measure, like.cell.body) = (measure, body);
        (0..24).map(move |place| {
            let mut report = like.clone();
            report.cell.period = first.step(place);
            report
        })
    });
    reports.collect()
}

/// A file may hold millions of reports: while news is told from what was known, none of them stands in memory twice.
#[test]
fn telling_news_from_repeats_makes_no_second_copy_of_the_reports() {
    let reports = of_many_series();
    let (count, evidence) = (reports.len(), Evidence::default());
    let mut told = None;
    let taken = allocation_counter::measure(|| {
        told = Some(Deduplicator::new(&evidence).deduplicate(reports, |_| Hearing::First));
    });
    let (news, receipt) = told.expect("they were told");
    assert_eq!((news.len(), receipt.accepted as usize), (count, count));
    let each = taken.bytes_max / count as u64;
    assert!(each < size_of::<Observation>() as u64, "{each} bytes are taken for each report");
}

#[test]
fn a_report_takes_little_room_in_short_series_and_in_long_ones() {
    check_kept(1, 115);
    check_kept(2, 95);
    check_kept(24, 50);
    check_kept(100, 50);
}
