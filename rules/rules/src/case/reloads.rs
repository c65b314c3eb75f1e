//! From the reloads of a test to the programs that come into force in it.

use std::ops::Range;
use std::sync::Arc;

use jiff::Timestamp;

use super::clock::Clock;
use super::difference::{self, Difference};
use super::edits::{self, EditError};
use super::names::TestNames;
use super::test_program::TestProgram;
use super::timeline::Activation;
use super::trace;
use crate::compile::{Settled, settle_counting};
use crate::declare::case::ReloadDeclaration;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Sources, Span};

/// Plays the reloads on the texts alone, in order of time, as the service would.
pub(super) fn activations(
    mut reloads: Vec<(Timestamp, &ReloadDeclaration)>,
    test_program: &TestProgram,
    names: &TestNames<'_>,
    clock: &Clock,
) -> Vec<(Timestamp, Activation)> {
    reloads.sort_by_key(|(moment, _)| *moment);
    // What the folder holds, and what of it is in force.
    let (mut texts, mut in_force) =
        (Sources::clone(&test_program.sources), Sources::clone(&test_program.sources));
    let mut found = Vec::new();
    for (moment, reload) in reloads {
        change(&mut texts, reload, names);
        let Settled { sources, compiled, .. } =
            settle_counting(&texts, Some(&in_force), test_program.counting());
        in_force = sources;
        let Some(program) = compiled.program else { continue };
        let program = Arc::new(program);
        let refused: Vec<String> = compiled.refused.iter().map(ToString::to_string).collect();
        let refusal = refusal(reload, &refused, &compiled.diagnostics).map(|sides| Difference {
            place: Span { source: names.source.clone(), range: reload.header.clone() },
            moment: trace::moment(moment, &clock.calendar),
            about: "declarations that the reload breaks".to_owned(),
            expected: sides.0,
            found: sides.1,
        });
        found.push((moment, Activation { program, refusal }));
    }
    found
}

/// Changes the texts; what cannot be changed is a fault of the test.
fn change(texts: &mut Sources, reload: &ReloadDeclaration, names: &TestNames<'_>) {
    for edit in &reload.edits {
        let done = edits::edit(texts, edit.file.get_ref(), edit.from.get_ref(), &edit.to);
        let place = |refusal: &EditError| match refusal {
            EditError::NotThere | EditError::Often(_) => edit.from.span(),
            EditError::NoFile | EditError::NoPlace => edit.file.span(),
        };
        report(done, edit.file.get_ref(), place, texts, names);
    }
    for (path, text) in &reload.writes {
        let done = edits::write(texts, path.get_ref(), text);
        report(done, path.get_ref(), |_| path.span(), texts, names);
    }
    for path in &reload.removes {
        let done = edits::remove(texts, path.get_ref());
        report(done, path.get_ref(), |_| path.span(), texts, names);
    }
}

fn report(
    done: Result<(), EditError>,
    path: &str,
    place: impl Fn(&EditError) -> Range<usize>,
    texts: &Sources,
    names: &TestNames<'_>,
) {
    let Err(refusal) = done else { return };
    let range = place(&refusal);
    let error = |code, message: String| names.error(code, message, range);
    let fault = match refusal {
        EditError::NoFile => error(Code::MissingFile, format!("the project has no file `{path}`"))
            .with_help("paths are those within the project, such as `rules/keep-pace.rhai`")
            .with_nearest(path, texts.texts().map(|text| &*text.path)),
        EditError::NotThere => error(Code::Test, format!("`{path}` does not say this at that time"))
            .with_help("copy the passage from the file, with every blank in it"),
        EditError::Often(often) => error(Code::Test, format!("`{path}` says this {often} times, so which is meant is not clear"))
            .with_help("make the passage longer, until it stands there once"),
        EditError::NoPlace => error(Code::Test, format!("a test cannot change `{path}`"))
            .with_help("it may change remit.toml, bodies.csv, people.csv, relations.csv, the file of bank holidays, missions, rules and the scripts of libraries"),
    };
    names.report::<()>(fault);
}

/// A fault with its place.
fn said(fault: &Diagnostic) -> String {
    match fault.labels.first() {
        Some(label) => {
            let Span { source, range } = &label.span;
            format!("{}, line {}: {}", source.path, source.line(range.start), fault.message)
        }
        None => fault.message.clone(),
    }
}

/// How the declarations that were refused differ from those that should have been; the first fault says why.
fn refusal(
    reload: &ReloadDeclaration,
    refused: &[String],
    faults: &[Diagnostic],
) -> Option<difference::Sides> {
    let mut expected: Vec<String> = reload.refused.iter().map(|path| path.get_ref().clone()).collect();
    expected.sort();
    if expected == refused {
        return None;
    }
    let why = faults.iter().find(|fault| fault.is_error());
    let why = why.map(|fault| format!(" ({})", said(fault))).unwrap_or_default();
    Some((vec![difference::line(&expected)], vec![format!("{}{why}", difference::line(refused))]))
}
