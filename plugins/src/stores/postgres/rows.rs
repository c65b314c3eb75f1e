//! The rows of batches, read a few at a time: never the whole of a ledger, and never one by one over the line.

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use tokio_postgres::{Error, Row};

use super::client::Client;
use super::schema;
use super::session::Asker;
use crate::stores::batch::{LookUp, Read, Sealed, check_text, position};
use crate::stores::chain::{Head, Link};
use crate::stores::fault::Ledger;
use crate::stores::feed_log::{LoggedName, ReportPlace};
use crate::stores::personal_row::PersonalRow;
use crate::stores::store::StoreError;
use ledger::codec::TextHash;
use ledger::entry::Position;
use ledger::personal::PersonalValue;
use ledger::tree::TreeHash;

/// What stands in one row at the most, since a row may hold a thousand million bytes. It is part of the stored form: a row as
/// large as this goes on in pieces.
pub(super) const PIECE: usize = if cfg!(test) { 4 << 10 } else { 64 << 20 };

/// So many batches, and so many bytes of them, are fetched at once; one batch is, however large it may be.
const ROWS_AT_ONCE: i64 = if cfg!(test) { 3 } else { 500 };
const BYTES_AT_ONCE: u32 = if cfg!(test) { 6 << 10 } else { 16 << 20 };

/// So many files of reports are named at once.
const REPORTS_AT_ONCE: i64 = if cfg!(test) { 2 } else { 500 };

/// The next batches after a place, as many as are fetched at once.
const NEXT: &str = "
    SELECT last, at, entries, link FROM (
        SELECT *, sum(octet_length(entries)) OVER (ORDER BY last) - octet_length(entries) AS before
        FROM (SELECT * FROM remit_batch WHERE last > $1 ORDER BY last LIMIT $2) AS next
    ) AS counted
    WHERE before < $3 ORDER BY last";

/// Where a ledger ends by its head row, with the newest batch beside it.
const HEAD: &str = "
    SELECT position, hash, (SELECT max(last) FROM remit_batch),
        (SELECT link FROM remit_batch WHERE last = remit_head.position)
    FROM remit_head";

/// A batch with the link after it, and what it says.
pub(super) struct Found<'r> {
    pub(super) sealed: &'r Sealed<'r>,
    pub(super) link: Link,
    pub(super) read: Read,
    /// The texts that it refers to.
    pub(super) texts: &'r FxHashMap<TextHash, Arc<str>>,
}

