//! Each published file through its feeds.

use std::fs;
use std::path::{Path, PathBuf};

use engine::model::{Observation, Report};
use plugins::readers::Reading;

use super::declaration::Declaration;
use super::known::{Expected, KnownFigure, all_known, known, line};
use super::project::{Project, published, reasons, unknown_bodies};

/// How many figures are known of all published files together.
const KNOWN_FIGURES: usize = 139;

#[test]
fn every_published_file_goes_in_by_declaration_alone() {
    let Some(folder) = published("wild") else { return };
    let here = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/suite/wild"));
    let entries = fs::read_dir(here).expect("the declarations can be listed");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a declaration").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    assert!(!paths.is_empty());
    let (mut faults, mut looked_for) = (Vec::new(), 0);
    for path in paths {
        let text = fs::read_to_string(&path).expect("a declaration can be read");
        let declaration: Declaration =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        looked_for += declaration.known.len();
        faults.extend(check(&folder, &declaration, &text));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(
        (looked_for, all_known(&folder)),
        (KNOWN_FIGURES, KNOWN_FIGURES),
        "every known figure is looked for"
    );
}

/// What is wrong with a file, read as it is declared.
fn check(folder: &Path, declaration: &Declaration, text: &str) -> Vec<String> {
    let project = Project::of(text, folder, &[&declaration.file]);
    let (register, mut bodies) = (declaration.register(&declaration.bodies), declaration.bodies.clone());
    bodies.extend(unknown_bodies(&project.readings(&register)));
    let readings = project.readings(&declaration.register(&bodies));
    let file = folder.join(&declaration.file);
    let mut faults = wrong_figures(declaration, &known(folder, &declaration.file), &readings, &file);
    faults.extend(wrongly_set_aside(declaration, &readings));
    faults.iter().map(|fault| format!("{}: {fault}", declaration.file)).collect()
}

/// Known figures that did not arrive, or otherwise.
fn wrong_figures(
    declaration: &Declaration,
    known: &[KnownFigure],
    readings: &[Reading],
    file: &Path,
) -> Vec<String> {
    let bytes = fs::read(file).expect("the file can be read");
    let mut faults = Vec::new();
    for figure in known {
        let declared = declaration
            .known
            .iter()
            .find(|cell| cell.r#where == figure.r#where && cell.sheet == figure.sheet);
        let Some(declared) = declared else {
            faults.push(format!("{} is not looked for: {}", figure.r#where, figure.what));
            continue;
        };
        let found: Vec<&Observation> = readings
            .iter()
            .flat_map(|reading| &reading.observations)
            .filter(|observation| language::english::cell(&observation.cell) == declared.cell)
            .filter(|observation| is_of_sheet(observation, &figure.sheet))
            .collect();
        let expected_line = line(&bytes, &figure.r#where);
        match found.as_slice() {
            [one] if Some(one.source.place().line) != expected_line => {
                faults.push(format!(
                    "{} comes from line {}, not {expected_line:?}",
                    declared.cell,
                    one.source.place().line
                ));
            }
            [one] if is_as_expected(one.report, &figure.expected) => {}
            [one] => faults.push(format!("{} is {:?}, not {:?}", declared.cell, one.report, figure.expected)),
            [] => faults.push(format!("{} did not arrive", declared.cell)),
            several => faults.push(format!("{} arrived {} times", declared.cell, several.len())),
        }
    }
    if declaration.known.len() != known.len() {
        faults.push(format!(
            "{} figures are looked for, and {} are known",
            declaration.known.len(),
            known.len()
        ));
    }
    faults
}

/// Whether a figure stands in this sheet; a text has none.
fn is_of_sheet(observation: &Observation, sheet: &str) -> bool {
    observation.source.place().sheet.as_deref().unwrap_or_default() == sheet
}

fn is_as_expected(report: Report, expected: &Expected) -> bool {
    match (report, expected) {
        (Report::Value(value), Expected::Figure(figure)) => figure.parse() == Ok(value),
        (Report::Absent(_), Expected::Absent) => true,
        (Report::Value(value), Expected::Nil) => value.is_zero(),
        _ => false,
    }
}

/// Rows that were set aside though the declaration does not say so.
fn wrongly_set_aside(declaration: &Declaration, readings: &[Reading]) -> Vec<String> {
    let reasons = reasons(readings);
    let mut faults = Vec::new();
    for expected in &declaration.set_aside {
        let found = reasons.iter().filter(|reason| reason.contains(&expected.reason)).count();
        if found != expected.rows {
            faults
                .push(format!("{found} rows are set aside for `{}`, not {}", expected.reason, expected.rows));
        }
    }
    let is_expected =
        |reason: &&String| declaration.set_aside.iter().any(|expected| reason.contains(&expected.reason));
    faults.extend(reasons.iter().filter(|reason| !is_expected(reason)).take(5).cloned());
    faults
}
