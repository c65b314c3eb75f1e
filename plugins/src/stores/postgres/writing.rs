//! Appending: one statement, which is one transaction and goes over the line once. It moves the head row from where the writer knows the ledger to end,
//! under the number of its lease, and writes only where that succeeded.

use postgres::types::Type;
use postgres::{Client, Error, GenericClient, Statement};

use super::rows::{PIECE, number};
use super::session::LIMITS;
use crate::stores::batch::{KnownTexts, NewBatch};
use crate::stores::chain::Head;
use crate::stores::personal_row::PersonalRow;
use ledger::tree::TreeHash;

const APPEND: &str = "
    WITH moved AS (
        UPDATE remit_head SET position = $4, hash = $5
        WHERE epoch = $1 AND position = $2 AND hash = $3 RETURNING 1
    ), texts AS (
        INSERT INTO remit_source (hash, text)
        SELECT hash, text FROM unnest($8, $9) AS new (hash, text) WHERE EXISTS (SELECT FROM moved)
        ON CONFLICT DO NOTHING
    ), kept AS (
        INSERT INTO remit_personal (hash, kind, salt, value)
        SELECT hash, kind, salt, value FROM unnest($10, $11, $12, $13) AS new (hash, kind, salt, value)
        WHERE EXISTS (SELECT FROM moved)
        ON CONFLICT DO NOTHING
    )
    INSERT INTO remit_batch (last, at, entries, link) SELECT $4, $6, $7, $5 FROM moved RETURNING 1";

const TYPES: [Type; 13] = [
    Type::INT8,
    Type::INT8,
    Type::BYTEA,
    Type::INT8,
    Type::BYTEA,
    Type::TEXT,
    Type::BYTEA,
    Type::BYTEA_ARRAY,
    Type::BYTEA_ARRAY,
    Type::BYTEA_ARRAY,
    Type::INT2_ARRAY,
    Type::BYTEA_ARRAY,
    Type::BYTEA_ARRAY,
];

/// The number of a lease: it is raised whenever somebody takes one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Epoch(pub(super) i64);

/// What became of something that was to be written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fate {
    Written,
    /// The lease is somebody else's, or the ledger ends elsewhere; nothing was written.
    Fenced,
}

/// A connection that writes.
pub(super) struct Pen {
    pub(super) client: Client,
    append: Statement,
}

impl Pen {
    pub(super) fn new(mut client: Client) -> Result<Self, Error> {
        let append = client.prepare_typed(APPEND, &TYPES)?;
        Ok(Self { client, append })
    }

    /// Writes a batch after `before`, with the texts in it that are not known to be there.
    pub(super) fn append(
        &mut self,
        epoch: Epoch,
        before: Head,
        batch: &NewBatch<'_>,
        known: &KnownTexts,
    ) -> Result<Fate, Error> {
        let Self { client, append } = self;
        let (first, rest) = batch.sealed.split_at(batch.sealed.len().min(PIECE));
        if rest.is_empty() && first.len() < PIECE {
            return move_head(client, append, epoch, (before, batch, first), known);
        }
        let mut transaction = client.transaction()?;
        let fate = move_head(&mut transaction, append, epoch, (before, batch, first), known)?;
        if fate == Fate::Fenced {
            return Ok(fate);
        }
        let last = number(batch.head.position);
        for (place, piece) in (1_i32..).zip(rest.chunks(PIECE)) {
            let insert = "INSERT INTO remit_piece (last, number, bytes) VALUES ($1, $2, $3)";
            transaction.execute(insert, &[&last, &place, &piece])?;
        }
        transaction.commit().map(|()| Fate::Written)
    }

    /// Takes personal values and the snapshot away, and writes their tables anew, so that no page of them holds what stood there.
    pub(super) fn erase(&mut self, epoch: Epoch, hashes: &[TreeHash]) -> Result<Fate, Error> {
        let mut transaction = self.client.transaction()?;
        let held = "SELECT FROM remit_head WHERE epoch = $1 FOR SHARE";
        if transaction.query_opt(held, &[&epoch.0])?.is_none() {
            return Ok(Fate::Fenced);
        }
        let gone: Vec<&[u8]> = hashes.iter().map(|hash| hash.bytes().as_slice()).collect();
        let erase = "UPDATE remit_personal SET salt = NULL, value = NULL WHERE hash = ANY($1)";
        transaction.execute(erase, &[&gone])?;
        transaction.execute("DELETE FROM remit_snapshot", &[])?;
        transaction.commit()?;
        self.client.batch_execute("SET statement_timeout = 0")?;
        self.client.batch_execute("VACUUM (FULL) remit_personal")?;
        self.client.batch_execute("VACUUM (FULL) remit_snapshot")?;
        self.client.batch_execute(LIMITS).map(|()| Fate::Written)
    }

    /// Replaces the snapshot.
    pub(super) fn save(&mut self, epoch: Epoch, position: i64, sealed: &[u8]) -> Result<Fate, Error> {
        let mut transaction = self.client.transaction()?;
        let held = "SELECT FROM remit_head WHERE epoch = $1 FOR SHARE";
        if transaction.query_opt(held, &[&epoch.0])?.is_none() {
            return Ok(Fate::Fenced);
        }
        transaction.execute("DELETE FROM remit_snapshot", &[])?;
        for (place, piece) in (0_i32..).zip(sealed.chunks(PIECE)) {
            let insert = "INSERT INTO remit_snapshot (number, position, bytes) VALUES ($1, $2, $3)";
            transaction.execute(insert, &[&place, &position, &piece])?;
        }
        transaction.commit().map(|()| Fate::Written)
    }
}

fn move_head(
    client: &mut impl GenericClient,
    append: &Statement,
    epoch: Epoch,
    (before, batch, first): (Head, &NewBatch<'_>, &[u8]),
    known: &KnownTexts,
) -> Result<Fate, Error> {
    let (from, to) = (number(before.position), number(batch.head.position));
    let new: Vec<_> = known.new_among(&batch.texts).collect();
    let hashes: Vec<&[u8]> = new.iter().map(|(hash, _)| hash.as_slice()).collect();
    let texts: Vec<&[u8]> = new.iter().map(|(_, text)| text.as_bytes()).collect();
    let (hash_before, hash, at) = (before.hash.bytes(), batch.head.hash.bytes(), &*batch.at);
    let rows = &batch.personal;
    let found_by: Vec<&[u8]> = rows.iter().map(|row| row.hash.bytes().as_slice()).collect();
    let kinds: Vec<i16> = rows.iter().map(|row| row.kind.number().into()).collect();
    let salts: Vec<Option<&[u8]>> = rows.iter().map(PersonalRow::salt).collect();
    let values: Vec<Option<&[u8]>> = rows.iter().map(|row| row.text().map(str::as_bytes)).collect();
    let written = client.query(
        append,
        &[
            &epoch.0,
            &from,
            &hash_before,
            &to,
            &hash,
            &at,
            &first,
            &hashes,
            &texts,
            &found_by,
            &kinds,
            &salts,
            &values,
        ],
    )?;
    Ok(if written.is_empty() { Fate::Fenced } else { Fate::Written })
}
