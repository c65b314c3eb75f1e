//! What is told when something of a ledger is cut off, replaced, emptied or taken away, and how it is put in order.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::Connection;
use tempfile::TempDir;

use super::place::beside;
use super::{SqliteStore, head, open};
use crate::stores::chain::Head;
use crate::stores::conformance::{activated, at, observed, queued, read};
use crate::stores::store::{Store as _, StoreError};
use ledger::entry::{Entry, Position};

/// A ledger of four batches and five entries, which stands where `path` says.
struct LossPlace {
    folder: TempDir,
    path: PathBuf,
}

impl LossPlace {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state/ledger.sqlite");
        Self { folder, path }
    }

    fn written() -> Self {
        let place = Self::new();
        let mut store = SqliteStore::open(&place.path).unwrap();
        store.append(at(1), &[activated("one"), queued("m1")]).unwrap();
        store.append(at(2), &[observed(40)]).unwrap();
        store.append(at(3), &[queued("m2")]).unwrap();
        store.append(at(4), &[queued("m3")]).unwrap();
        drop(store);
        place
    }

    fn change(&self, change: &str) {
        Connection::open(&self.path).unwrap().execute_batch(change).unwrap();
    }

    /// A word of it with its folder left out.
    fn told(&self, said: &impl ToString) -> String {
        let said = said.to_string().replace(&self.path.display().to_string(), "ledger.sqlite");
        // The name of a copy ends in the moment at which it was made.
        let mut words = said.split(' ').map(|word| match word.split_once("-2") {
            Some((name, _)) if name.contains("ledger.sqlite.") => format!("{name}-MOMENT"),
            _ => word.to_owned(),
        });
        words.by_ref().collect::<Vec<_>>().join(" ")
    }

    fn positions(&self) -> Vec<Position> {
        let mut store = SqliteStore::open_read_only(&self.path).unwrap().unwrap();
        read(&mut store, 0).iter().map(|recorded| recorded.position).collect()
    }

    fn files(&self) -> Vec<String> {
        let files = self.path.parent().unwrap().read_dir().unwrap();
        let mut names: Vec<_> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
            .iter()
            .map(|name| self.told(&format!("{}/{name}", self.folder.path().join("state").display())))
            .collect()
    }
}

/// What is told of a ledger after this was done to it: the same to whoever writes and to whoever asks; nothing is changed by it.
#[track_caller]
fn check(spoil: impl FnOnce(&LossPlace)) -> String {
    let place = LossPlace::written();
    spoil(&place);
    let fault = SqliteStore::open(&place.path).err().expect("it is not opened to be written");
    let asked = SqliteStore::open_read_only(&place.path).err().expect("it is not opened to be asked");
    assert_eq!(asked.to_string(), fault.to_string());
    assert!(matches!(fault, StoreError::Damaged { .. }));
    place.told(&fault)
}

#[test]
fn an_end_that_was_cut_off_is_told() {
    insta::assert_snapshot!(check(|place| place.change("DELETE FROM batch WHERE last = 5")), @"the ledger ledger.sqlite cannot be used: its end is missing: it ends at position 4, and entries up to position 5 were written");
    insta::assert_snapshot!(check(|place| place.change("DELETE FROM batch")), @"the ledger ledger.sqlite cannot be used: its end is missing: it ends at position 0, and entries up to position 5 were written");
}

#[test]
fn a_ledger_that_is_gone_or_empty_is_not_begun_anew() {
    insta::assert_snapshot!(check(|place| fs::remove_file(&place.path).unwrap()), @"the ledger ledger.sqlite cannot be used: its file is gone, and entries up to position 5 were written");
    insta::assert_snapshot!(check(|place| fs::write(&place.path, "").unwrap()), @"the ledger ledger.sqlite cannot be used: its file is empty, and entries up to position 5 were written");
}

#[test]
fn an_end_that_was_replaced_is_told() {
    let other = LossPlace::written();
    let mut store = SqliteStore::open(&other.path).unwrap();
    store.append(at(5), &[queued("m4")]).unwrap();
    drop(store);
    // Cut off and written again by somebody who knows how entries are packed.
    let replace = |place: &LossPlace| {
        let other = other.path.display();
        place.change(&format!(
            "ATTACH '{other}' AS other; DELETE FROM batch WHERE last = 5;
             INSERT INTO batch SELECT 5, at, entries, link FROM other.batch WHERE last = 6"
        ));
    };
    insta::assert_snapshot!(check(replace), @"the ledger ledger.sqlite cannot be used: the batch of entries that ends at position 5 is not the one that was written there");
}

