//! What is to be sent after which entries.

use std::fmt::Write as _;

use super::*;

/// One line is one entry: second, what, notifier, message id, and what came back.
fn outbox(ledger: &str) -> Outbox {
    let mut outbox = Outbox::default();
    for (line, position) in ledger.split("; ").zip(1..) {
        let (at, entry) = entry(line);
        outbox.observe(&Recorded { position, at, entry });
    }
    outbox
}

fn entry(line: &str) -> (Timestamp, Entry) {
    let mut words = line.splitn(5, ' ');
    let mut word = || words.next().unwrap_or_default().to_owned();
    let (second, what, notifier, message_id, said) = (word(), word(), word(), word(), word());
    let at = at(second.parse().unwrap());
    let entry = match &*what {
        "queued" => Entry::Queued { notifier, message: Arc::new(message(&message_id, at)) },
        "failed" => Entry::Attempted { notifier, message_id, error: said },
        "taken" => Entry::Settled { notifier, message_id, refused: None },
        "refused" => Entry::Settled { notifier, message_id, refused: Some(said) },
        _ => Entry::ClockAdvanced,
    };
    (at, entry)
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn message(id: &str, at: Timestamp) -> Message {
    let [id, kind, subject, text, json] = [id, "alert.firing", "", "", "{}"].map(str::to_owned);
    Message { id, at, kind, subject, text, json }
}

fn shown(outbox: &Outbox, now: i64) -> String {
    let mut shown = String::new();
    for Due { notifier, message } in outbox.due(at(now)) {
        writeln!(shown, "due {notifier} {}", message.id).unwrap();
    }
    for Failing { notifier, message, attempts, error, next } in outbox.failing() {
        let next = match next {
            NextAttempt::At(next) => next.as_second().to_string(),
            NextAttempt::Never => "never".into(),
        };
        writeln!(shown, "failing {notifier} {} attempts={attempts} next={next}: {error}", message.id)
            .unwrap();
    }
    let next = outbox.next_attempt().map(Timestamp::as_second);
    write!(shown, "next {next:?}").unwrap();
    shown
}

#[track_caller]
fn check(ledger: &str, now: i64, expect: &[&str]) {
    assert_eq!(shown(&outbox(ledger), now).lines().collect::<Vec<_>>(), expect);
}

#[test]
fn a_queued_message_is_due_until_it_is_taken() {
    check("5 queued hook a", 5, &["due hook a", "next Some(5)"]);
    check("5 queued hook a; 6 taken hook a", 9, &["next None"]);
}

#[test]
fn messages_are_due_in_the_order_of_queueing() {
    let ledger = "5 queued hook b; 6 queued mail b; 7 queued hook a";
    check(ledger, 9, &["due hook b", "due mail b", "due hook a", "next Some(5)"]);
}

#[test]
fn the_same_message_queued_again_is_sent_once() {
    check("5 queued hook a; 6 queued hook a", 9, &["due hook a", "next Some(5)"]);
    check("5 queued hook a; 6 taken hook a; 7 queued hook a", 9, &["next None"]);
    check("5 queued hook a; 6 taken hook a; 7 failed hook a late", 9, &["next None"]);
}

#[test]
fn failures_wait_twice_as_long_each_time_and_stay_visible() {
    let ledger = "5 queued hook a; 5 failed hook a timed out";
    check(ledger, 5, &["failing hook a attempts=1 next=6: timed out", "next Some(6)"]);
    let ledger = "5 queued hook a; 5 failed hook a one; 6 failed hook a two; 8 failed hook a three";
    check(ledger, 11, &["failing hook a attempts=3 next=12: three", "next Some(12)"]);
    check(ledger, 12, &["due hook a", "failing hook a attempts=3 next=12: three", "next Some(12)"]);
}

#[test]
fn the_wait_ends_at_an_hour() {
    let waits = [1, 2, 3, 11, 12, 13, 14, u32::MAX].map(|failures| wait_after(failures).as_secs());
    assert_eq!(waits, [1, 2, 4, 1024, 2048, 3600, 3600, 3600]);
}

#[test]
fn a_message_that_fails_holds_up_no_other() {
    let ledger = "5 queued hook a; 5 failed hook a no; 5 queued hook b";
    check(ledger, 5, &["due hook b", "failing hook a attempts=1 next=6: no", "next Some(5)"]);
}

#[test]
fn a_refused_message_is_not_tried_again_and_not_forgotten() {
    let ledger = "5 queued hook a; 5 failed hook a no; 6 refused hook a answered 410 Gone; 7 queued hook a";
    check(ledger, 9, &["failing hook a attempts=2 next=never: answered 410 Gone", "next None"]);
}

#[test]
fn a_clock_set_back_does_not_hold_up_delivery() {
    let ledger = "90000 queued hook a; 90000 failed hook a no";
    check(ledger, 7, &["due hook a", "failing hook a attempts=1 next=90001: no", "next Some(90001)"]);
    check("90000 queued hook a", 7, &["due hook a", "next Some(90000)"]);
}

#[test]
fn what_is_said_of_an_unknown_message_changes_nothing() {
    assert_eq!(outbox("5 failed hook a no; 6 taken hook a; 7 refused hook b no"), Outbox::default());
}

#[test]
fn a_message_is_shared_on_its_way_and_let_go_of_once_it_is_taken() {
    let mut outbox = Outbox::default();
    let sent = Arc::new(message("a", at(5)));
    let queued = Entry::Queued { notifier: "hook".to_owned(), message: Arc::clone(&sent) };
    outbox.observe(&Recorded { position: 1, at: at(5), entry: queued });
    assert_eq!(Arc::strong_count(&sent), 2, "queueing copies nothing");
    assert!(outbox.due(at(5)).all(|due| Arc::ptr_eq(due.message, &sent)), "asking copies nothing");
    let taken = Entry::Settled { notifier: "hook".to_owned(), message_id: "a".to_owned(), refused: None };
    outbox.observe(&Recorded { position: 2, at: at(6), entry: taken });
    assert_eq!(Arc::strong_count(&sent), 1, "what was taken is not kept");
}

#[test]
fn what_is_remembered_does_not_grow_with_the_ledger() {
    let mut outbox = Outbox::default();
    let mut feed = |number: usize, what: &str| {
        let (at, entry) = entry(&format!("5 {what} hook m{number}"));
        outbox.observe(&Recorded { position: 1, at, entry });
    };
    for number in 0..3 * REMEMBERED {
        feed(number, "queued");
        feed(number, "taken");
    }
    assert_eq!((outbox.deliveries.len(), outbox.taken.len()), (0, REMEMBERED));
    assert_eq!(outbox.places.len(), REMEMBERED);
}
