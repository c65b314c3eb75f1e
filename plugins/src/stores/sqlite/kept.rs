//! The ledger on the disk as one that is kept: what it can be asked, and how its batches go from one ledger to another.

use ledger::commit::Commit;
use ledger::entry::{Position, Recorded};
use ledger::tree::TreeHash;

use super::schema;
use super::store::SqliteStore;
use super::verify::walk_after;
use crate::stores::batch::{NewBatch, StoredBatch};
use crate::stores::chain::Head;
use crate::stores::kept_ledger::{EachCommit, KeptLedger};
use crate::stores::store::StoreError;

impl KeptLedger for SqliteStore {
    fn head(&self) -> Head {
        SqliteStore::head(self)
    }

    fn is_chained(&self) -> bool {
        SqliteStore::is_chained(self)
    }

    fn batches(&mut self) -> Result<u64, StoreError> {
        SqliteStore::batches(self)
    }

    fn head_at(&mut self, position: Position) -> Result<Head, StoreError> {
        SqliteStore::head_at(self, position)
    }

    fn read_up_to(
        &mut self,
        after: Position,
        last: Position,
        each: &mut dyn FnMut(Recorded) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        SqliteStore::read_up_to(self, after, last, each)
    }

    fn commits(&mut self, after: Position, each: EachCommit<'_>) -> Result<(), StoreError> {
        SqliteStore::commits(self, after, each)
    }

    fn commits_after(
        &mut self,
        after: Position,
        each: &mut dyn FnMut(Commit) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let rows = self.rows();
        let from = SqliteStore::head_at(self, after)?;
        let walked = walk_after(&rows, from, &mut |_, _, read| each(read.commit()))?;
        walked.fault.map_or(Ok(()), Err)
    }

    fn written_by(&mut self) -> Result<Option<String>, StoreError> {
        schema::written_by(&self.connection).map_err(|error| self.ledger.fault(&error))
    }

    fn sign(&mut self, version: &str) -> Result<(), StoreError> {
        SqliteStore::sign(self, version)
    }

    fn verify(&mut self) -> Result<Head, StoreError> {
        SqliteStore::verify(self)
    }

    fn stored(
        &mut self,
        after: Position,
        each: &mut dyn FnMut(StoredBatch) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let rows = self.rows();
        let from = SqliteStore::head_at(self, after)?;
        let walked = walk_after(&rows, from, &mut |sealed, link, read| {
            let (texts, personal) = (rows.texts(sealed)?, read.personal().collect());
            let (last, at, bytes) = (sealed.last, sealed.at.clone(), sealed.bytes.to_vec());
            each(StoredBatch { last, at, bytes, link, texts, personal })
        })?;
        walked.fault.map_or(Ok(()), Err)
    }

    fn erase(&mut self, hashes: &[TreeHash]) -> Result<(), StoreError> {
        SqliteStore::erase(self, hashes)
    }

    fn append_stored(&mut self, batch: &StoredBatch) -> Result<(), StoreError> {
        self.bring_up()?;
        let batch = NewBatch::copied(SqliteStore::head(self), batch, &self.ledger)?;
        self.write(&batch)
    }
}
