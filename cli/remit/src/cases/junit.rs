//! What came of tests, in the XML of JUnit, which continuous integration shows.

use std::time::Duration;

use app::cases::{FileReport, Tally, TestOutcome, TestReport, TestReports};
use askama::Template;
use rules::diagnostic::{Colour, Diagnostic, render};

/// The document as its template takes it: a suite for each file, a case for each test. A fault that keeps a test from being
/// played is an error of its file.
#[derive(Template)]
#[template(path = "test/junit.xml")]
struct JunitDocument {
    tests: usize,
    counts: Tally,
    time: String,
    suites: Vec<Suite>,
}

struct Suite {
    name: String,
    tests: usize,
    counts: Tally,
    time: String,
    errors: Vec<Problem>,
    cases: Vec<JunitCase>,
}

struct JunitCase {
    name: String,
    line: u32,
    time: String,
    result: CaseResult,
}

enum CaseResult {
    Passed,
    Skipped,
    Failed(Problem),
}

struct Problem {
    message: String,
    text: String,
}

/// The whole document.
///
/// # Errors
/// The template cannot be filled, which is no fault of the tests.
pub fn junit(report: &TestReports) -> askama::Result<String> {
    let counts = report.tally();
    let document = JunitDocument {
        tests: counts.passed + counts.failed + counts.to_do + counts.faults,
        counts,
        time: seconds(report.took),
        suites: report.files.iter().map(suite).collect(),
    };
    Ok(document.render()? + "\n")
}

fn suite(file: &FileReport) -> Suite {
    let counts = file.tally();
    Suite {
        name: clean(&file.path),
        tests: file.tests.len() + counts.faults,
        counts,
        time: seconds(file.tests.iter().map(|test| test.took).sum()),
        errors: file.faults.iter().filter(|fault| fault.is_error()).map(error).collect(),
        cases: file.tests.iter().map(case).collect(),
    }
}

fn error(fault: &Diagnostic) -> Problem {
    let text = render(std::slice::from_ref(fault), Colour::Plain);
    Problem { message: clean(&fault.message), text: clean(&text) }
}

fn case(test: &TestReport) -> JunitCase {
    let result = match &test.outcome {
        TestOutcome::Passed => CaseResult::Passed,
        TestOutcome::ToDo => CaseResult::Skipped,
        TestOutcome::Failed(differences) => {
            let about: Vec<&str> = differences.iter().map(|difference| difference.about.as_str()).collect();
            let told: Vec<String> = differences.iter().map(ToString::to_string).collect();
            CaseResult::Failed(Problem { message: clean(&about.join("; ")), text: clean(&told.join("\n")) })
        }
    };
    JunitCase { name: clean(&test.name), line: test.line, time: seconds(test.took), result }
}

fn seconds(took: Duration) -> String {
    format!("{:.6}", took.as_secs_f64())
}

/// XML has no way to write most control characters, so they are shown as what they are.
fn clean(text: &str) -> String {
    let is_text = |letter: char| !letter.is_control() || matches!(letter, '\n' | '\t');
    let is_xml = |letter: char| is_text(letter) && !matches!(letter, '\u{FFFE}' | '\u{FFFF}');
    text.chars().map(|letter| if is_xml(letter) { letter } else { '\u{FFFD}' }).collect()
}
