//! What the one writer of a ledger holds: its lock, its head file, and the knowledge of which files are its own.
//!
//! A file that is taken away under a running service is noticed before anything more is written to it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::config::DbConfig;

use super::head::HeadFile;
use super::lock::Lock;
use super::place::{self, Identity};
use crate::stores::chain::Head;
use crate::stores::fault::Ledger;
use crate::stores::store::StoreError;

/// What the one writer holds.
pub(super) struct Writer {
    path: PathBuf,
    /// The ledger and its write-ahead log, as they were opened.
    files: [(PathBuf, Identity); 2],
    /// None where it could not be written.
    head_file: Option<HeadFile>,
    /// Whether what the ledger held was kept elsewhere already.
    rescued: Option<PathBuf>,
    _lock: Lock,
}

impl Writer {
    /// Of a ledger that is open.
    pub(super) fn new(
        path: &Path,
        lock: Lock,
        head_file: Option<HeadFile>,
        ledger: &Ledger,
    ) -> Result<Self, StoreError> {
        let identified = |file: PathBuf| {
            let identity = Identity::of(&file);
            identity.map(|identity| (file, identity)).map_err(|_| ledger.unopenable())
        };
        let files = [identified(path.to_owned())?, identified(place::beside(path, "-wal"))?];
        Ok(Self { path: path.to_owned(), files, head_file, rescued: None, _lock: lock })
    }

    /// Where the ledger lies.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the files under the ledger's names are still those that were opened.
    pub(super) fn check_files(
        &mut self,
        connection: &Connection,
        head: &Head,
        ledger: &Ledger,
    ) -> Result<(), StoreError> {
        let is_same =
            |(path, opened): &(PathBuf, Identity)| Identity::of(path).is_ok_and(|found| found == *opened);
        if !is_same(&self.files[0]) {
            return Err(self.taken_away(connection, head, ledger));
        }
        if !is_same(&self.files[1]) {
            return Err(ledger.lost(
                "its write-ahead log was removed while it was in use; what was written is put into the ledger now",
            ));
        }
        Ok(())
    }

    /// Notes where the ledger ends after a commit. One that cannot be noted is behind, which is no fault.
    pub(super) fn note(&mut self, head: &Head) {
        let Some(file) = &mut self.head_file else { return };
        if let Err(error) = file.note(head) {
            tracing::warn!(%error, "the head of the ledger cannot be noted, so that an end that is cut off may go unseen");
            self.head_file = None;
        }
    }

    /// Begins the head file anew, before the ledger is cut back.
    pub(super) fn begin_head_again(&mut self, head: &Head) -> io::Result<()> {
        self.head_file = Some(HeadFile::begin(&self.path, head)?);
        Ok(())
    }

    /// The ledger's file is gone or another. What it held is still at hand, and is kept in a file of its own.
    fn taken_away(&mut self, connection: &Connection, head: &Head, ledger: &Ledger) -> StoreError {
        // Closing would otherwise remove the write-ahead log of whatever stands in the place now.
        drop(connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true));
        if self.rescued.is_none() {
            self.rescued = self.rescue(connection, head);
        }
        let kept = match &self.rescued {
            Some(copy) => format!("what it held is kept in {}", copy.display()),
            None => "what it held could not be kept".to_owned(),
        };
        ledger.lost(format!("its file was removed or replaced while it was in use; {kept}"))
    }

    fn rescue(&self, connection: &Connection, head: &Head) -> Option<PathBuf> {
        let copy = dated(&self.path, "rescued", Timestamp::now());
        fs::create_dir_all(self.path.parent()?).ok()?;
        connection.execute("VACUUM INTO ?1", [copy.to_str()?]).ok()?;
        drop(place::make_private(&copy));
        if !self.path.exists() {
            // With its folder everything that tells of it may be gone: the next start is not to begin anew in silence.
            drop(HeadFile::begin(&self.path, head));
        }
        Some(copy)
    }
}

/// The name of a copy of a ledger that is kept beside it, such as `ledger.sqlite.rescued-20240831T060000Z`.
pub(super) fn dated(ledger: &Path, why: &str, at: Timestamp) -> PathBuf {
    place::beside(ledger, &format!(".{why}-{}", at.strftime("%Y%m%dT%H%M%S%3fZ")))
}
