//! Whatever was acknowledged is there, once, whatever happens to the service.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use ledger::entry::Entry;
use tests::process::{Folder, recorded, until};

use super::known::{Up, folder, token};

/// So many hand in at the same time.
const SENDERS: usize = 8;

/// How often each figure of warm homes stands on the ledger, by month.
fn on_ledger(folder: &Folder) -> BTreeMap<String, usize> {
    let mut months = BTreeMap::new();
    for one in recorded(folder) {
        if let Entry::Observed(observations) = one.entry {
            for said in observations.iter().filter(|said| said.cell.body.as_str() == "north-council") {
                *months.entry(said.cell.period.to_string()).or_default() += 1;
            }
        }
    }
    months
}

/// The month of a number, each another one.
fn month(number: usize) -> String {
    format!("{:04}-{:02}", 1900 + number / 12, number % 12 + 1)
}

#[test]
fn what_was_acknowledged_before_a_kill_is_there_once() {
    let up = Up::start(folder());
    let ann = token(&up.folder, "Ann");
    let (next, acknowledged) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let Up { folder, service, visitor } = up;
    thread::scope(|scope| {
        let send = || {
            // The service is killed in the middle of this.
            while let number = next.fetch_add(1, Ordering::Relaxed)
                && number < 900
            {
                let month = month(number);
                let body = format!("month,body,percent\n{month},north-council,95\n");
                let lines = [&*ann, &format!("Idempotency-Key: {month}")];
                match visitor.try_post("/feeds/warmth/reports", &lines, body) {
                    Ok(answer) if answer.status == 201 => acknowledged.lock().unwrap().push(month),
                    Ok(answer) => panic!("{} {}", answer.status, answer.body),
                    Err(_) => return,
                }
            }
        };
        for _ in 0..SENDERS {
            scope.spawn(send);
        }
        until("some are acknowledged", || (acknowledged.lock().unwrap().len() >= 100).then_some(()));
        service.kill();
    });
    let acknowledged = acknowledged.into_inner().unwrap();
    let standing = on_ledger(&folder);
    let lost: Vec<_> = acknowledged.iter().filter(|month| !standing.contains_key(*month)).collect();
    assert!(lost.is_empty(), "{lost:?} were acknowledged");
    // Whoever was not answered sends the same again; what was taken in meanwhile is so once.
    let up = Up::start(folder);
    for number in 0..next.load(Ordering::Relaxed).min(900) {
        let month = month(number);
        let answer =
            up.report(&ann, &[&format!("Idempotency-Key: {month}")], &format!("{month},north-council,95\n"));
        assert_eq!(answer.status, 201, "{}", answer.body);
        if acknowledged.contains(&month) {
            assert_eq!(answer.line("idempotency-replayed"), Some("true"), "{month}");
        }
    }
    let Up { folder, service, .. } = up;
    service.stop();
    let twice: Vec<_> = on_ledger(&folder)
        .into_iter()
        .filter(|(month, times)| *times != 1 && month.starts_with("19"))
        .collect();
    assert!(twice.is_empty(), "{twice:?}");
}

#[test]
fn reports_that_come_together_are_one_step_and_their_order_decides_nothing_wrongly() {
    let up = Up::start(folder());
    let ann = token(&up.folder, "Ann");
    // While the service is held up, all of these come.
    super::known::signal(&up.service, "-STOP");
    let answers: Vec<_> = thread::scope(|scope| {
        let senders: Vec<_> = (0..SENDERS)
            .map(|number| {
                let (up, ann) = (&up, &ann);
                scope.spawn(move || up.report(ann, &[], &format!("2024-02,north-council,{}\n", 80 + number)))
            })
            .collect();
        super::known::signal(&up.service, "-CONT");
        senders.into_iter().map(|sender| sender.join().unwrap().json()).collect()
    });
    let unreconciled: u64 =
        answers.iter().filter_map(|answer| answer["receipt"]["unreconciled"].as_u64()).sum();
    assert_eq!(unreconciled, 0, "they came one after the other");
    assert!(answers.iter().all(|answer| answer["rows"][0]["became"] == "revised"), "{answers:#?}");
}
