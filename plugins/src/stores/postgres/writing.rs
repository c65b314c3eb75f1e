//! Appending: one statement, which is one transaction and goes over the line once. It moves the head row from where the writer knows the ledger to end,
//! under the number of its lease, and writes only where that succeeded.

use std::time::Duration;

use tokio_postgres::types::Type;
use tokio_postgres::{Error, Statement};

use super::client::Client;
use super::rows::{PIECE, number};
use super::schema;
use super::session::MUCH_WRITTEN_WITHIN;
use crate::stores::batch::{KnownTexts, NewBatch};
use crate::stores::chain::Head;
use crate::stores::feed_log::LoggedReport;
use crate::stores::personal_row::PersonalRow;
use ledger::tree::TreeHash;

/// How long a server may take to write the tables of personal values and of the snapshot anew.
const WRITTEN_ANEW_WITHIN: Duration = Duration::from_hours(1);

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
    ), logged AS (
        INSERT INTO remit_report (last, number, path, bytes)
        SELECT $4, number, path, bytes FROM unnest($14, $15, $16) AS new (number, path, bytes)
        WHERE EXISTS (SELECT FROM moved)
    ), told AS (SELECT pg_notify('remit_' || 'remit_head'::regclass::oid, '') FROM moved)
    INSERT INTO remit_batch (last, at, entries, link) SELECT $4, $6, $7, $5 FROM moved, told RETURNING 1";

const TELL: &str = "
    WITH held AS (SELECT epoch FROM remit_head WHERE epoch = $1 FOR SHARE), kept AS (
        INSERT INTO remit_holder (epoch, word) SELECT epoch, $2 FROM held
        ON CONFLICT (one) DO UPDATE SET epoch = excluded.epoch, word = excluded.word RETURNING 1
    )
    SELECT pg_notify('remit_' || 'remit_head'::regclass::oid, '') FROM kept";

const TYPES: [Type; 16] = [
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
    Type::INT4_ARRAY,
    Type::TEXT_ARRAY,
    Type::BYTEA_ARRAY,
];

/// What is as large as this is written in a transaction, so that the server leaves its session more time to come in: less than this is on the line for a moment only.
const LITTLE: usize = if cfg!(test) { 2 << 10 } else { 1 << 20 };

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

/// A batch, and the files of reports of which it tells.
#[derive(Clone, Copy)]
pub(super) struct Logged<'w> {
    pub(super) batch: &'w NewBatch<'w>,
    pub(super) reports: &'w [LoggedReport],
}

/// A connection that writes.
pub(super) struct Pen {
    pub(super) client: Client,
    /// How a batch is appended to the tables of this version; none before anything is written over this connection, since they may be older until then.
    append: Option<Statement>,
}

impl Pen {
    pub(super) fn new(client: Client) -> Self {
        Self { client, append: None }
    }

    /// Makes the tables those of this version, where they are older. Whoever is about to write calls this first: until then the Remit that laid them out goes on
    /// with them.
    fn bring_up(&mut self) -> Result<(&mut Client, &Statement), Error> {
        let Self { client, append } = self;
        let append = if let Some(append) = append {
            append
        } else {
            schema::upgrade(client)?;
            append.insert(client.prepare_typed(APPEND, &TYPES)?)
        };
        Ok((client, append))
    }

    /// Writes a batch after `before`, with the texts in it that are not known to be there, and the files of reports that it tells of.
    pub(super) fn append(
        &mut self,
        epoch: Epoch,
        before: Head,
        Logged { batch, reports }: Logged<'_>,
        known: &KnownTexts,
    ) -> Result<Fate, Error> {
        let (client, append) = self.bring_up()?;
        let (first, rest) = batch.sealed.split_at(batch.sealed.len().min(PIECE));
        let texts: usize = known.new_among(&batch.texts).map(|(_, text)| text.len()).sum();
        let files: usize = reports.iter().map(|report| report.bytes.len()).sum();
        let written = Written { before, batch, first, reports };
        if first.len() + texts + files < PIECE.min(LITTLE) {
            return move_head(client, append, epoch, &written, known);
        }
        client.within(MUCH_WRITTEN_WITHIN, |client| {
            client.in_transaction(|client| {
                let fate = move_head(client, append, epoch, &written, known)?;
                if fate == Fate::Written {
                    write_pieces(client, number(batch.head.position), rest)?;
                }
                Ok(fate)
            })
        })
    }

