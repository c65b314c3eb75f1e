//! The ledger as a store: batches in and out, and one snapshot.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};

use super::place::Copy;
use super::rows::{Rows, write_batch};
use super::schema::{self, Layout};
use super::writer::Writer;
use crate::stores::batch::{KnownTexts, NewBatch, Read, position};
use crate::stores::chain::Head;
use crate::stores::fault::Ledger;
use crate::stores::kept_ledger::EachCommit;
use crate::stores::salts::Salts;
use crate::stores::sealed_snapshot;
use crate::stores::store::{Alongside, Store, StoreError};
use ledger::codec;
use ledger::entry::{Entry, Position, Recorded};
use ledger::personal::Personal;

/// A ledger on disk.
pub struct SqliteStore {
    pub(super) connection: Connection,
    pub(super) ledger: Ledger,
    pub(super) layout: Layout,
    pub(super) head: Head,
    /// Texts that are known to stand in it, as nothing takes one away.
    pub(super) texts: KnownTexts,
    pub(super) salts: Salts,
    /// None where it was opened for reading only.
    pub(super) writer: Option<Writer>,
    /// Where the ledger may only be read, a copy may stand in for it.
    #[expect(dead_code, reason = "it is removed when this goes away")]
    pub(super) copy: Option<Copy>,
}

impl SqliteStore {
    /// Where the ledger ends.
    pub fn head(&self) -> Head {
        self.head
    }

    /// Whether its batches are chained; those of the first version are not before it is written to.
    pub fn is_chained(&self) -> bool {
        self.layout.is_chained()
    }

    /// How many times something was written.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn batches(&self) -> Result<u64, StoreError> {
        let count = self.connection.query_row("SELECT count(*) FROM batch", [], |row| row.get::<_, u32>(0));
        count.map(u64::from).map_err(|error| self.ledger.fault(&error))
    }

    /// Where the ledger ended when this was its last entry.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn head_at(&self, position: Position) -> Result<Head, StoreError> {
        Ok(Head { position, hash: self.rows().link_at(position)? })
    }

    /// Calls `each` for every entry after `after` up to `last`, in order; what stands behind is not read.
    ///
    /// # Errors
    /// The ledger cannot be read, or `each` stopped with an error.
    pub fn read_up_to(
        &self,
        after: Position,
        last: Position,
        each: &mut dyn FnMut(Recorded) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let fault = |error| self.ledger.fault(&error);
        let Ok(number) = i64::try_from(after) else { return Ok(()) };
        let table = self.rows();
        let mut link = table.link_at(after)?;
        let mut query =
            self.connection.prepare(&table.query("WHERE last > ?1 ORDER BY last")).map_err(fault)?;
        let mut rows = query.query([number]).map_err(fault)?;
        let mut read = after;
        while read < last
            && let Some(row) = rows.next().map_err(fault)?
        {
            let sealed = table.sealed(row)?;
            let batch = table.entries(&sealed)?;
            // Only the batch in which reading begins may reach back before it.
            if batch.first > read + 1 || (batch.first <= read && read != after) {
                return Err(self.ledger.damaged(format!("the entries after position {read} are missing")));
            }
            link = table.follow(link, &sealed)?;
            for recorded in batch.recorded().filter(|it| it.position > after && it.position <= last) {
                read = recorded.position;
                each(recorded)?;
            }
        }
        if read < self.head.position.min(last) {
            return Err(self.ledger.damaged(format!("the entries after position {read} are missing")));
        }
        Ok(())
    }

    /// Calls `each` for all that was written and ends after `after`, in the pieces in which it was, in order, until it has seen enough.
    ///
    /// # Errors
    /// The ledger cannot be read, or `each` stopped with an error.
    pub fn commits(&self, after: Position, each: EachCommit<'_>) -> Result<(), StoreError> {
        let fault = |error| self.ledger.fault(&error);
        let Ok(number) = i64::try_from(after) else { return Ok(()) };
        let table = self.rows();
        let query = table.query("WHERE last > ?1 ORDER BY last");
        let mut query = self.connection.prepare(&query).map_err(fault)?;
        let mut rows = query.query([number]).map_err(fault)?;
        let (mut link, mut read) = (table.link_at(after)?, after);
        while read < self.head.position
            && let Some(row) = rows.next().map_err(fault)?
        {
            let sealed = table.sealed(row)?;
            let batch = table.entries(&sealed)?;
            // Only the batch in which reading begins may reach back before it.
            if batch.first > read + 1 || (batch.first <= read && read != after) {
                return Err(self.ledger.damaged(format!("the entries after position {read} are missing")));
            }
            link = table.follow(link, &sealed)?;
            read = sealed.last;
            if each(batch.commit())?.is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Hides the personal values of what is written next under the salts that they have on another ledger, so that its leaves are the same on both.
    pub fn take_up_salts(&mut self, personal: &Personal) {
        self.salts.take_up(personal.all().filter_map(|stood_in| stood_in.kept.as_ref()));
    }

    pub(super) fn rows(&self) -> Rows<'_> {
        Rows { connection: &self.connection, ledger: &self.ledger, layout: self.layout }
    }

    /// Writes a batch where the ledger ends as this process knows it, and nowhere else.
    pub(super) fn write(&mut self, batch: &NewBatch<'_>) -> Result<(), StoreError> {
        self.check()?;
        if self.writer.is_none() {
            return Err(self.ledger.for_reading_only());
        }
        let ledger = &self.ledger;
        let fault = |error| ledger.fault(&error);
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fault)?;
        let table = Rows { connection: &transaction, ledger, layout: self.layout };
        if table.head()? != self.head {
            return Err(ledger.lost("another process writes to it"));
        }
        write_batch(&transaction, &self.texts, batch).map_err(fault)?;
        // A transaction that does not get this far is undone when it is dropped.
        transaction.commit().map_err(fault)?;
        self.texts.note(batch.text_hashes());
        self.head = batch.head;
        if let Some(writer) = &mut self.writer {
            writer.note(&self.head);
        }
        Ok(())
    }

    /// Writes down which version of Remit writes it from now on.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn sign(&mut self, version: &str) -> Result<(), StoreError> {
        self.check()?;
        self.bring_up()?;
        let ledger = &self.ledger;
        schema::sign(&mut self.connection, version).map_err(|error| ledger.fault(&error))
    }

    /// The batch in which a place is; none where the ledger does not reach there.
    fn batch_around(&self, position: Position) -> Result<Option<Read>, StoreError> {
        let fault = |error| self.ledger.fault(&error);
        let Ok(number) = i64::try_from(position) else { return Ok(None) };
        let table = self.rows();
        let query = table.query("WHERE last >= ?1 ORDER BY last LIMIT 1");
        let mut query = self.connection.prepare_cached(&query).map_err(fault)?;
        let mut rows = query.query([number]).map_err(fault)?;
        let Some(row) = rows.next().map_err(fault)? else { return Ok(None) };
        let sealed = table.sealed(row)?;
        table.follow(table.link_at(position.saturating_sub(1))?, &sealed)?;
        table.entries(&sealed).map(Some)
    }

    /// What a snapshot is sealed under: it belongs to one place of one ledger.
    fn snapshot_label(&self, position: Position) -> Result<String, StoreError> {
        Ok(match self.layout {
            Layout::Loose => position.to_string(),
            Layout::Chained | Layout::Current => {
                sealed_snapshot::label(position, self.rows().link_around(position)?)
            }
        })
    }
}

