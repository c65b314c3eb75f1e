//! Ledgers that cannot be used: nothing is written over, nothing is begun afresh behind anyone's back.

use std::fs;
use std::os::unix::fs::FileExt as _;

use tests::process::{Answer, Folder, Service, remit};

const LEDGER: &str = ".remit/ledger.sqlite";
/// Where SQLite keeps the number that says of which version a ledger is.
const VERSION_AT: u64 = 60;

/// What is said of a ledger that is spoilt after a first run; it is the same from all who need the ledger, and the file is as
/// it was.
#[track_caller]
fn check(spoil: impl FnOnce(&Folder)) -> String {
    let folder = Folder::two_missions();
    assert_eq!(remit(&folder, "run project").code, Some(0));
    spoil(&folder);
    let before = fs::read(folder.path(LEDGER)).unwrap();
    let told = unusable(&folder, "run project");
    assert_eq!(unusable(&folder, "serve project"), told);
    assert_eq!(unusable(&folder, "run project --as-of 2024-08-31"), told);
    assert!(fs::read(folder.path(LEDGER)).unwrap() == before, "the ledger is left as it is");
    told
}

#[track_caller]
fn unusable(folder: &Folder, line: &str) -> String {
    let Answer { code, out, err } = remit(folder, line);
    assert_eq!((code, &*out), (Some(2), ""), "{line}: {err}");
    // A line of the log may say besides that the snapshot is damaged as well.
    let said: Vec<&str> = err.lines().filter(|line| line.starts_with("remit:")).collect();
    said.join("\n")
}

fn overwrite(folder: &Folder, at: u64, bytes: &[u8]) {
    let file = fs::OpenOptions::new().write(true).open(folder.path(LEDGER)).unwrap();
    file.write_all_at(bytes, at).unwrap();
}

#[test]
fn a_ledger_from_a_newer_version() {
    let said = check(|folder| overwrite(folder, VERSION_AT, &99_u32.to_be_bytes()));
    insta::assert_snapshot!(said, @"remit: the ledger project/.remit/ledger.sqlite is of version 99, and this Remit knows versions up to 4");
}

#[test]
fn a_ledger_that_is_none() {
    insta::assert_snapshot!(check(|folder| overwrite(folder, 0, b"A shopping list")), @"remit: the ledger project/.remit/ledger.sqlite cannot be used: it is not a ledger, or its beginning is overwritten");
}

#[test]
fn a_ledger_that_is_cut_off() {
    let cut = |folder: &Folder| {
        fs::OpenOptions::new().write(true).open(folder.path(LEDGER)).unwrap().set_len(5_000).unwrap();
    };
    insta::assert_snapshot!(check(cut), @"remit: the ledger project/.remit/ledger.sqlite cannot be used: the database is damaged (database disk image is malformed)");
}

#[test]
fn a_ledger_with_a_letter_changed() {
    let change = |folder: &Folder| {
        let bytes = fs::read(folder.path(LEDGER)).unwrap();
        // The name of a file that was read stands in the first batch, and in the snapshot.
        let name = b"feeds/warmth/2024.csv";
        let windows = (0..).zip(bytes.windows(name.len()));
        let places: Vec<u64> = windows.filter(|(_, window)| window == name).map(|(at, _)| at).collect();
        assert!(!places.is_empty(), "the name stands somewhere");
        for at in places {
            overwrite(folder, at, b"F");
        }
    };
    insta::assert_snapshot!(check(change), @"remit: the ledger project/.remit/ledger.sqlite cannot be used: the batch of entries that ends at position 3 is damaged: it is not what was written, going by its checksum");
}

#[test]
fn a_ledger_that_another_process_holds() {
    let folder = Folder::two_missions();
    let service = Service::start(&folder);
    insta::assert_snapshot!(unusable(&folder, "run project"), @"remit: the ledger project/.remit/ledger.sqlite is in use by another process");
    insta::assert_snapshot!(unusable(&folder, "serve project"), @"remit: the ledger project/.remit/ledger.sqlite is in use by another process");
    let asked = remit(&folder, "run project --as-of 2024-08-31");
    assert_eq!((asked.code, &*asked.err), (Some(0), ""), "a question needs no ledger of its own");
    assert_eq!(service.stop().code, Some(0));
    assert_eq!(remit(&folder, "run project").code, Some(0));
}

/// What is said where the ledger is to lie at `path`.
#[track_caller]
fn check_place(path: &str) -> String {
    let folder = Folder::two_missions();
    folder.append("remit.toml", &format!("\n[store]\npath = \"{path}\"\n"));
    let told = unusable(&folder, "run project");
    assert_eq!(unusable(&folder, "serve project"), told);
    told
}

#[test]
fn a_place_where_nothing_can_be_written() {
    insta::assert_snapshot!(check_place("bodies.csv/ledger.sqlite"), @"remit: the ledger project/bodies.csv/ledger.sqlite cannot be read or written: a file stands where its folder should be");
    insta::assert_snapshot!(check_place("feeds"), @"remit: the ledger project/feeds cannot be read or written: the file or its folder cannot be opened; see that both may be read and written");
    if cfg!(target_os = "linux") {
        insta::assert_snapshot!(check_place("/proc/remit/ledger.sqlite"), @"remit: the ledger /proc/remit/ledger.sqlite cannot be read or written: its folder cannot be made (entity not found)");
        insta::assert_snapshot!(check_place("/dev/full"), @"remit: the ledger /dev/full cannot be read or written: the disk is full");
    }
}
