//! What is left of personal values on the disk once they are erased, and what is told of those that were changed.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tempfile::TempDir;

use super::SqliteStore;
use crate::stores::conformance::{at, queued, read};
use crate::stores::erasing;
use crate::stores::store::Store as _;
use ledger::entry::Entry;

fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state/ledger.sqlite");
    (folder, path)
}

fn open(path: &Path) -> SqliteStore {
    SqliteStore::open(path).unwrap()
}

#[test]
fn an_erasure_leaves_nothing_of_a_value_in_any_file() {
    let (_folder, path) = place();
    let mut store = open(&path);
    erasing::check(&mut store);
    let found = erasing::hashes(&mut store, "Zelda Quill");
    store.erase(&found).unwrap();
    let has_it = |path: &Path| {
        let bytes = fs::read(path).unwrap();
        ["Zelda", "zelda", "It was agreed"]
            .iter()
            .any(|value| bytes.windows(value.len()).any(|window| window == value.as_bytes()))
    };
    let files = path.parent().unwrap().read_dir().unwrap().map(|file| file.unwrap().path());
    let files: Vec<PathBuf> = files.collect();
    assert!(files.len() > 2, "{files:?}");
    for file in &files {
        assert!(!has_it(file), "{}", file.display());
    }
    store.append(at(5), &[queued("m2")]).unwrap();
    assert_eq!(store.verify().unwrap(), store.head(), "it goes on");
}

#[test]
fn a_log_that_somebody_reads_meanwhile_is_told_of() {
    let (_folder, path) = place();
    let mut store = open(&path);
    store.append(at(1), &[erasing::decided("Zelda Quill", "")]).unwrap();
    let reader = Connection::open(&path).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM batch").unwrap();
    let found = erasing::hashes(&mut store, "Zelda Quill");
    let fault = store.erase(&found).unwrap_err().to_string();
    assert!(fault.contains("somebody reads the ledger; erase again once nobody does"), "{fault}");
    drop(reader);
    store.erase(&found).unwrap();
}

#[test]
fn a_personal_value_that_was_changed_is_told() {
    let (_folder, path) = place();
    let mut store = open(&path);
    store.append(at(1), &[erasing::decided("Zelda Quill", "")]).unwrap();
    drop(store);
    let change = |change: &str| Connection::open(&path).unwrap().execute_batch(change).unwrap();
    change("UPDATE personal SET value = 'Another'");
    let fault = open(&path).verify().unwrap_err().to_string();
    assert!(
        fault
            .contains("in the batch of entries that ends at position 1: the personal value that belongs to "),
        "{fault}"
    );
    assert!(fault.ends_with(" is not the one that was written"), "{fault}");
    change("UPDATE personal SET value = NULL");
    let fault = open(&path).verify().unwrap_err().to_string();
    assert!(fault.ends_with("a personal value stands in no form that is known"), "{fault}");
    change("UPDATE personal SET value = 'Zelda Quill', kind = 7");
    let fault = open(&path).verify().unwrap_err().to_string();
    assert!(fault.ends_with("a personal value stands in no form that is known"), "{fault}");
}

#[test]
fn a_personal_value_that_is_missing_is_no_erasure() {
    let (_folder, path) = place();
    let mut store = open(&path);
    store.append(at(1), &[erasing::decided("Zelda Quill", "")]).unwrap();
    drop(store);
    Connection::open(&path).unwrap().execute_batch("DELETE FROM personal").unwrap();
    let fault = open(&path).verify().unwrap_err().to_string();
    assert!(
        fault.ends_with(
            "a personal value of the batch of entries that ends at position 1 is missing, and was not erased"
        ),
        "{fault}"
    );
}

#[test]
fn a_ledger_of_the_second_version_is_read_and_gets_room_for_personal_values() {
    let (_folder, path) = place();
    let mut store = open(&path);
    store.append(at(1), &[Entry::Resumed]).unwrap();
    drop(store);
    let older = "DROP TABLE personal; PRAGMA user_version = 2";
    Connection::open(&path).unwrap().execute_batch(older).unwrap();
    let mut asked = SqliteStore::open_read_only(&path).unwrap().unwrap();
    assert_eq!(read(&mut asked, 0).len(), 1, "whoever asks leaves it as it is");
    drop(asked);
    let mut store = open(&path);
    store.append(at(2), &[erasing::decided("Zelda Quill", "")]).unwrap();
    assert_eq!(erasing::hashes(&mut store, "Zelda Quill").len(), 1);
}

#[test]
fn a_rewinding_and_a_repair_keep_the_values_of_what_is_left() {
    let (_folder, path) = place();
    let mut store = open(&path);
    store.append(at(1), &[erasing::decided("Zelda Quill", "First.")]).unwrap();
    store.append(at(2), &[erasing::decided("Bo Lin", "Second.")]).unwrap();
    drop(store);
    SqliteStore::rewind(&path, at(1)).unwrap();
    let kept = || {
        let connection = Connection::open(&path).unwrap();
        let mut query = connection.prepare("SELECT value FROM personal ORDER BY value").unwrap();
        let values = query.query_map([], |row| row.get::<_, String>(0)).unwrap();
        values.collect::<Result<Vec<_>, _>>().unwrap()
    };
    assert_eq!(kept(), ["First.", "Zelda Quill"]);
    Connection::open(&path).unwrap().execute_batch("PRAGMA application_id = 7").unwrap();
    SqliteStore::repair(&path).unwrap();
    assert_eq!(kept(), ["First.", "Zelda Quill"]);
}
