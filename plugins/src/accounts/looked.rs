//! Up to where people have looked: a mark in the ledger that each of them moves, so that what is behind it is news to them.

use jiff::Timestamp;

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
        let found =
            self.rows.ask("SELECT entry, at FROM remit_looked WHERE account = $1", &[account.into()])?;
        Ok(found.first().map(|row| Looked {
            entry: u64::try_from(row.number(0)).unwrap_or_default(),
            at: moment(&row.text(1)),
        }))
    }

    /// Moves the mark of an account.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn look(&self, account: &str, Looked { entry, at }: Looked) -> Result<(), AccountsError> {
        let entry = i64::try_from(entry).unwrap_or(i64::MAX);
        let write = "INSERT INTO remit_looked (account, entry, at) VALUES ($1, $2, $3)
            ON CONFLICT (account) DO UPDATE SET entry = excluded.entry, at = excluded.at";
        self.rows.tell(write, &[account.into(), entry.into(), at.to_string().into()])
    }
}
