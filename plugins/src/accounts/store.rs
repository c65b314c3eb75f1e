//! The accounts of one project, in an SQLite file beside its ledger.

use std::path::{Path, PathBuf};
use std::time::Duration;

use engine::model::is_same_person;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::account::{Account, NewAccount, Role};
use super::fault::AccountsError;
use super::secret::{SecretError, StoredPassword, new_token, random_word, token_hash};

/// The name of the file, beside the ledger.
const FILE: &str = "accounts.sqlite";
/// The layout of its tables. Any change gets the next number.
const LAYOUT: u32 = 3;
/// How long to wait for another process that writes.
const PATIENCE: Duration = Duration::from_secs(3);
/// The shortest password, in letters.
const LEAST_LETTERS: usize = 12;
/// The longest, in bytes: hashing takes as long as it has bytes.
const MOST_BYTES: usize = 1024;

/// The tables of every layout. Where an older one lacks some, they are made.
const TABLES: &str = "
CREATE TABLE IF NOT EXISTS account (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, bodies TEXT NOT NULL, missions TEXT NOT NULL,
    salt BLOB, password BLOB, created TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS token (
    id TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE, hash BLOB NOT NULL UNIQUE,
    label TEXT NOT NULL, created TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS draft (
    account TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE, subject TEXT NOT NULL, fields TEXT NOT NULL, saved TEXT NOT NULL,
    PRIMARY KEY (account, subject)
) STRICT;
CREATE TABLE IF NOT EXISTS upload (
    account TEXT PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE, key TEXT NOT NULL, feed TEXT NOT NULL, name TEXT NOT NULL,
    bytes BLOB NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS looked (
    account TEXT PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE, entry INTEGER NOT NULL, at TEXT NOT NULL
) STRICT;";

/// What the second layout adds: who is known by a provider of identities, and whether what they may do follows from their groups there.
const SECOND: &str = "
ALTER TABLE account ADD COLUMN identity TEXT;
ALTER TABLE account ADD COLUMN by_groups INTEGER NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX account_by_identity ON account (identity);";

pub(super) const COLUMNS: &str = "id, name, role, bodies, missions, created, identity";

/// The accounts of one project.
pub struct Accounts {
    pub(super) connection: Connection,
    path: PathBuf,
}

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

/// What is needed to see whether a password is right, without the accounts.
pub struct Credentials {
    account: Option<Account>,
    stored: StoredPassword,
}

impl Credentials {
    /// Who signs in with this password; none where it is the wrong one. It takes as long whether or not the name is anybody's, and long enough
    /// that nobody tries many.
    ///
    /// # Errors
    /// The password cannot be hashed.
    pub fn sign_in(self, password: &str) -> Result<Option<Account>, SecretError> {
        if password.len() > MOST_BYTES {
            return Ok(None);
        }
        Ok(if self.stored.is(password)? { self.account } else { None })
    }
}

/// A token that was made just now.
#[derive(Debug)]
pub struct IssuedToken {
    pub id: String,
    /// The token itself, which is told this once.
    pub secret: String,
}

impl Accounts {
    /// Where the accounts beside a ledger are.
    pub fn path_beside(ledger: &Path) -> PathBuf {
        ledger.with_file_name(FILE)
    }

    /// Opens the accounts beside a ledger; where there are none, they are begun.
    ///
    /// # Errors
    /// They cannot be had.
    pub fn beside(ledger: &Path) -> Result<Self, AccountsError> {
        let path = Self::path_beside(ledger);
        let fault = |reason: String| AccountsError::Unavailable { path: path.display().to_string(), reason };
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| fault(error.to_string()))?;
        }
        private(&path).map_err(|error| fault(error.to_string()))?;
        let connection = Connection::open(&path).map_err(|error| fault(error.to_string()))?;
        let accounts = Self { connection, path };
        accounts.begin()?;
        Ok(accounts)
    }

    fn begin(&self) -> Result<(), AccountsError> {
        let connection = &self.connection;
        self.done(connection.busy_timeout(PATIENCE))?;
        self.done(connection.pragma_update(None, "foreign_keys", true))?;
        // What is erased is not to be found in the file.
        self.done(connection.pragma_update(None, "secure_delete", true))?;
        let found: u32 = self.done(connection.pragma_query_value(None, "user_version", |row| row.get(0)))?;
        if found > LAYOUT {
            return Err(AccountsError::Newer { path: self.path.display().to_string() });
        }
        if found < LAYOUT {
            let second = if found < 2 { SECOND } else { "" };
            let all = format!("BEGIN IMMEDIATE; {TABLES} {second} PRAGMA user_version = {LAYOUT}; COMMIT;");
            self.done(connection.execute_batch(&all))?;
        }
        Ok(())
    }

    /// Opens the accounts beside a ledger, where anybody ever had one.
    ///
    /// # Errors
    /// They cannot be had.
    pub fn beside_if_any(ledger: &Path) -> Result<Option<Self>, AccountsError> {
        if Self::path_beside(ledger).exists() { Self::beside(ledger).map(Some) } else { Ok(None) }
    }

    /// Whether nobody has an account.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn is_empty(&self) -> Result<bool, AccountsError> {
        let asked = self.connection.query_row("SELECT EXISTS (SELECT 1 FROM account)", [], |row| row.get(0));
        Ok(!self.done::<bool>(asked)?)
    }

    /// Every account, by name.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn all(&self) -> Result<Vec<Account>, AccountsError> {
        let query = format!("SELECT {COLUMNS} FROM account ORDER BY name");
        let mut statement = self.done(self.connection.prepare_cached(&query))?;
        let rows = self.done(statement.query_map([], account))?;
        self.done(rows.collect())
    }

    /// Makes an account.
    ///
    /// # Errors
    /// It is not proper, or cannot be written.
    pub fn add(&self, new: &NewAccount, now: Timestamp) -> Result<Account, AccountsError> {
        check(new)?;
        if let Some(known) = self.all()?.iter().find(|known| is_same_person(&known.name, &new.name)) {
            return Err(AccountsError::NameTaken { name: known.name.clone() });
        }
        if let Some(identity) = &new.identity
            && let Some(known) = self.of_identity(identity)?
        {
            return Err(AccountsError::IdentityTaken { name: known.name });
        }
        let stored = new.password.as_deref().map(StoredPassword::of).transpose()?;
        let (salt, password) = stored.map(|stored| (stored.salt, stored.hash)).unzip();
        let id = format!("acc_{}", random_word::<9>()?);
        let (bodies, missions) = (new.bodies.join("\n"), new.missions.join("\n"));
        let written = self.connection.execute(
            "INSERT INTO account (id, name, role, bodies, missions, salt, password, created, identity) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                id,
                new.name.trim(),
                new.role.as_str(),
                bodies,
                missions,
                salt,
                password,
                now.to_string(),
                new.identity
            ],
        );
        self.done(written)?;
        self.of_name(&new.name)
    }

    /// Erases an account with its tokens. What it did stays on the ledger, under its id.
    ///
    /// # Errors
    /// There is none of the name, or it cannot be written.
    pub fn remove(&self, name: &str) -> Result<Account, AccountsError> {
        let account = self.of_name(name)?;
        self.done(self.connection.execute("DELETE FROM account WHERE id = ?", [&account.id]))?;
        Ok(account)
    }

    /// Makes a token for an account.
    ///
    /// # Errors
    /// There is no such account, or it cannot be written.
    pub fn issue(&self, name: &str, label: &str, now: Timestamp) -> Result<IssuedToken, AccountsError> {
        let account = self.of_name(name)?;
        let (id, secret) = (format!("tok_{}", random_word::<6>()?), new_token()?);
        let written = self.connection.execute(
            "INSERT INTO token (id, account, hash, label, created) VALUES (?, ?, ?, ?, ?)",
            params![id, account.id, token_hash(&secret), label, now.to_string()],
        );
        self.done(written)?;
        Ok(IssuedToken { id, secret })
    }

    /// Every token, the oldest first.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn tokens(&self) -> Result<Vec<Token>, AccountsError> {
        let query = "SELECT token.id, account.name, token.label, token.created FROM token JOIN account ON account.id = token.account ORDER BY token.created, token.id";
        let mut statement = self.done(self.connection.prepare(query))?;
        let token = |row: &Row<'_>| {
            let created = moment(&row.get::<_, String>(3)?);
            Ok(Token { id: row.get(0)?, account: row.get(1)?, label: row.get(2)?, created })
        };
        let rows = self.done(statement.query_map([], token))?;
        self.done(rows.collect())
    }

    /// Takes a token out of use.
    ///
    /// # Errors
    /// There is none of that id, or it cannot be written.
    pub fn revoke(&self, id: &str) -> Result<(), AccountsError> {
        match self.done(self.connection.execute("DELETE FROM token WHERE id = ?", [id]))? {
            0 => Err(AccountsError::NoSuchToken { token: id.to_owned() }),
            _ => Ok(()),
        }
    }

    /// Whose token this is; none where it is nobody's.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn of_token(&self, token: &str) -> Result<Option<Account>, AccountsError> {
        let query =
            format!("SELECT {COLUMNS} FROM account WHERE id = (SELECT account FROM token WHERE hash = ?)");
        let mut statement = self.done(self.connection.prepare_cached(&query))?;
        self.done(statement.query_row([token_hash(token)], account).optional())
    }

    /// The account of an id; none where it was erased.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn of_id(&self, id: &str) -> Result<Option<Account>, AccountsError> {
        let query = format!("SELECT {COLUMNS} FROM account WHERE id = ?");
        let mut statement = self.done(self.connection.prepare_cached(&query))?;
        self.done(statement.query_row([id], account).optional())
    }

    /// What is needed to see whether somebody signs in under a name. It is had alike whether or not the name is anybody's.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn credentials(&self, name: &str) -> Result<Credentials, AccountsError> {
        let account = match self.of_name(name) {
            Err(AccountsError::NoSuchAccount { .. }) => None,
            found => Some(found?),
        };
        let query = "SELECT salt, password FROM account WHERE id = ? AND password IS NOT NULL";
        let id = account.as_ref().map_or("", |account| &account.id);
        let stored = self
            .connection
            .query_row(query, [id], |row| Ok(StoredPassword { salt: row.get(0)?, hash: row.get(1)? }));
        let stored = self.done(stored.optional())?.unwrap_or_else(StoredPassword::nobodys);
        Ok(Credentials { account, stored })
    }

    fn of_name(&self, name: &str) -> Result<Account, AccountsError> {
        let all = self.all()?;
        let found = all.iter().find(|known| is_same_person(&known.name, name) || known.id == name).cloned();
        found.ok_or_else(|| {
            let known = all.into_iter().map(|account| account.name).collect();
            AccountsError::NoSuchAccount { account: name.to_owned(), known }
        })
    }

    pub(super) fn done<T>(&self, asked: rusqlite::Result<T>) -> Result<T, AccountsError> {
        asked.map_err(|error| {
            let (path, reason) = (self.path.display().to_string(), error.to_string());
            AccountsError::Unavailable { path, reason }
        })
    }
}

