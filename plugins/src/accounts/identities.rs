//! Accounts of people whom a provider of identities knows.

use super::account::{Account, Role};
use super::fault::AccountsError;
use super::store::{Accounts, COLUMNS, account};

impl Accounts {
    /// The account of whoever is known so by a provider of identities.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn of_identity(&self, identity: &str) -> Result<Option<Account>, AccountsError> {
        let question = format!("SELECT {COLUMNS} FROM remit_account WHERE identity = $1");
        Ok(self.rows.ask(&question, &[identity.into()])?.first().map(account))
    }

    /// Whether what an account may do follows from groups at a provider of identities, and from nothing that was declared here.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn is_by_groups(&self, id: &str) -> Result<bool, AccountsError> {
        let found = self.rows.ask("SELECT by_groups FROM remit_account WHERE id = $1", &[id.into()])?;
        Ok(found.first().is_some_and(|row| row.number(0) != 0))
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
        let statement =
            "UPDATE remit_account SET role = $1, bodies = $2, missions = $3, by_groups = 1 WHERE id = $4";
        let (bodies, missions) = (bodies.join("\n"), missions.join("\n"));
        self.rows.tell(statement, &[role.as_str().into(), bodies.into(), missions.into(), id.into()])?;
        self.of_id(id)
    }
}
