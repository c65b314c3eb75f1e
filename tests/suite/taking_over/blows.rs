//! All that can happen to two services and their database while reports come in; people are told what one process tells to which nothing happens.

use std::time::Instant;

use fastrand::Rng;
use tests::process::{Cluster, Folder, Forwarder, Receiver, Service, remit, until};

use super::machines::{
    Machines, SERVE, SERVES, STANDS_BY, TAKES_OVER, each_is_there_once, ends_as_lost, told_by_one,
    wait_until_told,
};

/// Seeds that are tried where nobody asks for others with `REMIT_TAKEOVERS`.
const SEEDS: u64 = 2;
/// So many reports come in, one of them after each thing that happens.
const REPORTS: usize = 14;
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

/// Two machines, each with its own way to the database.
struct Drill<'c> {
    cluster: &'c mut Cluster,
    name: String,
    lines: [Forwarder; 2],
    machines: Machines,
}

impl<'c> Drill<'c> {
    fn start(cluster: &'c mut Cluster, name: &str, receiver: &Receiver) -> Self {
        cluster.database(name);
        let lines = [(); 2].map(|()| cluster.forwarder());
        let addresses =
            [0, 1].map(|line: usize| format!("postgres://remit@{}/{name}", lines[line].address()));
        let machines = Machines::start(addresses, receiver);
        Self { cluster, name: name.to_owned(), lines, machines }
    }

    /// Waits until a report is on the ledger.
    #[track_caller]
    fn wait_for(&mut self, number: usize) {
        self.machines.wait_for(self.cluster, &self.name, number);
    }

    /// Waits until the machine that stood by writes.
    #[track_caller]
    fn change_over(&mut self, end: impl FnOnce(Service)) {
        let line = &self.lines[self.machines.writer];
        self.machines.change_over(|service| {
            line.speak_again();
            end(service);
        });
    }

    /// Something happens while a report comes in; says how long it takes until that is on the ledger.
    #[track_caller]
    fn strike(&mut self, blow: Blow, number: usize) -> u128 {
        let writes = self.machines.writer;
        let service = &self.machines.services[writes];
        let regained = service.times_said(REGAINED);
        let since = Instant::now();
        match blow {
            Blow::Killed => service.signal("KILL"),
            Blow::Frozen => service.signal("STOP"),
            Blow::CutOff => self.lines[writes].fall_silent(),
            Blow::Disconnected => {
                let end =
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'remit'";
                self.cluster.tell("postgres", end);
            }
            Blow::DatabaseKilled => {
                self.cluster.kill();
                self.machines.send(number);
                self.cluster.start_again();
            }
        }
        let since = if blow == Blow::DatabaseKilled { Instant::now() } else { since };
        self.machines.send(number);
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
                let services = &self.machines.services;
                let is_taken_over = until("somebody has the ledger again", || {
                    let is_taken_over = services[1 - writes].times_said(TAKES_OVER) > 0;
                    let is_regained = services[writes].times_said(REGAINED) > regained;
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

#[test]
fn nothing_is_lost_repeated_or_out_of_order_whatever_happens_to_whom() {
    let Some(mut cluster) = Cluster::start() else { return };
    let expected = told_by_one(REPORTS);
    let seeds = std::env::var("REMIT_TAKEOVERS").map_or(SEEDS, |text| text.parse().expect("a whole number"));
    for seed in 0..seeds {
        let (mut rng, receiver) = (Rng::with_seed(seed), Receiver::start());
        let mut drill = Drill::start(&mut cluster, &format!("ledger_{seed}"), &receiver);
        let mut blows = BLOWS.to_vec();
        rng.shuffle(&mut blows);
        for number in 0..REPORTS {
            if number.is_multiple_of(2) {
                drill.machines.send(number);
                drill.wait_for(number);
                continue;
            }
            let blow = blows.pop().unwrap_or_else(|| BLOWS[rng.usize(..BLOWS.len())]);
            let took = drill.strike(blow, number);
            eprintln!("seed {seed}: {blow:?}: the next report was on the ledger after {took} ms");
        }
        assert_eq!(wait_until_told(&receiver, expected.len()), expected, "seed {seed}");
        each_is_there_once(&drill.cluster.recorded(&drill.name), REPORTS);
        let Machines { folders, services, writer, .. } = drill.machines;
        for service in services {
            assert_eq!(service.stop().code, Some(0), "seed {seed}");
        }
        assert!(remit(&folders[writer], "ledger verify project").out.starts_with("Sound: "), "seed {seed}");
        assert_eq!(remit(&folders[writer], "verify project").code, Some(0), "seed {seed}");
    }
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
    standby.wait_for(SERVES);
    assert_eq!(standby.stop().code, Some(0));
}
