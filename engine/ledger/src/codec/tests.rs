//! There and back again: whatever is appended is what is read.

use std::sync::Arc;

use crate::source::{MissionSources, SourceText, Sources};
use engine::evidence::Receipt;
use engine::model::{
    BodyId, Cadence, Cell, FeedId, Load, MeasureId, Observation, Period, Report, Source, SourceFile, Status,
    Vintage,
};
use indexmap::IndexMap;
use jiff::Timestamp;
use proptest::collection::vec;
use proptest::prelude::*;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::any_entry::*;
use super::any_sources::sources;
use super::*;
use crate::bundle::{BundleCommit, Disclosure};
use crate::commit::{Commit, LeafForm};
use crate::entry::{Entry, FileReceipt, Message, Quarantined, Setback, Signed};
use crate::leaves::{leaf_of, leaves};
use crate::lines::Lines;
use crate::personal::{Personal, PersonalFault, PersonalForm, PersonalKind, Salt, hide, stand_ins};
use crate::tree::{TreeHash, sha256};

/// A salt of its own for each value, but for names, which have one.
fn numbered() -> impl FnMut(PersonalKind, &str) -> Salt {
    let mut number = 0;
    move |kind, _| {
        number += 1;
        Salt::from([if kind == PersonalKind::Name { 0 } else { number }; Salt::BYTES])
    }
}

/// Decodes as a store does, with the texts kept beside the batch.
fn there_and_back(entries: &[Entry]) -> Vec<Entry> {
    let encoded = encode(entries);
    let batch = Batch::parse(&encoded.bytes).unwrap();
    let text = |hash: &TextHash| {
        let (_, text) = encoded.texts.iter().find(|(known, _)| known == hash).unwrap();
        Arc::from(*text)
    };
    batch.entries(&batch.texts().iter().map(text).collect::<Vec<_>>()).unwrap()
}

/// Erases some of the personal values of entries, each by its bit.
fn check_erasure(entries: &[Entry], erased: u64) -> Result<(), TestCaseError> {
    let hidden = hide(entries, &mut numbered());
    let stored = hidden.entries.iter().map(|stored| (&*stored.entry, stored.form));
    let encoded = encode_stored(stored);
    let texts: Vec<Arc<str>> = encoded.texts.iter().map(|(_, text)| Arc::from(*text)).collect();
    let batch = Batch::parse(&encoded.bytes).unwrap();
    prop_assert_eq!(batch.personal_form() == PersonalForm::NEWEST, !hidden.kept.is_empty());
    let all = (0_u32..).zip(&hidden.kept).map(|(place, kept)| (place, (kept.hash(), kept.clone())));
    let is_left = |place: &u32| (erased >> (place % 64)) & 1 == 0;
    let shown = |left: FxHashMap<_, _>| {
        let mut entries = batch.entries(&texts).unwrap();
        let stand_ins = stand_ins(&mut entries, PersonalForm::NEWEST).unwrap();
        let stand_ins = (PersonalForm::NEWEST, stand_ins);
        let personal = Some(Personal::show(&mut entries, stand_ins, &left).unwrap());
        Commit {
            first: 1,
            at: Timestamp::UNIX_EPOCH,
            entries,
            outcome: None,
            personal,
            leaf_form: LeafForm::Parted,
        }
    };
    if batch.personal_form() == PersonalForm::InClear {
        prop_assert_eq!(&batch.entries(&texts).unwrap(), entries);
        return Ok(());
    }
    let whole = shown(all.clone().map(|(_, kept)| kept).collect());
    prop_assert_eq!(&whole.entries, entries);
    let part = shown(all.filter(|(place, _)| is_left(place)).map(|(_, kept)| kept).collect());
    prop_assert!(leaves(&part).eq(leaves(&whole)));
    let withheld =
        |commit: &Commit| BundleCommit::of(commit.clone(), Disclosure::HEARD).leaves().collect::<Vec<_>>();
    prop_assert_eq!(withheld(&part), leaves(&whole).collect::<Vec<_>>());
    Ok(())
}

