//! What is hidden, what is shown again, and what an erasure leaves.

use std::sync::Arc;

use jiff::Timestamp;
use rustc_hash::FxHashMap;

use super::*;
use crate::entry::{Decision, Entry, Message, ProposalFate};
use crate::tree::TreeHash;

const NEWEST: PersonalForm = PersonalForm::NEWEST;

fn decided(by: &str, reason: &str) -> Entry {
    let (id, account) = (engine::model::ResponseId::new("r1"), "acc_1".to_owned());
    Entry::Decided(Decision {
        id,
        account,
        by: by.into(),
        fate: ProposalFate::Approved,
        reason: reason.into(),
    })
}

fn queued(kind: &str, text: &str, json: &str) -> Entry {
    let (id, subject) = ("msg_1".to_owned(), String::new());
    let at = Timestamp::UNIX_EPOCH;
    let message = Message { id, at, kind: kind.into(), subject, text: text.into(), json: json.into() };
    Entry::Queued { notifier: "post".into(), message: Arc::new(message), hold: None }
}

/// The personal texts of entries as they are read once the values that `is_erased` names are gone.
fn read(entries: &[Entry], is_erased: impl Fn(&str) -> bool) -> Vec<String> {
    let hidden = hide(entries, &mut |_, _| Salt::from([7; Salt::BYTES]));
    let left = hidden.kept.iter().filter(|kept| !is_erased(&kept.value));
    let left: FxHashMap<TreeHash, PersonalValue> = left.map(|kept| (kept.hash(), kept.clone())).collect();
    let mut stored: Vec<Entry> = hidden.entries.into_iter().map(|stored| stored.entry.into_owned()).collect();
    let stand_ins = stand_ins(&mut stored, NEWEST).expect("they were put there");
    Personal::show(&mut stored, (NEWEST, stand_ins), &left).expect("they are those that were hidden");
    stored.iter().flat_map(|entry| personal_texts(entry, NEWEST)).map(|(_, text)| text).collect()
}

#[test]
fn what_is_left_is_read_and_what_is_gone_is_marked() {
    let entries = [decided("Ann Hay", "It was agreed."), decided("Bo Lin", "")];
    assert_eq!(read(&entries, |_| false), ["Ann Hay", "It was agreed.", "Bo Lin"]);
    let left = read(&entries, |value| value == "It was agreed.");
    assert_eq!((&*left[0], &*left[2]), ("Ann Hay", "Bo Lin"));
    assert!(left[1].starts_with("(erased ") && left[1].len() == "(erased 0123456789ab)".len(), "{}", left[1]);
}

#[test]
fn one_person_stays_one_however_the_name_is_spelt_and_two_stay_two() {
    let entries = ["Ann Hay", "ann  hay", "Bo Lin"].map(|name| decided(name, ""));
    let names = read(&entries, |_| true);
    assert_eq!(names[0], names[1]);
    assert_ne!(names[0], names[2]);
    assert!(!engine::model::is_same_person(&names[0], &names[2]));
}

#[test]
fn what_a_message_is_about_outlives_its_words() {
    let json =
        r#"{"id":"homes/built","owner":"Ann Hay","alerts":[{"id":"a","owner":"Ann Hay"}],"group":"day"}"#;
    let left = read(&[queued("alert.firing", "Ann Hay is late.", json)], |_| true);
    assert_eq!(left[1], r#"{"alerts":[{"id":"a"}],"group":"day","id":"homes/built"}"#);
}

#[test]
fn what_messages_say_of_the_project_itself_is_personal_since_a_later_form() {
    use PersonalKind::{Json, Notice, Words};

    let kinds = |kind: &str, form| {
        let texts = personal_texts(&queued(kind, "It fails.", "{}"), form);
        texts.into_iter().map(|(kind, _)| kind).collect::<Vec<_>>()
    };
    for kind in ["project.refused", "notifier.failing", "feed.refused", "plugin.failed"] {
        assert_eq!(kinds(kind, PersonalForm::OfPeople), [], "{kind}");
        assert_eq!(kinds(kind, NEWEST), [Words, Notice], "{kind}");
    }
    assert_eq!(kinds("project.waiting", NEWEST), [Words], "who signs stands in clear");
    for kind in ["alert.firing", "response.proposed", "feed.receipt", "sender.copy", "digest.alerts"] {
        for form in [PersonalForm::OfPeople, NEWEST] {
            assert_eq!(kinds(kind, form), [Words, Json], "{kind}");
        }
    }
}

#[test]
fn what_a_notice_is_about_outlives_its_words() {
    let json = r#"{"file":"feeds/a.csv","content":"5eed","faults":["Ann Hay's row"],"notifier":"post"}"#;
    let left = read(&[queued("feed.refused", "Ann Hay sent it.", json)], |_| true);
    assert_eq!(left[1], r#"{"content":"5eed","file":"feeds/a.csv","notifier":"post"}"#);
}

#[test]
fn another_value_in_the_place_of_one_is_told() {
    let entries = [decided("Ann Hay", "It was agreed.")];
    let hidden = hide(&entries, &mut |_, _| Salt::from([7; Salt::BYTES]));
    let mut stored: Vec<Entry> = hidden.entries.into_iter().map(|stored| stored.entry.into_owned()).collect();
    let stand_ins = stand_ins(&mut stored, NEWEST).expect("they were put there");
    let other =
        |kept: &PersonalValue| (kept.hash(), PersonalValue { value: "Another".into(), ..kept.clone() });
    let others: FxHashMap<TreeHash, PersonalValue> = hidden.kept.iter().map(other).collect();
    let changed = Personal::show(&mut stored, (NEWEST, stand_ins.clone()), &others).unwrap_err();
    assert_eq!(changed, PersonalFault::Changed(stand_ins[0].hash));
}

#[test]
fn what_is_no_stand_in_is_told() {
    let in_clear = super::stand_ins(&mut [decided("Ann Hay", "")], NEWEST);
    assert_eq!(in_clear.unwrap_err(), PersonalFault::NoStandIn);
}
