//! The ledger as a store: batches in and out, and one snapshot.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, Transaction, params};

use super::fault::Ledger;
use super::lock::{Lock, lock};
use super::schema::{self, Found};
use crate::stores::store::{Store, StoreError};
use ledger::codec::{self, Batch, CodecError, TextHash};
use ledger::entry::{Entry, Position, Recorded};

/// A ledger on disk.
pub struct SqliteStore {
    pub(super) connection: Connection,
    ledger: Ledger,
    last: Position,
    /// None where it was opened for reading only.
    _lock: Option<Lock>,
}

impl SqliteStore {
    /// Opens the ledger at `path` as its only writer; the folder and the file are made where they are missing.
    ///
    /// # Errors
    /// Another process holds it, or it cannot be used.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let ledger = Ledger::at(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| ledger.folder_fault(&error))?;
        }
        let lock = lock(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut connection = connect(path, flags, &ledger)?;
        let found = schema::identify(&connection, &ledger)?;
        schema::make_durable(&connection, &ledger)?;
        if let Found::Nothing = found {
            schema::create(&mut connection, &ledger)?;
        }
        Self::over(connection, ledger, Some(lock))
    }

    /// Opens the ledger at `path` for questions, also while another process writes to it. None where there is none.
    ///
    /// # Errors
    /// It cannot be used.
    pub fn open_read_only(path: &Path) -> Result<Option<Self>, StoreError> {
        let ledger = Ledger::at(path);
        match path.try_exists() {
            Ok(true) => {}
            Ok(false) => return Ok(None),
            Err(error) => return Err(ledger.unavailable(error.to_string())),
        }
        // A connection that may only read would leave the files of the write-ahead log behind when it closes.
        let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, &ledger)?;
        schema::forbid_writing(&connection, &ledger)?;
        match schema::identify(&connection, &ledger)? {
            Found::Ledger => Self::over(connection, ledger, None).map(Some),
            Found::Nothing => Ok(None),
        }
    }

    fn over(connection: Connection, ledger: Ledger, lock: Option<Lock>) -> Result<Self, StoreError> {
        let last = connection
            .query_row("SELECT coalesce(max(last), 0) FROM batch", [], |row| row.get(0))
            .map_err(|error| ledger.fault(&error))?;
        Ok(Self { last: position(last, &ledger)?, connection, ledger, _lock: lock })
    }

    fn write(&mut self, last: i64, at: Timestamp, entries: &[Entry]) -> rusqlite::Result<()> {
        let encoded = codec::encode(entries);
        let at = at.to_string();
        let sealed = codec::seal(&label(last, &at), &encoded.bytes);
        let transaction = self.connection.transaction()?;
        write_texts(&transaction, &encoded.texts)?;
        transaction
            .prepare_cached("INSERT INTO batch (last, at, entries) VALUES (?1, ?2, ?3)")?
            .execute(params![last, at, sealed])?;
        // A transaction that does not get this far is undone when it is dropped.
        transaction.commit()
    }

    fn text(&self, hash: &TextHash) -> Result<Arc<str>, StoreError> {
        let text = self
            .connection
            .prepare_cached("SELECT text FROM source WHERE hash = ?1")
            .and_then(|mut query| {
                query.query_row([hash.as_slice()], |row| row.get::<_, Arc<str>>(0)).optional()
            })
            .map_err(|error| self.ledger.fault(&error))?;
        match text {
            Some(text) if blake3::hash(text.as_bytes()) == *hash => Ok(text),
            Some(_) => Err(self.ledger.damaged("a source text is not what was written, going by its hash")),
            None => Err(self.ledger.damaged("a source text is missing")),
        }
    }

    /// The bytes of one row as they were written, with the position of the last entry and their moment.
    fn payload<'r>(&self, row: &'r Row<'_>) -> Result<(Position, String, &'r [u8]), StoreError> {
        let fault = |error| self.ledger.fault(&error);
        let number: i64 = row.get(0).map_err(fault)?;
        let at: String = row.get(1).map_err(fault)?;
        let last = position(number, &self.ledger)?;
        let damaged = |error: CodecError| self.ledger.damaged_batch(last, &error);
        let sealed = row.get_ref(2).map_err(fault)?.as_blob();
        let sealed = sealed.map_err(|_| damaged(CodecError::Malformed("it holds no bytes")))?;
        let bytes = codec::unseal(&label(number, &at), sealed).map_err(damaged)?;
        Ok((last, at, bytes))
    }

    /// The entries of one row, with the position of the first.
    fn batch(&self, row: &Row<'_>) -> Result<(Position, Timestamp, Vec<Entry>), StoreError> {
        let (last, at, bytes) = self.payload(row)?;
        let damaged = |error: CodecError| self.ledger.damaged_batch(last, &error);
        let batch = Batch::parse(bytes).map_err(damaged)?;
        let texts = batch.texts().iter().map(|hash| self.text(hash)).collect::<Result<Vec<_>, _>>()?;
        let entries = batch.entries(&texts).map_err(damaged)?;
        let at = at.parse().map_err(|_| damaged(CodecError::Malformed("its moment is no moment")))?;
        let first = last.checked_sub(entries.len() as Position).map(|before| before + 1);
        let first =
            first.ok_or_else(|| damaged(CodecError::Malformed("it holds more entries than it can")))?;
        Ok((first, at, entries))
    }
}

