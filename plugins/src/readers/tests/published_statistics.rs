//! The readers on statistics as they were published, where those are at hand.

use std::path::PathBuf;
use std::time::Instant;

use engine::model::{Absence, BodyId, Cadence, Catalogue, MeasureId, Report, Unit, Vintage};

use crate::readers::reader::Reading;
use crate::readers::test_register::{body, filter, measure, read_bytes};
use crate::readers::{Codes, FigureColumns, Layout, VintageFrom, csv};

/// A published file, or none with a word about it where the folder is not at hand.
fn published(path: &str) -> Option<Vec<u8>> {
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data"));
    let bytes = std::fs::read(root.join(path)).ok();
    if bytes.is_none() {
        println!("skipped: {path} is not at hand in {}", root.display());
    }
    bytes
}

/// The distinct texts of one column, as the ids of bodies.
fn bodies_in(bytes: &[u8], column: usize) -> Vec<String> {
    let mut reader = ::csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let records = reader.records().map(|record| record.expect("UTF-8"));
    let mut names: Vec<_> =
        records.filter_map(|record| Some(record.get(column)?.trim().to_owned())).collect();
    names.sort();
    names.dedup();
    names
}

fn register(bodies: &[String], measures: &[(&str, Unit, Cadence)]) -> Catalogue {
    let bodies = bodies.iter().map(|id| (BodyId::new(id.as_str()), body(id, id, None, &[], &[])));
    let measures =
        measures.iter().map(|(id, unit, every)| (MeasureId::new(*id), measure(id, unit.clone(), *every)));
    Catalogue {
        bodies: bodies.collect(),
        measures: measures.collect(),
        ..crate::readers::test_register::catalogue()
    }
}

fn layout(period: &str, body: &str, figures: FigureColumns) -> Layout {
    Layout {
        period: period.to_owned(),
        body: body.to_owned(),
        figures,
        status: None,
        unit: None,
        vintage: VintageFrom::Backfill,
        embargo: None,
        beside: Vec::new(),
        only: Vec::new(),
        except: Vec::new(),
        totals: Vec::new(),
        codes: Codes::default(),
        breakdown: crate::readers::BreakdownColumns::default(),
        naming: crate::readers::BodyNaming::default(),
        papers: None,
        arithmetic: Vec::new(),
        marks: Vec::new(),
        dates: crate::readers::DateOrder::Undeclared,
        numerals: crate::readers::Numerals::default(),
        table: None,
        time_zone: jiff::tz::TimeZone::get("Europe/London").expect("a known zone"),
    }
}

fn read(layout: &Layout, name: &str, bytes: &[u8], catalogue: &Catalogue) -> Reading {
    let started = Instant::now();
    let reading = read_bytes(&csv::FORMAT, layout, name, bytes, catalogue).expect("a readable file");
    println!("{name}: {} observations in {:?}", reading.observations.len(), started.elapsed());
    reading
}

fn figure(reading: &Reading, cell: &str) -> Option<Report> {
    let found =
        reading.observations.iter().find(|observation| language::english::cell(&observation.cell) == cell);
    found.map(|observation| observation.report)
}

const REFERRERS: [&str; 9] = [
    "adult_prison",
    "youth_secure_estate",
    "probation",
    "hospital_ae_utc_inpatient",
    "mental_health_inpatient",
    "jobcentre_plus",
    "adult_social_services",
    "childrens_social_services",
    "armed_forces",
];

fn households(value: &str) -> FigureColumns {
    FigureColumns::Fixed { measure: MeasureId::new("referrals"), value: vec![value.to_owned()] }
}

#[test]
fn england_is_found_among_all_councils() {
    let Some(bytes) = published("homelessness/duty-to-refer.csv") else { return };
    let catalogue = register(&REFERRERS.map(str::to_owned), &[("referrals", Unit::Count, Cadence::Quarter)]);
    let layout = Layout {
        status: Some("file_status".to_owned()),
        only: vec![filter("gss_code", &["E92000001"]), filter("referrer", &REFERRERS)],
        ..layout("period_end", "referrer", households("households"))
    };
    let reading = read(&layout, "duty-to-refer.csv", &bytes, &catalogue);
    assert_eq!(reading.observations.len(), 9 * 22);
    assert_eq!((reading.repeated, reading.quarantined.len()), (0, 0));
    let rows = bytes.split(|byte| *byte == b'\n').count() - 2;
    assert_eq!(reading.observations.len() + reading.skipped as usize, rows);
    let prisons = figure(&reading, "referrals of adult_prison in 2018-Q4");
    assert!(matches!(prisons, Some(Report::Value(value)) if value > 0.into()), "{prisons:?}");
}

