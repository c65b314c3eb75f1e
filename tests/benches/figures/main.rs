//! The table of costs: what things cost on this machine, beside what is asked of them.
//!
//! `cargo bench -p tests --bench figures` measures everything; words behind `--` choose the rows that contain one of them. The
//! program is built in the profile of the bench. Nothing here fails because of a time: growth is held by tests that count.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

mod cores;
mod database;
mod engine;
mod ledger;
mod load;
mod projects;
mod referrals;
mod rules;
mod served;
mod stopwatch;
mod table;

use table::{Row, Scale};

/// As the program allocates.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A measurement with the words by which it is chosen.
type Measurement = (&'static str, fn(Scale) -> Vec<Row>);

const MEASUREMENTS: [Measurement; 23] = [
    ("wakes a rule", engine::report_that_changes_no_verdict),
    ("verdict flips", engine::verdict_flips),
    ("other obligations", engine::beside_other_obligations),
    ("revisions of one cell", engine::revisions_of_one_cell),
    ("silent duty", engine::silent_duty),
    ("values in a rule", rules::runs_of_values),
    ("rule tests", rules::rule_tests),
    ("reload", rules::reload),
    ("run as text", ledger::run_as_text),
    ("rows into a ledger", ledger::rows_into_a_ledger),
    ("second run, start, memory", ledger::many_observations),
    ("explain", ledger::explain),
    ("verify", ledger::verify_a_year),
    ("every council", referrals::every_council),
    ("two threads", cores::two_threads),
    ("hover", served::hover),
    ("renamed to webhook", served::report_to_webhook),
    ("rows by requests", load::rows_by_requests),
    ("single rows, listeners", load::single_rows_beside_listeners),
    ("mission page", load::mission_page),
    ("database rows", database::rows_into_a_database),
    ("database answers", database::answers_from_a_database),
    ("database takeover", database::taking_over),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // `cargo test --benches` asks every bench whether it can be run; that takes one round of small projects.
    let scale =
        if arguments.iter().any(|argument| argument == "--bench") { Scale::Full } else { Scale::Smoke };
    let words: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with("--")).collect();
    let is_chosen = |name: &str| words.is_empty() || words.iter().any(|word| name.contains(word.as_str()));
    println!("{}", Row::HEAD);
    for (_, measure) in MEASUREMENTS.into_iter().filter(|(name, _)| is_chosen(name)) {
        for row in measure(scale) {
            println!("{row}");
        }
    }
}
