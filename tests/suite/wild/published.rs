//! Each published file through its feeds.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use engine::model::{Catalogue, Observation, Report};
use plugins::feeds::Feed;
use plugins::readers::{ReadContext, Reading};
use plugins::settings;
use rules::diagnostic::{Colour, render};
use rules::source::SourceText;

use super::declaration::Declaration;
use super::known::{Expected, KnownFigure, known, line};

/// The folder of published files.
fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/wild"))
}

#[test]
fn every_published_file_goes_in_by_declaration_alone() {
    let folder = folder();
    if !folder.join("known.csv").is_file() {
        println!("skipped: the files of public bodies are not on this machine");
        return;
    }
    let here = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/suite/wild"));
    let entries = fs::read_dir(here).expect("the declarations can be listed");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a declaration").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    assert!(!paths.is_empty());
    let mut faults = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).expect("a declaration can be read");
        let declaration: Declaration =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        match &declaration.awaits {
            Some(awaits) => println!("skipped: {} awaits {awaits}", declaration.file),
            None => faults.extend(check(&folder, &declaration, &text)),
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What is wrong with a file, read as it is declared.
fn check(folder: &Path, declaration: &Declaration, text: &str) -> Vec<String> {
    let feeds = feeds(text);
    let (project, file) = project(folder, &declaration.file);
    let mut bodies = bodies(&read(&feeds, project.path(), &file, &declaration.register(&[])));
    bodies.extend(declaration.bodies.iter().cloned());
    let readings = read(&feeds, project.path(), &file, &declaration.register(&bodies));
    let mut faults = wrong_figures(declaration, &known(folder, &declaration.file), &readings, &file);
    faults.extend(wrongly_set_aside(declaration, &readings));
    faults.iter().map(|fault| format!("{}: {fault}", declaration.file)).collect()
}

fn feeds(text: &str) -> Vec<Feed> {
    let (settings, faults) = settings::parse(&SourceText::new("remit.toml", text.to_owned()));
    let settings = settings.unwrap_or_else(|| panic!("{}", render(&faults, Colour::Plain)));
    settings.feeds.into_iter().map(Feed::new).collect()
}

/// A project in whose folder of feeds the file lies, unedited.
fn project(folder: &Path, name: &str) -> (tempfile::TempDir, PathBuf) {
    let project = tempfile::tempdir().expect("a folder");
    let feeds = project.path().join("feeds");
    fs::create_dir(&feeds).expect("a folder of feeds");
    let file = feeds.join(name);
    fs::copy(folder.join(name), &file).expect("the published file can be copied");
    (project, file)
}

fn read(feeds: &[Feed], project: &Path, file: &Path, catalogue: &Catalogue) -> Vec<Reading> {
    let received = "2026-08-01T10:00:00Z".parse().expect("a moment");
    let context = ReadContext { catalogue, received };
    let read = |feed: &Feed| match feed.read_file(project, file, &context) {
        Ok((_, reading)) => reading,
        Err(error) => panic!("{}: {error}", file.display()),
    };
    feeds.iter().map(read).collect()
}

/// The bodies that a file names: those of which a reading without a register says that nobody knows them.
fn bodies(readings: &[Reading]) -> Vec<String> {
    let rows = readings.iter().flat_map(|reading| &reading.quarantined);
    let reasons = rows.flat_map(|row| row.faults.iter().map(ToString::to_string)).collect::<Vec<_>>();
    let named =
        reasons.iter().filter_map(|reason| reason.strip_prefix("unknown organisation `")?.split('`').next());
    named.map(str::to_owned).collect::<BTreeSet<_>>().into_iter().collect()
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
        (Report::Absent(_), Expected::Absent | Expected::Nil) => true,
        (Report::Value(value), Expected::Nil) => value.is_zero(),
        _ => false,
    }
}

/// Rows that were set aside though the declaration does not say so.
fn wrongly_set_aside(declaration: &Declaration, readings: &[Reading]) -> Vec<String> {
    let rows = readings.iter().flat_map(|reading| &reading.quarantined);
    let reasons: Vec<String> = rows.map(|row| format!("line {}: {}", row.line, row.reason())).collect();
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
