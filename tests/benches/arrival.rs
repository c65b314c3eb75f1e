//! From a report renamed into a watched folder to the webhook that it sets off, ledger commit included.
//!
//! `cargo bench -p tests --bench arrival`. The program is built in the profile of the bench. Each round flips a verdict, so that
//! each sends one message.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

use std::time::{Duration, Instant};

use tests::process::{Folder, Receiver, Service};

const ROUNDS: usize = 200;
const DEADLINE: Duration = Duration::from_secs(10);

fn main() {
    // `cargo test --benches` asks every bench whether it can be run; that takes one round.
    let rounds = if std::env::args().any(|argument| argument == "--bench") { ROUNDS } else { 1 };
    let (folder, receiver) = (Folder::two_missions(), Receiver::start());
    receiver.declare_in(&folder);
    let service = Service::start(&folder);
    let mut times: Vec<Duration> = (0..rounds).map(|round| arrival(&folder, &receiver, round)).collect();
    times.sort();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100];
    println!(
        "renamed to webhook, {rounds} rounds: least {:.2?}, median {:.2?}, 90th {:.2?}, most {:.2?}",
        at(0),
        at(50),
        at(90),
        at(100)
    );
    service.stop();
}

/// One round: `drop_in` writes the file beside the project and renames it into place.
fn arrival(folder: &Folder, receiver: &Receiver, round: usize) -> Duration {
    let before = receiver.requests().len();
    let figure = if round.is_multiple_of(2) { 10 } else { 95 };
    let report = format!("month,body,percent\n2024-02,north-council,{figure}.{round}\n");
    let start = Instant::now();
    folder.drop_in(&format!("feeds/warmth/{round}.csv"), report);
    while receiver.requests().len() == before {
        assert!(start.elapsed() < DEADLINE, "round {round} sets off a message");
        std::thread::yield_now();
    }
    start.elapsed()
}
