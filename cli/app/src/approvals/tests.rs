//! What counts and what does not, and what the ledger remembers.

use std::sync::Arc;

use engine::model::{MissionId, Revision};
use indexmap::IndexMap;
use jiff::Timestamp;
use rules::compile::{SIGNATURES_NEEDED, TextsInForce, Waiting, settle_signed};
use rules::source::{MissionSources, SourceText, Sources};
use ssh_key::private::Ed25519Keypair;
use ssh_key::{LineEnding, PrivateKey};

use super::*;
use ledger::entry::{Entry, Recorded, Signed};
use ledger::fold::Observer as _;
use ledger::signature::{Lock, SecretKey, Statement};

const MISSION: &str = r#"
[mission]
id = "homes"
title = "Warm homes"
approvers = [
  { name = "Jane", key = "{1}" },
  { name = "John", key = "{2}" },
  { name = "Mary", key = "{3}", until = 2026-06-30 },
]

[[measure]]
id = "warm-homes"
title = "Homes that are warm"
every = "month"
due = { timely_days = 20 }

[[obligation]]
id = "warmth"
title = "Homes are warm"
lead = "ministry"
from = "2024-01"
measure = "warm-homes"
rule = "always"
"#;

/// The secret key number `seed`.
fn key(seed: u8) -> SecretKey {
    let key = PrivateKey::from(Ed25519Keypair::from_seed(&[seed; 32]));
    match Lock::parse(&key.to_openssh(LineEnding::LF).unwrap()).unwrap() {
        Lock::Open(key) => key,
        Lock::Locked(_) => panic!("the key is not encrypted"),
    }
}

/// A project whose obligation has this title; `{1}` in its text stands for the public key of that number.
fn sources(title: &str) -> Sources {
    let mut text = MISSION.replace("Homes are warm", title);
    for seed in 1..=4 {
        text = text.replace(&format!("{{{seed}}}"), &key(seed).public());
    }
    let rule = SourceText::new("rules/always.rhai", "fn assess(my) { met() }");
    let rules = Arc::new(IndexMap::from([("always".to_owned(), rule)]));
    let declaration = SourceText::new("missions/homes.toml", text);
    let mission = MissionSources { declaration, rules, libraries: Arc::default() };
    Sources {
        project: SourceText::new("remit.toml", ""),
        bodies: SourceText::new("bodies.csv", "id,name\nministry,Ministry\n"),
        bank_holidays: None,
        people: None,
        relations: None,
        missions: IndexMap::from([(Arc::from("missions/homes.toml"), mission)]),
    }
}

const NOW: &str = "2026-11-23T20:15:00Z";

fn now() -> Timestamp {
    NOW.parse().unwrap()
}

/// What waits when these texts follow those in force, with the signatures known.
fn waiting(new: &Sources, old: &Sources, approvals: &Approvals) -> Vec<Waiting> {
    let in_force = TextsInForce { sources: old, approvals: approvals.standing(), now: now() };
    settle_signed(new, in_force).waiting
}

fn old() -> Sources {
    sources("Homes are warm")
}

/// The text that waits names a fourth key, in the place of John's.
fn new() -> Sources {
    let mut new = sources("Homes stay warm");
    let mission = &mut new.missions[0];
    let text = mission.declaration.text.replace(&key(2).public(), &key(4).public());
    mission.declaration = SourceText::new("missions/homes.toml", text);
    new
}

/// What Jane would say of the change that waits.
fn statement() -> Statement {
    let waiting = waiting(&new(), &old(), &Approvals::default());
    Statement {
        mission: MissionId::new("homes"),
        revision: waiting[0].revision.clone(),
        replaces: waiting[0].in_force.clone(),
        starts: None,
        reason: "The review says so".to_owned(),
        effect: "not known".to_owned(),
        signer: "Jane".to_owned(),
        signed_at: now(),
        expires: "2026-12-23".parse().unwrap(),
    }
}

fn sign(statement: &Statement, by: u8) -> Signed {
    let text = statement.text();
    Signed { signature: key(by).sign(&text).unwrap(), statement: text }
}

/// Examines what is handed in over what waits, and says who signed or why it does not count.
fn said(handed_in: &Signed, approvals: &Approvals) -> String {
    let waiting = waiting(&new(), &old(), approvals);
    let today = "2026-11-23".parse().unwrap();
    match examine(handed_in, &waiting, now(), today) {
        Ok(examined) => format!("signed by {}", examined.name),
        Err(refusal) => refusal.to_string(),
    }
}

#[track_caller]
fn check(statement: &Statement, by: u8, expected: &str) {
    assert_eq!(said(&sign(statement, by), &Approvals::default()), expected);
}

#[test]
fn the_signature_of_an_approver_counts() {
    check(&statement(), 1, "signed by Jane");
    check(&Statement { signer: "John".to_owned(), ..statement() }, 2, "signed by John");
}

#[test]
fn nobody_signs_for_another() {
    check(&statement(), 2, "the statement says that Jane signs, and the key is that of John");
    let john = Statement { signer: "John".to_owned(), ..statement() };
    check(&john, 1, "the statement says that John signs, and the key is that of Jane");
}

