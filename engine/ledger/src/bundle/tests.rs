//! There and back, and whatever is spoilt.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::commit::{Commit, Outcome};
use crate::entry::{Entry, Message};
use crate::leaves::leaves;
use crate::personal::{Personal, Salt, hide, stand_ins};
use crate::source::{SourceText, Sources};
use crate::tree::TreeHash;

fn message() -> Entry {
    let (id, text) = ("msg_1".to_owned(), "About somebody else".to_owned());
    let message = Message {
        id,
        at: jiff::Timestamp::UNIX_EPOCH,
        kind: "alert.firing".into(),
        subject: text.clone(),
        text,
        json: "{}".into(),
    };
    Entry::Queued { notifier: "post".into(), message: Arc::new(message), hold: None }
}

fn commit(first: u64) -> Commit {
    let outcome = Outcome::of("0.1.0", vec!["homes/built firing".into()], ["homes/built missed".into()]);
    Commit {
        first,
        at: jiff::Timestamp::UNIX_EPOCH,
        entries: vec![Entry::ClockAdvanced, message(), Entry::Resumed],
        outcome,
        personal: None,
    }
}

/// The same as it is read of a ledger that hides personal values, of which some are erased.
fn hidden(first: u64, is_erased: impl Fn(&str) -> bool) -> Commit {
    let Commit { at, entries, outcome, .. } = commit(first);
    let hidden = hide(&entries, &mut |_, _| Salt::from([7; Salt::BYTES]));
    let left = hidden.kept.iter().filter(|kept| !is_erased(&kept.value));
    let left = left.map(|kept| (kept.hash(), kept.clone())).collect();
    let mut entries: Vec<Entry> =
        hidden.entries.into_iter().map(|stored| stored.entry.into_owned()).collect();
    let stand_ins = stand_ins(&mut entries).unwrap();
    let personal = Some(Personal::show(&mut entries, stand_ins, &left).unwrap());
    Commit { first, at, entries, outcome, personal }
}

#[test]
fn personal_values_are_in_it_as_far_as_they_are_left() {
    let of = |commit: Commit| Bundle {
        subject: "homes/built".into(),
        checkpoint: "a note".into(),
        commits: vec![BundleCommit::of(commit, |_| true)],
    };
    let (whole, part) = (of(hidden(1, |_| false)), of(hidden(1, |value| value == "About somebody else")));
    for bundle in [&whole, &part] {
        assert_eq!(Bundle::parse(&bundle.encode()).unwrap(), *bundle);
        assert_eq!(Bundle::parse_text(0, &bundle.encode_text()).unwrap(), *bundle);
        let leaves = |bundle: &Bundle| bundle.commits[0].leaves().collect::<Vec<_>>();
        assert_eq!(leaves(bundle), leaves(&whole));
    }
    assert_ne!(part, whole);
    let in_clear = of(commit(1));
    assert!(
        in_clear.encode().starts_with(b"remit proof 1\n") && whole.encode().starts_with(b"remit proof 2\n")
    );
}

fn bundle() -> Bundle {
    let shown = BundleCommit::of(hidden(4, |_| false), |_| true);
    let commits = vec![BundleCommit::of(commit(1), |_| false), shown];
    Bundle { subject: "homes/built".into(), checkpoint: "a note".into(), commits }
}

#[test]
fn it_is_read_as_it_was_written() {
    assert_eq!(Bundle::parse(&bundle().encode()).unwrap(), bundle());
}

#[test]
fn what_is_withheld_leaves_the_tree_as_it_is() {
    let withheld = BundleCommit::of(commit(1), |_| false);
    assert!(matches!(withheld.entries[1], BundleEntry::Withheld { .. }), "nobody who judges hears a message");
    assert!(withheld.leaves().eq(leaves(&commit(1))));
    assert!(BundleCommit::of(commit(1), |_| true).leaves().eq(leaves(&commit(1))));
}

#[test]
fn what_has_a_bearing_may_not_be_withheld() {
    let mut withheld = BundleCommit::of(commit(1), |_| false);
    assert_eq!(withheld.withheld(), None);
    withheld.entries[2] = BundleEntry::Withheld { kind: "resumed".into(), content: TreeHash::of_nothing() };
    assert_eq!(withheld.withheld(), Some((3, "resumed")));
}

#[test]
fn a_commit_that_is_left_out_is_told() {
    let mut lacking = bundle();
    lacking.commits.remove(0);
    assert_eq!(
        Bundle::parse(&lacking.encode()).unwrap_err().to_string(),
        "the places of what it holds do not follow each other: 1 should be next, and it is 4"
    );
}

proptest! {
    #[test]
    fn whatever_is_spoilt_is_told_or_makes_another_tree(place: prop::sample::Index, bit in 0..8_u8) {
        let whole = bundle();
        let mut file = whole.encode();
        let place = place.index(file.len());
        file[place] ^= 1 << bit;
        if let Ok(read) = Bundle::parse(&file) {
            let leaves = |bundle: &Bundle| bundle.commits.iter().flat_map(BundleCommit::leaves).collect::<Vec<_>>();
            prop_assert!(read == whole || leaves(&read) != leaves(&whole) || read.checkpoint != whole.checkpoint || read.subject != whole.subject);
        }
    }
}

/// What a file unpacks to, as far as a test takes it apart: its commits stay as they are.
type Unpacked = (String, String, Vec<String>, Vec<(u64, String, Vec<u8>, Vec<(u32, String, [u8; 32])>)>);

#[test]
fn a_text_that_was_taken_out_is_missed() {
    use std::io::{Read as _, Write as _};
    const FIRST_LINE: &[u8] = b"remit proof 1\n";
    let text = |path: &str| SourceText::new(path, "a text");
    let sources = Sources {
        project: text("remit.toml"),
        bodies: text("bodies.csv"),
        bank_holidays: None,
        people: None,
        relations: None,
        missions: indexmap::IndexMap::new(),
    };
    let entries = vec![Entry::Resumed, Entry::Activated(Arc::new(sources))];
    let commits = vec![BundleCommit::of(Commit { entries, ..commit(1) }, |_| true)];
    let bundle = Bundle { subject: "homes/built".into(), checkpoint: "a note".into(), commits };
    let whole = bundle.encode();
    let mut bytes = Vec::new();
    flate2::read::ZlibDecoder::new(&whole[FIRST_LINE.len()..]).read_to_end(&mut bytes).unwrap();
    let (subject, checkpoint, texts, commits): Unpacked = postcard::from_bytes(&bytes).unwrap();
    assert_eq!(texts, ["a text"]);
    let bytes = postcard::to_allocvec(&(subject, checkpoint, Vec::<String>::new(), commits)).unwrap();
    let mut packed = flate2::write::ZlibEncoder::new(FIRST_LINE.to_vec(), flate2::Compression::fast());
    packed.write_all(&bytes).unwrap();
    let told = Bundle::parse(&packed.finish().unwrap()).unwrap_err().to_string();
    assert_eq!(told, "a text is missing to which the entry at position 1 refers");
}
