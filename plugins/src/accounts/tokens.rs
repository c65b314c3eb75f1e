//! Tokens, by which programs are known.

use jiff::Timestamp;

use super::account::Account;
use super::fault::AccountsError;
use super::rows::Row;
use super::secret::{new_token, random_word, token_hash};
use super::store::{Accounts, COLUMNS, account, moment};

/// What is known of a token. The token itself is known to its owner alone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
    pub id: String,
    /// The name of the account.
    pub account: String,
    /// What it is for, as whoever made it says.
    pub label: String,
    pub created: Timestamp,
}

/// A token that was made just now.
#[derive(Debug)]
pub struct IssuedToken {
    pub id: String,
    /// The token itself, which is told this once.
    pub secret: String,
}

impl Accounts {
    /// Makes a token for an account.
    ///
    /// # Errors
    /// There is no such account, or it cannot be written.
    pub fn issue(&self, name: &str, label: &str, now: Timestamp) -> Result<IssuedToken, AccountsError> {
        let account = self.of_name(name)?;
        let (id, secret) = (format!("tok_{}", random_word::<6>()?), new_token()?);
        // The same hash is there where the answer to a first attempt was lost.
        let statement =
            "INSERT INTO remit_token (id, account, hash, label, created) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (hash) DO NOTHING";
        let created = now.to_string();
        self.rows.tell(
            statement,
            &[id.clone().into(), account.id.into(), token_hash(&secret).into(), label.into(), created.into()],
        )?;
        Ok(IssuedToken { id, secret })
    }

    /// Every token, the oldest first.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn tokens(&self) -> Result<Vec<Token>, AccountsError> {
        let question = "SELECT remit_token.id, remit_account.name, remit_token.label, remit_token.created
            FROM remit_token JOIN remit_account ON remit_account.id = remit_token.account
            ORDER BY remit_token.created, remit_token.id";
        let token = |row: &Row| Token {
            id: row.text(0),
            account: row.text(1),
            label: row.text(2),
            created: moment(&row.text(3)),
        };
        Ok(self.rows.ask(question, &[])?.iter().map(token).collect())
    }

    /// Takes a token out of use.
    ///
    /// # Errors
    /// There is none of that id, or it cannot be written.
    pub fn revoke(&self, id: &str) -> Result<(), AccountsError> {
        if self.rows.ask("SELECT id FROM remit_token WHERE id = $1", &[id.into()])?.is_empty() {
            return Err(AccountsError::NoSuchToken { token: id.to_owned() });
        }
        self.rows.tell("DELETE FROM remit_token WHERE id = $1", &[id.into()])
    }

    /// Whose token this is; none where it is nobody's.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn of_token(&self, token: &str) -> Result<Option<Account>, AccountsError> {
        let question = format!(
            "SELECT {COLUMNS} FROM remit_account WHERE id = (SELECT account FROM remit_token WHERE hash = $1)"
        );
        Ok(self.rows.ask(&question, &[token_hash(token).into()])?.first().map(account))
    }
}
