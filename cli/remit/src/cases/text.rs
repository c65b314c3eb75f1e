//! What came of tests, for people: a line for each file, what failed with only what differs, and a line at the end.

use rules::case::Difference;
use words::english;

use crate::render::Ink;
use app::cases::{Tally, TestOutcome, TestReport, TestReports};

/// How much is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Detail {
    /// Tests that passed are counted.
    Counted,
    /// Every test is listed.
    Listed,
}

/// The whole, ending with a line of its own.
pub fn text(report: &TestReports, detail: Detail) -> String {
    let mut lines = Vec::new();
    for file in report.files.iter().filter(|file| file.tally() != Tally::default()) {
        lines.push(format!("{}: {}", Ink::Title.paint(&file.path), tally(file.tally())));
        lines.extend(file.tests.iter().flat_map(|test| of_test(test, detail)));
    }
    lines.push(summary(report));
    lines.push(String::new());
    lines.join("\n")
}

fn of_test(test: &TestReport, detail: Detail) -> Vec<String> {
    let told = |ink: Ink, outcome: &str| format!("  {}  {}", ink.paint(outcome), test.name);
    match &test.outcome {
        TestOutcome::Passed if detail == Detail::Counted => Vec::new(),
        TestOutcome::Passed => vec![told(Ink::Calm, "passed")],
        TestOutcome::ToDo => vec![told(Ink::Caution, "to do ")],
        TestOutcome::Failed(differences) => std::iter::once(told(Ink::Alarm, "FAILED"))
            .chain(differences.iter().flat_map(of_difference))
            .collect(),
    }
}

fn of_difference(difference: &Difference) -> Vec<String> {
    let head = format!("{}, on {}", difference.location(), difference.moment);
    let mut lines = vec![format!("    {}: {}", Ink::Faint.paint(head), difference.about)];
    let sides = [("expected", Ink::Calm, &difference.expected), ("found   ", Ink::Alarm, &difference.found)];
    for (title, ink, told) in sides {
        let titles = std::iter::once(ink.paint(title)).chain(std::iter::repeat(" ".repeat(title.len())));
        lines.extend(titles.zip(told).map(|(title, line)| format!("      {title}  {line}")));
    }
    lines
}

fn summary(report: &TestReports) -> String {
    let counts = report.tally();
    let total = counts.passed + counts.failed + counts.to_do;
    let seconds = report.took.as_secs_f64();
    if total == 0 && counts.faults == 0 {
        return "No tests were run.".to_owned();
    }
    let total = english::capitalised(&english::count(total, "test"));
    let ink = if counts.failed + counts.faults > 0 { Ink::Alarm } else { Ink::Calm };
    format!("{}: {}, in {seconds:.2} s.", total, ink.paint(tally(counts)))
}

fn tally(counts: Tally) -> String {
    let Tally { passed, failed, to_do, faults } = counts;
    let mut parts = vec![format!("{} passed", english::figure(passed))];
    if failed > 0 {
        parts.push(format!("{} failed", english::figure(failed)));
    }
    if to_do > 0 {
        parts.push(format!("{} to do", english::figure(to_do)));
    }
    if faults > 0 {
        parts.push(english::count(faults, "fault"));
    }
    parts.retain(|part| part != "no passed" || failed + to_do + faults == 0);
    english::list(&parts)
}
