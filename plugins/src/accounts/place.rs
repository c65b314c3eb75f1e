//! Where the accounts of a ledger lie: in a file beside it, or in its database.

use super::fault::AccountsError;
use super::in_database::InDatabase;
use super::in_file::InFile;
use super::store::Accounts;
use crate::stores::LedgerPlace;

/// Where the accounts of a ledger are looked for. Somebody may make the first one at any time.
pub struct AccountsPlace {
    ledger: LedgerPlace,
    /// Asked until there are tables in it; none where the ledger lies in a file.
    database: Option<InDatabase>,
    found: Option<Accounts>,
}

impl AccountsPlace {
    pub fn of(ledger: LedgerPlace) -> Self {
        Self { database: database_of(&ledger), ledger, found: None }
    }

    /// The accounts, where anybody ever had one. Those that lay in a file before the ledger came into a database are brought over first.
    ///
    /// # Errors
    /// They cannot be had.
    pub fn find(&mut self) -> Result<Option<&Accounts>, AccountsError> {
        if self.found.is_none() && self.is_begun()? {
            self.found = Some(match self.database.take() {
                Some(database) => Accounts::over(database),
                None => Accounts::over(InFile::beside(self.ledger.beside())?),
            });
        }
        Ok(self.found.as_ref())
    }

    fn is_begun(&self) -> Result<bool, AccountsError> {
        let is_file_there = InFile::is_beside(self.ledger.beside());
        let Some(database) = &self.database else { return Ok(is_file_there) };
        if database.is_begun()? {
            return Ok(true);
        }
        if is_file_there {
            database.begin(self.ledger.beside())?;
        }
        Ok(is_file_there)
    }
}

impl Accounts {
    /// Opens the accounts of a ledger; where there are none, they are begun.
    ///
    /// # Errors
    /// They cannot be had.
    pub fn of(ledger: &LedgerPlace) -> Result<Self, AccountsError> {
        Ok(match database_of(ledger) {
            Some(database) => {
                database.begin(ledger.beside())?;
                Self::over(database)
            }
            None => Self::over(InFile::beside(ledger.beside())?),
        })
    }
}

fn database_of(ledger: &LedgerPlace) -> Option<InDatabase> {
    ledger.address().cloned().map(InDatabase::at)
}
