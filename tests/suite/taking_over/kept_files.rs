//! The files of reports on each machine: what is on the ledger is there, what is not leaves nothing behind, and values that were erased are shown by nobody.

use std::fs;

use app::project::compiler;
use app::recorder::Follower;
use plugins::stores::LedgerPlace;
use tests::process::{Cluster, Folder, Page, Service, figures, remit, until};

use super::answering::Workers;
use super::machines::{SERVE, SERVES, STANDS_BY};

const MISSED: &str = "month,body,percent\n2024-02,north-council,40\n";
const MET: &str = "month,body,percent\n2024-02,north-council,91\n";
const JUNE: &str = "feeds/warmth/june.csv";

fn send(workers: &Workers, worker: usize, key: &str, text: &str) -> Page {
    let key = format!("Idempotency-Key: {key}");
    let lines = [&*workers.token, "Content-Type: text/csv", &key];
    workers.services[worker].visitor().post("/feeds/warmth/reports?name=june.csv", &lines, text)
}

fn june(folder: &Folder) -> Option<String> {
    fs::read_to_string(folder.path(JUNE)).ok()
}

#[test]
fn a_report_that_did_not_get_from_a_lost_machine_to_the_ledger_never_comes_in() {
    let Some(cluster) = Cluster::start() else { return };
    let mut workers = Workers::start(&cluster, "ledger");
    workers.agree(&[0, 1, 2]);
    let no_room = "ALTER TABLE remit_report ADD CONSTRAINT no_room CHECK (path = '') NOT VALID";
    cluster.tell("ledger", no_room);
    assert_eq!(send(&workers, 0, "first", MISSED).status, 503);
    workers.services[0].signal("KILL");
    cluster.tell("ledger", "ALTER TABLE remit_report DROP CONSTRAINT no_room");
    assert_eq!(june(&workers.folders[0]), None);
    until("the other report is taken in", || (send(&workers, 1, "second", MET).status == 201).then_some(()));
    // The machine that was lost is there again, and is the only one in the end.
    let lost = std::mem::replace(&mut workers.services[0], Service::begin(&workers.folders[0], SERVE));
    assert_eq!(lost.ended().code, None);
    workers.services[0].wait_for(STANDS_BY);
    until("its folder holds what is on the ledger", || (june(&workers.folders[0])? == MET).then_some(()));
    let [mut first, others @ ..] = <[Service; 3]>::try_from(workers.services).ok().expect("three of them");
    for service in others {
        assert_eq!(service.stop().code, Some(0));
    }
    first.wait_for(SERVES);
    assert_eq!(first.stop().code, Some(0));
    let reported = figures(&cluster.recorded("ledger"));
    let reported: Vec<_> = reported.iter().filter(|figure| figure.contains("june")).collect();
    assert_eq!(reported, ["feeds/warmth/june.csv 2"]);
}

#[test]
fn a_report_that_waits_for_the_database_is_read_by_the_texts_that_came_into_force_meanwhile() {
    let Some(cluster) = Cluster::start() else { return };
    let workers = Workers::start(&cluster, "ledger");
    workers.agree(&[0, 1, 2]);
    let no_room = "ALTER TABLE remit_report ADD CONSTRAINT no_room CHECK (path = '') NOT VALID";
    cluster.tell("ledger", no_room);
    let row = "month,body,percent\n2024-02,new-council,40\n";
    let lines = [&*workers.token, "Content-Type: text/csv", "Idempotency-Key: new"];
    let answer = workers.services[0].visitor().post("/feeds/warmth/reports?name=june.csv", &lines, row);
    assert_eq!(answer.status, 503, "{}", answer.body);
    for folder in &workers.folders {
        folder.append("bodies.csv", "new-council,New Council,council\n");
    }
    until("the body is known", || (workers.services[0].times_said(" in force ") > 1).then_some(()));
    cluster.tell("ledger", "ALTER TABLE remit_report DROP CONSTRAINT no_room");
    until("the figure is there", || {
        let reported = figures(&cluster.recorded("ledger"));
        reported.iter().any(|figure| figure == "feeds/warmth/june.csv 2").then_some(())
    });
    for service in workers.services {
        let answer = service.stop();
        assert_eq!(answer.code, Some(0));
        assert!(!answer.err.contains("no longer there"), "{answer}");
    }
}

#[test]
fn a_run_on_another_machine_has_the_reports_that_were_handed_in() {
    let Some(cluster) = Cluster::start() else { return };
    let workers = Workers::start(&cluster, "ledger");
    assert_eq!(send(&workers, 0, "first", MISSED).status, 201);
    for service in workers.services {
        assert_eq!(service.stop().code, Some(0));
    }
    let folder = Folder::two_missions();
    folder.drop_in("remit.toml", workers.folders[0].read("remit.toml"));
    let answer = remit(&folder, "run project");
    assert!(!answer.out.contains("june.csv is no longer there"), "{answer}");
    assert_eq!(june(&folder).as_deref(), Some(MISSED), "{answer}");
}

#[test]
fn whoever_read_a_name_before_it_was_erased_begins_anew_once_anything_is_written_behind_that() {
    let folder = Folder::joined_up();
    assert_eq!(remit(&folder, "run project").code, Some(1));
    let report = remit(&folder, "run project --format json").out;
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let alert = report["alerts"][0]["id"].as_str().expect("an alert is open").to_owned();
    let respond = |by: &str| remit(&folder, &format!("respond project {alert} accept --by {by}")).code;
    assert_eq!(respond("Mira"), Some(0));
    let place = LedgerPlace::file(folder.path(".remit/ledger.sqlite"));
    let mut follower = Follower::open(&place, compiler()).unwrap().expect("there is a ledger");
    let erased = remit(&folder, "ledger erase project --person Mira --by Ada --reason asked --yes");
    assert_eq!(erased.code, Some(0), "{erased}");
    follower.catch_up().unwrap();
    assert!(!follower.holds_erased(), "they may stand there still");
    assert_eq!(respond("Bo"), Some(0));
    follower.catch_up().unwrap();
    assert!(follower.holds_erased());
    let mut anew = Follower::open(&place, compiler()).unwrap().expect("there is a ledger");
    anew.catch_up().unwrap();
    assert!(!anew.holds_erased());
}
