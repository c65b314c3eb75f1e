//! Series that publishers give out as comma-separated values go in unedited, file by file, and every row of them counts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use engine::model::{Cell, Report, Vintage};
use plugins::readers::Reading;
use rust_decimal::Decimal;

use super::declaration::register;
use super::project::{Project, published, reasons, unknown_bodies};

/// What the feeds of a declaration take from these files, with every body that they name in the register.
fn read(declaration: &str, folder: &Path, files: &[&str], measures: &[(&str, &str)]) -> Vec<Reading> {
    let measures: BTreeMap<_, _> =
        measures.iter().map(|(id, every)| ((*id).to_owned(), (*every).to_owned())).collect();
    let project = Project::of(declaration, folder, files);
    let bodies = unknown_bodies(&project.readings(&register(&[], &measures)));
    let readings = project.readings(&register(&bodies, &measures));
    assert_eq!(reasons(&readings), [""; 0]);
    readings
}

/// How many figures and how many rows of totals or of others each file has.
fn counted(readings: &[Reading]) -> Vec<(usize, u32)> {
    readings.iter().map(|reading| (reading.observations.len(), reading.skipped)).collect()
}

/// The sum of a measure over all bodies.
fn sum(reading: &Reading, measure: &str) -> Decimal {
    let of_measure = |observation: &&engine::model::Observation| observation.cell.measure.as_str() == measure;
    let values = reading.observations.iter().filter(of_measure).map(|observation| match observation.report {
        Report::Value(value) => value,
        Report::Absent(_) => Decimal::ZERO,
    });
    values.sum()
}

#[test]
fn seven_months_of_emergency_care_go_in_and_add_up_to_their_totals() {
    let Some(folder) = published("nhs-ae-monthly") else { return };
    let files = [
        "Monthly-AE-August-2024.csv",
        "Monthly-AE-December-2024.csv",
        "Monthly-AE-July-2024-revised.csv",
        "Monthly-AE-June-2024 copy.csv",
        "Monthly-AE-November-2024-revised.csv",
        "Monthly-AE-October-2024-revised.csv",
        "Monthly-AE-September-2024.csv",
    ];
    let ids = ["attendances", "over-4-hours", "over-12-hours", "other-admissions"];
    let readings =
        read(include_str!("texts/nhs-monthly.toml"), &folder, &files, &ids.map(|id| (id, "month")));
    assert_eq!(
        counted(&readings),
        [198, 198, 198, 197, 198, 198, 197].map(|providers| (4 * providers, 1)),
        "every provider has every figure, and the total is no provider"
    );
    let august: Vec<_> = ids.iter().map(|id| sum(&readings[0], id)).collect();
    let totals = [1_292_332 + 47_731 + 746_162, 487_960 + 1_553 + 14_934, 28_494, 129_118];
    assert_eq!(august, totals.map(Decimal::from));
    let periods: BTreeSet<_> = readings.iter().map(|reading| reading.observations[0].cell.period).collect();
    assert_eq!(periods.len(), 7, "one month a file");
}

#[test]
fn three_years_of_emergency_care_go_in_by_type_of_department() {
    let Some(folder) = published("") else { return };
    let ids = [
        "attendances/major",
        "breaches/major",
        "admissions/major",
        "attendances/single",
        "breaches/single",
        "admissions/single",
        "attendances/other",
        "breaches/other",
        "admissions/other",
    ];
    let file = ["nhs-ae-attendances-2016-2019.csv"];
    let readings = read(include_str!("texts/nhs-years.toml"), &folder, &file, &ids.map(|id| (id, "month")));
    let counted = counted(&readings);
    let rows: usize = counted.iter().map(|(figures, _)| figures / 3).sum();
    assert_eq!(rows, 12_765, "{counted:?}");
}

#[test]
fn releases_of_one_series_are_told_apart_by_the_dates_in_their_names() {
    let Some(folder) = published("vintages") else { return };
    let files = [
        "adults_smoking.2024-08-30.4a799e0.csv",
        "adults_smoking.2025-04-22.f4dc486.csv",
        "adults_smoking.2026-04-30.2daf91f.csv",
        "economic_inactivity.2025-01-28.d36deb6.csv",
        "economic_inactivity.2026-03-11.d6549c3.csv",
        "economic_inactivity.2026-05-07.df42ba5.csv",
    ];
    let measures = [("smoking", "year percent"), ("inactivity", "rolling-year percent")];
    let readings = read(include_str!("texts/vintages.toml"), &folder, &files, &measures);
    assert_eq!(counted(&readings), [3_930, 4_239, 4_587, 224, 238, 238].map(|rows| (rows, 0)));
    let vintages: Vec<_> = readings.iter().map(vintage).collect();
    let days = ["2024-08-30", "2025-04-22", "2026-04-30", "2025-01-28", "2026-03-11", "2026-05-07"];
    assert_eq!(vintages, days);
    let figures: Vec<BTreeMap<&Cell, Report>> = readings.iter().map(figures).collect();
    let revised = |one: usize, other: usize| {
        figures[one]
            .iter()
            .filter(|(cell, report)| figures[other].get(*cell).is_some_and(|is| is != *report))
            .count()
    };
    assert_eq!((revised(0, 1), revised(1, 2), revised(3, 4), revised(4, 5)), (0, 1_247, 31, 0));
}

fn figures(reading: &Reading) -> BTreeMap<&Cell, Report> {
    reading.observations.iter().map(|observation| (&observation.cell, observation.report)).collect()
}

/// The day on which all figures of a file were published.
fn vintage(reading: &Reading) -> String {
    let vintages: BTreeSet<_> = reading.observations.iter().map(|observation| observation.vintage).collect();
    match vintages.first() {
        Some(Vintage::At(moment)) if vintages.len() == 1 => moment.to_string().chars().take(10).collect(),
        other => panic!("a release is of one day, and not of {other:?}"),
    }
}
