//! Receivers that fail and refuse: what people are told comes in order, and nothing is lost.

use tests::process::{Folder, Manner, Receiver, Request, Service, queued, remit, settled, until};

const MISSED: &str = "month,body,percent\n2024-02,north-council,40\n";
const MET: &str = "month,body,percent\n2024-02,north-council,91\n";
const FIRING: &str = "alert.firing homes/warmth";
const CORRECTED: &str = "alert.corrected homes/warmth";
const WAITS: &str =
    "One message was not delivered and waits for the notifier `board`: the receiver answered 404 Not Found";

fn project(manner: Manner) -> (Folder, Receiver) {
    let (folder, receiver) = (Folder::two_missions(), Receiver::start());
    receiver.declare_in(&folder);
    receiver.turn(manner);
    (folder, receiver)
}

/// What the receiver took, in order.
fn taken(receiver: &Receiver) -> Vec<String> {
    let requests = receiver.requests();
    let taken = requests.iter().filter(|request| request.answered == Manner::Take);
    taken.map(Request::title).collect()
}

#[test]
fn what_a_receiver_refuses_waits_and_is_named_until_it_is_put_right() {
    let (folder, receiver) = project(Manner::Refuse);
    let service = Service::start(&folder);
    folder.drop_in("feeds/warmth/more.csv", MISSED);
    receiver.wait_for(FIRING);
    service.stop();
    let answer = remit(&folder, "run project");
    assert!(answer.err.contains(WAITS), "{answer}");

    receiver.turn(Manner::Take);
    let service = Service::start(&folder);
    until("the delivery is on the ledger", || (settled(&folder).len() == 1).then_some(()));
    service.stop();
    assert_eq!(taken(&receiver), [FIRING]);
    let answer = remit(&folder, "run project");
    assert!(!answer.err.contains("not delivered"), "{answer}");
}

#[test]
fn a_receiver_that_was_down_hears_how_things_stand_and_nothing_older_after_it() {
    let (folder, receiver) = project(Manner::Fail);
    let service = Service::start(&folder);
    folder.drop_in("feeds/warmth/more.csv", MISSED);
    receiver.wait_for(FIRING);
    folder.drop_in("feeds/warmth/more-still.csv", MET);
    receiver.wait_for(CORRECTED);
    receiver.turn(Manner::Take);
    until("the delivery is on the ledger", || (settled(&folder).len() == 1).then_some(()));
    service.kill();
    // After a kill too, what was superseded stays so.
    Service::start(&folder).stop();
    assert_eq!(taken(&receiver), [CORRECTED]);
    assert_eq!(queued(&folder).len(), 2);
}