#[test]
fn other_keys_do_not_count() {
    let fingerprint = |seed| {
        let key = ssh_key::PublicKey::from_openssh(&key(seed).public()).unwrap();
        key.fingerprint(ssh_key::HashAlg::Sha256).to_string()
    };
    let expected = format!(
        "the key {} is named only in the text that waits; the approvers in force decide about it: Jane, John and Mary",
        fingerprint(4)
    );
    check(&statement(), 4, &expected);
    let expected = format!(
        "the key {} is not that of an approver of `homes` as it is in force; these may sign: Jane, John and Mary",
        fingerprint(9)
    );
    check(&statement(), 9, &expected);
    let mary = Statement { signer: "Mary".to_owned(), ..statement() };
    check(&mary, 3, "Mary may not sign on 23 November 2026, says the revision in force");
}

#[test]
fn a_changed_statement_does_not_count() {
    let mut signed = sign(&statement(), 1);
    signed.statement = signed.statement.replace("The review", "My friend");
    let expected =
        "the signature does not stand under this statement: one of the two was changed, or belongs elsewhere";
    assert_eq!(said(&signed, &Approvals::default()), expected);
    signed.statement = "I approve".to_owned();
    let expected = "this is not a statement of Remit: it does not begin with the line `Remit: I approve this change of a mission (version 1).`";
    assert_eq!(said(&signed, &Approvals::default()), expected);
}

#[test]
fn only_what_waits_can_be_signed() {
    let elsewhere = Statement { mission: MissionId::new("trains"), ..statement() };
    check(&elsewhere, 1, "no change of the mission `trains` waits for approval");
    let other = Statement { revision: Revision::new("0123456789abcdef"), ..statement() };
    let waits = statement().revision.short().to_owned();
    let expected = format!(
        "the statement is about revision 0123456789ab of `homes`, and {waits} waits; look at it and sign again"
    );
    check(&other, 1, &expected);
    let other = Statement { replaces: Revision::new("0123456789abcdef"), ..statement() };
    let in_force = statement().replaces.short().to_owned();
    let expected = format!(
        "the statement replaces revision 0123456789ab of `homes`, and {in_force} is in force; look at it and sign again"
    );
    check(&other, 1, &expected);
}

#[test]
fn an_approval_has_its_time() {
    let day = |text: &str| text.parse().unwrap();
    check(&Statement { expires: day("2026-11-23"), ..statement() }, 1, "signed by Jane");
    let expired = Statement { expires: day("2026-11-22"), ..statement() };
    check(&expired, 1, "the approval could be used until 22 November 2026, and that is over; sign again");
    let late = Statement { starts: Some(day("2026-12-24")), ..statement() };
    let expected = "the change is to take effect on 24 December 2026, after the approval ends on 23 December 2026; sign again with a later end";
    check(&late, 1, expected);
    let early = Statement { signed_at: "2026-11-23T21:00:00Z".parse().unwrap(), ..statement() };
    let expected = "the statement says that it is signed at 2026-11-23T21:00:00Z, and it is 2026-11-23T20:15:00Z; set the clocks and sign again";
    check(&early, 1, expected);
}

fn record(approvals: &mut Approvals, entry: Entry) {
    approvals.observe(&Recorded { position: 1, at: now(), entry });
}

fn approve(approvals: &mut Approvals, statement: &Statement, by: u8) {
    let entry = Entry::Approved { signed: sign(statement, by), signer: statement.signer.clone() };
    record(approvals, entry);
}

#[test]
fn a_second_person_must_sign() {
    let mut approvals = Approvals::default();
    record(&mut approvals, Entry::Activated(Arc::new(old())));
    approve(&mut approvals, &statement(), 1);
    let again = sign(&Statement { reason: "Once more".to_owned(), ..statement() }, 1);
    assert_eq!(said(&again, &approvals), "Jane has signed this change already; a second person must");
    let another_day = Statement { starts: Some("2026-12-01".parse().unwrap()), ..statement() };
    assert_eq!(said(&sign(&another_day, 1), &approvals), "signed by Jane");
    let john = Statement { signer: "John".to_owned(), ..statement() };
    assert_eq!(said(&sign(&john, 2), &approvals), "signed by John");
    approve(&mut approvals, &john, 2);
    assert!(waiting(&new(), &old(), &approvals).is_empty(), "{SIGNATURES_NEEDED} have signed");
}

#[test]
fn a_signature_is_used_up_with_the_change_that_it_is_under() {
    let mut approvals = Approvals::default();
    record(&mut approvals, Entry::Activated(Arc::new(old())));
    approve(&mut approvals, &statement(), 1);
    approve(&mut approvals, &Statement { signer: "John".to_owned(), ..statement() }, 2);
    record(&mut approvals, Entry::Activated(Arc::new(new())));
    assert!(approvals.standing().is_empty());
    assert_eq!(approvals.record().iter().filter(|past| past.in_force_at.is_some()).count(), 2);
    // Once the old text is back, the new one needs new signatures.
    record(&mut approvals, Entry::Activated(Arc::new(old())));
    assert_eq!(waiting(&new(), &old(), &approvals).len(), 1);
}

#[test]
fn a_signature_that_was_changed_on_the_ledger_does_not_count() {
    let mut approvals = Approvals::default();
    record(&mut approvals, Entry::Activated(Arc::new(old())));
    let signed = sign(&statement(), 1);
    let statement = signed.statement.replace("The review", "My friend");
    let entry = Entry::Approved { signed: Signed { statement, ..signed }, signer: "Jane".to_owned() };
    record(&mut approvals, entry);
    assert_eq!(approvals, {
        let mut untouched = Approvals::default();
        record(&mut untouched, Entry::Activated(Arc::new(old())));
        untouched
    });
}
