//! Putting a ledger in order: cutting back to the last sound batch, and taking back what was written after a moment. Both keep a
//! copy of the whole.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{OpenFlags, Transaction, params};
use rustc_hash::FxHashSet;

use super::head::{self, HeadFile, Kept};
use super::lock::lock_beside;
use super::open::connect;
use super::place;
use super::rows::{Rows, write_personal, write_sealed, write_text};
use super::schema::{self, Layout};
use super::store::SqliteStore;
use super::verify::{Walked, walk};
use super::writer::dated;
use crate::stores::batch::{Read, Sealed};
use crate::stores::chain::{Head, Link};
use crate::stores::fault::Ledger;
use crate::stores::store::{Store as _, StoreError};
use ledger::entry::{Position, Recorded};
use ledger::tree::TreeHash;

/// What came of a repair.
#[derive(Debug)]
pub struct Repaired {
    /// Where the ledger ends now.
    pub head: Head,
    /// What was wrong; none where all that stands there is sound.
    pub fault: Option<StoreError>,
    /// Up to where it was written, if that is further than it reaches now.
    pub written_to: Option<Position>,
    /// Where the whole is kept; none where nothing was changed, or nothing was there.
    pub copy: Option<PathBuf>,
}

/// What came of taking something back.
#[derive(Debug)]
pub struct Rewound {
    /// Where the ledger ends now.
    pub head: Head,
    /// What was taken back, in order.
    pub undone: Vec<Recorded>,
    /// Where the whole is kept; none where nothing was taken back.
    pub copy: Option<PathBuf>,
}

impl SqliteStore {
    /// Cuts the ledger at `path` back to its last sound batch. What is sound is written into a new file, which then takes
    /// the place of the old one.
    ///
    /// # Errors
    /// There is no ledger, another process holds it, or the disk fails; the ledger is as it was, or its copy is there.
    pub fn repair(path: &Path) -> Result<Repaired, StoreError> {
        let ledger = Ledger::at(&path.display());
        if let Some((store, head)) = Self::verify_at(path).ok().flatten() {
            drop(store);
            // Opening it to write takes up a head file that is missing.
            drop(Self::open(path)?);
            return Ok(Repaired { head, fault: None, written_to: None, copy: None });
        }
        let kept = head::read(path).unwrap_or(Kept::Damaged);
        let is_there = fs::metadata(path).is_ok_and(|found| found.len() > 0);
        if !is_there && kept == Kept::Nothing {
            return Err(ledger.unavailable("there is none"));
        }
        let lock = lock_beside(path, &ledger, Duration::ZERO)?;
        let failed = |error: io::Error| ledger.unavailable(format!("it cannot be repaired ({error})"));
        let file = place::private().truncate(false).open(path).map_err(failed)?;
        let _lock = lock.and_itself(file, &ledger)?;
        let copy = is_there.then(|| copy_whole(path)).transpose().map_err(failed)?;
        let new = place::beside(path, ".repaired");
        let Walked { head, fault } = rebuild(path, &new, &ledger)?;
        put_in_place(path, &new, &head).map_err(failed)?;
        let written_to = match kept {
            Kept::Head(kept) if kept.position > head.position => Some(kept.position),
            _ => None,
        };
        Ok(Repaired { head, fault, written_to, copy })
    }

    /// Takes back everything that was written from the first batch on that is later than `to`, as after a clock that ran ahead.
    ///
    /// # Errors
    /// The ledger is not sound, another process holds it, or the disk fails; nothing was taken back.
    pub fn rewind(path: &Path, to: Timestamp) -> Result<Rewound, StoreError> {
        let ledger = Ledger::at(&path.display());
        if !path.exists() {
            return Err(ledger.unavailable("there is none"));
        }
        let mut store = Self::open(path)?;
        store.verify()?;
        let Some(head) = store.head_before_later_than(to)? else {
            return Ok(Rewound { head: store.head, undone: Vec::new(), copy: None });
        };
        let mut undone = Vec::new();
        store.read(head.position, &mut |recorded| {
            undone.push(recorded);
            Ok(())
        })?;
        let copy = store.keep_copy(path)?;
        store.bring_up()?;
        store.cut(head)?;
        Ok(Rewound { head, undone, copy: Some(copy) })
    }

    /// Where the ledger ended before the first batch that is later than a moment; none where no batch is.
    fn head_before_later_than(&self, to: Timestamp) -> Result<Option<Head>, StoreError> {
        let rows = self.rows();
        let mut before = Head::START;
        let mut found = None;
        walk(&rows, &mut |sealed, link, _| {
            let is_later = sealed.at.parse::<Timestamp>().is_ok_and(|at| at > to);
            if is_later && found.is_none() {
                found = Some(before);
            }
            before = Head { position: sealed.last, hash: link };
            Ok(())
        })?;
        Ok(found)
    }

