//! The service killed in the middle of things: it goes on from the ledger, with nothing lost and nothing announced twice.

use tests::process::{Folder, Manner, Receiver, Service, queued, recorded, remit, settled, until};

const HOMES_MISSED: &str = "month,body,percent\n2024-02,north-council,40\n";
const TRAINS_MISSED: &str = "month,body,percent\n2024-02,railway,40\n";
const HOMES_FIRING: &str = "alert.firing homes/warmth/ministry";
const TRAINS_FIRING: &str = "alert.firing trains/punctuality/railway";

fn project() -> (Folder, Receiver) {
    let (folder, receiver) = (Folder::two_missions(), Receiver::start());
    receiver.declare_in(&folder);
    (folder, receiver)
}

/// Waits until the ledger knows that so many messages were taken.
#[track_caller]
fn wait_for_settled(folder: &Folder, count: usize) {
    until("the deliveries are on the ledger", || (settled(folder).len() == count).then_some(()));
}

#[test]
fn a_message_that_was_not_confirmed_is_sent_again_with_the_same_id() {
    let (folder, receiver) = project();
    receiver.turn(Manner::Silence);
    let service = Service::start(&folder);
    folder.drop_in("feeds/warmth/more.csv", HOMES_MISSED);
    let unanswered = receiver.wait_for(HOMES_FIRING);
    service.kill();

    receiver.turn(Manner::Take);
    let service = Service::start(&folder);
    wait_for_settled(&folder, 1);
    service.stop();
    let requests = receiver.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[1].id(), unanswered.id());
    assert_eq!(requests[1].body, unanswered.body);
    assert_eq!(queued(&folder).len(), 1);
}

#[test]
fn a_message_that_was_confirmed_is_not_sent_again() {
    let (folder, receiver) = project();
    let service = Service::start(&folder);
    folder.drop_in("feeds/warmth/more.csv", HOMES_MISSED);
    wait_for_settled(&folder, 1);
    service.kill();

    let service = Service::start(&folder);
    folder.drop_in("feeds/trains/more.csv", TRAINS_MISSED);
    receiver.wait_for(TRAINS_FIRING);
    service.stop();
    assert_eq!(receiver.titles(), [HOMES_FIRING, TRAINS_FIRING]);
}

#[test]
fn an_open_alert_survives_kills_and_restarts_and_is_announced_once() {
    let (folder, receiver) = project();
    let service = Service::start(&folder);
    folder.drop_in("feeds/warmth/more.csv", HOMES_MISSED);
    wait_for_settled(&folder, 1);
    service.kill();
    for _ in 0..3 {
        Service::start(&folder).kill();
    }
    assert_eq!(Service::start(&folder).stop().code, Some(0));
    assert_eq!(receiver.titles(), [HOMES_FIRING]);
    assert_eq!(queued(&folder).len(), 1);
    let answer = remit(&folder, "run project");
    assert_eq!(answer.code, Some(1), "{answer}");
    assert!(answer.out.contains("  FIRING  Councils keep homes warm"), "{answer}");
}

#[test]
fn an_alert_that_was_open_is_resolved_after_a_crash() {
    let (folder, receiver) = project();
    let service = Service::start(&folder);
    folder.drop_in("feeds/warmth/more.csv", HOMES_MISSED);
    wait_for_settled(&folder, 1);
    service.kill();
    let service = Service::start(&folder);
    folder.drop_in("feeds/warmth/yet-more.csv", "month,body,percent\n2024-02,north-council,91\n");
    receiver.wait_for("alert.resolved homes/warmth/ministry");
    service.stop();
}

#[test]
fn killed_at_any_moment_it_loses_nothing_and_repeats_nothing() {
    let (folder, receiver) = project();
    drop(Service::start(&folder));
    // Each turn kills the service at another point of taking a report in: before, at and after its receipt.
    for turn in 0..6 {
        let mut service = Service::start(&folder);
        let percent = if turn % 2 == 0 { 40 } else { 91 };
        folder.drop_in(
            &format!("feeds/warmth/more-{turn}.csv"),
            format!("month,body,percent\n2024-02,north-council,{percent}\n"),
        );
        match turn / 2 {
            0 => {}
            1 => service.wait_for("change="),
            _ => service.wait_for(&format!("more-{turn}.csv")),
        }
        service.kill();
    }
    let service = Service::start(&folder);
    wait_for_settled(&folder, queued(&folder).len());
    service.stop();

    // Whatever was sent twice had not been confirmed, and bears the same id; on the ledger each change stands once.
    let mut ids: Vec<String> = queued(&folder).into_iter().map(|message| message.id).collect();
    let mut kinds = queued(&folder).into_iter().map(|message| message.kind);
    assert!(kinds.by_ref().step_by(2).all(|kind| kind == "alert.firing"));
    let mut received: Vec<String> =
        receiver.requests().iter().map(|request| request.id().to_owned()).collect();
    received.sort();
    received.dedup();
    ids.sort();
    assert_eq!(received, ids);
    let positions: Vec<u64> = recorded(&folder).iter().map(|recorded| recorded.position).collect();
    assert_eq!(positions, (1..=positions.len() as u64).collect::<Vec<_>>());
}
