//! Reports that come as messages of NATS: each is taken in once and in order, whatever happens to the servers or the service, and acknowledged only then.
// Clippy allows `unwrap` in what says that it is for tests, its functions that are no tests included.
#![cfg(test)]

use ledger::entry::Recorded;
use tests::process::{
    Cluster, Folder, NatsCluster, Receiver, Service, observations, recorded, remit, until, warmth_report,
};

const SERVE: &str = "serve project --listen 127.0.0.1:0";

/// The figures that came in from the stream, in order.
fn figures(recorded: &[Recorded]) -> Vec<String> {
    let streamed = observations(recorded).filter(|one| one.source.file.path.contains("posted-"));
    streamed.map(|one| format!("{:?}", one.report)).collect()
}

#[track_caller]
fn wait_for_figures(folder: &Folder, count: usize) {
    until("the figures are on the ledger", || (figures(&recorded(folder)).len() >= count).then_some(()));
}

#[track_caller]
fn wait_until_acknowledged(nats: &mut NatsCluster, sequence: u64) {
    until("the messages are acknowledged", || (nats.acknowledged()? >= sequence).then_some(()));
}

/// Whether the figures are those of these reports, each once and in order.
#[track_caller]
fn each_is_there_once(folder: &Folder, reports: usize) {
    let found = figures(&recorded(folder));
    assert_eq!(found.len(), reports, "{found:#?}");
    for (number, figure) in (0..reports).zip(&found) {
        assert!(
            figure.contains(&format!("{number:03}").trim_end_matches('0').to_owned()),
            "{number}: {figure}"
        );
    }
}

#[test]
fn messages_are_files_of_their_feed_and_acknowledged_once_they_are_taken_in() {
    let Some(mut nats) = NatsCluster::start(1) else { return };
    let (folder, receiver) = (Folder::two_missions(), Receiver::start());
    nats.feed(&folder, "warmth");
    receiver.declare_in(&folder);
    nats.publish(None, &warmth_report(0));
    let service = Service::begin(&folder, SERVE);
    receiver.wait_for("alert.firing homes/warmth");
    wait_until_acknowledged(&mut nats, 1);
    nats.publish(Some("one"), &warmth_report(1));
    receiver.wait_for("alert.corrected homes/warmth");
    // What cannot be used holds up nothing behind it.
    nats.publish(None, "nonsense");
    let is_refused = |title: &String| title.starts_with("feed.refused");
    until("people are told of it", || receiver.titles().iter().any(is_refused).then_some(()));
    wait_until_acknowledged(&mut nats, 3);
    nats.publish(None, &warmth_report(2));
    wait_for_figures(&folder, 3);
    // The same again under its id, after the servers have forgotten that, says nothing: the newer figure stays.
    nats.publish_again("one", &warmth_report(1));
    wait_until_acknowledged(&mut nats, 5);
    nats.publish(None, &warmth_report(3));
    wait_for_figures(&folder, 4);
    assert_eq!(service.stop().code, Some(0));
    each_is_there_once(&folder, 4);
    assert_eq!(remit(&folder, "verify project").code, Some(0));
}

#[test]
fn a_service_that_is_killed_loses_and_repeats_no_message() {
    let Some(mut nats) = NatsCluster::start(1) else { return };
    let folder = Folder::two_missions();
    nats.feed(&folder, "warmth");
    for turn in 0..3 {
        let service = Service::begin(&folder, SERVE);
        for number in 4 * turn..4 * (turn + 1) {
            nats.publish(Some(&format!("report {number}")), &warmth_report(number));
        }
        wait_for_figures(&folder, 4 * turn + 2);
        service.kill();
    }
    let mut service = Service::begin(&folder, SERVE);
    // It may have nothing left to take in, and has to be up before it can be stopped.
    service.wait_for("serving; stop with SIGTERM");
    wait_for_figures(&folder, 12);
    wait_until_acknowledged(&mut nats, 12);
    assert_eq!(service.stop().code, Some(0));
    each_is_there_once(&folder, 12);
}

