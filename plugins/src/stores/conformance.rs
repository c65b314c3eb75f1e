//! What every store must do. Each store's tests run this on their own.

use std::sync::Arc;

use engine::model::{
    Absence, BodyId, Cadence, Cell, FeedId, Load, MeasureId, Observation, Report, Source, SourceFile, Status,
    Vintage,
};
use indexmap::IndexMap;
use jiff::Timestamp;
use rules::source::{MissionSources, SourceText, Sources};

use super::batch::{StoredBatch, label};
use super::{Disk, Head, KeptLedger};
use crate::stores::store::{Store, StoreError};
use ledger::codec;
use ledger::entry::{Entry, Message, Position, Recorded};

/// A store under test, with a way to fill its disk.
pub(super) trait Subject {
    fn store(&mut self) -> &mut dyn Store;
    fn set_disk(&mut self, disk: Disk);
}

/// Runs every case, each on an empty store.
pub(super) fn check<S: Subject>(mut empty: impl FnMut() -> S) {
    let cases = [
        an_empty_ledger_holds_nothing,
        what_was_appended_is_read_in_order,
        reading_begins_after_a_position,
        appending_nothing_changes_nothing,
        a_reader_may_stop,
        a_failed_append_writes_nothing,
        the_newest_snapshot_is_kept,
        a_failed_snapshot_leaves_the_old_one,
        a_snapshot_of_what_is_not_there_is_passed_over,
    ];
    for case in cases {
        case(&mut empty());
    }
}

fn an_empty_ledger_holds_nothing(subject: &mut dyn Subject) {
    assert_eq!(read(subject.store(), 0), []);
    assert_eq!(subject.store().snapshot().unwrap(), None);
}

fn what_was_appended_is_read_in_order(subject: &mut dyn Subject) {
    let store = subject.store();
    assert_eq!(store.append(at(10), &[activated("one"), observed(3)]).unwrap(), 2);
    // A clock that was set back changes nothing: the position is the order.
    assert_eq!(store.append(at(5), &[queued("m1")]).unwrap(), 3);
    assert_eq!(store.append(at(11), &[Entry::Resumed, activated("one"), activated("two")]).unwrap(), 6);
    let expect = [
        recorded(1, 10, activated("one")),
        recorded(2, 10, observed(3)),
        recorded(3, 5, queued("m1")),
        recorded(4, 11, Entry::Resumed),
        recorded(5, 11, activated("one")),
        recorded(6, 11, activated("two")),
    ];
    assert_eq!(read(store, 0), expect);
    let one_by_one: Vec<_> = (0..=7).filter_map(|position| store.entry(position).unwrap()).collect();
    assert_eq!(one_by_one, expect);
}

fn reading_begins_after_a_position(subject: &mut dyn Subject) {
    let store = subject.store();
    store.append(at(1), &[Entry::Resumed, queued("m1"), Entry::ClockAdvanced]).unwrap();
    store.append(at(2), &[queued("m2")]).unwrap();
    let positions = |after| read(store, after).iter().map(|recorded| recorded.position).collect::<Vec<_>>();
    let found = [0, 1, 2, 3, 4, 5, Position::MAX].map(positions);
    assert_eq!(found, [vec![1, 2, 3, 4], vec![2, 3, 4], vec![3, 4], vec![4], vec![], vec![], vec![]]);
}

fn appending_nothing_changes_nothing(subject: &mut dyn Subject) {
    let store = subject.store();
    assert_eq!(store.append(at(1), &[]).unwrap(), 0);
    store.append(at(1), &[Entry::Resumed]).unwrap();
    assert_eq!(store.append(at(2), &[]).unwrap(), 1);
    assert_eq!(read(store, 0), [recorded(1, 1, Entry::Resumed)]);
}

fn a_reader_may_stop(subject: &mut dyn Subject) {
    let store = subject.store();
    store.append(at(1), &[Entry::Resumed, Entry::Resumed, Entry::Resumed]).unwrap();
    let mut seen = 0;
    let stopped = store.read(0, &mut |recorded| {
        seen = recorded.position;
        let stop = StoreError::Unavailable { path: "reader".into(), reason: "enough".into() };
        if seen < 2 { Ok(()) } else { Err(stop) }
    });
    assert!(matches!(stopped, Err(StoreError::Unavailable { path, .. }) if path == "reader"));
    assert_eq!(seen, 2);
}

fn a_failed_append_writes_nothing(subject: &mut dyn Subject) {
    subject.store().append(at(1), &[queued("m1")]).unwrap();
    subject.set_disk(Disk::Full);
    let error =
        subject.store().append(at(2), &[queued("m2"), activated("lost"), observed(50_000)]).unwrap_err();
    assert!(
        matches!(&error, StoreError::Unavailable { reason, .. } if reason == "the disk is full"),
        "{error}"
    );
    assert_eq!(read(subject.store(), 0), [recorded(1, 1, queued("m1"))]);
    subject.set_disk(Disk::Roomy);
    assert_eq!(subject.store().append(at(3), &[activated("lost"), queued("m3")]).unwrap(), 3);
    let expect =
        [recorded(1, 1, queued("m1")), recorded(2, 3, activated("lost")), recorded(3, 3, queued("m3"))];
    assert_eq!(read(subject.store(), 0), expect);
}

