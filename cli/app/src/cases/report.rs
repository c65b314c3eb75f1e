//! What came of rule tests, file by file.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use engine::model::RuleId;
use rules::case::Difference;
use rules::diagnostic::Diagnostic;

/// What came of all files of tests.
#[derive(Debug)]
pub struct TestReports {
    /// The files, in order of name.
    pub files: Vec<FileReport>,
    pub took: Duration,
}

/// What came of one file of tests.
#[derive(Debug)]
pub struct FileReport {
    /// Its path within the project.
    pub path: Arc<str>,
    /// What is wrong with tests that could not be played.
    pub faults: Vec<Diagnostic>,
    /// Those that could be, in the order of the file.
    pub tests: Vec<TestReport>,
}

/// What came of one test.
#[derive(Debug)]
pub struct TestReport {
    /// What it shows.
    pub name: String,
    /// The line on which it begins.
    pub line: u32,
    /// The rules that judge in it.
    pub rules: BTreeSet<RuleId>,
    pub outcome: TestOutcome,
    pub took: Duration,
}

/// How a test ended.
#[derive(PartialEq, Eq, Debug)]
pub enum TestOutcome {
    /// All was as expected.
    Passed,
    /// Something was not.
    Failed(Vec<Difference>),
    /// It is still to be written, and was not played.
    ToDo,
}

/// How many tests ended in which way.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Tally {
    /// All was as expected.
    pub passed: usize,
    /// Something was not.
    pub failed: usize,
    /// Still to be written.
    pub to_do: usize,
    /// Faults for which tests could not be played.
    pub faults: usize,
}

impl FileReport {
    /// How many of its tests ended in which way.
    pub fn tally(&self) -> Tally {
        let count =
            |wanted: fn(&TestOutcome) -> bool| self.tests.iter().filter(|test| wanted(&test.outcome)).count();
        Tally {
            passed: count(|outcome| *outcome == TestOutcome::Passed),
            failed: count(|outcome| matches!(outcome, TestOutcome::Failed(_))),
            to_do: count(|outcome| *outcome == TestOutcome::ToDo),
            faults: self.faults.iter().filter(|fault| fault.is_error()).count(),
        }
    }
}

impl TestReports {
    /// The tests in which a rule judges, each with its file.
    pub fn of_rule<'r>(&'r self, rule: &'r RuleId) -> impl Iterator<Item = (&'r FileReport, &'r TestReport)> {
        let tests = self.files.iter().flat_map(|file| file.tests.iter().map(move |test| (file, test)));
        tests.filter(|(_, test)| test.rules.contains(rule))
    }

    /// How many tests ended in which way.
    pub fn tally(&self) -> Tally {
        self.files.iter().map(FileReport::tally).fold(Tally::default(), |sum, of_file| Tally {
            passed: sum.passed + of_file.passed,
            failed: sum.failed + of_file.failed,
            to_do: sum.to_do + of_file.to_do,
            faults: sum.faults + of_file.faults,
        })
    }
}