/// What whoever reads says of each batch.
pub(super) type Each<'e> = &'e mut dyn FnMut(Found<'_>) -> Result<ControlFlow<()>, StoreError>;

/// The rows of a ledger, for whoever asks.
pub(super) struct Rows {
    pub(super) asker: Asker,
    /// The texts of the newest batch that had any: most are the same from one activation to the next.
    texts: FxHashMap<TextHash, Arc<str>>,
}

impl Rows {
    pub(super) fn new(asker: Asker) -> Self {
        Self { asker, texts: FxHashMap::default() }
    }

    fn ledger(&self) -> Ledger {
        self.asker.ledger.clone()
    }

    /// Where the ledger ends, which its head row and its newest batch must agree on.
    pub(super) fn head(&mut self) -> Result<Head, StoreError> {
        let ledger = self.ledger();
        let row = self.asker.ask(|client| client.query_opt(HEAD, &[]))?;
        let row = row.ok_or_else(|| ledger.damaged("its head row is gone"))?;
        head_of(&row, &ledger)
    }

    /// The next files of reports behind a place.
    pub(super) fn reports_after(&mut self, after: ReportPlace) -> Result<Vec<LoggedName>, StoreError> {
        let next = "SELECT last, number, path FROM remit_report WHERE (last, number) > ($1, $2)
            ORDER BY last, number LIMIT $3";
        let rows = self.asker.ask(|client| {
            if !schema::is_there(client, "remit_report")? {
                return Ok(Vec::new());
            }
            client.query(next, &[&number(after.last), &after.number, &REPORTS_AT_ONCE])
        })?;
        let ledger = &self.asker.ledger;
        let fault = |error: Error| ledger.database_fault(&error);
        let name = |row: &Row| {
            let last = position(row.try_get(0).map_err(fault)?, ledger)?;
            let place = ReportPlace { last, number: row.try_get(1).map_err(fault)? };
            Ok(LoggedName { place, path: row.try_get(2).map_err(fault)? })
        };
        rows.iter().map(name).collect()
    }

    /// What stands in the file of a report.
    pub(super) fn report(&mut self, place: ReportPlace) -> Result<Option<Vec<u8>>, StoreError> {
        let query = "SELECT bytes FROM remit_report WHERE last = $1 AND number = $2";
        self.asker.ask(|client| {
            let row = client.query_opt(query, &[&number(place.last), &place.number])?;
            row.map(|row| row.try_get(0)).transpose()
        })
    }

    /// Whether a report with this content was ever written for a path.
    pub(super) fn was_logged(&mut self, path: &str, bytes: &[u8]) -> Result<bool, StoreError> {
        let query = "SELECT EXISTS (SELECT FROM remit_report WHERE path = $1 AND bytes = $2)";
        self.asker.ask(|client| {
            if !schema::is_there(client, "remit_report")? {
                return Ok(false);
            }
            client.query_one(query, &[&path, &bytes])?.try_get(0)
        })
    }

    /// What whoever holds the ledger has left word of; none where that is somebody else by now, or left none.
    pub(super) fn word_of_holder(&mut self) -> Result<Option<Vec<u8>>, StoreError> {
        let word = "SELECT word FROM remit_holder JOIN remit_head USING (epoch)";
        self.asker.ask(|client| {
            if !schema::is_there(client, "remit_holder")? {
                return Ok(None);
            }
            client.query_opt(word, &[])?.map(|row| row.try_get(0)).transpose()
        })
    }

    /// The link of the newest batch that ends at this place or before it.
    pub(super) fn link_at(&mut self, position: Position) -> Result<Link, StoreError> {
        let query = "SELECT link FROM remit_batch WHERE last <= $1 ORDER BY last DESC LIMIT 1";
        Ok(self.link(query, position)?.unwrap_or(Link::START))
    }

    /// The link of the batch in which this place is; none where the ledger does not reach there.
    pub(super) fn link_around(&mut self, position: Position) -> Result<Option<Link>, StoreError> {
        self.link("SELECT link FROM remit_batch WHERE last >= $1 ORDER BY last LIMIT 1", position)
    }

    fn link(&mut self, query: &str, position: Position) -> Result<Option<Link>, StoreError> {
        let number = number(position);
        let found = self.asker.ask(|client| client.query_opt(query, &[&number]))?;
        let Some(row) = found else { return Ok(None) };
        let bytes: &[u8] = row.try_get(0).map_err(|error| self.asker.ledger.database_fault(&error))?;
        Link::of_bytes(bytes).map(Some).ok_or_else(|| self.asker.ledger.unchained(position))
    }

    /// How many times something was written.
    pub(super) fn batches(&mut self) -> Result<u64, StoreError> {
        let row = self.asker.ask(|client| client.query_one("SELECT count(*) FROM remit_batch", &[]))?;
        let count: i64 = row.try_get(0).map_err(|error| self.asker.ledger.database_fault(&error))?;
        position(count, &self.asker.ledger)
    }

    /// The batch in which a place is; none where the ledger does not reach there.
    pub(super) fn batch_around(&mut self, position: Position) -> Result<Option<Read>, StoreError> {
        let ledger = self.ledger();
        let before = self.link_at(position.saturating_sub(1))?;
        let number = number(position);
        let query = "SELECT last, at, entries, link FROM remit_batch WHERE last >= $1 ORDER BY last LIMIT 1";
        let found = self.asker.ask(|client| client.query_opt(query, &[&number]))?;
        let Some(row) = found else { return Ok(None) };
        let sealed = self.sealed(&row)?;
        follow(before, &sealed, &ledger)?;
        self.read(&sealed).map(Some)
    }

    /// Calls `each` for every batch that ends after `after`, in order, until it has seen enough. Each is checked against its checksum, its place and
    /// the chain. No more are fetched at once than reach to `last`.
    pub(super) fn walk(&mut self, after: Position, last: Position, each: Each<'_>) -> Result<(), StoreError> {
        let ledger = self.ledger();
        let mut link = self.link_at(after)?;
        let mut seen = after;
        loop {
            let from = number(seen);
            // No batch is without an entry.
            let most = ROWS_AT_ONCE.min(number(last.saturating_sub(seen)));
            let rows =
                self.asker.ask(|client| client.query(NEXT, &[&from, &most, &i64::from(BYTES_AT_ONCE)]))?;
            let mut bytes = 0_u64;
            for row in &rows {
                let sealed = self.sealed(row)?;
                bytes += sealed.bytes.len() as u64;
                let read = self.read(&sealed)?;
                // Only the batch in which reading begins may reach back before it.
                if read.first > seen + 1 || (read.first <= seen && seen != after) {
                    return Err(ledger.damaged(format!("the entries after position {seen} are missing")));
                }
                link = follow(link, &sealed, &ledger)?;
                seen = sealed.last;
                let texts = &self.texts;
                if each(Found { sealed: &sealed, link, read, texts })?.is_break() {
                    return Ok(());
                }
            }
            let is_cut_short = number(rows.len() as Position) == most || bytes >= u64::from(BYTES_AT_ONCE);
            if rows.is_empty() || !is_cut_short || seen >= last {
                return Ok(());
            }
        }
    }

    /// One row, whose bytes are those that were sealed.
    fn sealed<'r>(&mut self, row: &'r Row) -> Result<Sealed<'r>, StoreError> {
        let ledger = self.ledger();
        let fault = |error: Error| ledger.database_fault(&error);
        let number: i64 = row.try_get(0).map_err(fault)?;
        let at: String = row.try_get(1).map_err(fault)?;
        let first: &[u8] = row.try_get(2).map_err(fault)?;
        let link: &[u8] = row.try_get(3).map_err(fault)?;
        let bytes = match first.len() {
            0..PIECE => Cow::Borrowed(first),
            _ => Cow::Owned(self.pieces(number, first)?),
        };
        let last = position(number, &ledger)?;
        Sealed { last, at, bytes, link: Link::of_bytes(link) }.checked(&ledger)
    }

    fn pieces(&mut self, number: i64, first: &[u8]) -> Result<Vec<u8>, StoreError> {
        let query = "SELECT bytes FROM remit_piece WHERE last = $1 ORDER BY number";
        let rows = self.asker.ask(|client| client.query(query, &[&number]))?;
        let mut bytes = first.to_vec();
        for row in &rows {
            let piece: &[u8] = row.try_get(0).map_err(|error| self.asker.ledger.database_fault(&error))?;
            bytes.extend_from_slice(piece);
        }
        Ok(bytes)
    }

    /// What a batch says.
    fn read(&mut self, sealed: &Sealed<'_>) -> Result<Read, StoreError> {
        let ledger = self.ledger();
        sealed.read(&ledger, self)
    }

    /// The names of people and their addresses that are kept.
    pub(super) fn names(&mut self) -> Result<Vec<PersonalValue>, StoreError> {
        // The layout may be older yet: it is brought up by what is written first.
        if self.asker.ask(schema::version)?.is_none_or(|version| version < schema::PERSONAL_SINCE) {
            return Ok(Vec::new());
        }
        let query = "SELECT hash, kind, salt, value FROM remit_personal WHERE kind = 0 AND value IS NOT NULL
            UNION ALL SELECT hash, kind, salt, value FROM remit_personal WHERE kind = 3 AND value IS NOT NULL";
        let rows = self.asker.ask(|client| client.query(query, &[]))?;
        let ledger = self.ledger();
        let rows = rows.iter().map(|row| personal_of(row, &ledger)).collect::<Result<Vec<_>, _>>()?;
        Ok(rows.into_iter().filter_map(|row| row.value).collect())
    }
}

