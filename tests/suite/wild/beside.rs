//! Files whose figures are known from other files beside them: workbooks go in as they were published, and give the same figures as the
//! texts that were made of them by hand.

use std::collections::{BTreeMap, BTreeSet};

use engine::model::{Cell, Report};
use plugins::readers::Reading;

use super::declaration::register;
use super::project::{Project, published, reasons, unknown_bodies};

const MEASURES: [&str; 11] = [
    "assessed",
    "owed",
    "prevention",
    "section-21",
    "relief",
    "temporary",
    "temporary-with-children",
    "children",
    "bed-and-breakfast",
    "bb-with-children",
    "bb-over-six-weeks",
];

const REFERRERS: [&str; 17] = [
    "total_referred",
    "total_dtr",
    "adult_prison",
    "youth_secure_estate",
    "probation",
    "community_rehabilitation_company",
    "hospital_ae_utc_inpatient",
    "mental_health_inpatient",
    "jobcentre_plus",
    "adult_social_services",
    "childrens_social_services",
    "childrens_early_help",
    "nil_recourse_team",
    "armed_forces",
    "other_not_known",
    "other_agency_no_duty",
    "other_local_authority",
];

fn measures() -> BTreeMap<String, String> {
    let referred = REFERRERS.map(|referrer| format!("referred/{referrer}"));
    let ids = MEASURES.into_iter().map(str::to_owned).chain(referred);
    ids.map(|id| (id, "quarter".to_owned())).collect()
}

fn figures(readings: &[Reading]) -> BTreeMap<Cell, Report> {
    let observations = readings.iter().flat_map(|reading| &reading.observations);
    observations.map(|observation| (observation.cell.clone(), observation.report)).collect()
}

/// What is said of a workbook that differs from its texts; nothing where it does not.
fn differences(found: &BTreeMap<Cell, Report>, expected: &BTreeMap<Cell, Report>) -> Vec<String> {
    let cells: BTreeSet<_> = found.keys().chain(expected.keys()).collect();
    let differ = cells.into_iter().filter(|cell| found.get(cell) != expected.get(cell));
    let told = |cell: &Cell| {
        let cell_name = language::english::cell(cell);
        format!("{cell_name}: {:?} in the workbook, {:?} in the text", found.get(cell), expected.get(cell))
    };
    differ.map(told).collect()
}

#[test]
fn workbooks_give_the_figures_of_the_texts_that_were_made_of_them() {
    let Some(folder) = published("homelessness") else { return };
    let texts = ["prevention-and-relief.csv", "temporary-accommodation.csv", "duty-to-refer.csv"];
    let texts = Project::of(include_str!("beside/homelessness-texts.toml"), &folder, &texts);
    let bodies = unknown_bodies(&texts.readings(&register(&[], &measures())));
    let register = register(&bodies, &measures());
    let readings = texts.readings(&register);
    let rows =
        readings.iter().map(|reading| (reading.observations.len(), reading.repeated)).collect::<Vec<_>>();
    assert_eq!(
        rows,
        [(5 * (7_748 - 24), 24), (6 * (7_748 - 24), 24), (95_756 - 362, 362)],
        "London stands twice"
    );
    assert_eq!(reasons(&readings), [""; 0]);
    let mut expected = figures(&readings);

    let workbooks = [
        "workbooks/DetailedLA_201903_revised.xlsx",
        "workbooks/DetailedLA_202106.xlsx",
        "workbooks/Detailed_LA_202312.xlsx",
    ];
    let workbooks = Project::of(include_str!("beside/homelessness-workbooks.toml"), &folder, &workbooks);
    let readings = workbooks.readings(&register);
    let reasons = reasons(&readings);
    let (rest, shares) = ("unknown organisation `-`", "unknown organisation `% assessed as owed a duty`");
    let counted = |reason: &str| reasons.iter().filter(|said| said.ends_with(reason)).count();
    assert_eq!(
        (counted(rest), counted(shares), reasons.len()),
        (9, 2, 11),
        "no body but the rest of England"
    );

    let found = figures(&readings);
    let periods: BTreeSet<_> = found.keys().map(|cell| cell.period).collect();
    expected.retain(|cell, _| periods.contains(&cell.period));
    assert_eq!((periods.len(), found.len()), (3, 21_037));
    let differences = differences(&found, &expected);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
