//! The rows of batches: read and written, in pieces where one is very large.

use std::borrow::Cow;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension as _, Params, Row, Transaction, params};

use super::schema::Layout;
use crate::stores::batch::{KnownTexts, LookUp, NewBatch, Read, Sealed, check_text, position};
use crate::stores::chain::{Head, Link};
use crate::stores::fault::Ledger;
use crate::stores::personal_row::PersonalRow;
use crate::stores::store::StoreError;
use ledger::codec::{CodecError, TextHash};
use ledger::entry::Position;
use ledger::personal::PersonalValue;
use ledger::tree::TreeHash;

/// What stands in one row at the most, since SQLite takes rows of a thousand million bytes. It is part of the stored form: a row as
/// large as this goes on in pieces.
pub(super) const PIECE: usize = if cfg!(test) { 4 << 10 } else { 64 << 20 };

/// Batches as they stand in an open ledger.
pub(super) struct Rows<'c> {
    pub(super) connection: &'c Connection,
    pub(super) ledger: &'c Ledger,
    pub(super) layout: Layout,
}

impl Rows<'_> {
    /// A question for batches, by what follows `FROM batch`.
    pub(super) fn query(&self, which: &str) -> String {
        let link = match self.layout {
            Layout::Loose => "NULL",
            Layout::Chained | Layout::Current => "link",
        };
        format!("SELECT last, at, entries, {link} FROM batch {which}")
    }

    /// One row, whose bytes are those that were sealed.
    pub(super) fn sealed<'r>(&self, row: &'r Row<'_>) -> Result<Sealed<'r>, StoreError> {
        let fault = |error| self.ledger.fault(&error);
        let number: i64 = row.get(0).map_err(fault)?;
        let at: String = row.get(1).map_err(fault)?;
        let last = position(number, self.ledger)?;
        let damaged = |error: CodecError| self.ledger.damaged_batch(last, &error);
        let first = row.get_ref(2).map_err(fault)?.as_blob();
        let first = first.map_err(|_| damaged(CodecError::Malformed("it holds no bytes")))?;
        let bytes = match first.len() {
            0..PIECE => Cow::Borrowed(first),
            _ => Cow::Owned(self.pieces(number, first)?),
        };
        let link = row.get_ref(3).map_err(fault)?.as_blob_or_null();
        let link = link.map_err(|_| self.ledger.unchained(last))?.and_then(Link::of_bytes);
        Sealed { last, at, bytes, link }.checked(self.ledger)
    }

    fn pieces(&self, number: i64, first: &[u8]) -> Result<Vec<u8>, StoreError> {
        let mut bytes = first.to_vec();
        let gather = || {
            let query = "SELECT bytes FROM piece WHERE last = ?1 ORDER BY number";
            let mut query = self.connection.prepare_cached(query)?;
            let mut rows = query.query([number])?;
            while let Some(row) = rows.next()? {
                bytes.extend_from_slice(row.get_ref(0)?.as_blob()?);
            }
            Ok(bytes)
        };
        gather().map_err(|error: rusqlite::Error| self.ledger.fault(&error))
    }

    /// What a batch says.
    pub(super) fn entries(&self, sealed: &Sealed<'_>) -> Result<Read, StoreError> {
        sealed.read(self.ledger, &mut Beside(self))
    }

    /// The source texts that a batch refers to.
    pub(super) fn texts(&self, sealed: &Sealed<'_>) -> Result<Vec<(TextHash, Arc<str>)>, StoreError> {
        let hashes = sealed.text_hashes(self.ledger)?;
        hashes.into_iter().map(|hash| Ok((hash, self.text(&hash)?))).collect()
    }

    /// Whether a batch follows from what stands before it, as far as batches are chained; the link that leads on.
    pub(super) fn follow(&self, before: Link, sealed: &Sealed<'_>) -> Result<Link, StoreError> {
        let link = sealed.link_after(before);
        if self.layout.is_chained() && sealed.link != Some(link) {
            return Err(self.ledger.unchained(sealed.last));
        }
        Ok(link)
    }

    /// Where the ledger ends.
    pub(super) fn head(&self) -> Result<Head, StoreError> {
        let last =
            self.connection.query_row("SELECT coalesce(max(last), 0) FROM batch", [], |row| row.get(0));
        let position = position(last.map_err(|error| self.ledger.fault(&error))?, self.ledger)?;
        Ok(Head { position, hash: self.link_at(position)? })
    }

    /// The link of the newest batch that ends at this place or before it.
    pub(super) fn link_at(&self, position: Position) -> Result<Link, StoreError> {
        if !self.layout.is_chained() {
            return Ok(Link::START);
        }
        let query = "SELECT link FROM batch WHERE last <= ?1 ORDER BY last DESC LIMIT 1";
        self.link(query, position).map(|found| found.unwrap_or(Link::START))
    }

    /// The link of the batch in which this place is; none where the ledger does not reach there.
    pub(super) fn link_around(&self, position: Position) -> Result<Option<Link>, StoreError> {
        self.link("SELECT link FROM batch WHERE last >= ?1 ORDER BY last LIMIT 1", position)
    }

    /// The link of the batch that ends at this place; none where none does.
    pub(super) fn link_of(&self, position: Position) -> Result<Option<Link>, StoreError> {
        self.link("SELECT link FROM batch WHERE last = ?1", position)
    }

    fn link(&self, query: &str, position: Position) -> Result<Option<Link>, StoreError> {
        let number = i64::try_from(position).unwrap_or(i64::MAX);
        let read = |row: &Row<'_>| row.get::<_, Option<Vec<u8>>>(0);
        let mut query = self.connection.prepare_cached(query).map_err(|error| self.ledger.fault(&error))?;
        let found = query.query_row([number], read).optional().map_err(|error| self.ledger.fault(&error))?;
        let Some(bytes) = found else { return Ok(None) };
        let link = bytes.as_deref().and_then(Link::of_bytes);
        link.map(Some).ok_or_else(|| self.ledger.unchained(position))
    }

    /// The names of people and their addresses that are kept.
    pub(super) fn names(&self) -> Result<Vec<PersonalValue>, StoreError> {
        let mut rows = self.personal("WHERE kind = 0 AND value IS NOT NULL", [])?;
        rows.extend(self.personal("WHERE kind = 3 AND value IS NOT NULL", [])?);
        Ok(rows.into_iter().filter_map(|row| row.value).collect())
    }

    /// Rows of personal values, by what follows `FROM personal`.
    fn personal(&self, which: &str, by: impl Params) -> Result<Vec<PersonalRow>, StoreError> {
        let fault = |error| self.ledger.fault(&error);
        let query = format!("SELECT hash, kind, salt, value FROM personal {which}");
        let mut query = self.connection.prepare_cached(&query).map_err(fault)?;
        let mut rows = query.query(by).map_err(fault)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(fault)? {
            let (hash, kind): (Vec<u8>, i64) = (row.get(0).map_err(fault)?, row.get(1).map_err(fault)?);
            let (salt, value): (Option<Vec<u8>>, Option<String>) =
                (row.get(2).map_err(fault)?, row.get(3).map_err(fault)?);
            found.push(PersonalRow::stored(&hash, kind, (salt.as_deref(), value.as_deref()), self.ledger)?);
        }
        Ok(found)
    }

    fn text(&self, hash: &TextHash) -> Result<Arc<str>, StoreError> {
        let text = self
            .connection
            .prepare_cached("SELECT text FROM source WHERE hash = ?1")
            .and_then(|mut query| {
                query.query_row([hash.as_slice()], |row| row.get::<_, Arc<str>>(0)).optional()
            })
            .map_err(|error| self.ledger.fault(&error))?;
        let text = text.ok_or_else(|| self.ledger.damaged("a source text is missing"))?;
        check_text(hash, &text, self.ledger)?;
        Ok(text)
    }
}

