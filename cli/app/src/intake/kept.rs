//! Puts reports into the folders of their feeds, and remembers which files came so: whoever watches those folders must not take them for files that
//! somebody put there.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use plugins::files::{Links, read_bounded, sync_names, write_new};
use thiserror::Error;

use crate::stamp::FileStamp;

/// So many files are remembered. One that is forgotten is read once more, and says nothing new.
const MOST_REMEMBERED: usize = 10_000;

/// Why a report cannot be kept.
#[derive(Debug, Error)]
pub enum KeepError {
    #[error("another content has the name")]
    NameTaken,
    #[error("{0}")]
    Unavailable(#[from] io::Error),
}

/// The files of reports that were handed in, for those who write them and the one who watches.
#[derive(Clone, Default)]
pub struct KeptFiles(Arc<Mutex<Remembered>>);

#[derive(Default)]
struct Remembered {
    /// How each stood when it was written, and whether what it says is taken in.
    files: BTreeMap<PathBuf, Kept>,
    /// The same, the oldest first.
    in_order: VecDeque<PathBuf>,
}

struct Kept {
    stamp: Option<FileStamp>,
    is_pending: bool,
}

impl KeptFiles {
    /// Puts a report where it belongs. What it says is on the disk when this returns, and its name once [`KeptFiles::hold_names`] did. The same
    /// report again is one.
    ///
    /// # Errors
    /// A file with other content stands there, or the disk fails.
    pub fn keep(&self, path: &Path, bytes: &[u8]) -> Result<(), KeepError> {
        match write_new(path, bytes, |placed| self.lock().remember(placed)) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let held = read_bounded(path, bytes.len() as u64, Links::Refused);
                if held.is_ok_and(|held| held == bytes) { Ok(()) } else { Err(KeepError::NameTaken) }
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Puts the names of reports on the disk, folder by folder: those that are taken in together wait for the disk once.
    ///
    /// # Errors
    /// The disk fails; what was kept may not be there after a power cut.
    pub fn hold_names<'p>(&self, paths: impl Iterator<Item = &'p Path>) -> io::Result<()> {
        let folders: BTreeSet<&Path> = paths.filter_map(Path::parent).collect();
        folders.into_iter().try_for_each(sync_names)
    }

    /// Notes that what a file says is taken in, or that nobody will take it in as a report.
    pub fn settle(&self, path: &Path) {
        if let Some(kept) = self.lock().files.get_mut(path) {
            kept.is_pending = false;
        }
    }

    /// Whether a file is a report that is still to be taken in.
    pub fn is_pending(&self, path: &Path) -> bool {
        self.lock().files.get(path).is_some_and(|kept| kept.is_pending)
    }

    /// Whether a file is a report, and nobody has changed it since it was written.
    pub fn is_as_kept(&self, path: &Path) -> bool {
        let stamp = FileStamp::of(path);
        self.lock().files.get(path).is_some_and(|kept| kept.stamp == stamp)
    }

    fn lock(&self) -> MutexGuard<'_, Remembered> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Remembered {
    fn remember(&mut self, path: &Path) {
        if self.in_order.len() >= MOST_REMEMBERED
            && let Some(oldest) = self.in_order.pop_front()
        {
            self.files.remove(&oldest);
        }
        self.files.insert(path.to_owned(), Kept { stamp: FileStamp::of(path), is_pending: true });
        self.in_order.push_back(path.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_that_nobody_touched_is_as_it_was_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let (kept, path) = (KeptFiles::default(), folder.path().join("june.csv"));
        kept.keep(&path, b"period\n").expect("it is kept");
        assert!(kept.is_pending(&path) && kept.is_as_kept(&path));
        kept.settle(&path);
        assert!(!kept.is_pending(&path) && kept.is_as_kept(&path));
        std::fs::write(&path, "other").expect("it is written");
        assert!(!kept.is_as_kept(&path));
    }
}
