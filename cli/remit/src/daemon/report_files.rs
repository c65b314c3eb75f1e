//! The files of reports on this machine, where the ledger keeps them: which of them are to be put into their folders still, and up to where all are there. Putting them there is not done
//! here.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use app::intake::{Expected, LoggedReports};
use app::reading::FileReading;
use app::recorder::Recorder;
use engine::model::FeedId;
use plugins::feeds::Feed;
use plugins::files::sync_names;
use plugins::readers::HoldsFor;
use plugins::stores::{LedgerPlace, LoggedReport, StoreError};

/// The files of reports that a ledger keeps, on this machine.
pub(super) struct ReportFiles {
    ledger: LedgerPlace,
    /// Those that were handed in before this process held the ledger.
    logged: LoggedReports,
    /// Those that were handed in since and stand nowhere yet.
    pub(super) unplaced: Vec<UnplacedFile>,
    /// The folders into which some were put.
    pub(super) folders: BTreeSet<PathBuf>,
    /// Whether the disk took all of them.
    pub(super) is_whole: bool,
}

/// The file of a report that is taken in and stands nowhere yet.
pub(super) struct UnplacedFile {
    pub(super) place: PathBuf,
    /// The same within the project.
    pub(super) path: String,
    pub(super) bytes: Arc<[u8]>,
    pub(super) feed: FeedId,
    pub(super) holds_for: HoldsFor,
}

impl UnplacedFile {
    pub(super) fn of(place: PathBuf, bytes: Arc<[u8]>, read: &FileReading) -> Self {
        let (path, feed) = (read.file.path.clone(), read.file.feed.clone());
        Self { place, path, bytes, feed, holds_for: read.reading.holds_for }
    }

    /// As it is kept with the ledger.
    pub(super) fn logged(&self) -> LoggedReport {
        LoggedReport { path: self.path.clone(), bytes: Arc::clone(&self.bytes) }
    }
}

impl ReportFiles {
    pub(super) fn new(ledger: LedgerPlace, logged: LoggedReports) -> Self {
        Self { ledger, logged, unplaced: Vec::new(), folders: BTreeSet::new(), is_whole: true }
    }

    /// Puts those there that others took in before, before any folder is read.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub(super) fn put_earlier(&mut self, recorder: &Recorder, feeds: &[Feed]) -> Result<(), StoreError> {
        let expected = Expected { contents: recorder.file_contents(), feeds };
        self.logged.put_up_to(&self.ledger, expected, recorder.position())
    }

    /// Puts these there once the ledger has them.
    pub(super) fn add(&mut self, unplaced: Vec<UnplacedFile>) {
        self.unplaced.extend(unplaced);
    }

    /// Notes for the next start that all of them are here, where they are.
    pub(super) fn note_all(&mut self, recorder: &Recorder) {
        if !self.is_whole || !self.unplaced.is_empty() {
            return;
        }
        let synced = self.folders.iter().try_for_each(|folder| sync_names(folder));
        let noted = self.logged.note_put(&self.ledger, recorder.position());
        if let (Ok(()), Err(error)) = (synced, noted) {
            tracing::warn!(%error, "reports that were handed in here are looked at once more by the next start");
        }
    }
}
