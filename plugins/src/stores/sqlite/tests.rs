//! The ledger on a real disk: what outlives its process, and what is noticed.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tempfile::TempDir;

use super::SqliteStore;
use crate::stores::Disk;
use crate::stores::conformance::{self, Subject, activated, at, observed, queued, read, recorded};
use crate::stores::store::{Store, StoreError};
use ledger::entry::Entry;

/// A ledger in a folder of its own, which goes away with it.
struct OnDisk {
    store: SqliteStore,
    _folder: TempDir,
}

impl Subject for OnDisk {
    fn store(&mut self) -> &mut dyn Store {
        &mut self.store
    }

    fn set_disk(&mut self, disk: Disk) {
        let pages = match disk {
            Disk::Roomy => 1_000_000,
            Disk::Full => 1,
        };
        // SQLite never goes below the pages that it has: from here on the file cannot grow.
        self.store.connection.pragma_update(None, "max_page_count", pages).unwrap();
    }
}

fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state/ledger.sqlite");
    (folder, path)
}

/// A ledger with these entries, closed again.
fn ledger(entries: &[&[Entry]]) -> (TempDir, PathBuf) {
    let (folder, path) = place();
    let mut store = SqliteStore::open(&path).unwrap();
    for entries in entries {
        store.append(at(1), entries).unwrap();
    }
    (folder, path)
}

/// What the user is told, with the changing part of the path left out.
fn told(path: &Path, error: &StoreError) -> String {
    error.to_string().replace(&path.display().to_string(), "ledger.sqlite")
}

/// Changes a closed ledger behind its back and says what opening and reading it then tells.
#[track_caller]
fn after(change: &str) -> String {
    let (_folder, path) = ledger(&[&[activated("one"), queued("m1")], &[queued("m2")], &[queued("m3")]]);
    Connection::open(&path).unwrap().execute_batch(change).unwrap();
    let error = match SqliteStore::open(&path) {
        Ok(mut store) => store.read(0, &mut |_| Ok(())).unwrap_err(),
        Err(error) => error,
    };
    told(&path, &error)
}

#[test]
fn an_older_version_of_remit_writes_nothing_behind_a_newer_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.sqlite");
    let mut store = SqliteStore::open(&path).unwrap();
    let reader = || SqliteStore::open_read_only(&path).unwrap().unwrap();
    let told = conformance::check_versions(&mut store, reader).join("\n");
    let told =
        told.replace(&path.display().to_string(), "FILE").replace(env!("CARGO_PKG_VERSION"), "VERSION");
    insta::assert_snapshot!(told, @r"
    the ledger FILE cannot be used: the batch of entries that ends at position 2 is damaged: the entries are not in the layout of a batch
    the ledger FILE was last written by Remit 99.0.0, and this is Remit VERSION, which is older
    ");
    drop(store);
    let refused = SqliteStore::open(&path).err().unwrap().to_string();
    assert!(refused.contains("was last written by Remit 99.0.0"), "{refused}");
}

#[test]
fn it_behaves_as_every_store() {
    conformance::check(|| {
        let (folder, path) = place();
        OnDisk { store: SqliteStore::open(&path).unwrap(), _folder: folder }
    });
}

#[test]
fn a_ledger_is_still_there_when_it_is_opened_again() {
    let (_folder, path) = ledger(&[&[activated("one"), observed(3)], &[queued("m1")]]);
    let mut store = SqliteStore::open(&path).unwrap();
    assert_eq!(store.append(at(2), &[Entry::Resumed]).unwrap(), 4);
    let expect = [
        recorded(1, 1, activated("one")),
        recorded(2, 1, observed(3)),
        recorded(3, 1, queued("m1")),
        recorded(4, 2, Entry::Resumed),
    ];
    assert_eq!(read(&mut store, 0), expect);
}

#[test]
fn commits_are_on_disk_before_they_return() {
    let (_folder, path) = place();
    let store = SqliteStore::open(&path).unwrap();
    let synchronous: u32 =
        store.connection.pragma_query_value(None, "synchronous", |row| row.get(0)).unwrap();
    let journal: String =
        store.connection.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
    assert_eq!((synchronous, &*journal), (2, "wal"));
}

