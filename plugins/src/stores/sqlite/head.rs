//! The head file: where the ledger ended when it was last written, kept beside it, so that an end that was cut off is noticed.
//!
//! It is written after each commit and never before, so that it may be behind the ledger and is never ahead of it. Two
//! places in it are written by turns: whatever ends the process, one of them is whole. Until it is closed nothing forces it onto the
//! disk, because being behind after a power failure is no fault.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::place;
use crate::stores::chain::{Head, Link};

/// One place takes a sector of the disk, which is written whole or not at all.
const SLOT: usize = 512;
const CHECK_DIGITS: usize = 16;

impl Head {
    fn slot(&self) -> [u8; SLOT] {
        let said = format!("position {} hash {}", self.position, self.hash);
        let line = format!("{said} check {}", check(&said));
        let mut slot = [b' '; SLOT];
        slot[..line.len()].copy_from_slice(line.as_bytes());
        slot[SLOT - 1] = b'\n';
        slot
    }

    fn of_slot(slot: &[u8]) -> Option<Self> {
        let (said, sum) = std::str::from_utf8(slot).ok()?.trim_end().split_once(" check ")?;
        let (position, hash) = said.strip_prefix("position ")?.split_once(" hash ")?;
        let head = Self { position: position.parse().ok()?, hash: Link::parse(hash)? };
        (check(said) == sum).then_some(head)
    }
}

/// What a head file says.
#[derive(PartialEq, Eq, Debug)]
pub(super) enum Kept {
    /// There is none.
    Nothing,
    /// There is one, and nothing in it is what was written.
    Damaged,
    Head(Head),
}

/// Where the head of the ledger at this path is kept.
pub(super) fn path_beside(ledger: &Path) -> PathBuf {
    place::beside(ledger, ".head")
}

/// Reads the head file of a ledger.
pub(super) fn read(ledger: &Path) -> io::Result<Kept> {
    let bytes = match fs::read(path_beside(ledger)) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Kept::Nothing),
        Err(error) => return Err(error),
    };
    let heads = bytes.chunks(SLOT).take(2).filter_map(Head::of_slot);
    Ok(heads.max_by_key(|head| head.position).map_or(Kept::Damaged, Kept::Head))
}

/// The head file of a ledger that is being written.
pub(super) struct HeadFile {
    file: File,
    /// Which of the two places is written next.
    turn: HeadTurn,
}

#[derive(Clone, Copy)]
enum HeadTurn {
    First,
    Second,
}

impl HeadFile {
    /// Begins the head file anew with this head, on disk when it returns: the old file or the new one is there, never neither.
    pub(super) fn begin(ledger: &Path, head: &Head) -> io::Result<Self> {
        let path = path_beside(ledger);
        let new = place::beside(ledger, ".head.new");
        let mut file = place::private().truncate(true).open(&new)?;
        file.write_all(&head.slot())?;
        file.write_all(&head.slot())?;
        file.sync_all()?;
        fs::rename(&new, &path)?;
        place::sync_folder(&path)?;
        Ok(Self { file, turn: HeadTurn::First })
    }

    /// Goes on with the head file that is there.
    pub(super) fn go_on(ledger: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().read(true).write(true).open(path_beside(ledger))?;
        let mut slots = [0; SLOT * 2];
        let read = read_up_to(&file, &mut slots)?;
        let mut heads = slots[..read].chunks(SLOT).map(Head::of_slot);
        let (first, second) = (heads.next().flatten(), heads.next().flatten());
        let position = |head: Option<Head>| head.map(|head| head.position);
        let turn = if position(first) > position(second) { HeadTurn::Second } else { HeadTurn::First };
        Ok(Self { file, turn })
    }

    /// Notes where the ledger ends now.
    pub(super) fn note(&mut self, head: &Head) -> io::Result<()> {
        let (offset, next) = match self.turn {
            HeadTurn::First => (0, HeadTurn::Second),
            HeadTurn::Second => (SLOT as u64, HeadTurn::First),
        };
        place::write_at(&mut self.file, &head.slot(), offset)?;
        self.turn = next;
        Ok(())
    }
}

impl Drop for HeadFile {
    fn drop(&mut self) {
        // A disk that fails now leaves it behind the ledger, which is no fault.
        drop(self.file.sync_data());
    }
}

fn read_up_to(mut file: &File, bytes: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < bytes.len() {
        match io::Read::read(&mut file, &mut bytes[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}

fn check(said: &str) -> String {
    blake3::hash(said.as_bytes()).to_hex().chars().take(CHECK_DIGITS).collect()
}

#[cfg(test)]
mod tests {
    use ledger::entry::Position;

    use super::*;

    fn head(position: Position) -> Head {
        Head { position, hash: Link::START.next(&position.to_string(), b"") }
    }

    /// What is kept after these heads were noted, and the file in which it is.
    fn noted(positions: &[Position]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let ledger = folder.path().join("ledger.sqlite");
        let mut file = HeadFile::begin(&ledger, &Head::START).unwrap();
        for position in positions {
            file.note(&head(*position)).unwrap();
        }
        (folder, ledger)
    }

    #[test]
    fn the_newest_head_is_kept() {
        let (_folder, ledger) = noted(&[2, 3, 7]);
        assert_eq!(read(&ledger).unwrap(), Kept::Head(head(7)));
        let mut file = HeadFile::go_on(&ledger).unwrap();
        file.note(&head(8)).unwrap();
        assert_eq!(read(&ledger).unwrap(), Kept::Head(head(8)));
    }

    #[test]
    fn a_head_that_was_written_in_part_leaves_the_one_before_it() {
        let (_folder, ledger) = noted(&[2, 3, 7]);
        let path = path_beside(&ledger);
        let mut bytes = fs::read(&path).unwrap();
        bytes[12] ^= 1;
        fs::write(&path, &bytes).unwrap();
        assert_eq!(read(&ledger).unwrap(), Kept::Head(head(3)));
        HeadFile::go_on(&ledger).unwrap().note(&head(9)).unwrap();
        assert_eq!(read(&ledger).unwrap(), Kept::Head(head(9)));
    }

    #[test]
    fn a_file_without_a_head_is_damaged_and_none_is_none() {
        let (_folder, ledger) = noted(&[2]);
        fs::write(path_beside(&ledger), "a shopping list").unwrap();
        assert_eq!(read(&ledger).unwrap(), Kept::Damaged);
        fs::remove_file(path_beside(&ledger)).unwrap();
        assert_eq!(read(&ledger).unwrap(), Kept::Nothing);
    }
}
