//! What rule tests cost: a thousand of them, read and played on all cores, on a project that is compiled once.
//!
//! `cargo bench -p tests --bench cases`. The tests are those of the example, over and over under other names: some read nine
//! series over three years, some change the project's texts in the middle.

use std::fs;
use std::num::NonZeroUsize;
use std::sync::Arc;

use app::cases::{Choice, run};
use app::progress::Unseen;
use app::project;
use divan::Bencher;
use rules::case::TestProgram;
use rules::source::SourceText;
use tests::process::joined_up;

fn main() {
    divan::main();
}

#[divan::bench(args = [1_000], sample_count = 10)]
fn rule_tests(bencher: Bencher<'_, '_>, count: usize) {
    let (project, _) = project::load(&joined_up(), None);
    let project = project.expect("the example is sound");
    let stage = TestProgram::new(project.sources, Arc::new(project.program));
    let texts = texts(&stage, count);
    let jobs = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    bencher.bench(|| {
        let tally = run(&stage, &texts, &Choice { run: None, jobs }, &Unseen).tally();
        assert_eq!((tally.passed, tally.failed + tally.faults), (count, 0));
        tally
    });
}

/// Files of tests until there are so many.
fn texts(stage: &TestProgram, count: usize) -> Vec<SourceText> {
    let files = ["duty-to-refer", "four-hours"].map(|name| {
        fs::read_to_string(joined_up().join(format!("tests/{name}.toml"))).expect("the example has this file")
    });
    let mut texts = Vec::new();
    let mut missing = count;
    for (number, text) in files.iter().cycle().enumerate() {
        // Only whole tests are taken, and no more than are missing.
        let parts: Vec<&str> = text.split("\n[[test]]\n").collect();
        let taken: Vec<&str> = parts.iter().copied().take(missing + 1).collect();
        let text = SourceText::new(format!("tests/{number}.toml"), taken.join("\n[[test]]\n"));
        missing -= stage.read(&text).cases.len();
        texts.push(text);
        if missing == 0 {
            return texts;
        }
    }
    unreachable!("a cycle does not end")
}
