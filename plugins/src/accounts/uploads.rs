//! Files that somebody has uploaded and not handed in yet: kept with the accounts for a day, one for each account, and erased once handed in.

use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use super::fault::AccountsError;
use super::store::{Accounts, moment};

/// After so long it is erased.
const LONGEST: Duration = Duration::from_hours(24);

/// A file that waits for its sender to hand it in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldUpload {
    /// By what it is told from others, and handed in once.
    pub key: String,
    pub feed: String,
    /// Its name with its sender.
    pub name: String,
    pub bytes: Vec<u8>,
    pub at: Timestamp,
}

impl Accounts {
    /// The file that an account has uploaded last, where it waits.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn held_upload(&self, account: &str, now: Timestamp) -> Result<Option<HeldUpload>, AccountsError> {
        self.erase_old_uploads(now)?;
        let query = "SELECT key, feed, name, bytes, at FROM upload WHERE account = ?";
        let found = self.connection.query_row(query, [account], |row| {
            let at: String = row.get(4)?;
            Ok(HeldUpload {
                key: row.get(0)?,
                feed: row.get(1)?,
                name: row.get(2)?,
                bytes: row.get(3)?,
                at: moment(&at),
            })
        });
        self.done(found.optional())
    }

    /// Keeps a file, in the place of the one before.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn hold_upload(&self, account: &str, upload: &HeldUpload) -> Result<(), AccountsError> {
        self.erase_old_uploads(upload.at)?;
        let HeldUpload { key, feed, name, bytes, at } = upload;
        let write =
            "INSERT OR REPLACE INTO upload (account, key, feed, name, bytes, at) VALUES (?, ?, ?, ?, ?, ?)";
        self.done(self.connection.execute(write, params![account, key, feed, name, bytes, at.to_string()]))
            .map(drop)
    }

    /// Erases the file that an account has uploaded.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn erase_upload(&self, account: &str) -> Result<(), AccountsError> {
        self.done(self.connection.execute("DELETE FROM upload WHERE account = ?", [account])).map(drop)
    }

    fn erase_old_uploads(&self, now: Timestamp) -> Result<(), AccountsError> {
        let oldest = now.checked_sub(LONGEST).unwrap_or(Timestamp::UNIX_EPOCH);
        self.done(self.connection.execute("DELETE FROM upload WHERE at < ?", [oldest.to_string()])).map(drop)
    }
}