    /// Takes personal values and the snapshot away, and writes their tables anew, so that no page of them holds what stood there, whoever still reads
    /// the ledger as it was.
    pub(super) fn erase(&mut self, epoch: Epoch, hashes: &[TreeHash]) -> Result<Fate, Error> {
        let gone: Vec<&[u8]> = hashes.iter().map(|hash| hash.bytes().as_slice()).collect();
        self.bring_up()?.0.within(WRITTEN_ANEW_WITHIN, |client| {
            client.in_transaction(|client| {
                let held = "SELECT FROM remit_head WHERE epoch = $1 FOR SHARE";
                if client.query_opt(held, &[&epoch.0])?.is_none() {
                    return Ok(Fate::Fenced);
                }
                client.batch_execute(
                    "SET LOCAL statement_timeout = 0;
                     CREATE TEMPORARY TABLE remit_kept ON COMMIT DROP AS SELECT * FROM remit_personal;
                     TRUNCATE remit_personal, remit_snapshot, remit_holder, remit_report;",
                )?;
                let back = "INSERT INTO remit_personal (hash, kind, salt, value)
                    SELECT hash, kind, CASE WHEN hash = ANY($1) THEN NULL ELSE salt END,
                        CASE WHEN hash = ANY($1) THEN NULL ELSE value END FROM remit_kept";
                client.execute(back, &[&gone]).map(|_| Fate::Written)
            })
        })
    }

    /// Replaces the snapshot.
    pub(super) fn save(&mut self, epoch: Epoch, position: i64, sealed: &[u8]) -> Result<Fate, Error> {
        self.bring_up()?.0.within(MUCH_WRITTEN_WITHIN, |client| {
            client.in_transaction(|client| {
                let held = "SELECT FROM remit_head WHERE epoch = $1 FOR SHARE";
                if client.query_opt(held, &[&epoch.0])?.is_none() {
                    return Ok(Fate::Fenced);
                }
                client.execute("DELETE FROM remit_snapshot", &[])?;
                for (place, piece) in (0_i32..).zip(sealed.chunks(PIECE)) {
                    let insert = "INSERT INTO remit_snapshot (number, position, bytes) VALUES ($1, $2, $3)";
                    client.execute(insert, &[&place, &position, &piece])?;
                }
                Ok(Fate::Written)
            })
        })
    }

    /// Leaves word for whoever follows the ledger, in the place of what was left before.
    pub(super) fn tell(&mut self, epoch: Epoch, word: &[u8]) -> Result<Fate, Error> {
        let (client, _) = self.bring_up()?;
        let told = client.query(TELL, &[&epoch.0, &word])?;
        Ok(if told.is_empty() { Fate::Fenced } else { Fate::Written })
    }

    /// Writes down which Remit writes under this number from now on.
    pub(super) fn sign(&mut self, epoch: Epoch, version: &str) -> Result<Fate, Error> {
        let sign = "UPDATE remit_head SET written_by = $2 WHERE epoch = $1";
        let signed = self.bring_up()?.0.execute(sign, &[&epoch.0, &version])?;
        Ok(if signed == 0 { Fate::Fenced } else { Fate::Written })
    }
}

fn write_pieces(client: &mut Client, last: i64, pieces: &[u8]) -> Result<(), Error> {
    for (place, piece) in (1_i32..).zip(pieces.chunks(PIECE)) {
        let insert = "INSERT INTO remit_piece (last, number, bytes) VALUES ($1, $2, $3)";
        client.execute(insert, &[&last, &place, &piece])?;
    }
    Ok(())
}

/// What is written by one statement.
struct Written<'w> {
    before: Head,
    batch: &'w NewBatch<'w>,
    /// The first piece of it.
    first: &'w [u8],
    reports: &'w [LoggedReport],
}

fn move_head(
    client: &mut Client,
    append: &Statement,
    epoch: Epoch,
    written: &Written<'_>,
    known: &KnownTexts,
) -> Result<Fate, Error> {
    let Written { before, batch, first, reports } = written;
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
    let numbers: Vec<i32> = (0..).take(reports.len()).collect();
    let paths: Vec<&str> = reports.iter().map(|report| &*report.path).collect();
    let files: Vec<&[u8]> = reports.iter().map(|report| &*report.bytes).collect();
    let written = client.query(
        append,
        &[
            &epoch.0,
            &from,
            &hash_before,
            &to,
            &hash,
            &at,
            first,
            &hashes,
            &texts,
            &found_by,
            &kinds,
            &salts,
            &values,
            &numbers,
            &paths,
            &files,
        ],
    )?;
    Ok(if written.is_empty() { Fate::Fenced } else { Fate::Written })
}
