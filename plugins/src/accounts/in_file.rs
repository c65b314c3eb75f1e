//! Accounts in an SQLite file beside the ledger.

use std::fs::OpenOptions;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, params_from_iter};

use super::fault::AccountsError;
use super::rows::{Row, Rows, Task, Value};

/// The name of the file, beside the ledger.
const FILE: &str = "accounts.sqlite";
/// The layout of its tables. Any change gets the next number.
const LAYOUT: u32 = 3;
/// How long to wait for another process that writes.
const PATIENCE: Duration = Duration::from_secs(3);

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

/// The file of the accounts of one project.
pub(super) struct InFile {
    connection: Connection,
    path: PathBuf,
}

impl InFile {
    /// Where the accounts beside a ledger are.
    pub(super) fn path_beside(ledger: &Path) -> PathBuf {
        ledger.with_file_name(FILE)
    }

    /// Whether there is one beside a ledger. One that is used apart from whatever else of it lies on this machine has none.
    pub(super) fn is_beside(ledger: &Path) -> bool {
        !ledger.as_os_str().is_empty() && Self::path_beside(ledger).exists()
    }

    /// Opens the file beside a ledger; where there is none, it is begun.
    pub(super) fn beside(ledger: &Path) -> Result<Self, AccountsError> {
        let path = Self::path_beside(ledger);
        let fault = |reason: String| AccountsError::Unavailable { path: path.display().to_string(), reason };
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| fault(error.to_string()))?;
        }
        private(&path).map_err(|error| fault(error.to_string()))?;
        let connection = Connection::open(&path).map_err(|error| fault(error.to_string()))?;
        let file = Self { connection, path };
        file.begin()?;
        Ok(file)
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

    fn done<T>(&self, asked: rusqlite::Result<T>) -> Result<T, AccountsError> {
        asked.map_err(|error| {
            let (path, reason) = (self.path.display().to_string(), error.to_string());
            AccountsError::Unavailable { path, reason }
        })
    }
}

impl Rows for InFile {
    fn ask(&self, question: &str, values: &[Value]) -> Result<Vec<Row>, AccountsError> {
        let mut statement = self.done(self.connection.prepare_cached(&in_words_of_file(question)))?;
        let columns = statement.column_count();
        let row =
            |row: &rusqlite::Row<'_>| (0..columns).map(|column| row.get(column)).collect::<Result<_, _>>();
        let rows = self.done(statement.query_map(params_from_iter(values), |found| row(found).map(Row)))?;
        self.done(rows.collect())
    }

    fn tell(&self, statement: &str, values: &[Value]) -> Result<(), AccountsError> {
        let mut statement = self.done(self.connection.prepare_cached(&in_words_of_file(statement)))?;
        self.done(statement.execute(params_from_iter(values))).map(drop)
    }

    fn alone(&self, task: Task<'_>) -> Result<(), AccountsError> {
        self.done(self.connection.execute_batch("BEGIN IMMEDIATE"))?;
        let done = task(self).and_then(|()| self.done(self.connection.execute_batch("COMMIT")));
        if done.is_err() && !self.connection.is_autocommit() {
            self.done(self.connection.execute_batch("ROLLBACK"))?;
        }
        done
    }
}

/// A statement with the names and the values as they are in the file, where nothing else lies from which its tables are to be told.
fn in_words_of_file(statement: &str) -> String {
    statement.replace("remit_", "").replace('$', "?")
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Nothing => ValueRef::Null,
            Self::Number(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl FromSql for Value {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Ok(match value {
            ValueRef::Null => Self::Nothing,
            ValueRef::Integer(number) => Self::Number(number),
            ValueRef::Text(_) => Self::Text(value.as_str()?.to_owned()),
            ValueRef::Blob(bytes) => Self::Bytes(bytes.to_vec()),
            ValueRef::Real(_) => return Err(FromSqlError::InvalidType),
        })
    }
}

/// Makes the file for its owner alone, where there is none.
fn private(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}