#[test]
fn every_area_is_a_body_and_london_stands_twice() {
    let Some(bytes) = published("homelessness/duty-to-refer.csv") else { return };
    let areas = bodies_in(&bytes, 1);
    let catalogue = register(&areas, &[("referrals", Unit::Count, Cadence::Quarter)]);
    let layout = Layout {
        status: Some("file_status".to_owned()),
        only: vec![filter("referrer", &["adult_prison"])],
        ..layout("period_end", "gss_code", households("households"))
    };
    let reading = read(&layout, "duty-to-refer.csv", &bytes, &catalogue);
    assert_eq!(reading.repeated, 22, "London once more in every quarter");
    assert_eq!(reading.quarantined, []);
    let absent = |observation: &&engine::model::Observation| {
        observation.report == Report::Absent(Absence::NotAvailable)
    };
    assert!(
        reading.observations.iter().filter(absent).count() > 100,
        "councils that sent nothing are absent, not zero"
    );
}

#[test]
fn every_row_of_the_whole_file_goes_in() {
    let Some(bytes) = published("homelessness/duty-to-refer.csv") else { return };
    let referrers = bodies_in(&bytes, 4);
    let measures: Vec<_> =
        referrers.iter().map(|name| (name.as_str(), Unit::Count, Cadence::Quarter)).collect();
    let catalogue = register(&bodies_in(&bytes, 1), &measures);
    let figures =
        FigureColumns::Long { measure: "referrer".to_owned(), value: vec!["households".to_owned()] };
    let layout =
        Layout { status: Some("file_status".to_owned()), ..layout("period_end", "gss_code", figures) };
    let reading = read(&layout, "duty-to-refer.csv", &bytes, &catalogue);
    assert_eq!(
        (reading.observations.len() + reading.repeated as usize, reading.quarantined.len()),
        (95_756, 0)
    );
}

#[test]
fn providers_report_by_month_and_the_total_is_no_provider() {
    for name in ["June-2024 copy", "July-2024-revised", "August-2024", "September-2024", "December-2024"] {
        let Some(bytes) = published(&format!("nhs-ae-monthly/Monthly-AE-{name}.csv")) else { return };
        let providers = bodies_in(&bytes, 1);
        let measures =
            [("attendances", Unit::Count, Cadence::Month), ("breaches", Unit::Count, Cadence::Month)];
        let columns =
            [("A&E attendances Type 1", "attendances"), ("Attendances over 4hrs Type 1", "breaches")];
        let columns = columns.map(|(column, measure)| (vec![column.to_owned()], MeasureId::new(measure)));
        let layout = Layout {
            totals: vec![filter("Org Code", &["Total"])],
            ..layout("Period", "Org Code", FigureColumns::Wide(columns.to_vec()))
        };
        let reading = read(&layout, name, &bytes, &register(&providers, &measures));
        assert_eq!((reading.skipped, reading.repeated, reading.quarantined.len()), (1, 0, 0), "{name}");
        assert_eq!(reading.observations.len(), 2 * (providers.len() - 1), "{name}");
    }
}

#[test]
fn rolling_years_and_the_date_in_the_name() {
    let name = "economic_inactivity.2024-01-28.d36deb6.csv";
    let Some(bytes) = published(&format!("vintages/{name}")) else { return };
    let rolling = Cadence::Rolling { months: 12, step: 3 };
    let figures =
        FigureColumns::Fixed { measure: MeasureId::new("inactivity"), value: vec!["value".to_owned()] };
    let layout = Layout { vintage: VintageFrom::FileName, ..layout("period", "area_code", figures) };
    let catalogue = register(&bodies_in(&bytes, 0), &[("inactivity", Unit::Percent, rolling)]);
    let reading = read(&layout, name, &bytes, &catalogue);
    assert_eq!((reading.skipped, reading.repeated, reading.quarantined.len()), (0, 0, 0));
    let first = &reading.observations[0];
    assert_eq!(language::english::cell(&first.cell), "inactivity of E92000001 in 2020-07/2021-06");
    assert_eq!(first.vintage, Vintage::At("2024-01-28T00:00:00Z".parse().expect("a moment")));
}

#[test]
fn figures_by_type_of_department_contradict_each_other_until_one_type_is_asked_for() {
    let Some(bytes) = published("nhs-ae-attendances-2016-2019.csv") else { return };
    let figures = FigureColumns::Fixed {
        measure: MeasureId::new("attendances"),
        value: vec!["attendances".to_owned()],
    };
    let all = layout("period", "org_code", figures);
    let catalogue = register(&bodies_in(&bytes, 1), &[("attendances", Unit::Count, Cadence::Month)]);
    let reading = read(&all, "attendances.csv", &bytes, &catalogue);
    assert!(reading.quarantined.len() > 5_000, "two types of department cannot be one figure");
    let major = Layout { only: vec![filter("type", &["1"])], ..all };
    let reading = read(&major, "attendances.csv", &bytes, &catalogue);
    assert_eq!((reading.repeated, reading.quarantined.len()), (0, 0));
    assert_eq!(figure(&reading, "attendances of RF4 in 2017-03"), Some(Report::Value(21_289.into())));
}