proptest! {
    #[test]
    fn whatever_is_written_is_read(entries in vec(entry(), 0..6)) {
        let back = there_and_back(&entries);
        prop_assert_eq!(&back, &entries);
        // `Debug` tells `1.5` from `1.50`, which equality does not.
        prop_assert_eq!(format!("{back:?}"), format!("{entries:?}"));
    }

    /// Whichever personal values are erased: the stored form and the leaves are as they were, and what is left is read.
    #[test]
    fn an_erasure_leaves_the_stored_form_as_it_is(entries in vec(entry(), 0..5), erased in any::<u64>()) {
        check_erasure(&entries, erased)?;
    }

    /// The same of texts, of which parts are personal.
    #[test]
    fn an_erasure_leaves_the_stored_form_of_texts_as_it_is(
        texts in vec(sources(), 1..3),
        others in vec(entry(), 0..2),
        erased in any::<u64>(),
    ) {
        let texts = texts.into_iter().map(|sources| Entry::Activated(Arc::new(sources)));
        check_erasure(&others.into_iter().chain(texts).collect::<Vec<_>>(), erased)?;
    }

    /// The checksum stands before this; damage that passes it must still not bring the program down.
    #[test]
    fn damage_is_an_error_and_never_a_panic(entries in vec(entry(), 1..4), place: prop::sample::Index, mask: u8) {
        let mut bytes = encode(&entries).bytes;
        let place = place.index(bytes.len());
        bytes[place] ^= mask;
        if let Ok(batch) = Batch::parse(&bytes) {
            let texts = vec![Arc::from(""); batch.texts().len()];
            prop_assert!(batch.entries(&texts).map_or(true, |entries| entries.len() < 1_000));
        }
    }
}

/// In the form before the newest one, what messages say of the project itself stood in clear.
#[test]
fn what_was_hidden_in_an_older_form_is_read_and_has_the_leaves_that_it_had() {
    let notice = one_of_each().into_iter().find_map(|entry| match entry {
        Entry::Queued { notifier, message, hold } => {
            let message = Message { kind: "project.refused".to_owned(), ..(*message).clone() };
            Some(Entry::Queued { notifier, message: Arc::new(message), hold })
        }
        _ => None,
    });
    let failed = one_of_each().into_iter().find(|entry| matches!(entry, Entry::Attempted { .. }));
    let entries = [notice, failed].map(|entry| entry.expect("there is one of each"));
    let hidden = hide(&entries[1..], &mut numbered());
    let stored = [&entries[0], &*hidden.entries[0].entry].map(|entry| (entry, PersonalForm::OfPeople));
    let encoded = encode_stored(stored);
    let batch = Batch::parse(&encoded.bytes).unwrap();
    assert_eq!(batch.personal_form(), PersonalForm::OfPeople);
    let mut read = batch.entries(&[]).unwrap();
    assert_eq!(stand_ins(&mut read, PersonalForm::NEWEST).unwrap_err(), PersonalFault::NoStandIn);
    let found = stand_ins(&mut read, PersonalForm::OfPeople).unwrap();
    let kept = hidden.kept.iter().map(|kept| (kept.hash(), kept.clone())).collect();
    let personal = Personal::show(&mut read, (PersonalForm::OfPeople, found), &kept).unwrap();
    assert_eq!(read, entries);
    let commit = Commit {
        first: 1,
        at: Timestamp::UNIX_EPOCH,
        entries: read,
        outcome: None,
        personal: Some(personal),
        leaf_form: LeafForm::Whole,
    };
    let content = |stored| sha256(&encode_stored([stored]).bytes);
    let in_clear = leaf_of(1, commit.at, "queued", content((&entries[0], PersonalForm::InClear)));
    let hidden = leaf_of(2, commit.at, "attempted", content(stored[1]));
    let expect = [in_clear, hidden].map(|leaf| TreeHash::of_leaf(leaf.as_bytes()));
    assert_eq!(leaves(&commit).collect::<Vec<_>>(), expect);
}

#[test]
fn texts_are_unpacked_as_far_as_there_is_room() {
    let entries = one_of_each();
    let encoded = encode(&entries);
    let batch = Batch::parse(&encoded.bytes).unwrap();
    let texts = vec![Arc::from(""); batch.texts().len()];
    let unpacked = |room| batch.entries_within(&texts, &Room::of(room)).map(|entries| entries.len());
    assert_eq!(unpacked(1 << 20), Ok(entries.len()));
    let too_many = CodecError::Malformed("its texts would unpack to more than is ever read");
    assert_eq!(unpacked(100), Err(too_many));
}

