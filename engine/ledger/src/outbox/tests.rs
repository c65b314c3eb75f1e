//! What is to be sent after which entries.

use std::fmt::Write as _;

use super::*;
use crate::entry::HoldReason;

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
        "queued" => {
            let hold = said.split_once(' ').map(|(until, group)| Hold {
                until: self::at(until.parse().unwrap()),
                reason: HoldReason::Group,
                by: group.to_owned(),
                group: (group != "alone").then(|| group.to_owned()),
            });
            Entry::Queued { notifier, message: Arc::new(message(&message_id, at)), hold: hold.map(Arc::new) }
        }
        "failed" => Entry::Attempted { notifier, message_id, error: said, setback: Setback::Passing },
        "refused" => Entry::Attempted { notifier, message_id, error: said, setback: Setback::Refused },
        "busy" => {
            let until = self::at(said.parse().unwrap());
            Entry::Attempted { notifier, message_id, error: said, setback: Setback::Busy { until } }
        }
        "taken" => Entry::Settled { notifier, message_id },
        "superseded" => Entry::Superseded { notifier, message_id, by: said },
        _ => Entry::ClockAdvanced,
    };
    (at, entry)
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn message(id: &str, at: Timestamp) -> Message {
    // An id such as `homes:updated:2` is about an alert; any other is about nothing but itself.
    let (alert, change) = id.split_once(':').unwrap_or((id, "firing"));
    let kind = format!("alert.{}", change.split(':').next().unwrap());
    let json = if id.contains(':') { format!("{{\"id\":\"{alert}\"}}") } else { "{}".to_owned() };
    Message { id: id.to_owned(), at, kind, subject: String::new(), text: String::new(), json }
}