/// Looks whether an account is proper.
fn check(new: &NewAccount) -> Result<(), AccountsError> {
    let role = new.role;
    if new.name.trim().is_empty() {
        return Err(AccountsError::NoName);
    }
    if role.is_of_bodies() && new.bodies.is_empty() {
        return Err(AccountsError::NoBodies { role });
    }
    if role.is_of_missions() && new.missions.is_empty() {
        return Err(AccountsError::NoMissions { role });
    }
    let is_needless = |scope: &[String], is_wanted: bool| !is_wanted && !scope.is_empty();
    if is_needless(&new.bodies, role.is_of_bodies()) || is_needless(&new.missions, role.is_of_missions()) {
        return Err(AccountsError::NeedlessScope { role });
    }
    match &new.password {
        Some(password) if password.chars().count() < LEAST_LETTERS => {
            Err(AccountsError::ShortPassword { least: LEAST_LETTERS })
        }
        Some(password) if password.len() > MOST_BYTES => {
            Err(AccountsError::LongPassword { most: MOST_BYTES })
        }
        _ => Ok(()),
    }
}

pub(super) fn account(row: &Row<'_>) -> rusqlite::Result<Account> {
    let lines = |text: String| text.lines().map(str::to_owned).collect();
    let role: String = row.get(2)?;
    Ok(Account {
        id: row.get(0)?,
        name: row.get(1)?,
        // A role that a newer Remit knows may do nothing here but read.
        role: role.parse().unwrap_or(Role::Viewer),
        bodies: lines(row.get(3)?),
        missions: lines(row.get(4)?),
        created: moment(&row.get::<_, String>(5)?),
        identity: row.get(6)?,
    })
}

pub(super) fn moment(text: &str) -> Timestamp {
    text.parse().unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Makes the file for its owner alone, where there is none.
fn private(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}