#[test]
fn missions_share_their_rules_when_they_come_back() {
    let text = |name: &str| SourceText::new(name, format!("text of {name}"));
    let rules = Arc::new(IndexMap::from([("keep-pace".to_owned(), text("rules/keep-pace.rhai"))]));
    let mission = |name: &str| {
        let declaration = text(name);
        (
            Arc::clone(&declaration.path),
            MissionSources { declaration, rules: Arc::clone(&rules), libraries: Arc::default() },
        )
    };
    let missions = IndexMap::from([mission("missions/a.toml"), mission("missions/b.toml")]);
    let sources = Sources {
        project: text("remit.toml"),
        bodies: text("bodies.csv"),
        bank_holidays: None,
        people: None,
        relations: None,
        missions,
    };
    let back = there_and_back(&[Entry::Activated(Arc::new(sources))]);
    let [Entry::Activated(back)] = &*back else { panic!("one activation went in") };
    assert!(Arc::ptr_eq(&back.missions[0].rules, &back.missions[1].rules));
}

/// A long file as councils send it: 300 councils, 20 quarters, 9 figures each.
fn long_file() -> Vec<Observation> {
    let hash = "3f".repeat(32);
    let path = "feeds/duty-to-refer/councils.csv".to_owned();
    let file = Arc::new(SourceFile {
        feed: FeedId::new("duty-to-refer"),
        path,
        hash,
        load: Load::Later,
        edition: engine::model::Edition::default(),
        speaks_for: None,
        sheets: engine::model::Sheets::default(),
    });
    let row = |row: u32| Observation {
        paper: None,
        cell: Cell {
            measure: MeasureId::new(format!("referrals-{}", row % 9)),
            body: BodyId::new(format!("E0{}", 7_000_000 + row / 180)),
            period: Period::from_parts(Cadence::Quarter, 8_000 + (row / 9 % 20).cast_signed()),
        },
        report: Report::Value(Decimal::from(row.wrapping_mul(2_654_435_761) >> 20)),
        status: Status::Final,
        vintage: Vintage::Backfill,
        source: Source { file: Arc::clone(&file), line: row + 2 },
    };
    (0..54_000).map(row).collect()
}

#[test]
fn an_observation_of_a_long_file_takes_a_few_bytes() {
    let observations = long_file();
    let rows = observations.len();
    let entries = [Entry::Observed(observations)];
    let bytes = encode(&entries).bytes.len() / rows;
    assert!(bytes <= 8, "{bytes} bytes an observation");
    assert_eq!(there_and_back(&entries), entries);
}

#[test]
fn columns_of_different_length_are_damage() {
    let sound = encode(&[]).bytes;
    assert!(Batch::parse(&[&*sound, &[0]].concat()).is_err(), "something follows");
    assert!(Batch::parse(&sound[..sound.len() - 1]).is_err(), "something is cut off");
}