#[test]
fn a_batch_from_another_ledger_is_told_when_it_is_read() {
    let (place, other) = (LossPlace::written(), LossPlace::new());
    let mut store = SqliteStore::open(&other.path).unwrap();
    store.append(at(1), &[activated("one"), queued("m1")]).unwrap();
    store.append(at(2), &[observed(41)]).unwrap();
    drop(store);
    place.change(&format!(
        "ATTACH '{}' AS other; UPDATE batch SET entries = (SELECT entries FROM other.batch WHERE last = 3) WHERE last = 3",
        other.path.display()
    ));
    let mut store = SqliteStore::open(&place.path).unwrap();
    let fault = store.read(0, &mut |_| Ok(())).unwrap_err();
    insta::assert_snapshot!(place.told(&fault), @"the ledger ledger.sqlite cannot be used: the batch of entries that ends at position 3 does not follow from those before it: it was put there, or one of them was changed");
    assert_eq!(store.verify().unwrap_err().to_string(), fault.to_string());
    assert_eq!(read(&mut store, 4).len(), 1, "a start that reads what follows need not read it");
}

#[test]
fn a_log_that_was_removed_is_told() {
    let place = LossPlace::written();
    let aside = tempfile::tempdir().unwrap();
    let mut store = SqliteStore::open(&place.path).unwrap();
    store.append(at(5), &[queued("m4")]).unwrap();
    // As after kill -9, when what was written last is in the log alone.
    let copy = aside.path().join("ledger.sqlite");
    for ending in ["", ".head"] {
        fs::copy(beside(&place.path, ending), beside(&copy, ending)).unwrap();
    }
    let fault = SqliteStore::open(&copy).err().unwrap();
    assert!(
        fault.to_string().ends_with("it ends at position 5, and entries up to position 6 were written"),
        "{fault}"
    );
}

#[test]
fn a_head_that_is_behind_is_no_fault() {
    let place = LossPlace::written();
    let behind = fs::read(head::path_beside(&place.path)).unwrap();
    let mut store = SqliteStore::open(&place.path).unwrap();
    store.append(at(5), &[queued("m4"), Entry::Resumed]).unwrap();
    drop(store);
    // As after a power failure, which the head file need not outlive.
    fs::write(head::path_beside(&place.path), behind).unwrap();
    assert_eq!(SqliteStore::open(&place.path).unwrap().head().position, 7);
    place.change("DELETE FROM batch WHERE last = 7");
    assert!(SqliteStore::open(&place.path).is_err(), "from now on it is known again");
}

#[test]
fn a_ledger_without_a_head_goes_on() {
    let place = LossPlace::written();
    fs::remove_file(head::path_beside(&place.path)).unwrap();
    assert_eq!(SqliteStore::open(&place.path).unwrap().head().position, 5);
    place.change("DELETE FROM batch WHERE last = 5");
    assert!(SqliteStore::open(&place.path).is_err(), "it was begun anew");
}

#[test]
fn a_file_that_is_taken_away_from_its_writer_is_kept() {
    let place = LossPlace::written();
    let mut store = SqliteStore::open(&place.path).unwrap();
    fs::remove_dir_all(place.path.parent().unwrap()).unwrap();
    let fault = store.append(at(5), &[queued("m4")]).unwrap_err();
    insta::assert_snapshot!(place.told(&fault), @"the ledger ledger.sqlite can no longer be written by this process: its file was removed or replaced while it was in use; what it held is kept in ledger.sqlite.rescued-MOMENT");
    assert_eq!(store.check().unwrap_err().to_string(), fault.to_string(), "it is kept once");
    drop(store);
    insta::assert_snapshot!(place.files().join("\n"), @r"
    ledger.sqlite.head
    ledger.sqlite.rescued-MOMENT
    ");
    assert!(SqliteStore::open(&place.path).is_err(), "nothing is begun anew");
}

#[test]
fn a_log_that_is_taken_away_from_its_writer_is_put_into_the_ledger() {
    let place = LossPlace::written();
    let mut store = SqliteStore::open(&place.path).unwrap();
    store.append(at(5), &[queued("m4")]).unwrap();
    fs::remove_file(beside(&place.path, "-wal")).unwrap();
    let fault = store.append(at(6), &[queued("m5")]).unwrap_err();
    insta::assert_snapshot!(place.told(&fault), @"the ledger ledger.sqlite can no longer be written by this process: its write-ahead log was removed while it was in use; what was written is put into the ledger now");
    drop(store);
    assert_eq!(place.positions(), [1, 2, 3, 4, 5, 6]);
}

#[test]
fn the_lock_holds_without_its_file() {
    if !cfg!(target_os = "linux") {
        return;
    }
    let place = LossPlace::written();
    let _first = SqliteStore::open(&place.path).unwrap();
    fs::remove_file(beside(&place.path, ".lock")).unwrap();
    assert!(matches!(SqliteStore::open(&place.path), Err(StoreError::InUse { .. })));
}

#[test]
fn a_second_writer_is_noticed_before_anything_is_written() {
    let place = LossPlace::written();
    let mut store = SqliteStore::open(&place.path).unwrap();
    // Whoever it is keeps to no lock.
    let second = Connection::open(&place.path).unwrap();
    second.execute_batch("INSERT INTO batch SELECT 6, at, entries, link FROM batch WHERE last = 5").unwrap();
    let fault = store.append(at(5), &[queued("m4")]).unwrap_err();
    insta::assert_snapshot!(place.told(&fault), @"the ledger ledger.sqlite can no longer be written by this process: another process writes to it");
}

#[test]
fn files_of_a_ledger_are_for_its_owner() {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let place = LossPlace::written();
        let _open = SqliteStore::open(&place.path).unwrap();
        for file in place.path.parent().unwrap().read_dir().unwrap() {
            let file = file.unwrap();
            assert_eq!(file.metadata().unwrap().permissions().mode() & 0o077, 0, "{}", file.path().display());
        }
    }
}