impl Store for SqliteStore {
    fn append(&mut self, at: Timestamp, entries: &[Entry]) -> Result<Position, StoreError> {
        if entries.is_empty() {
            return Ok(self.last);
        }
        let last = self.last + entries.len() as Position;
        let number = i64::try_from(last).expect("a ledger never holds that many entries");
        self.write(number, at, entries).map_err(|error| self.ledger.fault(&error))?;
        self.last = last;
        Ok(last)
    }

    fn read(
        &mut self,
        after: Position,
        each: &mut dyn FnMut(Recorded) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let fault = |error| self.ledger.fault(&error);
        let Ok(number) = i64::try_from(after) else { return Ok(()) };
        let query = "SELECT last, at, entries FROM batch WHERE last > ?1 ORDER BY last";
        let mut query = self.connection.prepare(query).map_err(fault)?;
        let mut rows = query.query([number]).map_err(fault)?;
        let mut read = after;
        while let Some(row) = rows.next().map_err(fault)? {
            let (first, at, entries) = self.batch(row)?;
            // Only the batch in which reading begins may reach back before it.
            if first > read + 1 || (first <= read && read != after) {
                return Err(self.ledger.damaged(format!("the entries after position {read} are missing")));
            }
            for (position, entry) in (first..).zip(entries).filter(|(position, _)| *position > after) {
                each(Recorded { position, at, entry })?;
                read = position;
            }
        }
        Ok(())
    }

    fn verify(&mut self, up_to: Position) -> Result<(), StoreError> {
        let fault = |error| self.ledger.fault(&error);
        let number = i64::try_from(up_to).unwrap_or(i64::MAX);
        let query = "SELECT last, at, entries FROM batch WHERE last <= ?1 ORDER BY last";
        let mut query = self.connection.prepare(query).map_err(fault)?;
        let mut rows = query.query([number]).map_err(fault)?;
        while let Some(row) = rows.next().map_err(fault)? {
            self.payload(row)?;
        }
        Ok(())
    }

    fn entry(&mut self, position: Position) -> Result<Option<Recorded>, StoreError> {
        let fault = |error| self.ledger.fault(&error);
        let Ok(number) = i64::try_from(position) else { return Ok(None) };
        let query = "SELECT last, at, entries FROM batch WHERE last >= ?1 ORDER BY last LIMIT 1";
        let mut query = self.connection.prepare_cached(query).map_err(fault)?;
        let mut rows = query.query([number]).map_err(fault)?;
        let Some(row) = rows.next().map_err(fault)? else { return Ok(None) };
        let (first, at, entries) = self.batch(row)?;
        let mut numbered = (first..).zip(entries);
        let found = numbered.find(|(place, _)| *place == position);
        Ok(found.map(|(position, entry)| Recorded { position, at, entry }))
    }

    fn save_snapshot(&mut self, position: Position, bytes: &[u8]) -> Result<(), StoreError> {
        let number = i64::try_from(position).expect("a ledger never holds that many entries");
        let sealed = codec::seal(&number.to_string(), bytes);
        let query = "INSERT OR REPLACE INTO snapshot (only, position, state) VALUES (1, ?1, ?2)";
        let saved = self.connection.execute(query, params![number, sealed]);
        saved.map(|_| ()).map_err(|error| self.ledger.fault(&error))
    }

    fn snapshot(&mut self) -> Result<Option<(Position, Vec<u8>)>, StoreError> {
        let query = "SELECT position, state FROM snapshot";
        let read = |row: &Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?));
        let found = self.connection.query_row(query, [], read).optional();
        let Some((number, sealed)) = found.map_err(|error| self.ledger.fault(&error))? else {
            return Ok(None);
        };
        // A snapshot only makes the fold quicker: without it, everything is still in the entries.
        let sound = codec::unseal(&number.to_string(), &sealed).map(<[u8]>::to_vec);
        match (sound, position(number, &self.ledger)?) {
            (Ok(bytes), position) if position <= self.last => Ok(Some((position, bytes))),
            (sound, position) => {
                tracing::warn!(position, damage = ?sound.err(), "the snapshot is of no use and is passed over");
                Ok(None)
            }
        }
    }
}

fn connect(path: &Path, flags: OpenFlags, ledger: &Ledger) -> Result<Connection, StoreError> {
    Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(|error| ledger.fault(&error))
}

/// A text that is there already is not written again: most activations change one file of many.
fn write_texts(transaction: &Transaction<'_>, texts: &[(TextHash, &str)]) -> rusqlite::Result<()> {
    let mut insert =
        transaction.prepare_cached("INSERT OR IGNORE INTO source (hash, text) VALUES (?1, ?2)")?;
    texts.iter().try_for_each(|(hash, text)| insert.execute(params![hash.as_slice(), text]).map(|_| ()))
}

/// What the checksum of a batch covers besides its bytes.
fn label(last: i64, at: &str) -> String {
    format!("{last} {at}")
}

fn position(number: i64, ledger: &Ledger) -> Result<Position, StoreError> {
    Position::try_from(number).map_err(|_| ledger.damaged("a position is negative"))
}