#[test]
fn a_second_writer_is_turned_away_at_once() {
    let (_folder, path) = place();
    let first = SqliteStore::open(&path).unwrap();
    let error = SqliteStore::open(&path).err().unwrap();
    assert!(matches!(error, StoreError::InUse { .. }));
    insta::assert_snapshot!(told(&path, &error), @"the ledger ledger.sqlite is in use by another process");
    drop(first);
    assert!(SqliteStore::open(&path).is_ok());
}

#[test]
fn questions_are_answered_while_another_process_writes() {
    let (_folder, path) = place();
    let mut writer = SqliteStore::open(&path).unwrap();
    writer.append(at(1), &[queued("m1")]).unwrap();
    let mut reader = SqliteStore::open_read_only(&path).unwrap().unwrap();
    assert_eq!(read(&mut reader, 0), [recorded(1, 1, queued("m1"))]);
    writer.append(at(2), &[queued("m2")]).unwrap();
    assert_eq!(read(&mut reader, 1), [recorded(2, 2, queued("m2"))]);
    let error = reader.append(at(3), &[Entry::Resumed]).unwrap_err();
    insta::assert_snapshot!(told(&path, &error), @"the ledger ledger.sqlite cannot be read or written: it may only be read, not written");
}

#[test]
fn a_question_makes_no_ledger() {
    let (folder, path) = place();
    assert!(SqliteStore::open_read_only(&path).unwrap().is_none());
    assert_eq!(folder.path().read_dir().unwrap().count(), 0);
    // A file that a process left empty when it died is no ledger yet.
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, "").unwrap();
    assert!(SqliteStore::open_read_only(&path).unwrap().is_none());
    assert!(SqliteStore::open(&path).is_ok());
}

