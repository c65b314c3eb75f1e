//! What kind of file it is, and how a new ledger is laid out.

use std::time::Duration;

use rusqlite::{Connection, OptionalExtension as _, Transaction};

use crate::stores::fault::Ledger;
use crate::stores::store::StoreError;

/// `REMT`: tells a ledger from the databases of other programs.
const APPLICATION: u32 = 0x5245_4d54;
/// The newest version known here.
pub(super) const VERSION: u32 = 4;
/// The first version in which batches are chained.
const CHAINED_SINCE: u32 = 2;

/// How long to wait for a question that another process has just put; writers are kept apart by the lock.
const PATIENCE: Duration = Duration::from_secs(5);

/// The row number is the position of the batch's last entry, so that no further index is needed. What is too large for one
/// row goes on in pieces.
const TABLES: &str = "
    CREATE TABLE batch (last INTEGER PRIMARY KEY, at TEXT NOT NULL, entries BLOB NOT NULL, link BLOB) STRICT;
    CREATE TABLE piece (
        last INTEGER NOT NULL,
        number INTEGER NOT NULL,
        bytes BLOB NOT NULL,
        PRIMARY KEY (last, number)
    ) STRICT;
    CREATE TABLE source (hash BLOB PRIMARY KEY, text TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE snapshot (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        position INTEGER NOT NULL,
        state BLOB NOT NULL
    ) STRICT;
";

/// Personal values beside the batches, from where they can be erased: their rows stay without them. The third version has it, and the fourth addresses,
/// as texts have them.
const PERSONAL: &str = "
    CREATE TABLE IF NOT EXISTS personal (
        hash BLOB PRIMARY KEY,
        kind INTEGER NOT NULL,
        salt BLOB,
        value TEXT
    ) STRICT;
    CREATE INDEX IF NOT EXISTS personal_name ON personal (kind) WHERE kind = 0;
    CREATE INDEX IF NOT EXISTS personal_address ON personal (kind) WHERE kind = 3;
";

/// From the first version to the second, in which batches are chained. A snapshot of before is of no use after.
const CHAINED: &str = "
    ALTER TABLE batch ADD COLUMN link BLOB;
    CREATE TABLE piece (
        last INTEGER NOT NULL,
        number INTEGER NOT NULL,
        bytes BLOB NOT NULL,
        PRIMARY KEY (last, number)
    ) STRICT;
    DELETE FROM snapshot;
";

/// Which version of Remit wrote last. It has a bearing on no batch, so that ledgers are of one version with it and without it.
const WRITER: &str = "CREATE TABLE IF NOT EXISTS writer (only INTEGER PRIMARY KEY CHECK (only = 1), version TEXT NOT NULL) STRICT";

/// How the batches of a ledger are kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Layout {
    /// Each by itself, as up to version 1.
    Loose,
    /// Each bound to the one before it, and since version 3 with personal values beside them.
    Chained,
    /// The same, with addresses of people among those: the layout of this version.
    Current,
}

impl Layout {
    pub(super) fn is_chained(self) -> bool {
        self != Self::Loose
    }
}

/// What a file turned out to be.
pub(super) enum Found {
    /// A ledger of a version that is known here.
    Ledger(Layout),
    /// A database in which nothing was ever put.
    Nothing,
}

/// Looks without touching: a file of another program is left as it is.
pub(super) fn identify(connection: &Connection, ledger: &Ledger) -> Result<Found, StoreError> {
    connection.busy_timeout(PATIENCE).map_err(|error| ledger.fault(&error))?;
    let number = |name| connection.pragma_query_value(None, name, |row| row.get::<_, u32>(0));
    let tables = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, u32>(0));
    let looked = || Ok((number("application_id")?, number("user_version")?, tables?));
    match looked().map_err(|error| ledger.fault(&error))? {
        (0, 0, 0) => Ok(Found::Nothing),
        (APPLICATION, found, _) if found > VERSION => Err(ledger.newer(found, VERSION)),
        (APPLICATION, 1, _) => Ok(Found::Ledger(Layout::Loose)),
        (APPLICATION, VERSION, _) => Ok(Found::Ledger(Layout::Current)),
        (APPLICATION, 2.., _) => Ok(Found::Ledger(Layout::Chained)),
        (APPLICATION, 0, _) => Err(ledger.damaged("it states no version")),
        _ => Err(ledger.damaged("it is the database of another program")),
    }
}

/// Every commit is on disk before it returns, and readers do not wait for the writer.
pub(super) fn make_durable(connection: &Connection, ledger: &Ledger) -> Result<(), StoreError> {
    let set = || {
        let mode: String =
            connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        Ok(mode)
    };
    let mode = set().map_err(|error| ledger.fault(&error))?;
    if mode.eq_ignore_ascii_case("wal") {
        return Ok(());
    }
    Err(ledger.unavailable("its folder does not allow a write-ahead log; keep it on a disk of this machine"))
}

/// From here on this connection refuses to change anything.
pub(super) fn forbid_writing(connection: &Connection, ledger: &Ledger) -> Result<(), StoreError> {
    connection.pragma_update(None, "query_only", true).map_err(|error| ledger.fault(&error))
}

/// Lays out a new ledger, in one step: a process that dies half-way leaves nothing.
pub(super) fn create(connection: &mut Connection, ledger: &Ledger) -> Result<(), StoreError> {
    let mut create = || {
        let transaction = connection.transaction()?;
        transaction.execute_batch(TABLES)?;
        transaction.execute_batch(PERSONAL)?;
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        transaction.pragma_update(None, "user_version", VERSION)?;
        transaction.commit()
    };
    create().map_err(|error| ledger.fault(&error))
}

/// Which version of Remit wrote a ledger last; none where nothing says so.
pub(super) fn written_by(connection: &Connection) -> rusqlite::Result<Option<String>> {
    let tables = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'writer'";
    let tables: u32 = connection.query_row(tables, [], |row| row.get(0))?;
    if tables == 0 {
        return Ok(None);
    }
    connection.query_row("SELECT version FROM writer", [], |row| row.get(0)).optional()
}

/// Writes down which version of Remit writes a ledger from now on.
pub(super) fn sign(connection: &mut Connection, version: &str) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    transaction.execute(WRITER, [])?;
    transaction.execute("INSERT OR REPLACE INTO writer (only, version) VALUES (1, ?1)", [version])?;
    transaction.commit()
}

/// Makes room for the chain in a ledger of the first version; the links are for whoever calls this to fill in.
pub(super) fn make_room_for_chain(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    transaction.execute_batch(CHAINED)?;
    transaction.pragma_update(None, "user_version", CHAINED_SINCE)
}

/// Makes room for personal values in a ledger whose batches are chained. Those that stand in its batches stay there.
pub(super) fn make_room_for_personal(connection: &mut Connection, ledger: &Ledger) -> Result<(), StoreError> {
    let mut make = || {
        let transaction = connection.transaction()?;
        let version = transaction.pragma_query_value(None, "user_version", |row| row.get::<_, u32>(0))?;
        if version < VERSION {
            transaction.execute_batch(PERSONAL)?;
            transaction.pragma_update(None, "user_version", VERSION)?;
        }
        transaction.commit()
    };
    make().map_err(|error| ledger.fault(&error))
}
