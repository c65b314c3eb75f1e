//! Files that somebody has uploaded and not handed in yet: kept with the accounts for a day, one for each account, and erased once handed in.

use std::time::Duration;

use jiff::Timestamp;

use super::fault::AccountsError;
use super::rows::without_zeros;
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
        let question = "SELECT key, feed, name, bytes, at FROM remit_upload WHERE account = $1";
        let found = self.rows.ask(question, &[account.into()])?;
        Ok(found.first().map(|row| HeldUpload {
            key: row.text(0),
            feed: row.text(1),
            name: row.text(2),
            bytes: row.bytes(3),
            at: moment(&row.text(4)),
        }))
    }

    /// Keeps a file, in the place of the one before.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn hold_upload(&self, account: &str, upload: &HeldUpload) -> Result<(), AccountsError> {
        self.erase_old_uploads(upload.at)?;
        let HeldUpload { key, feed, name, bytes, at } = upload;
        let write = "INSERT INTO remit_upload (account, key, feed, name, bytes, at) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (account) DO UPDATE SET key = excluded.key, feed = excluded.feed, name = excluded.name, bytes = excluded.bytes, at = excluded.at";
        let [key, feed, name] = [key, feed, name].map(|text| without_zeros(text).into());
        self.rows.tell(write, &[account.into(), key, feed, name, bytes.clone().into(), at.to_string().into()])
    }

    /// Erases the file that an account has uploaded.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn erase_upload(&self, account: &str) -> Result<(), AccountsError> {
        self.rows.tell("DELETE FROM remit_upload WHERE account = $1", &[account.into()])
    }

    fn erase_old_uploads(&self, now: Timestamp) -> Result<(), AccountsError> {
        let oldest = now.checked_sub(LONGEST).unwrap_or(Timestamp::UNIX_EPOCH);
        self.rows.tell("DELETE FROM remit_upload WHERE at < $1", &[oldest.to_string().into()])
    }
}
