//! The ledger as a store: batches in and out, and one snapshot.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio_postgres::Error;

use super::address::DatabaseAddress;
use super::lease::Lease;
use super::rows::{Found, Rows, number};
use super::schema;
use super::session::{Asker, Purpose};
use super::writing::Logged;
use crate::stores::batch::{KnownTexts, NewBatch, StoredBatch, position};
use crate::stores::chain::Head;
use crate::stores::fault::Ledger;
use crate::stores::feed_log::{LoggedName, LoggedReport, ReportPlace};
use crate::stores::held_here::HeldHere;
use crate::stores::kept_ledger::{EachCommit, KeptLedger, Wake};
use crate::stores::salts::Salts;
use crate::stores::sealed_snapshot;
use crate::stores::store::{Alongside, Store, StoreError};
use ledger::codec;
use ledger::commit::Commit;
use ledger::entry::{Entry, Position, Recorded};
use ledger::tree::TreeHash;

/// A ledger in a database.
pub struct PostgresStore {
    ledger: Ledger,
    pub(super) head: Head,
    /// Texts that are known to stand in it, as nothing takes one away.
    texts: KnownTexts,
    pub(super) salts: Salts,
    /// Asked over a connection of its own, so that no question has to do with the lease.
    rows: Rows,
    /// None where it was opened for reading only.
    lease: Option<Lease>,
    /// What was last to be written where nobody could say whether it was.
    pub(super) in_doubt: Option<Head>,
    /// Says to others on this machine that a process here holds it, and reads what is handed in here.
    _here: Option<HeldHere>,
}

impl PostgresStore {
    /// Opens the ledger as its only writer, waiting a while for another process that holds it. The tables are made where they are missing.
    ///
    /// # Errors
    /// Another process holds it all that while, or it cannot be used.
    pub fn open_within(address: &DatabaseAddress, patience: Duration) -> Result<Self, StoreError> {
        let ledger = Ledger::at(address);
        let lease = Lease::take(address, &ledger, patience)?;
        let mut rows = Rows::new(Asker::new(address.clone(), Purpose::AskAfterWriting, ledger.clone()));
        let (head, texts, salts) = (rows.head()?, KnownTexts::default(), Salts::default());
        Ok(Self { ledger, head, texts, salts, rows, lease: Some(lease), in_doubt: None, _here: None })
    }

    /// Opens the ledger for questions, also while another process writes to it, and for a role that may only read. None where there is none.
    ///
    /// # Errors
    /// It cannot be used.
    pub fn open_read_only(address: &DatabaseAddress) -> Result<Option<Self>, StoreError> {
        Self::open_to_ask(address, Purpose::Ask)
    }

    /// The same for whoever writes it, from the server that takes writes: another one may not have all of it yet.
    pub(in crate::stores) fn open_beside_writer(
        address: &DatabaseAddress,
    ) -> Result<Option<Self>, StoreError> {
        Self::open_to_ask(address, Purpose::AskAfterWriting)
    }

    fn open_to_ask(address: &DatabaseAddress, purpose: Purpose) -> Result<Option<Self>, StoreError> {
        let ledger = Ledger::at(address);
        let mut asker = Asker::new(address.clone(), purpose, ledger.clone());
        let found = asker.ask(schema::version)?;
        if schema::check(found, &ledger)?.is_none() {
            return Ok(None);
        }
        let ledger = ledger.written_by(asker.ask(schema::written_by)?.as_deref());
        asker.ledger = ledger.clone();
        let mut rows = Rows::new(asker);
        let (head, texts, salts) = (rows.head()?, KnownTexts::default(), Salts::default());
        Ok(Some(Self { ledger, head, texts, salts, rows, lease: None, in_doubt: None, _here: None }))
    }

    /// The same, which says on this machine for as long that it is held here.
    #[must_use]
    pub(in crate::stores) fn held_here(self, here: HeldHere) -> Self {
        Self { _here: Some(here), ..self }
    }

    /// Writes a batch where the ledger ends as this process knows it, and nowhere else.
    fn write(&mut self, batch: &NewBatch<'_>, reports: &[LoggedReport]) -> Result<(), StoreError> {
        let Some(lease) = &self.lease else {
            return Err(self.ledger.for_reading_only());
        };
        let written = lease.append(self.head, Logged { batch, reports }, &self.texts);
        if written.is_err() {
            self.in_doubt = Some(batch.head);
        }
        written?;
        self.in_doubt = None;
        self.head = batch.head;
        self.texts.note(batch.text_hashes());
        Ok(())
    }

    /// What a snapshot is sealed under: it belongs to one place of one ledger.
    fn snapshot_label(&mut self, position: Position) -> Result<String, StoreError> {
        let link = self.rows.link_around(position)?;
        Ok(sealed_snapshot::label(position, link))
    }
}

impl Store for PostgresStore {
    fn append_with(
        &mut self,
        at: Timestamp,
        entries: &[Entry],
        Alongside { outcome, reports }: Alongside<'_>,
    ) -> Result<Position, StoreError> {
        if entries.is_empty() {
            return Ok(self.head.position);
        }
        let rows = &mut self.rows;
        let hidden = self.salts.hide(entries, || rows.names(), &self.ledger)?;
        self.write(&NewBatch::after(self.head, at, &hidden, outcome), reports)?;
        self.salts.written();
        Ok(self.head.position)
    }

    fn check(&mut self) -> Result<(), StoreError> {
        self.lease.as_ref().map_or(Ok(()), |lease| lease.check(self.head, self.in_doubt))
    }

    fn tell_followers(&mut self, word: &[u8]) -> Result<(), StoreError> {
        self.lease.as_ref().map_or_else(|| Err(self.ledger.for_reading_only()), |lease| lease.tell(word))
    }

