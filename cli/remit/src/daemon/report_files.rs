//! The files of reports on this machine, where the ledger keeps them: which of them are to be put into their folders still, and up to where all are there. Putting them there is not done
//! here.

use std::path::PathBuf;
use std::sync::Arc;

use app::intake::{Expected, LoggedReports};
use app::reading::FileReading;
use app::recorder::Recorder;
use engine::model::{FeedId, Revision};
use plugins::feeds::Feed;
use plugins::readers::HoldsFor;
use plugins::stores::{LedgerPlace, LoggedReport};

/// The files of reports that a ledger keeps, on this machine.
pub(super) struct ReportFiles {
    ledger: LedgerPlace,
    /// Those that were handed in before this process held the ledger.
    logged: LoggedReports,
    /// Those that were handed in since and stand nowhere yet.
    pub(super) unplaced: Vec<UnplacedFile>,
    /// Those that stand there, and are to be read by other texts than when they came.
    pub(super) to_read: Vec<PathBuf>,
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
    /// The revision of the program by which it was read; none where none was in force.
    pub(super) revision: Option<Revision>,
}

impl UnplacedFile {
    /// The file of what was read by the program in force.
    pub(super) fn of(place: PathBuf, bytes: Arc<[u8]>, read: &FileReading, recorder: &Recorder) -> Self {
        let (path, feed) = (read.file.path.clone(), read.file.feed.clone());
        let revision = recorder.engine().program().map(|program| program.revision.clone());
        Self { place, path, bytes, feed, holds_for: read.reading.holds_for, revision }
    }

    /// As it is kept with the ledger.
    pub(super) fn logged(&self) -> LoggedReport {
        LoggedReport { path: self.path.clone(), bytes: Arc::clone(&self.bytes) }
    }
}

impl ReportFiles {
    pub(super) fn new(ledger: LedgerPlace, logged: LoggedReports) -> Self {
        Self { ledger, logged, unplaced: Vec::new(), to_read: Vec::new(), is_whole: true }
    }

    /// Puts those there that others took in before, before any folder is read.
    pub(super) fn put_earlier(&mut self, recorder: &Recorder, feeds: &[Feed]) {
        let expected = Expected { contents: recorder.file_contents(), feeds };
        if let Err(error) = self.logged.put_up_to(&self.ledger, expected, recorder.position()) {
            tracing::error!(%error, "reports that were handed in elsewhere are put into their folders by the next start");
            self.is_whole = false;
        }
    }

    /// Puts these there once the ledger has them.
    pub(super) fn add(&mut self, unplaced: Vec<UnplacedFile>) {
        self.unplaced.extend(unplaced);
    }

    /// Notes that one was put there.
    pub(super) fn note_placed(&mut self, file: &UnplacedFile) {
        if let Some(folder) = file.place.parent() {
            self.logged.note_folder(folder);
        }
    }

    /// Notes for the next start that all of them are here, where they are.
    pub(super) fn note_all(&mut self, recorder: &Recorder) {
        if !self.is_whole || !self.unplaced.is_empty() {
            return;
        }
        if let Err(error) = self.logged.note_put(&self.ledger, recorder.position()) {
            tracing::warn!(%error, "reports that were handed in here are looked at once more by the next start");
        }
    }
}
