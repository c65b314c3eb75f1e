//! What came of tests, for programs.

use anyhow::Context as _;
use rules::script::Coverage;
use serde::Serialize;
use serde_json::value::RawValue;

use super::coverage::WireCoverage;
use app::cases::{TestOutcome, TestReport, TestReports};

/// The answer of `remit test --format json`.
#[derive(Serialize)]
struct WireReport<'a> {
    passed: usize,
    failed: usize,
    to_do: usize,
    seconds: f64,
    tests: Vec<WireTest<'a>>,
    /// What was reached of the rules, where that was counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<WireCoverage<'a>>,
    /// What could not be played, as `remit check --format json` tells faults.
    faults: Box<RawValue>,
}

#[derive(Serialize)]
struct WireTest<'a> {
    file: &'a str,
    line: u32,
    name: &'a str,
    /// `passed`, `failed` or `to-do`.
    outcome: &'static str,
    seconds: f64,
    differences: Vec<WireDifference<'a>>,
}

#[derive(Serialize)]
struct WireDifference<'a> {
    line: u32,
    moment: &'a str,
    about: &'a str,
    expected: &'a [String],
    found: &'a [String],
}

/// One document of everything.
///
/// # Errors
/// None that is known: texts and numbers are always JSON.
pub fn json(report: &TestReports, coverage: Option<&Coverage>) -> anyhow::Result<String> {
    let counts = report.tally();
    let faults: Vec<_> = report.files.iter().flat_map(|file| file.faults.clone()).collect();
    let tests = report.files.iter().flat_map(|file| file.tests.iter().map(|test| wire(&file.path, test)));
    let document = WireReport {
        passed: counts.passed,
        failed: counts.failed,
        to_do: counts.to_do,
        seconds: report.took.as_secs_f64(),
        tests: tests.collect(),
        coverage: coverage.map(Into::into),
        faults: RawValue::from_string(rules::diagnostic::json(&faults))?,
    };
    serde_json::to_string_pretty(&document).context("the report cannot be written as JSON")
}

fn wire<'a>(path: &'a str, test: &'a TestReport) -> WireTest<'a> {
    let (outcome, differences) = match &test.outcome {
        TestOutcome::Passed => ("passed", &[][..]),
        TestOutcome::ToDo => ("to-do", &[][..]),
        TestOutcome::Failed(differences) => ("failed", &differences[..]),
    };
    let difference = |difference: &'a rules::case::Difference| WireDifference {
        line: difference.place.source.line(difference.place.range.start),
        moment: &difference.moment,
        about: &difference.about,
        expected: &difference.expected,
        found: &difference.found,
    };
    WireTest {
        file: path,
        line: test.line,
        name: &test.name,
        outcome,
        seconds: test.took.as_secs_f64(),
        differences: differences.iter().map(difference).collect(),
    }
}
