//! Up to where people have looked: a mark in the ledger that each of them moves, so that what is behind it is news to them.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use super::fault::AccountsError;
use super::store::{Accounts, moment};

/// Up to where somebody has looked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Looked {
    /// The last entry of the ledger that was there to be seen.
    pub entry: u64,
    /// When that was said.
    pub at: Timestamp,
}

impl Accounts {
    /// Up to where an account has looked; none where it never said so.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn looked(&self, account: &str) -> Result<Option<Looked>, AccountsError> {
        let query = "SELECT entry, at FROM looked WHERE account = ?";
        let found = self.connection.query_row(query, [account], |row| {
            let (entry, at): (i64, String) = (row.get(0)?, row.get(1)?);
            Ok(Looked { entry: u64::try_from(entry).unwrap_or_default(), at: moment(&at) })
        });
        self.done(found.optional())
    }

    /// Moves the mark of an account.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn look(&self, account: &str, Looked { entry, at }: Looked) -> Result<(), AccountsError> {
        let entry = i64::try_from(entry).unwrap_or(i64::MAX);
        let write = "INSERT OR REPLACE INTO looked (account, entry, at) VALUES (?, ?, ?)";
        self.done(self.connection.execute(write, params![account, entry, at.to_string()])).map(drop)
    }
}