#[test]
fn servers_that_are_killed_and_frozen_lose_and_repeat_nothing() {
    let Some(mut nats) = NatsCluster::start(3) else { return };
    let folder = Folder::two_missions();
    nats.feed(&folder, "warmth");
    let service = Service::begin(&folder, SERVE);
    let mut number = 0;
    let mut publish = |nats: &mut NatsCluster, count: usize| {
        for _ in 0..count {
            nats.publish(Some(&format!("report {number}")), &warmth_report(number));
            number += 1;
        }
    };
    publish(&mut nats, 4);
    let leader = nats.leader();
    nats.kill(leader);
    publish(&mut nats, 4);
    wait_for_figures(&folder, 8);
    nats.start_again(leader);
    let leader = nats.leader();
    nats.signal(leader, "STOP");
    publish(&mut nats, 4);
    wait_for_figures(&folder, 12);
    nats.signal(leader, "CONT");
    publish(&mut nats, 2);
    wait_for_figures(&folder, 14);
    wait_until_acknowledged(&mut nats, 14);
    assert_eq!(service.stop().code, Some(0));
    each_is_there_once(&folder, 14);
}

#[test]
fn servers_that_do_not_answer_are_told_of_and_what_waits_there_comes_in_later() {
    let Some(mut nats) = NatsCluster::start(1) else { return };
    let (folder, receiver) = (Folder::two_missions(), Receiver::start());
    nats.feed(&folder, "warmth");
    receiver.declare_in(&folder);
    let mut service = Service::begin(&folder, SERVE);
    nats.publish(None, &warmth_report(0));
    wait_for_figures(&folder, 1);
    nats.signal(0, "STOP");
    service.wait_for("Nothing comes to the feed warmth from its stream");
    receiver.wait_for("feed.silent warmth: nothing comes from its stream");
    let visitor = service.visitor();
    until("the front page says so", || {
        visitor.get("/").body.contains("Reports do not come in").then_some(())
    });
    nats.signal(0, "CONT");
    nats.publish(None, &warmth_report(1));
    wait_for_figures(&folder, 2);
    service.wait_for("The feed warmth has what its stream holds again");
    until("the front page says it no more", || {
        (!visitor.get("/").body.contains("Reports do not")).then_some(())
    });
    assert_eq!(service.stop().code, Some(0));
}

#[test]
fn what_is_wrong_with_a_stream_is_said_at_once() {
    let Some(nats) = NatsCluster::start(1) else { return };
    let folder = Folder::two_missions();
    nats.feed(&folder, "warmth");
    folder.edit("remit.toml", "consumer = \"remit\"", "consumer = \"nobody\"");
    let mut service = Service::begin(&folder, SERVE);
    service.wait_for("the stream `REPORTS` has no consumer `nobody`");
    assert_eq!(service.stop().code, Some(0));
}

#[test]
fn a_message_that_cannot_be_used_is_kept_with_a_ledger_in_a_database_before_it_is_acknowledged() {
    let (Some(mut nats), Some(cluster)) = (NatsCluster::start(1), Cluster::start()) else { return };
    let folder = Folder::two_missions();
    cluster.hold(&folder, "ledger");
    nats.feed(&folder, "warmth");
    let service = Service::begin(&folder, SERVE);
    nats.publish(None, "nonsense");
    nats.publish(None, &warmth_report(0));
    wait_until_acknowledged(&mut nats, 2);
    // The machine is lost, and another one goes on.
    service.kill();
    let other = Folder::two_missions();
    other.drop_in("remit.toml", folder.read("remit.toml"));
    let answer = remit(&other, "run project");
    assert!(answer.err.contains("posted-"), "people are told of it: {answer}");
    let posted = |folder: &Folder| folder.listing().lines().filter(|line| line.contains("posted-")).count();
    assert_eq!((posted(&other), posted(&folder)), (2, 2));
}