#[test]
fn a_question_leaves_the_folder_as_it_was() {
    let (_folder, path) = ledger(&[&[queued("m1")]]);
    let files = || {
        let files = path.parent().unwrap().read_dir().unwrap();
        let mut names: Vec<_> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    let before = (files(), fs::read(&path).unwrap());
    let mut reader = SqliteStore::open_read_only(&path).unwrap().unwrap();
    assert_eq!(read(&mut reader, 0).len(), 1);
    drop(reader);
    assert_eq!(files(), before.0);
    assert!(fs::read(&path).unwrap() == before.1, "the ledger has changed");
}

#[test]
fn a_stretch_of_it_is_read_without_what_stands_around_it() {
    let (_folder, path) =
        ledger(&[&[activated("one"), queued("m1")], &[queued("m2"), queued("m3")], &[queued("m4")]]);
    let store = SqliteStore::open_read_only(&path).unwrap().unwrap();
    let stretch = |after, last| {
        let mut read = Vec::new();
        let each = &mut |recorded: ledger::entry::Recorded| {
            read.push(recorded.position);
            Ok(())
        };
        store.read_up_to(after, last, each).map(|()| read)
    };
    assert_eq!(stretch(1, 3).unwrap(), [2, 3]);
    assert_eq!(stretch(0, 9).unwrap(), [1, 2, 3, 4, 5]);
    assert!(stretch(3, 3).unwrap().is_empty());
    assert_eq!(store.head_at(5).unwrap(), store.head());
    assert_ne!(store.head_at(4).unwrap().hash, store.head().hash);
}

#[test]
fn a_source_text_is_kept_once() {
    let (_folder, path) =
        ledger(&[&[activated("one")], &[activated("one"), activated("two")], &[activated("one")]]);
    let store = SqliteStore::open(&path).unwrap();
    let count = |query| store.connection.query_row(query, [], |row| row.get::<_, u32>(0)).unwrap();
    // The project, the bodies and the rule stay; the mission has two versions.
    assert_eq!(count("SELECT count(*) FROM source"), 5);
    assert_eq!(count("SELECT count(*) FROM batch"), 3);
}

#[test]
fn a_batch_that_no_row_can_hold_is_kept_in_pieces() {
    let (_folder, path) = ledger(&[&[activated("one")], &[observed(5_000)], &[queued("m1")]]);
    let mut store = SqliteStore::open(&path).unwrap();
    let pieces = "SELECT count(*) FROM piece";
    assert!(store.connection.query_row(pieces, [], |row| row.get::<_, u32>(0)).unwrap() > 1);
    let expect =
        [recorded(1, 1, activated("one")), recorded(2, 1, observed(5_000)), recorded(3, 1, queued("m1"))];
    assert!(read(&mut store, 0) == expect, "it comes back whole");
    store.connection.execute_batch("DELETE FROM piece WHERE number = 1").unwrap();
    insta::assert_snapshot!(told(&path, &store.verify().unwrap_err()), @"the ledger ledger.sqlite cannot be used: the batch of entries that ends at position 2 is damaged: it is not what was written, going by its checksum");
}

#[test]
fn a_ledger_of_a_newer_version_is_left_alone() {
    insta::assert_snapshot!(after("PRAGMA user_version = 9"), @"the ledger ledger.sqlite is of version 9, and this Remit knows versions up to 4");
}

#[test]
fn the_database_of_another_program_is_left_alone() {
    insta::assert_snapshot!(after("PRAGMA application_id = 7"), @"the ledger ledger.sqlite cannot be used: it is the database of another program");
}

#[test]
fn a_file_that_is_no_database_is_left_alone() {
    let (_folder, path) = place();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let text = "measure,body,period,value\n".repeat(100);
    fs::write(&path, &text).unwrap();
    let error = SqliteStore::open(&path).err().unwrap();
    insta::assert_snapshot!(told(&path, &error), @"the ledger ledger.sqlite cannot be used: it is not a ledger, or its beginning is overwritten");
    assert_eq!(told(&path, &SqliteStore::open_read_only(&path).err().unwrap()), told(&path, &error));
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn damage_is_found_by_a_walk_through_everything() {
    let folder = TempDir::new().unwrap();
    let mut store = SqliteStore::open(&folder.path().join("ledger.sqlite")).unwrap();
    store.append("2024-02-01T00:00:00Z".parse().unwrap(), &[Entry::Resumed, Entry::ClockAdvanced]).unwrap();
    store.append("2024-02-02T00:00:00Z".parse().unwrap(), &[Entry::Resumed]).unwrap();
    assert_eq!(store.verify().expect("the entries are sound").position, 3);
    store.connection.execute_batch("UPDATE batch SET at = '2024-01-01T00:00:00Z' WHERE last = 3").unwrap();
    let fault = store.verify().unwrap_err();
    assert!(matches!(fault, StoreError::Damaged { .. }), "the second is not");
    assert!(fault.to_string().contains("ends at position 3"), "and the first is: {fault}");
}

#[test]
fn damage_is_named_with_its_place() {
    insta::assert_snapshot!(after("UPDATE batch SET entries = substr(entries, 1, 40) WHERE last = 3"), @"the ledger ledger.sqlite cannot be used: the batch of entries that ends at position 3 is damaged: it is not what was written, going by its checksum");
    insta::assert_snapshot!(after("UPDATE batch SET at = '2024-01-01T00:00:00Z' WHERE last = 2"), @"the ledger ledger.sqlite cannot be used: the batch of entries that ends at position 2 is damaged: it is not what was written, going by its checksum");
    insta::assert_snapshot!(after("UPDATE batch SET entries = CAST(x'63' || substr(entries, 2) AS BLOB) WHERE last = 4"), @"the ledger ledger.sqlite cannot be used: the batch of entries that ends at position 4 is damaged: it is of the unknown format 99");
    insta::assert_snapshot!(after("DELETE FROM batch WHERE last = 3"), @"the ledger ledger.sqlite cannot be used: the entries after position 2 are missing");
    insta::assert_snapshot!(after("UPDATE source SET text = text || ' '"), @"the ledger ledger.sqlite cannot be used: a source text is not what was written, going by its hash");
    insta::assert_snapshot!(after("DELETE FROM source"), @"the ledger ledger.sqlite cannot be used: a source text is missing");
}

#[test]
fn a_damaged_snapshot_is_passed_over() {
    let (_folder, path) = ledger(&[&[Entry::Resumed]]);
    let mut store = SqliteStore::open(&path).unwrap();
    store.save_snapshot(1, b"state").unwrap();
    store.connection.execute_batch("UPDATE snapshot SET state = zeroblob(20)").unwrap();
    assert_eq!(store.snapshot().unwrap(), None);
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let (folder, _) = place();
    fs::write(folder.path().join("state"), "a file in the way").unwrap();
    let path = folder.path().join("state/ledger.sqlite");
    let error = SqliteStore::open(&path).err().unwrap();
    insta::assert_snapshot!(told(&path, &error), @"the ledger ledger.sqlite cannot be read or written: a file stands where its folder should be");
}