    fn read(
        &mut self,
        after: Position,
        each: &mut dyn FnMut(Recorded) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.read_up_to(after, Position::MAX, each)
    }

    fn entry(&mut self, position: Position) -> Result<Option<Recorded>, StoreError> {
        let batch = self.rows.batch_around(position)?;
        Ok(batch.and_then(|batch| batch.recorded().find(|recorded| recorded.position == position)))
    }

    fn save_snapshot(&mut self, position: Position, bytes: &[u8]) -> Result<(), StoreError> {
        let sealed = codec::seal(&self.snapshot_label(position)?, bytes);
        let Some(lease) = &self.lease else {
            return Err(self.ledger.for_reading_only());
        };
        lease.save(number(position), &sealed)
    }

    fn snapshot(&mut self) -> Result<Option<(Position, Vec<u8>)>, StoreError> {
        let fault = |error: Error| self.ledger.database_fault(&error);
        let query = "SELECT position, bytes FROM remit_snapshot ORDER BY number";
        let rows = self.rows.asker.ask(|client| client.query(query, &[]))?;
        let Some(first) = rows.first() else { return Ok(None) };
        let position = position(first.try_get(0).map_err(fault)?, &self.ledger)?;
        let mut sealed = Vec::new();
        for row in &rows {
            sealed.extend_from_slice(row.try_get(1).map_err(fault)?);
        }
        Ok(sealed_snapshot::open(&self.snapshot_label(position)?, sealed, position, self.head))
    }
}

impl KeptLedger for PostgresStore {
    fn head(&self) -> Head {
        self.head
    }

    fn is_chained(&self) -> bool {
        true
    }

    fn batches(&mut self) -> Result<u64, StoreError> {
        self.rows.batches()
    }

    fn head_at(&mut self, position: Position) -> Result<Head, StoreError> {
        Ok(Head { position, hash: self.rows.link_at(position)? })
    }

    fn read_up_to(
        &mut self,
        after: Position,
        last: Position,
        each: &mut dyn FnMut(Recorded) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        if i64::try_from(after).is_err() || last <= after {
            return Ok(());
        }
        let mut read = after;
        self.rows.walk(after, last, &mut |found| {
            for recorded in found.read.recorded().filter(|it| it.position > after && it.position <= last) {
                read = recorded.position;
                each(recorded)?;
            }
            Ok(if read < last { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
        })?;
        if read < self.head.position.min(last) {
            return Err(self.ledger.damaged(format!("the entries after position {read} are missing")));
        }
        Ok(())
    }

    fn commits(&mut self, after: Position, each: EachCommit<'_>) -> Result<(), StoreError> {
        let end = self.head.position;
        if after >= end {
            return Ok(());
        }
        self.rows.walk(after, end, &mut |found| {
            let is_over = found.sealed.last >= end;
            let goes_on = each(found.read.commit())?;
            Ok(if is_over { ControlFlow::Break(()) } else { goes_on })
        })
    }

    fn commits_after(
        &mut self,
        after: Position,
        each: &mut dyn FnMut(Commit) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.rows.walk(after, Position::MAX, &mut |found| {
            each(found.read.commit())?;
            Ok(ControlFlow::Continue(()))
        })
    }

    fn written_by(&mut self) -> Result<Option<String>, StoreError> {
        self.rows.asker.ask(schema::written_by)
    }

    fn sign(&mut self, version: &str) -> Result<(), StoreError> {
        self.lease.as_ref().map_or_else(|| Err(self.ledger.for_reading_only()), |lease| lease.sign(version))
    }

    fn reports_after(&mut self, after: ReportPlace) -> Result<Vec<LoggedName>, StoreError> {
        self.rows.reports_after(after)
    }

    fn report(&mut self, place: ReportPlace) -> Result<Option<Vec<u8>>, StoreError> {
        self.rows.report(place)
    }

    fn was_logged(&mut self, path: &str, bytes: &[u8]) -> Result<bool, StoreError> {
        self.rows.was_logged(path, bytes)
    }

    fn word_of_holder(&mut self) -> Result<Option<Vec<u8>>, StoreError> {
        self.rows.word_of_holder()
    }

    fn wake_by(&mut self, wake: Wake) {
        if let Some(lease) = &self.lease {
            lease.wake_by(wake);
        }
    }

    fn verify(&mut self) -> Result<Head, StoreError> {
        let mut head = Head::START;
        self.rows.walk(0, Position::MAX, &mut |found| {
            head = Head { position: found.sealed.last, hash: found.link };
            Ok(ControlFlow::Continue(()))
        })?;
        if head.position < self.head.position {
            return Err(self.ledger.cut_off(head.position, self.head.position));
        }
        Ok(head)
    }

    fn stored(
        &mut self,
        after: Position,
        each: &mut dyn FnMut(StoredBatch) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.rows.walk(after, Position::MAX, &mut |Found { sealed, link, read, texts }| {
            let personal = read.personal().collect();
            let texts = read.texts.iter().filter_map(|hash| Some((*hash, Arc::clone(texts.get(hash)?))));
            let (last, at, bytes) = (sealed.last, sealed.at.clone(), sealed.bytes.to_vec());
            each(StoredBatch { last, at, bytes, link, texts: texts.collect(), personal })?;
            Ok(ControlFlow::Continue(()))
        })
    }

    fn erase(&mut self, hashes: &[TreeHash]) -> Result<(), StoreError> {
        self.salts = Salts::default();
        match &self.lease {
            Some(lease) => lease.erase(hashes),
            None => Err(self.ledger.for_reading_only()),
        }
    }

    fn append_stored(&mut self, batch: &StoredBatch) -> Result<(), StoreError> {
        let batch = NewBatch::copied(self.head, batch, &self.ledger)?;
        self.write(&batch, &[])
    }
}
