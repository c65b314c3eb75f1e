//! A ledger that is spoilt at random: what is read of it is what was written, or a fault is told. Never is it silently something else.
//!
//! A few hundred ways in every run of the tests; `REMIT_CORRUPTIONS=2000` tries more, and `REMIT_SEED` others.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::SqliteStore;
use super::place::beside;
use crate::stores::conformance::{activated, at, observed, queued};
use crate::stores::store::Store as _;
use ledger::entry::{Entry, Recorded};

const WAYS: u64 = 200;
/// Every so many ways the ledger is repaired besides, which takes longer.
const REPAIRED: u64 = 5;
/// All that a ledger consists of, as it lies on the disk after a crash.
const FILES: [&str; 3] = ["", "-wal", ".head"];

/// Numbers that depend on the seed alone.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).expect("it is below a size")
    }
}

/// The files of a ledger as they are while it is open, or after it was closed.
struct Original {
    folder: TempDir,
    entries: Vec<Recorded>,
}

impl Original {
    fn new(numbers: &mut Numbers) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("open/ledger.sqlite");
        let mut store = SqliteStore::open(&path).unwrap();
        store.append(at(1), &[activated("one"), queued("m1")]).unwrap();
        store.append(at(2), &[observed(600)]).unwrap();
        let mut copies = vec![folder.path().join("closed"), folder.path().join("crashed")];
        drop(store);
        copy(path.parent().unwrap(), &copies.remove(0));
        let mut store = SqliteStore::open(&path).unwrap();
        for second in 3..12 {
            store.append(at(second), &[Entry::Resumed, queued(&format!("m{second}"))]).unwrap();
        }
        store.save_snapshot(9, &numbers.next().to_le_bytes().repeat(40)).unwrap();
        let entries = entries(&mut store).unwrap();
        copy(path.parent().unwrap(), &copies.remove(0));
        Self { folder, entries }
    }

    /// A ledger with whatever was spoilt, and what that was.
    fn spoilt(&self, numbers: &mut Numbers) -> (TempDir, PathBuf, String) {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("state/ledger.sqlite");
        let state = ["crashed", "closed"][numbers.below(2)];
        copy(&self.folder.path().join(state), path.parent().unwrap());
        let mut said = state.to_owned();
        for _ in 0..=numbers.below(2) {
            let ending = FILES[numbers.below(FILES.len())];
            let file = beside(&path, ending);
            let Ok(bytes) = fs::read(&file) else { continue };
            let (how, bytes) = spoil(bytes, numbers);
            write!(said, "; {how} of `{ending}`").unwrap();
            match bytes {
                Some(bytes) => fs::write(&file, bytes).unwrap(),
                None => fs::remove_file(&file).unwrap(),
            }
        }
        (scratch, path, said)
    }
}

/// Bytes that are flipped, blocks that are zeroed, an end that is cut off, or a file that is gone.
fn spoil(mut bytes: Vec<u8>, numbers: &mut Numbers) -> (String, Option<Vec<u8>>) {
    if bytes.is_empty() {
        return ("nothing".to_owned(), Some(bytes));
    }
    let place = numbers.below(bytes.len());
    match numbers.below(8) {
        0 => ("all".to_owned(), None),
        1 | 2 => {
            bytes.truncate(place);
            (format!("all from {place}"), Some(bytes))
        }
        3 | 4 => {
            let end = (place + 1 + numbers.below(5_000)).min(bytes.len());
            bytes[place..end].fill(0);
            (format!("{place} to {end}, zeroed,"), Some(bytes))
        }
        _ => {
            let flipped = 1 + numbers.below(4);
            let places: Vec<usize> = (0..flipped).map(|_| numbers.below(bytes.len())).collect();
            for place in &places {
                bytes[*place] ^= 1 << numbers.below(8);
            }
            (format!("{places:?}, flipped,"), Some(bytes))
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in from.read_dir().unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

fn entries(store: &mut SqliteStore) -> Result<Vec<Recorded>, crate::stores::StoreError> {
    let mut all = Vec::new();
    store.read(0, &mut |recorded| {
        all.push(recorded);
        Ok(())
    })?;
    Ok(all)
}

/// What a start finds: the snapshot too, which is what was saved or nothing.
fn read(path: &Path) -> Result<Vec<Recorded>, String> {
    let mut store = SqliteStore::open(path).map_err(|fault| fault.to_string())?;
    if let Some((position, bytes)) = store.snapshot().map_err(|fault| fault.to_string())? {
        assert_eq!((position, bytes.len()), (9, 320), "a snapshot that was never saved");
    }
    let found = entries(&mut store).map_err(|fault| fault.to_string())?;
    assert_eq!(store.verify().map_err(|fault| fault.to_string())?, store.head());
    Ok(found)
}

fn number(name: &str) -> Option<u64> {
    env::var(name).ok().and_then(|text| text.parse().ok())
}

#[test]
fn no_corruption_is_taken_for_what_was_written() {
    corrupt(number("REMIT_CORRUPTIONS").unwrap_or(WAYS));
}

#[test]
#[ignore = "takes minutes; CONTRIBUTING.md says how to run it"]
fn soak_of_corruptions() {
    corrupt(number("REMIT_CORRUPTIONS").unwrap_or(5_000));
}

/// Spoils a ledger in so many ways, each from what was written anew.
#[track_caller]
fn corrupt(ways: u64) {
    let seed = number("REMIT_SEED").unwrap_or(7);
    let original = Original::new(&mut Numbers(seed));
    let before = original.entries.iter().take_while(|recorded| recorded.at <= at(2)).count();
    let (mut told, mut whole) = (0, 0);
    for way in 0..ways {
        let mut numbers = Numbers(seed.wrapping_mul(0x1_0000).wrapping_add(way));
        let (_scratch, path, said) = original.spoilt(&mut numbers);
        let expect = if said.starts_with("closed") { &original.entries[..before] } else { &original.entries };
        let had_head = beside(&path, ".head").exists();
        let found = panic::catch_unwind(AssertUnwindSafe(|| read(&path)));
        let found = found.unwrap_or_else(|_| panic!("way {way} of seed {seed}: {said}: it panics"));
        match found {
            Err(_) => told += 1,
            Ok(found) if found == expect => whole += 1,
            // Without its head file an end that is cut off cannot be seen; that it is missing is told.
            Ok(found) if !had_head || is_head_spoilt(&said) => {
                assert!(expect.starts_with(&found), "way {way} of seed {seed}: {said}");
                told += 1;
            }
            Ok(found) => panic!(
                "way {way} of seed {seed}: {said}: {} of {} entries are read, and nothing is told",
                found.len(),
                expect.len()
            ),
        }
        if way % REPAIRED == 0
            && let Ok(repaired) = SqliteStore::repair(&path)
        {
            let found =
                read(&path).unwrap_or_else(|fault| panic!("way {way} of seed {seed}: {said}: {fault}"));
            assert_eq!(found.len() as u64, repaired.head.position);
            assert!(original.entries.starts_with(&found), "way {way} of seed {seed}: {said}");
        }
    }
    eprintln!("{ways} corruptions: {told} are told, and {whole} do no harm");
    assert!(told > ways / 4 && whole > ways / 20, "{told} are told and {whole} do no harm");
}

/// Whether the head file was spoilt as well.
fn is_head_spoilt(said: &str) -> bool {
    said.contains("`.head`")
}
