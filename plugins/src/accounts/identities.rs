//! Accounts of people whom a provider of identities knows.

use rusqlite::{OptionalExtension as _, params};

use super::account::{Account, Role};
use super::fault::AccountsError;
use super::store::{Accounts, COLUMNS, account};

impl Accounts {
    /// The account of whoever is known so by a provider of identities.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn of_identity(&self, identity: &str) -> Result<Option<Account>, AccountsError> {
        let query = format!("SELECT {COLUMNS} FROM account WHERE identity = ?");
        self.done(self.connection.query_row(&query, [identity], account).optional())
    }

    /// Whether what an account may do follows from groups at a provider of identities, and from nothing that was declared here.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn is_by_groups(&self, id: &str) -> Result<bool, AccountsError> {
        let query = "SELECT by_groups FROM account WHERE id = ?";
        let asked = self.connection.query_row(query, [id], |row| row.get(0)).optional();
        Ok(self.done::<Option<bool>>(asked)?.unwrap_or_default())
    }

    /// Lets what an account may do follow from groups at a provider of identities: from now on it is as is said here.
    ///
    /// # Errors
    /// They cannot be written.
    pub fn follow_groups(
        &self,
        id: &str,
        role: Role,
        bodies: &[String],
        missions: &[String],
    ) -> Result<Option<Account>, AccountsError> {
        let written = self.connection.execute(
            "UPDATE account SET role = ?, bodies = ?, missions = ?, by_groups = 1 WHERE id = ?",
            params![role.as_str(), bodies.join("\n"), missions.join("\n"), id],
        );
        self.done(written)?;
        self.of_id(id)
    }
}