#[test]
fn a_folder_that_takes_no_files_can_be_asked() {
    let place = LossPlace::written();
    let ledger = crate::stores::fault::Ledger::at(&place.path.display());
    let entries = |path: &Path| {
        let (connection, ..) = open::look_into_unwritable(path, &ledger).unwrap();
        connection.query_row("SELECT max(last) FROM batch", [], |row| row.get::<_, u32>(0)).unwrap()
    };
    assert_eq!(entries(&place.path), 5);
    let mut store = SqliteStore::open(&place.path).unwrap();
    store.append(at(5), &[queued("m4")]).unwrap();
    assert_eq!(entries(&place.path), 6, "the log is read as well");
}

/// Makes of a ledger what it would be had a Remit written it that knew no chain.
fn unchain(place: &LossPlace) {
    place.change("ALTER TABLE batch DROP COLUMN link; DROP TABLE piece; PRAGMA user_version = 1");
    fs::remove_file(head::path_beside(&place.path)).unwrap();
}

#[test]
fn a_ledger_of_the_first_version_is_read_and_chained() {
    let place = LossPlace::written();
    let chained = SqliteStore::open(&place.path).unwrap().head();
    unchain(&place);
    assert_eq!(place.positions(), [1, 2, 3, 4, 5], "whoever asks leaves it as it is");
    let mut store = SqliteStore::open(&place.path).unwrap();
    assert_eq!(store.verify().unwrap(), chained);
    store.sign("0.0.1").unwrap();
    assert_eq!((store.head(), store.verify().unwrap()), (chained, chained));
    store.append(at(5), &[queued("m4")]).unwrap();
    drop(store);
    place.change("DELETE FROM batch WHERE last = 6");
    assert!(SqliteStore::open(&place.path).is_err());
}

/// Lays a ledger out as a Remit did that put personal values into the batches.
fn gather_in(place: &LossPlace) {
    place.change("PRAGMA user_version = 2");
}

#[test]
fn one_of_an_older_layout_stays_as_it_is_until_something_is_written_to_it() {
    type Step = fn(&mut SqliteStore);
    let writes: [Step; 4] = [
        |store| assert_ne!(store.append(at(5), &[queued("m4")]).unwrap(), 0),
        |store| store.save_snapshot(5, b"state").unwrap(),
        |store| store.sign("0.0.1").unwrap(),
        |store| store.erase(&[]).unwrap(),
    ];
    for (lay_out, write) in
        [unchain, gather_in].into_iter().flat_map(|older| writes.map(|write| (older, write)))
    {
        let place = LossPlace::written();
        lay_out(&place);
        let before = fs::read(&place.path).unwrap();
        let mut store = SqliteStore::open(&place.path).unwrap();
        store.verify().unwrap();
        store.check().unwrap();
        assert_eq!(
            (read(&mut store, 0).len(), store.snapshot().unwrap(), store.head().position),
            (5, None, 5)
        );
        assert_eq!(store.entry(3).unwrap().map(|third| third.position), Some(3));
        drop(store);
        assert_eq!(fs::read(&place.path).unwrap(), before, "whoever wrote it before goes on with it");
        let mut store = SqliteStore::open(&place.path).unwrap();
        write(&mut store);
        assert_eq!(store.verify().unwrap(), store.head());
        drop(store);
        let mut store = SqliteStore::open(&place.path).unwrap();
        assert!(store.is_chained());
        store.append(at(6), &[queued("m5")]).unwrap();
        assert_eq!(store.verify().unwrap(), store.head());
    }
}

