//! What stands in the tree for an entry of each kind, hash by hash. A signed checkpoint speaks of these leaves: whatever changes one of them makes every tree of
//! before another, and needs a form of its own.

use std::sync::Arc;

use engine::model::{
    BodyId, Cadence, Cell, Edition, FeedId, Load, ObligationId, ObligationRef, Period, Report, ResponseId,
    Scope, Sheets, Source, SourceFile, Status, Submission, Unused, Vintage,
};
use indexmap::IndexMap;
use rust_decimal::Decimal;

use super::*;
use crate::asked::{Asked, TextChange, ValueChange};
use crate::entry::{
    AcceptedDifference, Decision, Erasure, FileReceipt, HandedIn, Hold, HoldReason, Message, Proposal,
    ProposalFate, Setback, Signed, Silence, SilenceEnd,
};
use crate::personal::{PersonalKind, Salt, hide};
use crate::source::{SourceText, Sources};

fn moment() -> Timestamp {
    Timestamp::from_second(1_700_000_000).expect("a moment")
}

/// The leaves of some entries that are written at once, as they are written today: of each what is known of it, and what stands for its content.
fn leaves_today(entries: &[Entry]) -> Vec<String> {
    let hidden = hide(entries, &mut |_: PersonalKind, _: &str| Salt::from([7; Salt::BYTES]));
    let leaf = |(stored, position): (&Stored<'_>, Position)| {
        let form = LeafForm::Parted;
        leaf_of(position, moment(), &subject(&stored.entry, form), content(stored, form))
    };
    hidden.entries.iter().zip(1..).map(leaf).collect()
}

fn file() -> Arc<SourceFile> {
    Arc::new(SourceFile {
        feed: FeedId::new("warmth"),
        path: "feeds/a.csv".to_owned(),
        hash: "5eed".to_owned(),
        load: Load::Later,
        edition: Edition::default(),
        speaks_for: None,
        sheets: Sheets::default(),
    })
}

fn observations() -> Entry {
    let row = |measure: &str, line| Observation {
        paper: None,
        cell: Cell {
            measure: MeasureId::new(measure),
            body: BodyId::new("north"),
            period: Period::from_parts(Cadence::Month, 24),
        },
        report: Report::Value(Decimal::new(-150, 2)),
        status: Status::Final,
        vintage: Vintage::At(moment()),
        source: Source { file: file(), line },
    };
    Entry::Observed(vec![row("homes", 2), row("heat", 3), row("homes", 4)])
}

fn texts() -> Entry {
    let text = |path: &str| SourceText::new(path, format!("text of {path}"));
    Entry::Activated(Arc::new(Sources {
        project: text("remit.toml"),
        bodies: text("bodies.csv"),
        bank_holidays: None,
        people: None,
        relations: None,
        missions: IndexMap::new(),
    }))
}

fn response() -> Response {
    let submission = Submission {
        kind: ResponseKind::Accept,
        by: "Ann Hay".to_owned(),
        reason: "It is in hand.".to_owned(),
        approver: None,
        until: None,
    };
    Response {
        id: ResponseId::new("r1"),
        obligation: ObligationRef {
            mission: MissionId::new("homes"),
            obligation: ObligationId::new("built"),
        },
        scope: Scope::Whole,
        owed_by: None,
        periods: vec![Period::from_parts(Cadence::Month, 24)],
        submission,
        enclosed: Enclosed::Nothing,
        takes_back: None,
        at: moment(),
    }
}

fn message() -> Arc<Message> {
    let [id, kind, subject, text, json] =
        ["msg_1", "alert.firing", "firing", "It fires.", "{}"].map(str::to_owned);
    Arc::new(Message { id, at: moment(), kind, subject, text, json })
}

fn of_messages() -> Vec<Entry> {
    let [notifier, message_id] = ["hook", "msg_1"].map(str::to_owned);
    let by = "msg_2".to_owned();
    let hold = Hold { until: moment(), reason: HoldReason::Silence, by: "Ann Hay".to_owned(), group: None };
    vec![
        Entry::Queued { notifier: notifier.clone(), message: message(), hold: None },
        Entry::Queued { notifier: notifier.clone(), message: message(), hold: Some(Arc::new(hold)) },
        Entry::Attempted {
            notifier: notifier.clone(),
            message_id: message_id.clone(),
            error: "timed out".to_owned(),
            setback: Setback::Busy { until: moment() },
        },
        Entry::Settled { notifier: notifier.clone(), message_id: message_id.clone() },
        Entry::Superseded { notifier, message_id, by },
    ]
}

fn of_people() -> Vec<Entry> {
    let [account, by, reason] = ["acc_1", "Bo Lin", "As agreed."].map(str::to_owned);
    let id = || ResponseId::new("r1");
    let change = TextChange {
        id: id(),
        by: by.clone(),
        mission: "homes".to_owned(),
        values: vec![ValueChange {
            place: "target/built/value".to_owned(),
            before: Some("5".to_owned()),
            after: "6".to_owned(),
            from: None,
            base: "5eed".to_owned(),
        }],
        reason: reason.clone(),
        effect: vec!["Nothing changes.".to_owned()],
    };
    let asked = Asked::Response { alert: "homes/built".to_owned(), response: Box::new(response()) };
    let silence = Silence {
        id: "s1".to_owned(),
        account: Some(account.clone()),
        by: by.clone(),
        matchers: vec!["mission = homes".to_owned()],
        from: moment(),
        until: moment(),
        reason: reason.clone(),
    };
    vec![
        Entry::Responded(response()),
        Entry::Proposed(Proposal { account: account.clone(), asked }),
        Entry::Proposed(Proposal { account: account.clone(), asked: Asked::Change(Box::new(change)) }),
        Entry::Decided(Decision {
            id: id(),
            account: account.clone(),
            by: by.clone(),
            fate: ProposalFate::Approved,
            reason: reason.clone(),
        }),
        Entry::Silenced(silence),
        Entry::SilenceEnded(SilenceEnd {
            id: "s1".to_owned(),
            account: Some(account),
            by: by.clone(),
            reason: String::new(),
        }),
        Entry::Erased(Erasure { by, reason, erased: vec![TreeHash::of_nothing()] }),
    ]
}

fn one_of_each() -> Vec<Entry> {
    let signed = Signed { statement: "I approve".to_owned(), signature: "armoured".to_owned() };
    let [account, key, content, answer] = ["acc_1", "k1", "5eed", "{}"].map(str::to_owned);
    let unused = Unused {
        path: "feeds/a.csv".into(),
        sheets: Sheets::default(),
        content: Some("5eed".into()),
        rows: Vec::new(),
        refused: None,
        under_embargo: None,
    };
    let version = || "2.0.0".to_owned();
    let of_files = [
        observations(),
        Entry::Received(FileReceipt::of(file())),
        Entry::SetAside(vec![unused]),
        texts(),
        Entry::ClockAdvanced,
        Entry::Resumed,
    ];
    let of_signers = [
        Entry::Approved { signed, signer: "Jane Doe".to_owned() },
        Entry::HandedIn(HandedIn { account, key, content, status: 201, answer }),
        Entry::DifferenceAccepted(AcceptedDifference { version: version(), before: None, first: 7 }),
    ];
    of_files.into_iter().chain(of_messages()).chain(of_people()).chain(of_signers).collect()
}

#[test]
fn leaves_are_what_they_were() {
    insta::assert_snapshot!(leaves_today(&one_of_each()).join(""));
}
