//! From the files that a test is fed to reports, each with the moment at which it is heard.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use engine::model::{Catalogue, Observation};
use jiff::Timestamp;
use toml::Spanned;

use super::clock::Clock;
use super::feed_files::{FeedFile, FeedFileFault, FeedFiles};
use super::names::TestNames;
use super::timeline::PlannedEvents;
use crate::declare::case::FeedFileDeclaration;
use crate::diagnostic::{Code, Diagnostic};

const PATHS: &str = "paths are those within the project, such as `tests/2024-q1.csv`";

/// What these files report, by the moments at which it is heard. `moments` say what is in force then.
pub(super) fn fed(
    declared: &[FeedFileDeclaration],
    files: Option<&dyn FeedFiles>,
    names: &TestNames<'_>,
    clock: &Clock,
    moments: &BTreeMap<Timestamp, PlannedEvents>,
) -> BTreeMap<Timestamp, Vec<Observation>> {
    let mut heard: BTreeMap<Timestamp, Vec<Vec<Observation>>> = BTreeMap::new();
    for declaration in declared {
        let names = &names.within(declaration.shared.as_ref());
        let Some(received) = received(declaration, names, clock) else { continue };
        let moment = received.max(clock.start);
        let in_force = moments.range(..=moment).rev().find_map(|(_, events)| events.activations.last());
        let in_force = in_force.expect("a program is in force from the start on");
        let read = read(declaration, files, names, &in_force.program.catalogue, received);
        heard.entry(moment).or_default().extend(read);
    }
    // What arrives at one moment is one reading, and later readings correct those before.
    let readings = (1..).zip(heard).map(|(number, (moment, mut files))| {
        for reports in &mut files {
            note_reading(reports, number);
        }
        (moment, files.concat())
    });
    readings.collect()
}

/// Notes in which reading a file was seen, for all that it says.
fn note_reading(reports: &mut [Observation], number: u32) {
    let Some(first) = reports.first() else { return };
    let mut file = Arc::clone(&first.source.file);
    Arc::make_mut(&mut file).edition.reading = number;
    for report in reports {
        report.source.file = Arc::clone(&file);
    }
}

/// When a file arrives.
fn received(declaration: &FeedFileDeclaration, names: &TestNames<'_>, clock: &Clock) -> Option<Timestamp> {
    let Some(at) = &declaration.received else { return Some(clock.start) };
    clock
        .moment(*at.get_ref())
        .or_else(|| names.report(names.error(Code::InvalidPeriod, "this is beyond the calendar", at.span())))
}

fn read(
    declaration: &FeedFileDeclaration,
    files: Option<&dyn FeedFiles>,
    names: &TestNames<'_>,
    catalogue: &Catalogue,
    received: Timestamp,
) -> Option<Vec<Observation>> {
    let (feed, path) = (declaration.feed.as_ref()?, declaration.path.as_ref()?);
    let file = FeedFile { feed: feed.get_ref(), path: path.get_ref(), catalogue, received };
    let read = match files {
        Some(files) => files.read(&file),
        None => Err(FeedFileFault::NoFeed { known: Vec::new() }),
    };
    match read {
        Ok(reports) => Some(reports),
        Err(fault) => {
            report(fault, feed, path, names);
            None
        }
    }
}

fn report(fault: FeedFileFault, feed: &Spanned<String>, path: &Spanned<String>, names: &TestNames<'_>) {
    let error = |code, message: String| names.error(code, message, path.span());
    let fault = match fault {
        FeedFileFault::NoFeed { known } => {
            names.unknown::<()>(Code::Test, "feed", feed.get_ref(), feed.span(), &known);
            return;
        }
        FeedFileFault::LeadsOut => {
            error(Code::Test, format!("`{path}` leads out of the project")).with_help(PATHS)
        }
        FeedFileFault::NoFile { known } => {
            let known: BTreeSet<&str> = known.iter().map(String::as_str).collect();
            let fault = error(Code::MissingFile, format!("the project has no file `{path}`"));
            fault.with_help(PATHS).with_nearest(path.get_ref(), known.into_iter())
        }
        FeedFileFault::Refused { message, help } => {
            help.into_iter().fold(error(Code::Test, message), Diagnostic::with_help)
        }
        FeedFileFault::SetAside { rows } => {
            let help = "a test takes in whole files only; put the row right, or take it out";
            for row in rows {
                names.report::<()>(error(Code::Row, row).with_help(help));
            }
            return;
        }
    };
    names.report::<()>(fault);
}
