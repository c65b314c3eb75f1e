//! Erasing personal values, so that nothing of them is left in the file or its write-ahead log.

use ledger::tree::TreeHash;

use super::store::SqliteStore;
use crate::stores::salts::Salts;
use crate::stores::store::{Store as _, StoreError};

impl SqliteStore {
    /// Erases personal values by what they are found by, and the snapshot. The file is written anew, so that no page of it holds what stood there, and
    /// the log is emptied.
    ///
    /// # Errors
    /// The ledger may only be read, or the disk fails; or somebody reads it meanwhile, so that the log keeps what stood there.
    pub fn erase(&mut self, hashes: &[TreeHash]) -> Result<(), StoreError> {
        self.check()?;
        self.bring_up()?;
        self.salts = Salts::default();
        let connection = &mut self.connection;
        let mut erase = || {
            connection.pragma_update(None, "secure_delete", true)?;
            let transaction = connection.transaction()?;
            for hash in hashes {
                let erase = "UPDATE personal SET salt = NULL, value = NULL WHERE hash = ?1";
                transaction.prepare_cached(erase)?.execute([hash.bytes().as_slice()])?;
            }
            transaction.execute("DELETE FROM snapshot", [])?;
            transaction.commit()?;
            connection.execute_batch("VACUUM")?;
            connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0))
        };
        let busy = erase().map_err(|error| self.ledger.fault(&error))?;
        if busy == 0 {
            return Ok(());
        }
        Err(self.ledger.unavailable(
            "what was erased is gone from it, and its write-ahead log may still hold it, since somebody reads the ledger; \
             erase again once nobody does",
        ))
    }
}