impl Store for SqliteStore {
    fn append_with(
        &mut self,
        at: Timestamp,
        entries: &[Entry],
        Alongside { outcome, .. }: Alongside<'_>,
    ) -> Result<Position, StoreError> {
        if entries.is_empty() {
            return Ok(self.head.position);
        }
        self.bring_up()?;
        let rows = Rows { connection: &self.connection, ledger: &self.ledger, layout: self.layout };
        let hidden = self.salts.hide(entries, || rows.names(), &self.ledger)?;
        self.write(&NewBatch::after(self.head, at, &hidden, outcome))?;
        self.salts.written();
        Ok(self.head.position)
    }

    fn check(&mut self) -> Result<(), StoreError> {
        match &mut self.writer {
            Some(writer) => writer.check_files(&self.connection, &self.head, &self.ledger),
            None => Ok(()),
        }
    }

    fn read(
        &mut self,
        after: Position,
        each: &mut dyn FnMut(Recorded) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.read_up_to(after, Position::MAX, each)
    }

    fn entry(&mut self, position: Position) -> Result<Option<Recorded>, StoreError> {
        let Some(batch) = self.batch_around(position)? else { return Ok(None) };
        self.texts.note(batch.texts.clone());
        Ok(batch.recorded().find(|recorded| recorded.position == position))
    }

    fn save_snapshot(&mut self, position: Position, bytes: &[u8]) -> Result<(), StoreError> {
        self.check()?;
        self.bring_up()?;
        let number = i64::try_from(position).expect("a ledger never holds that many entries");
        let sealed = codec::seal(&self.snapshot_label(position)?, bytes);
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
        let position = position(number, &self.ledger)?;
        Ok(sealed_snapshot::open(&self.snapshot_label(position)?, sealed, position, self.head))
    }
}
