//! Reads files of tests against a project.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use indexmap::IndexMap;

use super::resolver::TestResolver;
use super::test_program::TestProgram;
use super::timeline::Case;
use crate::declare::case::{Beginning, CaseDeclaration, CasesOfFile, read_cases};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::SourceText;

/// What became of a file of tests.
pub struct CaseFile {
    /// The tests that can be played, in the order of the file.
    pub cases: Vec<Case>,
    /// What is wrong with the others.
    pub faults: Vec<Diagnostic>,
}

impl TestProgram {
    /// Reads a file of tests. A test with a fault is left out, and the others can be played.
    pub fn read(&self, text: &SourceText) -> CaseFile {
        let shared = self.shared().filter(|shared| !shared.is_in(text));
        let reading = read_cases(text, shared);
        if !reading.is_toml {
            return CaseFile { cases: Vec::new(), faults: reading.faults };
        }
        let CasesOfFile { cases: declared, fixtures } = reading.found;
        let of_shared = shared.into_iter().flat_map(|shared| shared.faults.iter().cloned());
        let faults = RefCell::new(reading.faults.into_iter().chain(of_shared).collect());
        refuse_repeats(&declared, text, &faults);
        let resolve = |declaration: &CaseDeclaration| {
            let own = (Arc::clone(&text.path), declaration.header.start);
            let begins = declaration.fixtures.iter().cloned().chain([own]);
            Some((begins.collect(), TestResolver::resolve(self, text, declaration, &faults)?))
        };
        let cases: Vec<(BTreeSet<Beginning>, Case)> = declared.iter().filter_map(resolve).collect();
        let mut faults = faults.into_inner();
        // What all rows of a table share is looked up for each of them, and told once.
        crate::diagnostic::sort(&mut faults);
        let tests = declared.iter().map(|declaration| (Arc::clone(&text.path), declaration.header.start));
        let mut begins: Vec<Beginning> = tests.chain(fixtures).collect();
        begins.sort();
        let spoilt: BTreeSet<Beginning> =
            faults.iter().filter_map(|fault| beginning(fault, &begins)).collect();
        let sound = cases.into_iter().filter(|(begins, _)| begins.is_disjoint(&spoilt));
        CaseFile { cases: sound.map(|(_, case)| case).collect(), faults }
    }
}

/// Where the test or the fixture begins that a fault stands in.
fn beginning(fault: &Diagnostic, begins: &[Beginning]) -> Option<Beginning> {
    let span = &fault.labels.first()?.span;
    let is_before = |(path, begin): &&Beginning| *path == span.source.path && *begin <= span.range.start;
    begins.iter().rev().find(is_before).cloned()
}

fn refuse_repeats(declared: &[CaseDeclaration], text: &SourceText, faults: &RefCell<Vec<Diagnostic>>) {
    let mut seen = IndexMap::new();
    for name in declared.iter().filter_map(|declaration| declaration.name.as_ref()) {
        let Some(first) = seen.insert(name.get_ref(), name) else { continue };
        let message = format!("two tests have the name `{name}`");
        let fault = Diagnostic::error(Code::DuplicateId, message, text, name.span())
            .and_label(text, first.span(), "the first one")
            .with_help("give one of them another name");
        faults.borrow_mut().push(fault);
    }
}
