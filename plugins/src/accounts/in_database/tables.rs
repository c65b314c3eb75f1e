//! The tables of accounts in a database, how they are made, and how accounts come along that lay in a file before.

use std::path::Path;

use tokio_postgres::Error;

use super::line::Connected;
use crate::accounts::fault::AccountsError;
use crate::accounts::in_file::InFile;
use crate::accounts::rows::{Row, Rows, Value, without_zeros};
use crate::accounts::secret::random_word;

/// The layout of the tables. Any change gets the next number.
const LAYOUT: i64 = 1;

/// The tables, as in a file, and those of sessions and of attempts to sign in elsewhere. What is sorted or compared is so by its bytes, as in a file.
const TABLES: [&str; 10] = [
    "CREATE TABLE remit_account_layout (one boolean PRIMARY KEY DEFAULT true CHECK (one), version bigint NOT NULL)",
    r#"CREATE TABLE remit_account (
        id text COLLATE "C" PRIMARY KEY, name text COLLATE "C" NOT NULL, role text NOT NULL, bodies text NOT NULL, missions text NOT NULL,
        salt bytea, password bytea, created text NOT NULL, identity text COLLATE "C" UNIQUE, by_groups bigint NOT NULL DEFAULT 0
    )"#,
    r#"CREATE TABLE remit_token (
        id text COLLATE "C" PRIMARY KEY, account text COLLATE "C" NOT NULL REFERENCES remit_account (id) ON DELETE CASCADE,
        hash bytea NOT NULL UNIQUE, label text NOT NULL, created text COLLATE "C" NOT NULL
    )"#,
    r#"CREATE TABLE remit_draft (
        account text COLLATE "C" NOT NULL REFERENCES remit_account (id) ON DELETE CASCADE, subject text COLLATE "C" NOT NULL,
        fields text NOT NULL, saved text COLLATE "C" NOT NULL, PRIMARY KEY (account, subject)
    )"#,
    r#"CREATE TABLE remit_upload (
        account text COLLATE "C" PRIMARY KEY REFERENCES remit_account (id) ON DELETE CASCADE, key text NOT NULL, feed text NOT NULL,
        name text NOT NULL, bytes bytea NOT NULL, at text COLLATE "C" NOT NULL
    )"#,
    r#"CREATE TABLE remit_looked (
        account text COLLATE "C" PRIMARY KEY REFERENCES remit_account (id) ON DELETE CASCADE, entry bigint NOT NULL, at text NOT NULL
    )"#,
    r#"CREATE TABLE remit_session (
        hash bytea PRIMARY KEY, account text COLLATE "C" NOT NULL REFERENCES remit_account (id) ON DELETE CASCADE, form_token text NOT NULL,
        origin text NOT NULL, said text, begun bigint NOT NULL, used bigint NOT NULL
    )"#,
    "CREATE INDEX remit_session_used ON remit_session (used)",
    "CREATE TABLE remit_attempt_key (one boolean PRIMARY KEY DEFAULT true CHECK (one), word text NOT NULL)",
    r#"CREATE TABLE remit_attempt (word text COLLATE "C" PRIMARY KEY, taker text NOT NULL, at bigint NOT NULL)"#,
];

/// What each table of a file has, of one account.
const OF_ACCOUNT: [(&str, &str, &str); 5] = [
    ("account", "id", "id, name, role, bodies, missions, salt, password, created, identity, by_groups"),
    ("token", "account", "id, account, hash, label, created"),
    ("draft", "account", "account, subject, fields, saved"),
    ("upload", "account", "account, key, feed, name, bytes, at"),
    ("looked", "account", "account, entry, at"),
];

/// Finds the table of the layout. It is looked for in the catalogue as any row is: what the server says of a name by itself may be older than the lock that was waited for.
const FIND: &str =
    "SELECT relname::text FROM pg_class WHERE relname = 'remit_account_layout' AND pg_table_is_visible(oid)";

/// The layout of the tables that are there; none where there are none.
pub(super) fn layout(connected: &mut Connected) -> Result<Option<i64>, Error> {
    if connected.ask(FIND, &[])?.is_empty() {
        return Ok(None);
    }
    let found = connected.ask("SELECT version FROM remit_account_layout", &[])?;
    Ok(Some(found.first().map_or(0, |row| row.number(0))))
}

/// Whether there are tables; those that a newer Remit made are not touched.
pub(super) fn check(found: Option<i64>, path: impl Fn() -> String) -> Result<bool, AccountsError> {
    match found {
        Some(layout) if layout > LAYOUT => Err(AccountsError::Newer { path: path() }),
        found => Ok(found.is_some()),
    }
}

/// Makes the tables in one transaction, with the accounts that are to come along; where another process did so meanwhile, they are left as they are.
pub(super) fn make(rows: &dyn Rows, brought: Option<&Brought>) -> Result<(), AccountsError> {
    if !rows.ask(FIND, &[])?.is_empty() {
        return Ok(());
    }
    for table in TABLES {
        rows.tell(table, &[])?;
    }
    rows.tell("INSERT INTO remit_account_layout (version) VALUES ($1)", &[LAYOUT.into()])?;
    rows.tell("INSERT INTO remit_attempt_key (word) VALUES ($1)", &[random_word::<32>()?.into()])?;
    brought.map_or(Ok(()), |brought| brought.carry(rows))
}

/// The accounts in a file beside the ledger, from before the ledger lay in a database.
pub(super) struct Brought {
    file: InFile,
    path: String,
}

impl Brought {
    /// Those beside a ledger, where there are any.
    pub(super) fn beside(ledger: &Path) -> Result<Option<Self>, AccountsError> {
        if !InFile::is_beside(ledger) {
            return Ok(None);
        }
        let path = InFile::path_beside(ledger).display().to_string();
        Ok(Some(Self { file: InFile::beside(ledger)?, path }))
    }

    /// Carries them over, account by account, so that no more than one is in memory at a time.
    fn carry(&self, rows: &dyn Rows) -> Result<(), AccountsError> {
        let ids = self.file.ask("SELECT id FROM remit_account ORDER BY id", &[])?;
        for id in &ids {
            for (table, owner, columns) in OF_ACCOUNT {
                let question = format!("SELECT {columns} FROM remit_{table} WHERE {owner} = $1");
                for Row(values) in self.file.ask(&question, &[id.text(0).into()])? {
                    let values: Vec<Value> = values.into_iter().map(taken).collect();
                    rows.tell(&insertion(table, columns, values.len()), &values)?;
                }
            }
        }
        tracing::info!(
            "the accounts in {} were brought over into the database, {} of them; the file is used no longer",
            self.path,
            ids.len()
        );
        Ok(())
    }
}

/// A value as a database takes it.
fn taken(value: Value) -> Value {
    match value {
        Value::Text(text) => without_zeros(&text).into(),
        other => other,
    }
}

fn insertion(table: &str, columns: &str, values: usize) -> String {
    let places: Vec<String> = (1..=values).map(|place| format!("${place}")).collect();
    format!("INSERT INTO remit_{table} ({columns}) VALUES ({})", places.join(", "))
}
