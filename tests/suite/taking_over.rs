//! Two services over one ledger in a database, and all that can happen to them while reports come in: every report is there once and in order, and people are told what one
//! process tells to which nothing happens.
// Clippy allows `unwrap` in what says that it is for tests, its functions that are no tests included.
#![cfg(test)]

use std::time::Instant;

use fastrand::Rng;
use ledger::entry::{Entry, Recorded};
use tests::process::{Cluster, Folder, Forwarder, Receiver, Service, remit, until};

/// Seeds that are tried where nobody asks for others with `REMIT_TAKEOVERS`.
const SEEDS: u64 = 2;
/// So many reports come in, one of them after each thing that happens.
const REPORTS: usize = 14;
const SERVE: &str = "serve project --listen 127.0.0.1:0 --standby";
const STANDS_BY: &str = "standing by: another process holds the ledger";
const TAKES_OVER: &str = "taking the ledger over";
const REGAINED: &str = "the connection to the ledger was lost, and is there again";

/// What happens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Blow {
    /// The service that writes is killed.
    Killed,
    /// It is stopped in its tracks, and goes on once another one writes.
    Frozen,
    /// What it says to the database and hears of it is lost on the way for a time.
    CutOff,
    /// The database ends its connections.
    Disconnected,
    /// The database is killed, and started again.
    DatabaseKilled,
}

const BLOWS: [Blow; 5] = [Blow::Killed, Blow::Frozen, Blow::CutOff, Blow::Disconnected, Blow::DatabaseKilled];

/// A machine with a folder of the project and its own way to the database.
struct Machine {
    folder: Folder,
    line: Forwarder,
}

impl Machine {
    fn new(cluster: &Cluster, name: &str, receiver: &Receiver) -> Self {
        let (folder, line) = (Folder::two_missions(), cluster.forwarder());
        let address = format!("postgres://remit@{}/{name}", line.address());
        folder.append("remit.toml", &format!("\n[store]\nurl = \"{address}\"\n"));
        receiver.declare_in(&folder);
        Self { folder, line }
    }
}

/// Two machines, of which one writes and one stands by.
struct Drill<'c> {
    cluster: &'c mut Cluster,
    name: String,
    machines: [Machine; 2],
    /// The machine that writes.
    writer: usize,
    services: [Service; 2],
    /// What was read of the ledger.
    recorded: Vec<Recorded>,
}

impl<'c> Drill<'c> {
    fn start(cluster: &'c mut Cluster, name: &str, receiver: &Receiver) -> Self {
        cluster.database(name);
        let machines = [(); 2].map(|()| Machine::new(cluster, name, receiver));
        let mut first = Service::begin(&machines[0].folder, SERVE);
        first.wait_for("serving; stop with SIGTERM");
        let mut second = Service::begin(&machines[1].folder, SERVE);
        second.wait_for(STANDS_BY);
        let services = [first, second];
        Self { cluster, name: name.to_owned(), machines, writer: 0, services, recorded: Vec::new() }
    }

    /// A report reaches both machines.
    fn send(&self, number: usize) {
        for machine in &self.machines {
            machine.folder.drop_in(&path(number), report(number));
        }
    }

    /// Waits until it is on the ledger.
    #[track_caller]
    fn wait_for(&mut self, number: usize) {
        let wanted = format!("{} 2", path(number));
        until("the report is on the ledger", || {
            let from = self.recorded.last().map_or(0, |last| last.position);
            self.recorded.extend(self.cluster.recorded_since(&self.name, from)?);
            figures(&self.recorded).contains(&wanted).then_some(())
        });
    }

    /// Waits until the machine that stood by writes, and has another one stand by in the place of the one that wrote, which `end` has seen to its end.
    #[track_caller]
    fn change_over(&mut self, end: impl FnOnce(Service)) {
        let (old, new) = (self.writer, 1 - self.writer);
        self.services[new].wait_for(TAKES_OVER);
        self.services[new].wait_for("serving; stop with SIGTERM");
        let (folder, line) = (&self.machines[old].folder, &self.machines[old].line);
        line.speak_again();
        // It stands by in its place, once the one before has ended.
        let before = std::mem::replace(&mut self.services[old], Service::begin(folder, SERVE));
        end(before);
        self.services[old].wait_for(STANDS_BY);
        self.writer = new;
    }

    /// Something happens while a report comes in; says how long it takes until that is on the ledger.
    #[track_caller]
    fn strike(&mut self, blow: Blow, number: usize) -> u128 {
        let writes = self.writer;
        let regained = self.services[writes].times_said(REGAINED);
        let since = Instant::now();
        match blow {
            Blow::Killed => self.services[writes].signal("KILL"),
            Blow::Frozen => self.services[writes].signal("STOP"),
            Blow::CutOff => self.machines[writes].line.fall_silent(),
            Blow::Disconnected => {
                let end =
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'remit'";
                self.cluster.tell("postgres", end);
            }
            Blow::DatabaseKilled => {
                self.cluster.kill();
                self.send(number);
                self.cluster.start_again();
            }
        }
        let since = if blow == Blow::DatabaseKilled { Instant::now() } else { since };
        self.send(number);
        self.wait_for(number);
        let took = since.elapsed().as_millis();
        match blow {
            Blow::Killed => self.change_over(|killed| assert_eq!(killed.ended().code, None)),
            Blow::Frozen => self.change_over(|frozen| {
                frozen.signal("CONT");
                ends_as_lost(frozen);
            }),
            Blow::CutOff => self.change_over(ends_as_lost),
            // Whoever has the lock first goes on.
            Blow::Disconnected | Blow::DatabaseKilled => {
                let is_taken_over = until("somebody has the ledger again", || {
                    let is_taken_over = self.services[1 - writes].times_said(TAKES_OVER) > 0;
                    let is_regained = self.services[writes].times_said(REGAINED) > regained;
                    (is_taken_over || is_regained).then_some(is_taken_over)
                });
                if is_taken_over {
                    self.change_over(ends_as_lost);
                }
            }
        }
        took
    }
}