fn the_newest_snapshot_is_kept(subject: &mut dyn Subject) {
    let store = subject.store();
    store.append(at(1), &[Entry::Resumed, Entry::Resumed]).unwrap();
    store.save_snapshot(1, b"one").unwrap();
    store.save_snapshot(2, b"two").unwrap();
    assert_eq!(store.snapshot().unwrap(), Some((2, b"two".to_vec())));
}

fn a_failed_snapshot_leaves_the_old_one(subject: &mut dyn Subject) {
    subject.store().append(at(1), &[Entry::Resumed]).unwrap();
    subject.store().save_snapshot(1, b"old").unwrap();
    subject.set_disk(Disk::Full);
    assert!(subject.store().save_snapshot(1, &vec![7; 1_000_000]).is_err());
    assert_eq!(subject.store().snapshot().unwrap(), Some((1, b"old".to_vec())));
}

fn a_snapshot_of_what_is_not_there_is_passed_over(subject: &mut dyn Subject) {
    subject.store().save_snapshot(1, b"ahead").unwrap();
    assert_eq!(subject.store().snapshot().unwrap(), None);
}

pub(super) fn read(store: &mut dyn Store, after: Position) -> Vec<Recorded> {
    let mut all = Vec::new();
    let read = store.read(after, &mut |recorded| {
        all.push(recorded);
        Ok(())
    });
    read.unwrap();
    all
}

/// Who may write, and what is said of what cannot be read, by which version wrote last; `reader` opens the ledger for questions.
pub(super) fn check_versions<S: KeptLedger>(
    store: &mut dyn KeptLedger,
    reader: impl Fn() -> S,
) -> Vec<String> {
    assert_eq!(store.written_by().unwrap(), None);
    store.append(at(1), &[queued("m1")]).unwrap();
    store.append_stored(&unreadable(store.head())).unwrap();
    let told = || reader().read(0, &mut |_| Ok(())).unwrap_err().to_string();
    let damaged = told();
    store.sign("0.0.1").unwrap();
    assert_eq!((store.written_by().unwrap().as_deref(), told()), (Some("0.0.1"), damaged.clone()));
    store.sign("99.0.0").unwrap();
    assert_eq!(reader().written_by().unwrap().as_deref(), Some("99.0.0"));
    vec![damaged, told()]
}

/// A batch that is sound by its checksum, and whose layout is not known here.
fn unreadable(before: Head) -> StoredBatch {
    let (last, at) = (before.position + 1, at(2).to_string());
    let label = label(last, &at);
    let bytes = codec::seal(&label, &[u8::MAX; 8]);
    let link = before.hash.next(&label, &bytes);
    StoredBatch { last, at, bytes, link, texts: Vec::new() }
}

pub(super) fn recorded(position: Position, second: i64, entry: Entry) -> Recorded {
    Recorded { position, at: at(second), entry }
}

pub(super) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

pub(super) fn queued(id: &str) -> Entry {
    let [id, kind, subject, text, json] = [id, "alert.firing", "Missed", "Too few", "{}"].map(str::to_owned);
    Entry::Queued {
        notifier: "hook".into(),
        message: Arc::new(Message { id, at: at(1), kind, subject, text, json }),
        hold: None,
    }
}

/// As many reports as asked for, each of another body.
pub(super) fn observed(rows: u32) -> Entry {
    let [path, hash] = ["feeds/a.csv", "ab12"].map(str::to_owned);
    let file = Arc::new(SourceFile {
        feed: FeedId::new("councils"),
        path,
        hash,
        load: Load::Later,
        edition: engine::model::Edition::default(),
        speaks_for: None,
        sheets: engine::model::Sheets::default(),
    });
    let report = |row: u32| match row % 5 {
        0 => Report::Absent(Absence::Confidential),
        _ => Report::Value(row.into()),
    };
    let observation = |row| Observation {
        paper: None,
        cell: Cell {
            measure: MeasureId::new("referrals"),
            body: BodyId::new(format!("council-{row}")),
            period: Cadence::Quarter.parse("2020-Q4").unwrap(),
        },
        report: report(row),
        status: Status::Final,
        vintage: Vintage::At(at(7)),
        source: Source { file: Arc::clone(&file), line: row + 2 },
    };
    Entry::Observed((0..rows).map(observation).collect())
}

/// A project whose mission has this text.
pub(super) fn activated(text: &str) -> Entry {
    let declaration = SourceText::new("missions/a.toml", text);
    let rules =
        IndexMap::from([("r".to_owned(), SourceText::new("rules/r.rhai", "fn assess(my) { met() }"))]);
    let mission = MissionSources { declaration, rules: Arc::new(rules), libraries: Arc::default() };
    Entry::Activated(Arc::new(Sources {
        project: SourceText::new("remit.toml", ""),
        bodies: SourceText::new("bodies.csv", "id,name\n"),
        bank_holidays: None,
        people: None,
        relations: None,
        missions: IndexMap::from([(Arc::from("missions/a.toml"), mission)]),
    }))
}