    fn keep_copy(&self, path: &Path) -> Result<PathBuf, StoreError> {
        let copy = dated(path, "before-rewind", Timestamp::now());
        let name = copy.to_str().ok_or_else(|| self.ledger.unavailable("its path is no text"))?;
        self.connection.execute("VACUUM INTO ?1", [name]).map_err(|error| self.ledger.fault(&error))?;
        place::make_private(&copy)
            .map_err(|error| self.ledger.unavailable(format!("its copy cannot be kept ({error})")))?;
        Ok(copy)
    }

    /// Takes back everything after a head. The head file goes first: it may be behind the ledger, and never ahead.
    fn cut(&mut self, head: Head) -> Result<(), StoreError> {
        if let Some(writer) = &mut self.writer {
            writer.begin_head_again(&head).map_err(|error| {
                self.ledger.unavailable(format!("its head file cannot be written ({})", error.kind()))
            })?;
        }
        let ledger = &self.ledger;
        let mut left = FxHashSet::default();
        let rows = Rows { connection: &self.connection, ledger, layout: self.layout };
        walk(&rows, &mut |sealed, _, read| {
            if sealed.last <= head.position {
                left.extend(read.personal().map(|row| row.hash));
            }
            Ok(())
        })?;
        let mut cut = || {
            let number = i64::try_from(head.position).expect("it was read as such a number");
            let transaction = self.connection.transaction()?;
            transaction.execute("DELETE FROM batch WHERE last > ?1", params![number])?;
            transaction.execute("DELETE FROM piece WHERE last > ?1", params![number])?;
            transaction.execute("DELETE FROM snapshot", [])?;
            drop_all_but(&left, &transaction)?;
            transaction.commit()
        };
        cut().map_err(|error| ledger.fault(&error))?;
        self.head = head;
        Ok(())
    }
}

/// Lets go of the personal values of what was taken back.
fn drop_all_but(left: &FxHashSet<TreeHash>, transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let mut query = transaction.prepare("SELECT hash FROM personal")?;
    let found = query.query_map([], |row| row.get::<_, Vec<u8>>(0))?.collect::<Result<Vec<_>, _>>()?;
    let is_left = |hash: &Vec<u8>| TreeHash::of_bytes(hash).is_some_and(|hash| left.contains(&hash));
    let mut gone = found.iter().filter(|hash| !is_left(hash));
    gone.try_for_each(|hash| transaction.execute("DELETE FROM personal WHERE hash = ?1", [hash]).map(drop))
}

/// Copies a ledger as it is, with its write-ahead log.
fn copy_whole(path: &Path) -> io::Result<PathBuf> {
    let copy = dated(path, "before-repair", Timestamp::now());
    place::copy_private(path, &copy)?;
    let log = place::beside(path, "-wal");
    if log.exists() {
        place::copy_private(&log, &place::beside(&copy, "-wal"))?;
    }
    Ok(copy)
}

/// Writes what is sound of one ledger into another.
fn rebuild(path: &Path, new: &Path, ledger: &Ledger) -> Result<Walked, StoreError> {
    remove(new).map_err(|error| ledger.unavailable(format!("it cannot be repaired ({error})")))?;
    let old = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, ledger)?;
    // Its number of version may be what is damaged; the chain says best what belongs to it.
    if let Err(error @ StoreError::Newer { .. }) = schema::identify(&old, ledger) {
        return Err(error);
    }
    let written_by = schema::written_by(&old).unwrap_or_default();
    // An older Remit would cut off what a newer one wrote.
    ledger.clone().written_by(written_by.as_deref()).check_version()?;
    let has_links = old.prepare("SELECT link FROM batch").is_ok();
    let layout = if has_links { Layout::Current } else { Layout::Loose };
    let rows = Rows { connection: &old, ledger, layout };
    place::private().truncate(true).open(new).map_err(|_| ledger.unopenable())?;
    let mut connection =
        connect(new, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE, ledger)?;
    schema::create(&mut connection, ledger)?;
    let transaction = connection.transaction().map_err(|error| ledger.fault(&error))?;
    let walked = walk(&rows, &mut |sealed: &Sealed<'_>, link: Link, read: Read| {
        let texts = rows.texts(sealed)?;
        let number = i64::try_from(sealed.last).expect("it was read as such a number");
        let write = || {
            texts.iter().try_for_each(|(hash, text)| write_text(&transaction, hash, text))?;
            read.personal().try_for_each(|row| write_personal(&transaction, &row))?;
            write_sealed(&transaction, number, &sealed.at, &sealed.bytes, link)
        };
        write().map_err(|error| ledger.fault(&error))
    })?;
    transaction.commit().map_err(|error| ledger.fault(&error))?;
    if let Some(version) = written_by {
        schema::sign(&mut connection, &version).map_err(|error| ledger.fault(&error))?;
    }
    Ok(walked)
}

/// Puts a new ledger in the place of the old one. The log of the old one must not be applied to the new one.
fn put_in_place(path: &Path, new: &Path, head: &Head) -> io::Result<()> {
    drop(HeadFile::begin(path, head)?);
    for ending in ["-wal", "-shm"] {
        remove(&place::beside(path, ending))?;
    }
    fs::rename(new, path)?;
    place::sync_folder(path)
}

fn remove(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
