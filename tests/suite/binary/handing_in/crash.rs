//! Whatever was acknowledged is there, once, whatever happens to the service.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use ledger::entry::Entry;
use tests::process::{Folder, Page, Visitor, recorded, until};

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

/// One of those who say something while the service is killed.
#[derive(Clone, Copy)]
struct Sender<'s> {
    path: &'s str,
    token: &'s str,
    /// What is sent as a number's, under its key.
    body: fn(usize) -> String,
    status: u16,
}

impl Sender<'_> {
    fn key(&self, number: usize) -> String {
        format!("Idempotency-Key: {}-{number}", self.status)
    }

    fn send(&self, visitor: &Visitor, number: usize) -> std::io::Result<Page> {
        let (key, body) = (self.key(number), (self.body)(number));
        let kind = if self.path.starts_with("/feeds") { "text/csv" } else { "application/json" };
        let lines = [self.token, &*key, &*format!("Content-Type: {kind}")];
        visitor.try_post(self.path, &lines, body)
    }
}

/// How often each thing that somebody said stands on the ledger.
fn said_on_ledger(folder: &Folder) -> BTreeMap<String, usize> {
    let mut said = BTreeMap::new();
    for one in recorded(folder) {
        let reason = match one.entry {
            Entry::Responded(response) => response.submission.reason,
            Entry::Proposed(proposal) => proposal.reason().to_owned(),
            _ => continue,
        };
        *said.entry(reason).or_default() += 1;
    }
    said
}

#[test]
fn what_many_say_and_ask_for_before_a_kill_is_there_once_beside_their_reports() {
    let folder = folder();
    folder.drop_in("feeds/warmth/more-revised.csv", "month,body,percent\n2024-02,north-council,40\n");
    let up = Up::start(folder);
    let (ann, ola) = (token(&up.folder, "Ann"), token(&up.folder, "Ola"));
    let report = |number| format!("month,body,percent\n{},north-council,95\n", month(number));
    let explain = |number| format!(r#"{{"kind": "explain", "reason": "said {number}"}}"#);
    let waive = |number| {
        format!(
            r#"{{"kind": "waive", "reason": "asked {number}", "until": "2098-12-{:02}"}}"#,
            number % 28 + 1
        )
    };
    let senders = [
        Sender { path: "/feeds/warmth/reports", token: &ann, body: report, status: 201 },
        Sender { path: "/alerts/homes/warmth/responses", token: &ola, body: explain, status: 201 },
        Sender { path: "/alerts/homes/warmth/responses", token: &ola, body: waive, status: 202 },
    ];
    let (next, acknowledged) = (AtomicUsize::new(1), Mutex::new(BTreeSet::new()));
    let Up { folder, service, visitor } = up;
    thread::scope(|scope| {
        for place in 0..4 * SENDERS {
            let (senders, next, acknowledged, visitor) = (&senders, &next, &acknowledged, &visitor);
            scope.spawn(move || {
                let which = place % senders.len();
                while let number = next.fetch_add(1, Ordering::Relaxed)
                    && number < 900
                    && let Ok(answer) = senders[which].send(visitor, number)
                {
                    let is_taken = answer.status == senders[which].status;
                    // The same person may not ask for the same twice; that is no loss.
                    assert!(is_taken || answer.status == 409, "{} {}", answer.status, answer.body);
                    if is_taken {
                        acknowledged.lock().unwrap().insert((which, number));
                    }
                }
            });
        }
        until("some are acknowledged", || (acknowledged.lock().unwrap().len() >= 60).then_some(()));
        service.kill();
    });
    let acknowledged = acknowledged.into_inner().unwrap();
    let up = Up::start(folder);
    for (which, number) in &acknowledged {
        let answer = senders[*which].send(&up.visitor, *number).expect("the service answers");
        assert_eq!(answer.status, senders[*which].status, "{}", answer.body);
        assert_eq!(answer.line("idempotency-replayed"), Some("true"), "{number}: {}", answer.body);
    }
    let Up { folder, service, .. } = up;
    service.stop();
    let (said, months) = (said_on_ledger(&folder), on_ledger(&folder));
    for (which, number) in acknowledged {
        let times = match which {
            0 => months.get(&month(number)),
            1 => said.get(&format!("said {number}")),
            _ => said.get(&format!("asked {number}")),
        };
        assert_eq!(times, Some(&1), "{which} {number}");
    }
    let twice: Vec<_> = said.into_iter().filter(|(_, times)| *times > 1).collect();
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
