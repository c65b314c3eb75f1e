//! The head row of a ledger: where it ends and under which number it is written, and the lock that is named by it.

use std::time::Duration;

use tokio_postgres::Error;
use tokio_postgres::error::SqlState;

use super::client::Client;
use super::schema;
use super::session::LIMITS;
use super::writing::Epoch;
use crate::stores::batch::position;
use crate::stores::chain::{Head, Link};
use crate::stores::fault::Ledger;
use crate::stores::store::StoreError;

/// A process that ended just now may still hold it for a moment, until the server has noticed.
const PATIENCE_AT_LEAST: Duration = Duration::from_millis(500);
/// So much later than the server is to give it up an answer may come.
const ANSWERED_WITHIN: Duration = Duration::from_secs(5);

/// What the head row says.
pub(super) struct HeadRow {
    pub(super) epoch: Epoch,
    pub(super) head: Head,
}

/// What stands in the head row, before anybody looked at it.
pub(super) struct RawHead {
    epoch: i64,
    position: i64,
    hash: Vec<u8>,
}

impl RawHead {
    pub(super) fn read(self, ledger: &Ledger) -> Result<HeadRow, StoreError> {
        let hash = Link::of_bytes(&self.hash).ok_or_else(|| ledger.damaged("its head row says nothing"))?;
        let head = Head { position: position(self.position, ledger)?, hash };
        Ok(HeadRow { epoch: Epoch(self.epoch), head })
    }
}

pub(super) fn head_row(client: &mut Client) -> Result<Option<RawHead>, Error> {
    let found = client.query_opt("SELECT epoch, position, hash FROM remit_head", &[])?;
    let raw = |row: tokio_postgres::Row| {
        Ok(RawHead { epoch: row.try_get(0)?, position: row.try_get(1)?, hash: row.try_get(2)? })
    };
    found.map(raw).transpose()
}

/// Takes the lock, waiting for it as long as `patience` says; the server does the waiting. False where another process has it all that while.
pub(super) fn lock(client: &mut Client, patience: Duration) -> Result<bool, Error> {
    let patience = patience.max(PATIENCE_AT_LEAST);
    let wait = patience.as_millis();
    client.batch_execute(&format!("SET statement_timeout = 0; SET lock_timeout = '{wait}ms'"))?;
    // The table's own number keeps ledgers apart that lie in one database.
    let take = "SELECT pg_advisory_lock($1, 'remit_head'::regclass::oid::integer)";
    let taken = client.within(patience + ANSWERED_WITHIN, |client| client.execute(take, &[&schema::LOCKS]));
    match taken {
        Ok(_) => client.batch_execute(LIMITS).map(|()| true),
        Err(error) if error.code() == Some(&SqlState::LOCK_NOT_AVAILABLE) => {
            client.batch_execute(LIMITS).map(|()| false)
        }
        Err(error) => Err(error),
    }
}
