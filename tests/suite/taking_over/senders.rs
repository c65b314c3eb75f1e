//! Reports that are handed in at any of three workers while those are killed and frozen: whatever was acknowledged is on the ledger, and nothing is there twice.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use fastrand::Rng;
use ledger::entry::{Entry, Recorded};
use tests::process::{Cluster, Service, Visitor, remit, until};

use super::answering::Workers;
use super::machines::{SERVE, SERVES, STANDS_BY, ends_as_lost};

/// Seeds that are tried where nobody asks for others with `REMIT_TAKEOVERS`.
const SEEDS: u64 = 1;
const SENDERS: usize = 4;
/// So many reports each of them hands in, and so many times something happens meanwhile.
const REPORTS: usize = 40;
const BLOWS: usize = 4;

/// Where workers are asked now: of one that was started again, where it listens by then.
struct Places(Mutex<Vec<Visitor>>);

impl Places {
    /// What a worker answers to a report; none where it does not.
    fn report(&self, worker: usize, token: &str, key: &str, row: &str) -> Option<(u16, String)> {
        let visitor = self.0.lock().unwrap_or_else(PoisonError::into_inner)[worker].clone();
        let key = format!("Idempotency-Key: {key}");
        let lines = [token, "Content-Type: text/csv", &key];
        let answer =
            visitor.try_post("/feeds/warmth/reports", &lines, format!("month,body,percent\n{row}\n"));
        answer.ok().map(|page| (page.status, page.body))
    }

    fn set(&self, worker: usize, visitor: Visitor) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)[worker] = visitor;
    }
}

/// One who hands reports in, each until a worker acknowledges it; the answers by their keys.
fn send(
    sender: usize,
    seed: u64,
    token: &str,
    (places, acknowledged): (&Places, &AtomicUsize),
) -> BTreeMap<String, String> {
    let (mut rng, mut answers) = (Rng::with_seed(seed * 100 + sender as u64), BTreeMap::new());
    for number in 0..REPORTS {
        let key = format!("{sender}-{number}");
        let row = format!("2024-02,north-council,{}.{sender}{number:02}", 30 + number);
        let answer = until("a worker acknowledges it", || {
            let (status, body) = places.report(rng.usize(..3), token, &key, &row)?;
            assert!([201, 503].contains(&status), "{body}");
            (status == 201).then_some(body)
        });
        acknowledged.fetch_add(1, Ordering::Relaxed);
        answers.insert(key, answer);
    }
    answers
}

/// The worker that writes now.
fn writer(workers: &Workers) -> usize {
    until("somebody writes", || (0..3).find(|worker| workers.services[*worker].times_said(SERVES) > 0))
}

/// Kills or freezes whoever writes, and has it stand by again once another one writes.
fn strike(workers: &mut Workers, places: &Places, rng: &mut Rng) {
    let old = writer(workers);
    let frozen = rng.bool();
    workers.services[old].signal(if frozen { "STOP" } else { "KILL" });
    until("another one writes", || {
        (0..3).find(|worker| *worker != old && workers.services[*worker].times_said(SERVES) > 0)
    });
    let next = Service::begin(&workers.folders[old], SERVE);
    let before = std::mem::replace(&mut workers.services[old], next);
    if frozen {
        before.signal("CONT");
        ends_as_lost(before);
    } else {
        assert_eq!(before.ended().code, None);
    }
    workers.services[old].wait_for(STANDS_BY);
    places.set(old, workers.services[old].visitor());
}

/// The keys under which something was handed in, as the ledger tells, in order.
fn keys(recorded: &[Recorded]) -> Vec<String> {
    let key = |one: &Recorded| match &one.entry {
        Entry::HandedIn(handed_in) => Some(handed_in.key.clone()),
        _ => None,
    };
    recorded.iter().filter_map(key).collect()
}

#[test]
fn what_is_acknowledged_is_there_once_whichever_worker_is_asked_and_whatever_happens_to_them() {
    let Some(cluster) = Cluster::start() else { return };
    let seeds = std::env::var("REMIT_TAKEOVERS").map_or(SEEDS, |text| text.parse().expect("a whole number"));
    for seed in 0..seeds {
        let mut workers = Workers::start(&cluster, &format!("ledger_{seed}"));
        let places = Places(Mutex::new(workers.services.iter().map(Service::visitor).collect()));
        let (token, acknowledged) = (workers.token.clone(), AtomicUsize::new(0));
        let mut rng = Rng::with_seed(seed);
        let answers: BTreeMap<String, String> = thread::scope(|scope| {
            let (places, acknowledged, token) = (&places, &acknowledged, &token);
            let senders: Vec<_> = (0..SENDERS)
                .map(|sender| scope.spawn(move || send(sender, seed, token, (places, acknowledged))))
                .collect();
            for blow in 1..=BLOWS {
                until("some reports are acknowledged", || {
                    let enough = SENDERS * REPORTS * blow / (BLOWS + 2);
                    (acknowledged.load(Ordering::Relaxed) >= enough).then_some(())
                });
                strike(&mut workers, places, &mut rng);
            }
            senders.into_iter().flat_map(|sender| sender.join().expect("all is acknowledged")).collect()
        });
        let mut on_ledger = keys(&cluster.recorded(&format!("ledger_{seed}")));
        on_ledger.sort();
        let all: Vec<String> = answers.keys().cloned().collect();
        assert_eq!(on_ledger, all, "seed {seed}: each is there once");
        workers.agree(&[0, 1, 2]);
        // Whoever is asked again answers as it was answered first.
        for (place, (key, answer)) in answers.iter().enumerate().step_by(17) {
            let (sender, number) = key.split_once('-').expect("a key of two");
            let number: usize = number.parse().expect("a number");
            let row = format!("2024-02,north-council,{}.{sender}{number:02}", 30 + number);
            let again = places.report(place % 3, &token, key, &row);
            assert_eq!(again.as_ref().map(|(_, body)| body), Some(answer), "seed {seed}");
        }
        for service in workers.services {
            assert_eq!(service.stop().code, Some(0));
        }
        assert_eq!(remit(&workers.folders[0], "verify project").code, Some(0), "seed {seed}");
    }
}