#[test]
fn a_ledger_of_the_first_version_that_is_older_than_its_head_is_told() {
    let place = LossPlace::written();
    let head = fs::read(head::path_beside(&place.path)).unwrap();
    unchain(&place);
    place.change("DELETE FROM batch WHERE last = 5");
    fs::write(head::path_beside(&place.path), head).unwrap();
    assert!(matches!(SqliteStore::open(&place.path), Err(StoreError::Damaged { .. })));
}

/// What a repair says and leaves behind after this was done to a ledger.
#[track_caller]
fn repaired(spoil: impl FnOnce(&LossPlace)) -> (String, Vec<Position>) {
    let place = LossPlace::written();
    spoil(&place);
    let before = fs::read(&place.path).ok();
    let repaired = SqliteStore::repair(&place.path).unwrap();
    if let Some(copy) = &repaired.copy {
        assert_eq!(fs::read(copy).ok(), before, "the whole is kept");
    }
    let mut store = SqliteStore::open(&place.path).unwrap();
    assert_eq!((store.head(), store.verify().unwrap()), (repaired.head, repaired.head));
    store.append(at(9), &[]).unwrap();
    drop(store);
    assert_eq!(SqliteStore::repair(&place.path).unwrap().copy, None, "a second repair finds nothing");
    let fault = repaired.fault.map_or_else(String::new, |fault| place.told(&fault));
    let written = repaired.written_to.map_or_else(String::new, |to| format!("; written to {to}"));
    (format!("{fault}{written}"), place.positions())
}

#[test]
fn a_repair_keeps_what_is_sound() {
    let (said, kept) = repaired(|_| ());
    assert_eq!((&*said, kept), ("", vec![1, 2, 3, 4, 5]));
    let (said, kept) = repaired(|place| place.change("DELETE FROM batch WHERE last = 5"));
    assert_eq!((&*said, kept), ("; written to 5", vec![1, 2, 3, 4]));
    let (said, kept) = repaired(|place| {
        place.change("UPDATE batch SET entries = substr(entries, 1, 40) WHERE last = 4");
    });
    insta::assert_snapshot!(said, @"the ledger ledger.sqlite cannot be used: the batch of entries that ends at position 4 is damaged: it is not what was written, going by its checksum; written to 5");
    assert_eq!(kept, [1, 2, 3]);
    let (said, kept) = repaired(|place| fs::write(&place.path, "a shopping list").unwrap());
    insta::assert_snapshot!(said, @"the ledger ledger.sqlite cannot be used: it is not a ledger, or its beginning is overwritten; written to 5");
    assert_eq!(kept, Vec::<Position>::new());
    let (_, kept) = repaired(|place| fs::remove_file(&place.path).unwrap());
    assert_eq!(kept, Vec::<Position>::new());
    let (_, kept) = repaired(|place| place.change("PRAGMA application_id = 7"));
    assert_eq!(kept, [1, 2, 3, 4, 5], "the chain says whose it is");
}

#[test]
fn a_rewinding_takes_back_what_is_later() {
    let place = LossPlace::written();
    let rewind = |to: i64| SqliteStore::rewind(&place.path, Timestamp::from_second(to).unwrap()).unwrap();
    let nothing = rewind(4);
    assert_eq!((nothing.head.position, nothing.copy, nothing.undone.len()), (5, None, 0));
    let rewound = rewind(2);
    assert_eq!(rewound.head.position, 3);
    assert_eq!(rewound.undone.iter().map(|undone| undone.position).collect::<Vec<_>>(), [4, 5]);
    assert_eq!(place.positions(), [1, 2, 3]);
    let mut copy = SqliteStore::open_read_only(&rewound.copy.unwrap()).unwrap().unwrap();
    assert_eq!(read(&mut copy, 0).len(), 5, "the whole is kept");
    let mut store = SqliteStore::open(&place.path).unwrap();
    assert_eq!(store.append(at(3), &[queued("m5")]).unwrap(), 4);
    assert_eq!(store.verify().unwrap(), store.head());
    drop(store);
    let all = rewind(0);
    assert_eq!((all.head, all.undone.len()), (Head::START, 4));
}
