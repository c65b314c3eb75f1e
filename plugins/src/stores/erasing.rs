//! What an erasure takes away and what it leaves, of every ledger that is kept.

use std::ops::ControlFlow;

use engine::model::ResponseId;
use ledger::commit::Commit;
use ledger::entry::{Decision, Entry, Fate};
use ledger::leaves::leaves;
use ledger::personal::{Personal, PersonalValue};
use ledger::tree::TreeHash;

use crate::stores::KeptLedger;
use crate::stores::conformance::{at, observed, queued, read};

/// Somebody decided, whose name and words are told from all others.
pub(super) fn decided(by: &str, reason: &str) -> Entry {
    let (id, account) = (ResponseId::new("r1"), "acc_1".to_owned());
    Entry::Decided(Decision { id, account, by: by.into(), fate: Fate::Approved, reason: reason.into() })
}

pub(super) fn commits(store: &mut dyn KeptLedger) -> Vec<Commit> {
    let mut all = Vec::new();
    let read = store.commits(0, &mut |commit| {
        all.push(commit);
        Ok(ControlFlow::Continue(()))
    });
    read.expect("it is sound");
    all
}

fn tree(store: &mut dyn KeptLedger) -> Vec<TreeHash> {
    commits(store).iter().flat_map(leaves).collect()
}

/// What finds the values that are like this.
pub(super) fn hashes(store: &mut dyn KeptLedger, value: &str) -> Vec<TreeHash> {
    let all = commits(store);
    let stood_in = all.iter().flat_map(|commit| &commit.personal).flat_map(Personal::all);
    let kept = stood_in.filter_map(|stood_in| stood_in.kept.as_ref());
    kept.filter(|kept| &*kept.value == value).map(PersonalValue::hash).collect()
}

fn said(store: &mut dyn KeptLedger) -> Vec<(String, String)> {
    let all = read(store, 0).into_iter();
    let said = all.filter_map(|recorded| match recorded.entry {
        Entry::Decided(decision) => Some((decision.by, decision.reason)),
        _ => None,
    });
    said.collect()
}

/// Erases a name and one reason of a ledger that is new, and looks at what is left.
pub(super) fn check(store: &mut dyn KeptLedger) {
    store.append(at(1), &[decided("Zelda Quill", "It was agreed."), queued("m1")]).expect("it is written");
    store.append(at(2), &[observed(3)]).expect("it is written");
    store
        .append(at(3), &[decided("zelda  quill", "Nobody asked."), decided("Bo", "")])
        .expect("it is written");
    store.save_snapshot(4, b"Zelda Quill").expect("it is written");
    let (head, before) = (store.head(), tree(store));
    let names: Vec<TreeHash> = ["Zelda Quill", "zelda  quill", "It was agreed."]
        .iter()
        .flat_map(|value| hashes(store, value))
        .collect();
    assert_eq!(names.len(), 3);
    store.erase(&names).expect("it is erased");
    assert_eq!((store.head(), store.verify().expect("it is sound")), (head, head));
    assert_eq!(tree(store), before, "every leaf is as it was");
    assert_eq!(store.snapshot().expect("it is read"), None);
    let left = said(store);
    assert_eq!(left[0].0, left[1].0, "one person stays one");
    assert!(left[0].0.starts_with("(erased ") && left[0].1.starts_with("(erased "), "{left:?}");
    assert_eq!((&*left[1].1, &*left[2].0), ("Nobody asked.", "Bo"));
    // Whoever comes back under the name is another one.
    store.append(at(4), &[decided("Zelda Quill", "")]).expect("it is written");
    assert_eq!(said(store)[3].0, "Zelda Quill");
    assert_eq!(said(store)[0], left[0]);
}