/// One entry of every kind, for bytes that must stay readable.
fn one_of_each() -> Vec<Entry> {
    let file = Arc::new(SourceFile {
        feed: FeedId::new("warmth"),
        path: "feeds/a.csv".to_owned(),
        hash: "5eed".to_owned(),
        load: Load::Later,
        edition: engine::model::Edition::default(),
        speaks_for: None,
        sheets: engine::model::Sheets::default(),
    });
    let at = Timestamp::from_second(1_700_000_000).unwrap();
    let observation = Observation {
        paper: None,
        cell: Cell {
            measure: MeasureId::new("homes"),
            body: BodyId::new("north"),
            period: Period::from_parts(Cadence::Month, 24),
        },
        report: Report::Value(Decimal::new(-150, 2)),
        status: Status::Final,
        vintage: Vintage::At(at),
        source: Source { file: Arc::clone(&file), line: 2 },
    };
    let counts = Receipt { accepted: 1, unchanged: 2, revised: 3, unreconciled: 0 };
    let quarantined = vec![Quarantined { line: 4, reason: "there is no such body".to_owned() }];
    let text = |path: &str| SourceText::new(path, format!("text of {path}"));
    let mission = MissionSources {
        declaration: text("missions/homes.toml"),
        rules: Arc::new(IndexMap::from([("floor".to_owned(), text("rules/floor.rhai"))])),
        libraries: Arc::default(),
    };
    let sources = Sources {
        project: text("remit.toml"),
        bodies: text("bodies.csv"),
        bank_holidays: None,
        people: None,
        relations: None,
        missions: IndexMap::from([(Arc::clone(&mission.declaration.path), mission)]),
    };
    let [id, kind, subject, body, json] =
        ["msg_1", "alert.firing", "firing", "It fires.", "{}"].map(str::to_owned);
    let message = Arc::new(Message { id, at, kind, subject, text: body, json });
    let [notifier, message_id] = ["hook", "msg_1"].map(str::to_owned);
    let signed = Signed { statement: "I approve".to_owned(), signature: "armoured".to_owned() };
    vec![
        Entry::Observed(vec![observation]),
        Entry::Received(FileReceipt {
            file,
            counts,
            skipped: 5,
            quarantined,
            more_quarantined: Lines::default(),
            unequal_totals: Vec::new(),
            same_as: None,
            left_out: 0,
            unexplained: Vec::new(),
        }),
        Entry::Activated(Arc::new(sources)),
        Entry::ClockAdvanced,
        Entry::Resumed,
        Entry::Queued { notifier: notifier.clone(), message, hold: None },
        Entry::Attempted {
            notifier: notifier.clone(),
            message_id: message_id.clone(),
            error: "timed out".to_owned(),
            setback: Setback::Passing,
        },
        Entry::Settled { notifier, message_id },
        Entry::Approved { signed, signer: "Jane Doe".to_owned() },
    ]
}

/// A batch in the layout that entries had before snapshots held evidence.
#[test]
fn entries_of_an_older_version_are_read() {
    let bytes: Vec<u8> = OLDER.as_bytes().chunks(2).map(|pair| hex(pair[0]) * 16 + hex(pair[1])).collect();
    let batch = Batch::parse(&bytes).expect("the layout is known");
    let texts = ["rules/floor.rhai", "missions/homes.toml", "remit.toml", "bodies.csv"];
    let texts: Vec<Arc<str>> = texts.iter().map(|path| format!("text of {path}").into()).collect();
    let hashes: Vec<TextHash> = texts.iter().map(|text| *blake3::hash(text.as_bytes()).as_bytes()).collect();
    assert_eq!(batch.texts(), hashes);
    assert_eq!(batch.entries(&texts).unwrap(), one_of_each());
}

/// A snapshot of that version is a memo alone; the start folds the ledger instead.
#[test]
fn a_snapshot_of_an_older_version_is_of_no_use() {
    assert_eq!(Snapshot::parse(&[2, 1, 0, 0]).err(), Some(CodecError::Format(2)));
}

fn hex(digit: u8) -> u8 {
    let value = char::from(digit).to_digit(16).expect("a hexadecimal digit");
    u8::try_from(value).expect("one digit")
}

const OLDER: &str = "\
    15067761726d74680b66656564732f612e637376043565656405686f6d6573056e6f727468157468657265206973206e\
    6f207375636820626f647905666c6f6f721072756c65732f666c6f6f722e72686169136d697373696f6e732f686f6d65\
    732e746f6d6c0a72656d69742e746f6d6c0a626f646965732e63737604686f6f6b056d73675f310c616c6572742e6669\
    72696e6706666972696e670949742066697265732e027b7d0974696d6564206f7574094920617070726f76650861726d\
    6f75726564084a616e6520446f650100010204abef28eb0232673c64ee41c8c6b2c98306b4ebf8baebcb720896d17c33\
    ca5f593b1b572bfeb4c75b56f2882da3a98c26d16414fbd25d5f33922609110e6647241494f69ccfd2b3e877fbd0e09b\
    7e586a8c9b328f9e936a653d720abf099b788c704f8d478e6443a92840e52411b376c1369b3e82dc64f3643f5ffa7e7e\
    f58f0409000103010401023001018080d0e2c6bfce972f00010000010000010000011501960100010100010000010000\
    01020100010203050104050209020a0300010106070001080801000304050b0c8080d0e2c6bfce972f0d0e0f10060b0c\
    11070b0c0009121314";
