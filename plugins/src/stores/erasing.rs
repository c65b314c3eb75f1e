//! What an erasure takes away and what it leaves, of every ledger that is kept.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::Arc;

use engine::model::ResponseId;
use ledger::commit::Commit;
use ledger::entry::{Decision, Entry, ProposalFate};
use ledger::leaves::leaves;
use ledger::parts::{PartKind, PersonalPart};
use ledger::personal::{Personal, PersonalValue};
use ledger::tree::TreeHash;
use rules::source::SourceText;

use crate::stores::KeptLedger;
use crate::stores::conformance::{activated, at, observed, queued, read};

/// Somebody decided, whose name and words are told from all others.
pub(super) fn decided(by: &str, reason: &str) -> Entry {
    let (id, account) = (ResponseId::new("r1"), "acc_1".to_owned());
    Entry::Decided(Decision {
        id,
        account,
        by: by.into(),
        fate: ProposalFate::Approved,
        reason: reason.into(),
    })
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

const ADDRESS: &str = "zelda@north.example";
const PEOPLE: &str = "name,address\nZelda Quill,zelda@north.example\nBo,bo@north.example\n";

/// Texts of a project that name people in `people.csv` and, where an obligation has an owner, in a mission.
fn named(owner: &str) -> Entry {
    let Entry::Activated(mut sources) = activated(&format!("owner = \"{owner}\"")) else {
        unreachable!("texts are activated")
    };
    let all = Arc::make_mut(&mut sources);
    let part = |kind, text: &str, said: &str| {
        let start = text.find(said).expect("it is said there");
        PersonalPart { kind, range: start..start + said.len() }
    };
    let (name, address) = (PartKind::Name, PartKind::Address);
    let parts = [(name, "Zelda Quill"), (address, ADDRESS), (name, "Bo"), (address, "bo@north.example")];
    let parts = parts.map(|(kind, said)| part(kind, PEOPLE, said));
    let people = SourceText::new("people.csv", PEOPLE).with_personal(parts.to_vec());
    all.people = Some(people.expect("they lie in it"));
    for text in all.declaring_mut().filter(|text| text.path.starts_with("missions/")) {
        let parts = vec![part(name, &text.text, owner)];
        *text = text.clone().with_personal(parts).expect("they lie in it");
    }
    Entry::Activated(sources)
}

/// What texts on a ledger say of people, in order.
fn said_by_texts(store: &mut dyn KeptLedger) -> Vec<Vec<String>> {
    let all = read(store, 0).into_iter();
    let said = all.filter_map(|recorded| match recorded.entry {
        Entry::Activated(sources) => {
            let said = sources.declaring().flat_map(SourceText::said_of_people);
            Some(said.map(|(_, said)| said.to_owned()).collect())
        }
        _ => None,
    });
    said.collect()
}

/// Erases a name, its address and one reason of a ledger that is new, and looks at what is left.
pub(super) fn check(store: &mut dyn KeptLedger) {
    store
        .append(at(1), &[named("Bo"), decided("Zelda Quill", "It was agreed."), queued("m1")])
        .expect("written");
    store.append(at(2), &[observed(3)]).expect("it is written");
    store
        .append(at(3), &[decided("zelda  quill", "Nobody asked."), decided("Bo", ""), named("ZELDA QUILL")])
        .expect("it is written");
    store.save_snapshot(4, b"Zelda Quill").expect("it is written");
    let (head, before) = (store.head(), tree(store));
    let values = ["Zelda Quill", "zelda  quill", "ZELDA QUILL", ADDRESS, "It was agreed."];
    let values: BTreeSet<TreeHash> = values.iter().flat_map(|value| hashes(store, value)).collect();
    assert_eq!(values.len(), 5, "what is said twice in the same letters is kept once");
    store.erase(&values.into_iter().collect::<Vec<_>>()).expect("it is erased");
    assert_eq!((store.head(), store.verify().expect("it is sound")), (head, head));
    assert_eq!(tree(store), before, "every leaf is as it was");
    assert_eq!(store.snapshot().expect("it is read"), None);
    let left = said(store);
    assert_eq!(left[0].0, left[1].0, "one person stays one");
    assert!(left[0].0.starts_with("(erased ") && left[0].1.starts_with("(erased "), "{left:?}");
    assert_eq!((&*left[1].1, &*left[2].0), ("Nobody asked.", "Bo"));
    let (gone, texts) = (left[0].0.clone(), said_by_texts(store));
    let [first, second] = &*texts else { panic!("texts came into force twice") };
    assert_eq!(
        (&first[0], &second[0], &second[4]),
        (&gone, &gone, &gone),
        "one person stays one in texts too"
    );
    assert!(first[1].starts_with("(erased ") && first[1] != gone, "{}", first[1]);
    assert_eq!(
        (&first[1], &first[2..]),
        (&second[1], &["Bo", "bo@north.example", "Bo"].map(str::to_owned)[..])
    );
    // Whoever comes back under the name is another one.
    store.append(at(4), &[decided("Zelda Quill", "")]).expect("it is written");
    assert_eq!(said(store)[3].0, "Zelda Quill");
    assert_eq!(said(store)[0], left[0]);
}