#[track_caller]
fn ends_as_lost(service: Service) {
    let answer = service.ended();
    assert_eq!(answer.code, Some(2), "{answer}");
    assert!(answer.err.contains("another process"), "{answer}");
}

fn path(number: usize) -> String {
    format!("feeds/warmth/more-{number:03}.csv")
}

/// Each is of a figure of its own, now below the floor and now above, so that each is told.
fn report(number: usize) -> String {
    let whole = if number.is_multiple_of(2) { 40 } else { 91 };
    format!("month,body,percent\n2024-02,north-council,{whole}.{number:03}\n")
}

/// Figures that came in, each as it was reported.
fn figures(recorded: &[Recorded]) -> Vec<String> {
    let observed = recorded.iter().filter_map(|recorded| match &recorded.entry {
        Entry::Observed(observations) => Some(observations),
        _ => None,
    });
    observed.flatten().map(|one| format!("{} {}", one.source.file.path, one.source.line)).collect()
}

/// What people were told, each message once.
fn told(receiver: &Receiver) -> Vec<String> {
    let (mut seen, mut titles) = (Vec::new(), Vec::new());
    for request in receiver.requests() {
        if !seen.contains(&request.id().to_owned()) {
            seen.push(request.id().to_owned());
            titles.push(request.title());
        }
    }
    titles
}

/// Waits until so much was told.
#[track_caller]
fn wait_until_told(receiver: &Receiver, count: usize) -> Vec<String> {
    until("everything is told", || (told(receiver).len() >= count).then(|| told(receiver)))
}

/// What one process tells to which nothing happens.
fn told_by_one() -> Vec<String> {
    let (folder, receiver) = (Folder::two_missions(), Receiver::start());
    receiver.declare_in(&folder);
    let service = Service::start(&folder);
    for number in 0..REPORTS {
        folder.drop_in(&path(number), report(number));
        wait_until_told(&receiver, number + 1);
    }
    assert_eq!(service.stop().code, Some(0));
    told(&receiver)
}

#[test]
fn nothing_is_lost_repeated_or_out_of_order_whatever_happens_to_whom() {
    let Some(mut cluster) = Cluster::start() else { return };
    let expected = told_by_one();
    let seeds = std::env::var("REMIT_TAKEOVERS").map_or(SEEDS, |text| text.parse().expect("a whole number"));
    for seed in 0..seeds {
        let (mut rng, receiver) = (Rng::with_seed(seed), Receiver::start());
        let mut drill = Drill::start(&mut cluster, &format!("ledger_{seed}"), &receiver);
        let mut blows = BLOWS.to_vec();
        rng.shuffle(&mut blows);
        for number in 0..REPORTS {
            if number.is_multiple_of(2) {
                drill.send(number);
                drill.wait_for(number);
                continue;
            }
            let blow = blows.pop().unwrap_or_else(|| BLOWS[rng.usize(..BLOWS.len())]);
            let took = drill.strike(blow, number);
            eprintln!("seed {seed}: {blow:?}: the next report was on the ledger after {took} ms");
        }
        assert_eq!(wait_until_told(&receiver, expected.len()), expected, "seed {seed}");
        let folder = &drill.machines[drill.writer].folder;
        let all: Vec<String> = (0..REPORTS).map(|number| format!("{} 2", path(number))).collect();
        let written = figures(&cluster_recorded(&drill));
        let more: Vec<String> = written.into_iter().filter(|figure| figure.contains("more-")).collect();
        assert_eq!(more, all, "seed {seed}: each report is there once, in order");
        let [first, second] = drill.services;
        for service in [first, second] {
            assert_eq!(service.stop().code, Some(0), "seed {seed}");
        }
        assert!(remit(folder, "ledger verify project").out.starts_with("Sound: "), "seed {seed}");
        assert_eq!(remit(folder, "verify project").code, Some(0), "seed {seed}");
    }
}

fn cluster_recorded(drill: &Drill<'_>) -> Vec<Recorded> {
    drill.cluster.recorded(&drill.name)
}

#[test]
fn whoever_stands_by_follows_and_stops_when_it_is_told_to() {
    let Some(cluster) = Cluster::start() else { return };
    let (first, second) = (Folder::two_missions(), Folder::two_missions());
    cluster.hold(&first, "ledger");
    second.drop_in("remit.toml", first.read("remit.toml"));
    let service = Service::start(&first);
    let mut standby = Service::begin(&second, SERVE);
    standby.wait_for(STANDS_BY);
    assert_eq!(standby.stop().code, Some(0));
    assert_eq!(service.stop().code, Some(0));
}

#[test]
fn a_standby_of_a_ledger_in_a_file_takes_over_as_well() {
    let folder = Folder::two_missions();
    let service = Service::start(&folder);
    let mut standby = Service::begin(&folder, SERVE);
    standby.wait_for(STANDS_BY);
    service.kill();
    standby.wait_for("serving; stop with SIGTERM");
    assert_eq!(standby.stop().code, Some(0));
}