impl LookUp for Rows {
    fn personal(&mut self, hashes: &[TreeHash]) -> Result<Vec<PersonalRow>, StoreError> {
        let wanted: Vec<&[u8]> = hashes.iter().map(|hash| hash.bytes().as_slice()).collect();
        let query = "SELECT hash, kind, salt, value FROM remit_personal WHERE hash = ANY($1)";
        let rows = self.asker.ask(|client| client.query(query, &[&wanted]))?;
        let ledger = self.ledger();
        rows.iter().map(|row| personal_of(row, &ledger)).collect()
    }

    fn texts(&mut self, hashes: &[TextHash]) -> Result<Vec<Arc<str>>, StoreError> {
        if hashes.is_empty() {
            return Ok(Vec::new());
        }
        let missing: Vec<&[u8]> =
            hashes.iter().filter(|hash| !self.texts.contains_key(*hash)).map(<[u8; 32]>::as_slice).collect();
        let found = if missing.is_empty() {
            Vec::new()
        } else {
            let query = "SELECT hash, text FROM remit_source WHERE hash = ANY($1)";
            self.asker.ask(|client: &mut Client| client.query(query, &[&missing]))?
        };
        let ledger = self.ledger();
        for row in &found {
            let (hash, text) = text_of(row, &ledger)?;
            self.texts.insert(hash, text);
        }
        let known = |hash: &TextHash| {
            let text = self.texts.get(hash).cloned();
            text.ok_or_else(|| ledger.damaged("a source text is missing"))
        };
        let texts = hashes.iter().map(known).collect::<Result<Vec<_>, _>>()?;
        let kept: FxHashMap<_, _> = hashes.iter().copied().zip(texts.iter().cloned()).collect();
        self.texts = kept;
        Ok(texts)
    }
}

