//! The service killed in the middle of things: it goes on from the ledger, with nothing lost and nothing announced twice.

use std::collections::BTreeSet;

use tests::process::{Folder, Manner, Receiver, Service, queued, recorded, remit, settled, until};

const HOMES_MISSED: &str = "month,body,percent\n2024-02,north-council,40\n";
const TRAINS_MISSED: &str = "month,body,percent\n2024-02,railway,40\n";
const HOMES_FIRING: &str = "alert.firing homes/warmth";
const TRAINS_FIRING: &str = "alert.firing trains/punctuality";

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
fn an_alert_that_was_open_ends_after_a_crash() {
    let (folder, receiver) = project();
    let service = Service::start(&folder);
    folder.drop_in("feeds/warmth/more.csv", HOMES_MISSED);
    wait_for_settled(&folder, 1);
    service.kill();
    let service = Service::start(&folder);
    folder.drop_in("feeds/warmth/yet-more.csv", "month,body,percent\n2024-02,north-council,91\n");
    receiver.wait_for("alert.corrected homes/warmth");
    service.stop();
}

/// Where the service is when it is killed.
#[derive(Clone, Copy)]
enum Moment {
    /// A report has just been put into its folder.
    Arrival,
    /// The alert has been worked out; it may be on disk, and on its way, or not.
    Change,
    /// The receiver has the message.
    Delivery,
}

/// So many kills one ledger goes through, so that it stays small.
const KILLS_OF_A_LEDGER: u64 = 60;

#[test]
fn killed_at_any_moment_it_loses_nothing_and_repeats_nothing() {
    kill(6);
}

#[test]
#[ignore = "takes an hour or so; CONTRIBUTING.md says how to run it"]
fn soak_of_kills() {
    kill(3_000);
}

/// Kills as often as is asked for, or this often.
fn kill(usually: u64) {
    let asked = std::env::var("REMIT_KILLS").map_or(usually, |text| text.parse().expect("a whole number"));
    let mut killed = 0;
    while killed < asked {
        let kills = KILLS_OF_A_LEDGER.min(asked - killed);
        kill_again_and_again(kills);
        killed += kills;
        eprintln!("{killed} kills, and nothing was lost");
    }
}

/// Kills one service so many times, and looks at what it left.
fn kill_again_and_again(kills: u64) {
    let (folder, receiver) = project();
    let moments = [Moment::Arrival, Moment::Change, Moment::Delivery];
    for (turn, moment) in (0..kills).zip(moments.into_iter().cycle()) {
        let mut service = Service::start(&folder);
        let seen = receiver.requests().len();
        // Each report is of a figure of its own, now below the floor and now above, and the last is above.
        let whole = if (kills - turn).is_multiple_of(2) { 40 } else { 91 };
        let report = format!("month,body,percent\n2024-02,north-council,{whole}.{turn:03}\n");
        folder.drop_in(&format!("feeds/warmth/more-{turn:03}.csv"), &report);
        match moment {
            Moment::Arrival => {}
            Moment::Change => service.wait_for("change="),
            Moment::Delivery => until("a message", || (receiver.requests().len() > seen).then_some(())),
        }
        service.kill();
    }
    let service = Service::start(&folder);
    wait_for_settled(&folder, queued(&folder).len());
    service.stop();
    nothing_is_lost_or_repeated(&folder, &receiver);
}

/// What was sent twice had not been confirmed, and bears the same id; on the ledger each change stands once.
#[track_caller]
fn nothing_is_lost_or_repeated(folder: &Folder, receiver: &Receiver) {
    let kinds: Vec<String> = queued(folder).into_iter().map(|message| message.kind).collect();
    let alternating = ["alert.firing", "alert.corrected"].into_iter().cycle();
    assert_eq!(kinds, alternating.take(kinds.len()).collect::<Vec<_>>());
    assert_eq!(kinds.last().map(String::as_str), Some("alert.corrected"), "the last report was good");
    let queued: BTreeSet<String> = queued(folder).into_iter().map(|message| message.id).collect();
    let taken: BTreeSet<String> = receiver.requests().iter().map(|request| request.id().to_owned()).collect();
    assert_eq!(taken, queued);
    assert_eq!(kinds.len(), queued.len(), "no change stands there twice");
    let positions: Vec<u64> = recorded(folder).iter().map(|recorded| recorded.position).collect();
    assert_eq!(positions, (1..=positions.len() as u64).collect::<Vec<_>>());
}
