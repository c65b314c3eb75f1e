//! What people began to write and have not sent: kept with the accounts, since it is personal until it is sent, and erased with them.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::fault::AccountsError;
use super::store::{Accounts, moment};

/// So many drafts of one account are kept; the oldest gives way.
const MOST_KEPT: i64 = 200;

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
        let question = "SELECT fields, saved FROM remit_draft WHERE account = $1 AND subject = $2";
        let found = self.rows.ask(question, &[account.into(), subject.into()])?;
        // What a newer Remit wrote otherwise is begun anew.
        Ok(found.first().map(|row| Draft {
            fields: serde_json::from_str(&row.text(0)).unwrap_or_default(),
            saved: moment(&row.text(1)),
        }))
    }

    /// Keeps what an account began to write, in the place of what it began before.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn keep_draft(&self, account: &str, subject: &str, draft: &Draft) -> Result<(), AccountsError> {
        let fields = serde_json::to_string(&draft.fields).unwrap_or_default();
        let write = "INSERT INTO remit_draft (account, subject, fields, saved) VALUES ($1, $2, $3, $4)
            ON CONFLICT (account, subject) DO UPDATE SET fields = excluded.fields, saved = excluded.saved";
        let saved = draft.saved.to_string();
        self.rows.tell(write, &[account.into(), subject.into(), fields.into(), saved.into()])?;
        let give_way = "DELETE FROM remit_draft WHERE account = $1 AND subject NOT IN
            (SELECT subject FROM remit_draft WHERE account = $1 ORDER BY saved DESC, subject LIMIT $2)";
        self.rows.tell(give_way, &[account.into(), MOST_KEPT.into()])
    }

    /// Erases what an account began to write about a subject, where it did.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn erase_draft(&self, account: &str, subject: &str) -> Result<(), AccountsError> {
        let erase = "DELETE FROM remit_draft WHERE account = $1 AND subject = $2";
        self.rows.tell(erase, &[account.into(), subject.into()])
    }
}
