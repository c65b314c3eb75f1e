//! People sign while a service holds the ledger: it examines their signatures, and puts the change in force at once.

use ledger::entry::Signed;
use ledger::request::{Approve, Request};
use plugins::inbox::Inbox;
use tests::process::{Person, Receiver, Service, keygen, queued};

use super::board::{Board, FIRING, HOMES, MET, check_refused, check_says};

/// The kinds of the messages about changes, in order.
fn told(board: &Board) -> Vec<String> {
    let kinds = queued(&board.folder).into_iter().map(|message| message.kind);
    kinds.filter(|kind| kind.starts_with("project.")).collect()
}

#[test]
fn a_service_puts_a_change_in_force_with_the_second_signature() {
    let (board, receiver) = (Board::in_force(), Receiver::start());
    receiver.declare_in(&board.folder);
    let mut service = Service::start(&board.folder);
    let revision = board.edit();
    service.wait_for("waits.");
    let answer = board.jane.approves(&board.folder, &revision);
    check_says(&answer, &format!("Jane has signed revision {revision} of homes."));
    check_says(&answer, "Jane has signed it; a second person must: John or Mary.");
    assert!(!answer.err.contains("remit:"), "nothing went wrong: {answer}");
    let again = board.jane.approves(&board.folder, &revision);
    check_refused(&board, &again, "Jane has signed this change already");

    let answer = board.john.approves(&board.folder, &revision);
    check_says(&answer, "The change is approved. The service that holds the ledger puts it in force.");
    service.wait_for("homes/warmth");
    service.stop();
    let answer = board.remit("run project");
    check_says(&answer, FIRING);
    assert!(!answer.err.contains("waits"), "{answer}");
    // Once when it was written, once when the first had signed it, and once when it was in force.
    assert_eq!(told(&board), ["project.waiting", "project.waiting", "project.approved"]);
    let restated = queued(&board.folder).into_iter().find(|message| message.kind == "alert.restated");
    let restated = restated.expect("February had been met");
    let changed = "Changed: missions/homes.toml, signed by Jane (agreed) and John (agreed)";
    assert!(restated.text.contains(changed), "{}", restated.text);
}

#[test]
fn a_service_that_is_up_again_remembers_who_has_signed() {
    let board = Board::in_force();
    let service = Service::start(&board.folder);
    let revision = board.edit();
    board.jane.approves(&board.folder, &revision);
    service.kill();
    let service = Service::start(&board.folder);
    board.john.approves(&board.folder, &revision);
    service.stop();
    check_says(&board.remit("run project"), FIRING);
}

#[test]
fn a_service_keeps_an_approved_change_for_its_day() {
    let board = Board::in_force();
    let mut service = Service::start(&board.folder);
    let revision = board.edit();
    let line = |name: &str, from: &str| {
        format!("approve project {revision} --key {name} --reason agreed --yes --until 2100-01-31{from}")
    };
    board.remit(&line("Jane", " --from 2100-01-01"));
    check_says(&board.remit(&line("John", "")), "until 1 January 2100, when revision");
    service.wait_for("until 1 January 2100, when revision");
    service.stop();
    Service::start(&board.folder).stop();
    check_says(&board.remit("run project"), MET);
}

#[test]
fn a_service_refuses_what_does_not_count() {
    let board = Board::in_force();
    let eve = Person::new(&board.folder, "Eve");
    let service = Service::start(&board.folder);
    board.folder.edit(HOMES, &board.john.key, &eve.key);
    let revision = board.waiting();
    let statement = format!("approve project {revision} --statement change.txt");
    board.remit(&format!("{statement} --name John --reason agreed"));
    keygen(&board.folder, &["-q", "-Y", "sign", "-f", "Eve", "-n", "remit", "change.txt"], None);
    let answer = board.remit(&format!("{statement} --signature change.txt.sig"));
    check_refused(&board, &answer, "is named only in the text that waits");
    assert!(!answer.out.contains("has signed"), "{answer}");
    service.stop();
}

#[test]
fn signatures_that_no_service_took_up_count_with_the_next_run() {
    let board = Board::in_force();
    let revision = board.edit();
    let hand_in = |name: &str| {
        let line = format!("approve project {revision} --statement {name}.txt");
        board.remit(&format!("{line} --name {name} --reason agreed"));
        let file = format!("{name}.txt");
        keygen(&board.folder, &["-q", "-Y", "sign", "-f", name, "-n", "remit", &file], None);
        let read = |file: &str| std::fs::read_to_string(board.folder.root().join(file)).unwrap();
        let signed = Signed { statement: read(&file), signature: read(&format!("{file}.sig")) };
        let at = jiff::Timestamp::now();
        let request = Request::Approve(Approve { id: name.to_owned(), at, signed });
        Inbox::beside(&board.folder.path(".remit/ledger.sqlite")).put(&request).unwrap();
    };
    hand_in("Jane");
    hand_in("John");
    let answer = board.remit("run project");
    check_says(&answer, &format!("John has signed revision {revision} of homes."));
    check_says(&answer, FIRING);
    assert_eq!(board.signatures().len(), 2);
}