/// What lies beside the batches.
struct Beside<'r>(&'r Rows<'r>);

impl LookUp for Beside<'_> {
    fn texts(&mut self, hashes: &[TextHash]) -> Result<Vec<Arc<str>>, StoreError> {
        hashes.iter().map(|hash| self.0.text(hash)).collect()
    }

    fn personal(&mut self, hashes: &[TreeHash]) -> Result<Vec<PersonalRow>, StoreError> {
        let mut found = Vec::new();
        for hash in hashes {
            found.extend(self.0.personal("WHERE hash = ?1", [hash.bytes().as_slice()])?);
        }
        Ok(found)
    }
}

/// Writes a batch at the end, with the texts in it that are not known to be there.
pub(super) fn write_batch(
    transaction: &Transaction<'_>,
    known: &KnownTexts,
    batch: &NewBatch<'_>,
) -> rusqlite::Result<()> {
    let number = i64::try_from(batch.head.position).expect("a ledger never holds that many entries");
    known.new_among(&batch.texts).try_for_each(|(hash, text)| write_text(transaction, hash, text))?;
    batch.personal.iter().try_for_each(|row| write_personal(transaction, row))?;
    write_sealed(transaction, number, &batch.at, &batch.sealed, batch.head.hash)
}

/// Writes a batch as it is.
pub(super) fn write_sealed(
    transaction: &Transaction<'_>,
    number: i64,
    at: &str,
    sealed: &[u8],
    link: Link,
) -> rusqlite::Result<()> {
    let (first, rest) = sealed.split_at(sealed.len().min(PIECE));
    transaction
        .prepare_cached("INSERT INTO batch (last, at, entries, link) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![number, at, first, link.bytes()])?;
    for (place, piece) in (1_i64..).zip(rest.chunks(PIECE)) {
        transaction
            .prepare_cached("INSERT INTO piece (last, number, bytes) VALUES (?1, ?2, ?3)")?
            .execute(params![number, place, piece])?;
    }
    Ok(())
}

/// Of a name, the row that is there already is the same.
pub(super) fn write_personal(transaction: &Transaction<'_>, row: &PersonalRow) -> rusqlite::Result<()> {
    let insert = "INSERT OR IGNORE INTO personal (hash, kind, salt, value) VALUES (?1, ?2, ?3, ?4)";
    let row = params![row.hash.bytes().as_slice(), row.kind.number(), row.salt(), row.text()];
    transaction.prepare_cached(insert)?.execute(row).map(|_| ())
}

/// A text that is there already is not written again: most activations change one file of many.
pub(super) fn write_text(transaction: &Transaction<'_>, hash: &TextHash, text: &str) -> rusqlite::Result<()> {
    let insert = "INSERT OR IGNORE INTO source (hash, text) VALUES (?1, ?2)";
    transaction.prepare_cached(insert)?.execute(params![hash.as_slice(), text]).map(|_| ())
}
