//! A ledger that is kept on a disk or in a database: what can be asked of it besides what every store can, wherever it lies.

use std::ops::ControlFlow;

use ledger::commit::Commit;
use ledger::entry::{Position, Recorded};
use ledger::tree::TreeHash;

use super::batch::StoredBatch;
use super::chain::Head;
use super::feed_log::{LoggedName, ReportPlace};
use super::store::{Store, StoreError};

/// What whoever reads says of each piece of a ledger.
pub type EachCommit<'e> = &'e mut dyn FnMut(Commit) -> Result<ControlFlow<()>, StoreError>;

/// What wakes whoever writes a ledger.
pub type Wake = Box<dyn Fn() + Send>;

/// A ledger that outlives its process.
pub trait KeptLedger: Store {
    /// Where it ends.
    fn head(&self) -> Head;

    /// Whether its batches are chained; those of the first version are not before it is written to.
    fn is_chained(&self) -> bool;

    /// How many times something was written.
    ///
    /// # Errors
    /// The ledger cannot be read.
    fn batches(&mut self) -> Result<u64, StoreError>;

    /// Where the ledger ended when this was its last entry.
    ///
    /// # Errors
    /// The ledger cannot be read.
    fn head_at(&mut self, position: Position) -> Result<Head, StoreError>;

    /// Calls `each` for every entry after `after` up to `last`, in order; what stands behind is not read.
    ///
    /// # Errors
    /// The ledger cannot be read, or `each` stopped with an error.
    fn read_up_to(
        &mut self,
        after: Position,
        last: Position,
        each: &mut dyn FnMut(Recorded) -> Result<(), StoreError>,
    ) -> Result<(), StoreError>;

    /// Calls `each` for all that was written and ends after `after`, in the pieces in which it was, in order, until it has seen enough.
    ///
    /// # Errors
    /// The ledger cannot be read, or `each` stopped with an error.
    fn commits(&mut self, after: Position, each: EachCommit<'_>) -> Result<(), StoreError>;

    /// The same for what was written after a batch that ends at `after`, also since the ledger was opened.
    ///
    /// # Errors
    /// The ledger cannot be read, or `each` stopped with an error.
    fn commits_after(
        &mut self,
        after: Position,
        each: &mut dyn FnMut(Commit) -> Result<(), StoreError>,
    ) -> Result<(), StoreError>;

    /// Which version of Remit wrote it last; none where nothing says so.
    ///
    /// # Errors
    /// The ledger cannot be read.
    fn written_by(&mut self) -> Result<Option<String>, StoreError>;

    /// Writes down which version of Remit writes it from now on.
    ///
    /// # Errors
    /// It cannot be written.
    fn sign(&mut self, version: &str) -> Result<(), StoreError>;

    /// The next files of reports behind a place, in order, so many of them as are named at once; none where none follows.
    ///
    /// # Errors
    /// They cannot be read.
    fn reports_after(&mut self, _after: ReportPlace) -> Result<Vec<LoggedName>, StoreError> {
        Ok(Vec::new())
    }

    /// What stands in one of them; none where it was taken away meanwhile.
    ///
    /// # Errors
    /// It cannot be read.
    fn report(&mut self, _place: ReportPlace) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(None)
    }

    /// Whether a report with this content was ever handed in for the file at this path.
    ///
    /// # Errors
    /// That cannot be read.
    fn was_logged(&mut self, _path: &str, _bytes: &[u8]) -> Result<bool, StoreError> {
        Ok(false)
    }

    /// What whoever holds the ledger now has left word of for those who follow it; none where nobody does, or left any.
    ///
    /// # Errors
    /// It cannot be read.
    fn word_of_holder(&mut self) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(None)
    }

    /// Calls this when it turns out, while nothing is written, that the ledger can be written again or no longer is this process's to write.
    fn wake_by(&mut self, _: Wake) {}

    /// Checks everything that stands on it, from its beginning.
    ///
    /// # Errors
    /// The first fault.
    fn verify(&mut self) -> Result<Head, StoreError>;

    /// Calls `each` for every batch after one that ends at `after`, as it is stored and in order.
    ///
    /// # Errors
    /// The ledger cannot be read, or `each` stopped with an error.
    fn stored(
        &mut self,
        after: Position,
        each: &mut dyn FnMut(StoredBatch) -> Result<(), StoreError>,
    ) -> Result<(), StoreError>;

    /// Erases personal values by what they are found by, and the snapshot, in which they may stand too: nothing of them is left in any file or table of
    /// the ledger. What stands for them stays, and so does all else.
    ///
    /// # Errors
    /// They could not be erased, or something of them may be left.
    fn erase(&mut self, hashes: &[TreeHash]) -> Result<(), StoreError>;

    /// Appends a batch of another ledger, as it was stored there.
    ///
    /// # Errors
    /// It does not follow from what stands here, or nothing was written.
    fn append_stored(&mut self, batch: &StoredBatch) -> Result<(), StoreError>;
}