fn shown(outbox: &Outbox, now: i64) -> String {
    let mut shown = String::new();
    for DueMessage { notifier, message } in outbox.due(at(now)) {
        writeln!(shown, "due {notifier} {}", message.id).unwrap();
    }
    for Failing { notifier, message, attempts, error, next, .. } in outbox.failing() {
        let next = next.as_second();
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
fn a_refused_message_is_neither_lost_nor_forgotten() {
    let ledger = "5 queued hook a; 5 failed hook a no; 6 refused hook a answered 410 Gone; 7 queued hook a";
    check(ledger, 7, &["failing hook a attempts=2 next=8: answered 410 Gone", "next Some(8)"]);
    check(ledger, 8, &["due hook a", "failing hook a attempts=2 next=8: answered 410 Gone", "next Some(8)"]);
}

#[test]
fn who_asks_to_be_left_alone_is_for_an_hour_at_the_most() {
    check(
        "5 queued hook a; 5 busy hook a 65",
        9,
        &["failing hook a attempts=1 next=65: 65", "next Some(65)"],
    );
    let ledger = "5 queued hook a; 5 busy hook a 99999";
    check(ledger, 9, &["failing hook a attempts=1 next=3605: 99999", "next Some(3605)"]);
    check("5 queued hook a; 5 busy hook a 1", 5, &["failing hook a attempts=1 next=6: 1", "next Some(6)"]);
}

#[test]
fn of_one_alert_a_notifier_hears_in_order() {
    let ledger = "5 queued hook homes:firing; 5 queued hook homes:updated; 5 queued mail homes:updated";
    check(ledger, 5, &["due hook homes:firing", "due mail homes:updated", "next Some(5)"]);
    let taken = format!("{ledger}; 6 taken hook homes:firing; 6 taken mail homes:updated");
    check(&taken, 6, &["due hook homes:updated", "next Some(5)"]);
    let failed = format!("{ledger}; 6 failed hook homes:firing no; 6 taken mail homes:updated");
    check(&failed, 6, &["failing hook homes:firing attempts=1 next=7: no", "next Some(7)"]);
}

#[test]
fn what_was_superseded_is_not_sent() {
    let ledger = "5 queued hook homes:firing; 5 failed hook homes:firing no; 6 queued hook homes:resolved; 6 superseded hook homes:firing homes:resolved";
    check(ledger, 6, &["due hook homes:resolved", "next Some(6)"]);
}

#[test]
fn a_message_older_than_one_that_was_taken_is_not_sent_after_it() {
    let ledger = "5 queued hook homes:firing; 5 refused hook homes:firing no; 6 queued hook homes:resolved; 6 taken hook homes:resolved";
    check(ledger, 9, &["next None"]);
}

/// Which of the messages that wait a newer one makes pointless.
#[track_caller]
fn check_pointless(ledger: &str, newer: &str, expect: &[&str]) {
    let found = outbox(ledger).made_pointless_by("hook", &message(newer, at(9)));
    assert_eq!(found.iter().map(|id| &**id).collect::<Vec<_>>(), expect);
}

#[test]
fn what_a_failure_holds_up_is_given_up_for_what_says_it_all() {
    let down = "5 queued hook homes:firing; 5 failed hook homes:firing no; 6 queued hook homes:updated";
    check_pointless(down, "homes:updated:2", &["homes:updated"]);
    check_pointless(down, "homes:resolved", &["homes:firing", "homes:updated"]);
    check_pointless(down, "homes:withdrawn", &["homes:firing", "homes:updated"]);
    check_pointless(down, "roads:resolved", &[]);
    let over = "5 queued hook homes:resolved; 5 failed hook homes:resolved no";
    check_pointless(over, "homes:firing", &["homes:resolved"]);
}

#[test]
fn a_kind_that_nobody_knows_makes_nothing_pointless_and_is_heard_itself() {
    let down = "5 queued hook homes:firing; 5 failed hook homes:firing no; 6 queued hook homes:noted";
    check_pointless(down, "homes:resolved", &["homes:firing"]);
    check_pointless(down, "homes:noted:2", &[]);
}

#[test]
fn a_restatement_is_heard_whatever_becomes_of_its_matter() {
    let down = "5 queued hook homes:firing; 5 failed hook homes:firing no; 6 queued hook homes:restated";
    check_pointless(down, "homes:resolved", &["homes:firing"]);
    check_pointless(down, "homes:restated:2", &[]);
}

#[test]
fn a_correction_that_ends_a_matter_is_the_last_word_on_it() {
    let down = "5 queued hook homes:firing; 5 failed hook homes:firing no";
    check_pointless(down, "homes:corrected", &["homes:firing"]);
}

#[test]
fn whoever_is_well_hears_everything() {
    check_pointless("5 queued hook homes:firing; 5 queued hook homes:updated", "homes:resolved", &[]);
}

#[test]
fn a_failure_after_newer_messages_gives_up_what_they_make_pointless() {
    let ledger = "5 queued hook homes:firing; 6 queued hook homes:updated; 7 queued hook homes:resolved; 8 failed hook homes:firing no";
    let found = outbox(ledger).made_pointless("hook", "homes:firing");
    let found: Vec<String> = found.iter().map(|(earlier, newer)| format!("{earlier} by {newer}")).collect();
    assert_eq!(found, ["homes:firing by homes:resolved", "homes:updated by homes:resolved"]);
}

#[test]
fn a_clock_set_back_does_not_hold_up_delivery() {
    let ledger = "90000 queued hook a; 90000 failed hook a no";
    check(ledger, 7, &["due hook a", "failing hook a attempts=1 next=90001: no", "next Some(90001)"]);
    check("90000 queued hook a", 7, &["due hook a", "next Some(90000)"]);
}

#[test]
fn what_is_said_of_an_unknown_message_changes_nothing() {
    assert_eq!(
        outbox("5 failed hook a no; 6 taken hook a; 7 refused hook b no; 8 superseded hook c d"),
        Outbox::default()
    );
}

#[test]
fn a_message_is_shared_on_its_way_and_let_go_of_once_it_is_taken() {
    let mut outbox = Outbox::default();
    let sent = Arc::new(message("a", at(5)));
    let queued = Entry::Queued { notifier: "hook".to_owned(), message: Arc::clone(&sent), hold: None };
    outbox.observe(&Recorded { position: 1, at: at(5), entry: queued });
    assert_eq!(Arc::strong_count(&sent), 2, "queueing copies nothing");
    assert!(outbox.due(at(5)).all(|due| Arc::ptr_eq(due.message, &sent)), "asking copies nothing");
    let taken = Entry::Settled { notifier: "hook".to_owned(), message_id: "a".to_owned() };
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

#[test]
fn a_message_that_waits_for_its_time_is_sent_then() {
    check("5 queued hook a 9 alone", 8, &["next Some(9)"]);
    check("5 queued hook a 9 alone", 9, &["due hook a", "next Some(9)"]);
    // After a clock was set back, nobody knows which time is right.
    check("5 queued hook a 9 alone", 3, &["due hook a", "next Some(9)"]);
}

#[test]
fn what_waits_for_its_time_gives_way_to_whatever_is_newer_about_the_alert() {
    let pointless = |ledger: &str, newer: &str| {
        let found = outbox(ledger).made_pointless_by("hook", &message(newer, at(8)));
        found.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(pointless("5 queued hook a:firing 9 alone", "a:updated"), "a:firing");
    assert_eq!(pointless("5 queued hook a:firing 9 alone", "a:resolved"), "a:firing");
    assert_eq!(pointless("5 queued hook a:firing 9 alone", "b:updated"), "");
    assert_eq!(pointless("5 queued hook a:restated 9 alone", "a:resolved"), "");
    assert_eq!(pointless("5 queued hook a:firing", "a:resolved"), "");
}

#[test]
fn a_group_goes_out_together_and_its_parts_never_alone() {
    let ledger = "5 queued hook a 9 homes; 6 queued hook b 9 homes; 6 queued mail a 9 homes";
    check(ledger, 20, &["next Some(9)"]);
    assert!(outbox(ledger).gathered(at(8)).is_empty());
    let gathered = outbox(ledger).gathered(at(9));
    let told = gathered.iter().map(|group| (&*group.notifier, group.messages.len()));
    assert_eq!(told.collect::<Vec<_>>(), [("hook", 2), ("mail", 1)]);
    assert_eq!(outbox(ledger).group_goes_out("hook", "homes"), Some(at(9)));
    let sent =
        format!("{ledger}; 9 queued hook c 9 homes-sent; 9 superseded hook a c; 9 superseded hook b c");
    assert_eq!(outbox(&sent).group_goes_out("hook", "homes"), None);
}
