//! Plays tests on all cores.

use std::sync::Arc;
use std::time::Instant;

use regex_lite::Regex;
use rules::case::{Case, TestProgram};
use rules::diagnostic::Diagnostic;
use rules::source::SourceText;

use super::report::{FileReport, TestOutcome, TestReport, TestReports};
use crate::cores::on_cores;
use crate::progress::{LongWork, Progress};

/// Which tests to play, and on how many threads.
pub struct Choice {
    /// Only those whose name this finds something in.
    pub run: Option<Regex>,
    /// How many at once.
    pub jobs: usize,
}

impl Choice {
    fn takes(&self, case: &Case) -> bool {
        self.run.as_ref().is_none_or(|run| run.is_match(case.name()))
    }
}

/// Plays the tests of these files. Equal projects and tests come out alike on any number of threads, but for the time taken.
pub fn run(
    stage: &TestProgram,
    texts: &[SourceText],
    choice: &Choice,
    progress: &dyn Progress,
) -> TestReports {
    let began = Instant::now();
    let read = on_cores(choice.jobs, texts, |text| stage.read(text));
    let chosen: Vec<&Case> =
        read.iter().flat_map(|file| &file.cases).filter(|case| choice.takes(case)).collect();
    progress.begin(LongWork::Testing, chosen.len() as u64);
    let mut played = on_cores(choice.jobs, &chosen, |case| {
        let test = play(case);
        progress.advance(1);
        test
    })
    .into_iter();
    progress.end();
    // What is wrong with fixtures that files share is found with each of them, and told once.
    let mut told: Vec<&Diagnostic> = Vec::new();
    let files = texts.iter().zip(&read).map(|(text, file)| FileReport {
        path: Arc::clone(&text.path),
        faults: news(text, &file.faults, &mut told),
        tests: played.by_ref().take(file.cases.iter().filter(|case| choice.takes(case)).count()).collect(),
    });
    let files = files.collect();
    TestReports { files, took: began.elapsed() }
}

fn news<'f>(text: &SourceText, faults: &'f [Diagnostic], told: &mut Vec<&'f Diagnostic>) -> Vec<Diagnostic> {
    let is_own =
        |fault: &Diagnostic| fault.labels.first().is_none_or(|label| label.span.source.path == text.path);
    let mut news = Vec::new();
    for fault in faults {
        if !is_own(fault) {
            if told.contains(&fault) {
                continue;
            }
            told.push(fault);
        }
        news.push(fault.clone());
    }
    news
}

fn play(case: &Case) -> TestReport {
    let began = Instant::now();
    let outcome = if case.is_todo() {
        TestOutcome::ToDo
    } else {
        match case.play(&words::case::CaseWords).differences {
            differences if differences.is_empty() => TestOutcome::Passed,
            differences => TestOutcome::Failed(differences),
        }
    };
    let place = case.place();
    let line = place.source.line(place.range.start);
    let (name, rules) = (case.name().to_owned(), case.rules());
    TestReport { name, line, rules, outcome, took: began.elapsed() }
}