fn personal_of(row: &Row, ledger: &Ledger) -> Result<PersonalRow, StoreError> {
    let fault = |error: Error| ledger.database_fault(&error);
    let (hash, kind): (&[u8], i16) = (row.try_get(0).map_err(fault)?, row.try_get(1).map_err(fault)?);
    let (salt, value): (Option<&[u8]>, Option<&[u8]>) =
        (row.try_get(2).map_err(fault)?, row.try_get(3).map_err(fault)?);
    let value = value.map(std::str::from_utf8).transpose();
    let value = value.map_err(|_| ledger.damaged("a personal value is no text"))?;
    PersonalRow::stored(hash, kind.into(), (salt, value), ledger)
}

fn text_of(row: &Row, ledger: &Ledger) -> Result<(TextHash, Arc<str>), StoreError> {
    let fault = |error: Error| ledger.database_fault(&error);
    let changed = || ledger.damaged("a source text is not what was written, going by its hash");
    let hash: &[u8] = row.try_get(0).map_err(fault)?;
    let text: &[u8] = row.try_get(1).map_err(fault)?;
    let hash: TextHash = hash.try_into().map_err(|_| changed())?;
    let text = std::str::from_utf8(text).map_err(|_| changed())?;
    check_text(&hash, text, ledger)?;
    Ok((hash, text.into()))
}

/// Where the ledger ends, by a row that [`HEAD`] asks for.
fn head_of(row: &Row, ledger: &Ledger) -> Result<Head, StoreError> {
    let fault = |error: Error| ledger.database_fault(&error);
    let kept = position(row.try_get(0).map_err(fault)?, ledger)?;
    let hash: &[u8] = row.try_get(1).map_err(fault)?;
    let newest: Option<i64> = row.try_get(2).map_err(fault)?;
    let link: Option<&[u8]> = row.try_get(3).map_err(fault)?;
    let newest = position(newest.unwrap_or(0), ledger)?;
    let hash = Link::of_bytes(hash).ok_or_else(|| ledger.damaged("its head row says nothing"))?;
    if newest < kept {
        return Err(ledger.cut_off(newest, kept));
    }
    if newest > kept {
        return Err(ledger.unchained(newest));
    }
    if kept > 0 && link.and_then(Link::of_bytes) != Some(hash) {
        return Err(ledger.damaged(format!(
            "the batch of entries that ends at position {kept} is not the one that was written there"
        )));
    }
    Ok(Head { position: kept, hash })
}

/// Whether a batch follows from what stands before it; the link that leads on.
fn follow(before: Link, sealed: &Sealed<'_>, ledger: &Ledger) -> Result<Link, StoreError> {
    let link = sealed.link_after(before);
    if sealed.link == Some(link) { Ok(link) } else { Err(ledger.unchained(sealed.last)) }
}

/// A position as it stands in a row; one that no row can have lies behind all of them.
pub(super) fn number(position: Position) -> i64 {
    i64::try_from(position).unwrap_or(i64::MAX)
}
