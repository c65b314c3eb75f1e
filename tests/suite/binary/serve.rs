//! The service while all is well: reports that arrive reach people, and it stops when it is asked to.

use std::fs;

use tests::process::{Folder, Manner, Receiver, SECRET, Service, queued, remit, settled, until};

const MISSED: &str = "month,body,percent\n2024-02,north-council,40\n";
const BETTER: &str = "month,body,percent\n2024-02,north-council,91\n";
const FIRING: &str = "alert.firing homes/warmth";
const RESOLVED: &str = "alert.corrected homes/warmth";

#[test]
fn a_report_renamed_into_a_watched_folder_reaches_the_webhook() {
    let (folder, receiver) = (Folder::two_missions(), Receiver::start());
    receiver.declare_in(&folder);
    let mut service = Service::start(&folder);
    folder.drop_in("feeds/warmth/more.csv", MISSED);

    let request = receiver.wait_for(FIRING);
    let webhook = standardwebhooks::Webhook::new(SECRET).unwrap();
    webhook.verify(request.body.as_bytes(), &request.headers).expect("the signature is good");
    insta::assert_snapshot!(told(&request.said()), @r#"
    at_risk: []
    body: "ministry"
    broken_by: ["north-council"]
    id: "homes/warmth"
    mission: "homes"
    obligation: "warmth"
    periods: ["2024-02"]
    recipients: [{"body":"ministry","name":"Ministry of Homes","owner":null},{"body":"north-council","contributions":["north-council"],"name":"North Council","owner":null}]
    responses: []
    severity: "breach"
    state: "firing"
    subject: "firing: Warm homes, homes/warmth"
    text: "Councils keep homes warm: not met in February 2024. One of two councils missed February 2024. North Council missed February 2024 (40 against a floor of 90). Corrected: 96 became 40 (Homes that are warm enough of North Council for February 2024). What was found by the old figures stays on record.\nTo: Ministry of Homes; North Council\nAnswer: remit respond homes/warmth explain --by NAME --reason TEXT\nEvidence: remit explain homes/warmth"
    "#);

    service.wait_for("delivered");
    folder.drop_in("feeds/warmth/yet-more.csv", BETTER);
    receiver.wait_for(RESOLVED);
    assert_eq!(service.stop().code, Some(0));
    assert_eq!(receiver.titles(), [FIRING, RESOLVED]);
}

/// A message without what tells the moment.
fn told(message: &serde_json::Value) -> String {
    let data = message["data"].as_object().unwrap();
    let lines = data.iter().filter(|(key, _)| *key != "since");
    lines.map(|(key, value)| format!("{key}: {value}")).collect::<Vec<_>>().join("\n")
}

#[test]
fn rows_that_were_set_aside_reach_people_once_for_each_content_of_a_file() {
    let (folder, receiver) = (Folder::two_missions(), Receiver::start());
    receiver.declare_in(&folder);
    let mut service = Service::start(&folder);
    let set_aside = "feed.set-aside feeds/warmth/more.csv: one row was set aside and not used";
    let unusable = "month,body,percent\n2024-02,nowhere,92\n";
    folder.drop_in("feeds/warmth/more.csv", unusable);
    receiver.wait_for(set_aside);
    folder.drop_in("feeds/warmth/more.csv", unusable);
    folder.drop_in("feeds/warmth/yet-more.csv", "month,body,percent\n2024-02,north-council,92\n");
    service.wait_for("file=\"feeds/warmth/yet-more.csv\" accepted=0 unchanged=0 revised=1");
    service.stop();
    assert_eq!(receiver.titles(), [set_aside]);
}

#[test]
fn a_report_that_changes_no_verdict_reaches_no_one() {
    let (folder, receiver) = (Folder::two_missions(), Receiver::start());
    receiver.declare_in(&folder);
    let mut service = Service::start(&folder);
    folder.drop_in("feeds/warmth/more.csv", "month,body,percent\n2024-02,north-council,92\n");
    service.wait_for("file=\"feeds/warmth/more.csv\" accepted=0 unchanged=0 revised=1");
    service.stop();
    assert_eq!(queued(&folder), []);
    assert_eq!(receiver.titles(), [""; 0]);
}

#[test]
fn a_report_that_is_written_slowly_is_waited_for() {
    let folder = Folder::two_missions();
    let mut service = Service::start(&folder);
    let mut file = fs::File::create(folder.path("feeds/warmth/slow.csv")).unwrap();
    std::io::Write::write_all(&mut file, b"month,body,percent\n2024-02,nor").unwrap();
    // Something else that happens meanwhile is not held up, and comes first.
    folder.drop_in("feeds/trains/more.csv", "month,body,percent\n2024-02,railway,87\n");
    service.wait_for("file=\"feeds/trains/more.csv\"");
    std::io::Write::write_all(&mut file, b"th-council,92\n").unwrap();
    drop(file);
    service
        .wait_for("file=\"feeds/warmth/slow.csv\" accepted=0 unchanged=0 revised=1 skipped=0 quarantined=0");
    let log = service.stop().err;
    assert!(!log.contains("cut off"), "{log}");
}

#[test]
fn a_report_that_cannot_be_used_is_on_the_log_and_stops_nothing() {
    let folder = Folder::two_missions();
    let mut service = Service::start(&folder);
    folder.drop_in("feeds/warmth/bad.csv", "month,body,per_cent\n2024-02,north-council,40\n");
    service.wait_for("feeds/warmth/bad.csv: the column `percent` is missing");
    folder.drop_in("feeds/warmth/odd.csv", "month,body,percent\n2024-02,soth-council,40\n");
    service.wait_for("line 2: unknown organisation `soth-council`; did you mean `south-council`?");
    folder.drop_in("feeds/warmth/good.csv", MISSED);
    service.wait_for("alert=homes/warmth change=\"firing\"");
    assert_eq!(service.stop().code, Some(0));
}

#[test]
fn what_arrived_while_the_service_was_down_is_taken_in_when_it_comes_up() {
    let (folder, receiver) = (Folder::two_missions(), Receiver::start());
    receiver.declare_in(&folder);
    Service::start(&folder).stop();
    folder.drop_in("feeds/warmth/more.csv", MISSED);
    let service = Service::start(&folder);
    receiver.wait_for(FIRING);
    service.stop();
}

#[test]
fn people_at_the_terminal_are_told_too() {
    let folder = Folder::two_missions();
    folder.append("remit.toml", "\n[[notifier]]\nid = \"screen\"\nkind = \"stdout\"\n");
    let service = Service::start(&folder);
    folder.drop_in("feeds/warmth/more.csv", MISSED);
    service.wait_for_output("North Council missed February 2024");
    service.stop();
}

#[test]
fn a_receiver_that_is_down_at_first_gets_the_message_later() {
    let (folder, receiver) = (Folder::two_missions(), Receiver::start());
    receiver.declare_in(&folder);
    let address = receiver.address();
    drop(receiver);
    let mut service = Service::start(&folder);
    folder.drop_in("feeds/warmth/more.csv", MISSED);
    service.wait_for("not delivered");

    let receiver = Receiver::start_at(address);
    let request = receiver.wait_for(FIRING);
    until("the delivery is on the ledger", || settled(&folder).first().cloned());
    service.stop();
    let ids: Vec<String> = queued(&folder).into_iter().map(|message| message.id).collect();
    assert_eq!(ids, [request.id()]);
    assert_eq!(receiver.titles(), [FIRING]);
}

#[test]
fn a_receiver_that_fails_at_first_gets_the_same_message_again() {
    let (folder, receiver) = (Folder::two_missions(), Receiver::start());
    receiver.declare_in(&folder);
    receiver.turn(Manner::Fail);
    let mut service = Service::start(&folder);
    folder.drop_in("feeds/warmth/more.csv", MISSED);
    service.wait_for("the receiver answered 500");
    receiver.turn(Manner::Take);
    service.wait_for("INFO delivered");
    service.stop();

    let requests = receiver.requests();
    let (last, before) = requests.split_last().unwrap();
    assert_eq!(last.answered, Manner::Take);
    assert!(!before.is_empty());
    for request in before {
        assert_eq!((request.id(), &request.body), (last.id(), &last.body));
    }
}

#[test]
fn a_run_takes_up_where_the_service_stopped() {
    let folder = Folder::two_missions();
    let mut service = Service::start(&folder);
    folder.drop_in("feeds/warmth/more.csv", MISSED);
    service.wait_for("change=\"firing\"");
    assert_eq!(service.stop().code, Some(0));
    let answer = tests::process::remit_with(&folder, "run project", &[("REMIT_LOG", "info")]);
    assert_eq!(answer.code, Some(1));
    assert!(answer.err.contains("evaluated rules=0"), "{}", answer.err);
    assert!(!answer.err.contains("change="), "{}", answer.err);
    assert_eq!(remit(&folder, "explain project homes/warmth").code, Some(0));
}
