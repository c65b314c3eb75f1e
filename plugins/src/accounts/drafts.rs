//! What people began to write and have not sent: kept with the accounts, since it is personal until it is sent, and erased with them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use super::fault::AccountsError;
use super::store::{Accounts, moment};

/// So many drafts of one account are kept; the oldest gives way.
const MOST_KEPT: u32 = 200;

/// What somebody began to write.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    /// What stands in each field.
    pub fields: BTreeMap<String, String>,
    pub saved: Timestamp,
}

impl Accounts {
    /// What an account began to write about a subject.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn draft(&self, account: &str, subject: &str) -> Result<Option<Draft>, AccountsError> {
        let query = "SELECT fields, saved FROM draft WHERE account = ? AND subject = ?";
        let found = self.connection.query_row(query, [account, subject], |row| {
            let (fields, saved): (String, String) = (row.get(0)?, row.get(1)?);
            // What a newer Remit wrote otherwise is begun anew.
            Ok(Draft { fields: serde_json::from_str(&fields).unwrap_or_default(), saved: moment(&saved) })
        });
        self.done(found.optional())
    }

    /// Keeps what an account began to write, in the place of what it began before.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn keep_draft(&self, account: &str, subject: &str, draft: &Draft) -> Result<(), AccountsError> {
        let fields = serde_json::to_string(&draft.fields).unwrap_or_default();
        let write = "INSERT INTO draft (account, subject, fields, saved) VALUES (?, ?, ?, ?)
            ON CONFLICT (account, subject) DO UPDATE SET fields = excluded.fields, saved = excluded.saved";
        self.done(
            self.connection.execute(write, params![account, subject, fields, draft.saved.to_string()]),
        )?;
        let give_way = "DELETE FROM draft WHERE account = ?1 AND subject NOT IN
            (SELECT subject FROM draft WHERE account = ?1 ORDER BY saved DESC, subject LIMIT ?2)";
        self.done(self.connection.execute(give_way, params![account, MOST_KEPT]))?;
        Ok(())
    }

    /// Erases what an account began to write about a subject, where it did.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn erase_draft(&self, account: &str, subject: &str) -> Result<(), AccountsError> {
        let erase = "DELETE FROM draft WHERE account = ? AND subject = ?";
        self.done(self.connection.execute(erase, [account, subject])).map(drop)
    }
}
