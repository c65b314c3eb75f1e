//! Puts the files of reports that were handed in at another machine into the folders of their feeds here, as they were kept there: each once, so that one which somebody takes away
//! does not come back. A file that stands there already is left as it is.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use ledger::entry::Position;
use plugins::files::{sync_names, write_new, write_whole};
use plugins::stores::{FeedLog, KeptLedger, LedgerPlace, LoggedReport, StoreError};

/// What says, beside what else of a ledger lies on this machine, up to which entry reports were put here.
const MARK: &str = "reports-put";

/// The files of reports that others took in.
pub struct LoggedReports {
    /// The project's folder.
    dir: PathBuf,
    mark: PathBuf,
    /// The last entry up to which they were put here.
    put: Position,
}

impl LoggedReports {
    /// Those of a ledger, for a project's folder on this machine.
    pub fn of(dir: &Path, ledger: &LedgerPlace) -> Self {
        let mark = ledger.beside().with_file_name(MARK);
        // What cannot be read says nothing: they are all looked at once more.
        let put = fs::read_to_string(&mark).ok().and_then(|text| text.trim().parse().ok());
        Self { dir: dir.to_owned(), mark, put: put.unwrap_or_default() }
    }

    /// Puts every report there that was written since, up to where the ledger ends. What the disk does not take is said in the log, and holds up no other.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn put(&mut self, store: &mut dyn KeptLedger, end: Position) -> Result<(), StoreError> {
        if store.feed_log() == FeedLog::None || self.put == end {
            return Ok(());
        }
        // A ledger that went back, or another one.
        let after = if self.put < end { self.put } else { 0 };
        let mut folders = BTreeSet::new();
        let is_wanted = |path: &str| !self.dir.join(path).exists();
        store.reports_after(after, &is_wanted, &mut |report| match put(&self.dir, &report) {
            Ok(folder) => folders.extend(folder),
            Err(error) => {
                tracing::error!(%error, path = report.path, "a report that was handed in elsewhere is not put into its folder");
            }
        })?;
        for folder in folders {
            if let Err(error) = sync_names(&folder) {
                tracing::error!(%error, folder = %folder.display(), "reports that were handed in elsewhere may be gone after a power cut");
            }
        }
        self.put = end;
        if let Err(error) = write_whole(&self.mark, format!("{end}\n").as_bytes()) {
            tracing::warn!(%error, mark = %self.mark.display(), "reports that were handed in elsewhere are looked at once more by the next start");
        }
        Ok(())
    }
}

/// The folder in which it stands now; none where it stood there before.
fn put(dir: &Path, LoggedReport { path, bytes }: &LoggedReport) -> io::Result<Option<PathBuf>> {
    let is_inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    if !is_inside {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let place = dir.join(path);
    let Some(folder) = place.parent() else { return Ok(None) };
    fs::create_dir_all(folder)?;
    match write_new(&place, bytes, |_| ()) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(None),
        written => written.map(|()| Some(folder.to_owned())),
    }
}
