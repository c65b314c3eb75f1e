//! Puts reports into the folders of their feeds, and remembers which files came so: whoever watches those folders must not take them for files that
//! somebody put there.
//!
//! Where the ledger keeps the files of reports, they are put there only once they are on it. Until then they have their names alone: what a machine has in its folders when it is lost
//! would else come in, much later, as something that was never said.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use plugins::files::{Links, place_new, read_bounded, sync_names, write_new};
use plugins::stores::FeedLog;
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
#[derive(Clone)]
pub struct KeptFiles {
    log: FeedLog,
    remembered: Arc<Mutex<Remembered>>,
}

#[derive(Default)]
struct Remembered {
    /// How each stood when it was written, and whether what it says is taken in.
    files: BTreeMap<PathBuf, Kept>,
    /// The same, the oldest first.
    in_order: VecDeque<PathBuf>,
    /// The names of those that are not written yet.
    claimed: BTreeMap<PathBuf, Claim>,
}

struct Kept {
    stamp: Option<FileStamp>,
    is_pending: bool,
}

/// That a file is to have a name.
struct Claim {
    content: blake3::Hash,
    /// How many have handed the same in.
    count: usize,
}

impl KeptFiles {
    /// Of a project whose ledger keeps the files of reports, or does not.
    pub fn of(log: FeedLog) -> Self {
        Self { log, remembered: Arc::default() }
    }

    /// Whether the ledger keeps the files of reports.
    pub fn log(&self) -> FeedLog {
        self.log
    }

    /// Puts a report where it belongs. What it says is on the disk when this returns, and its name once [`KeptFiles::hold_names`] did. Where the ledger keeps files, the report
    /// has only its name then, and what is to be written comes back. The same report again is one.
    ///
    /// # Errors
    /// A file with other content stands there or is about to, or the disk fails.
    pub fn keep(&self, path: &Path, bytes: Vec<u8>) -> Result<Option<Arc<[u8]>>, KeepError> {
        match self.log {
            FeedLog::None => {
                let written = write_new(path, &bytes, |placed| self.lock().remember(placed));
                or_same(written, path, &bytes).map(|()| None)
            }
            FeedLog::Kept => self.claim(path, &bytes).map(|()| Some(bytes.into())),
        }
    }

    /// Writes a file whose name was kept, once the ledger has it. Nobody waits for the disk: what does not get there is put there by a later start.
    ///
    /// # Errors
    /// A file with other content stands there, or the disk fails.
    pub fn place(&self, path: &Path, bytes: &[u8]) -> Result<(), KeepError> {
        let placed = place_new(path, bytes, |placed| self.lock().remember(placed));
        self.settle(path);
        or_same(placed, path, bytes)
    }

    /// Keeps a name for a report, so that no other content gets it.
    fn claim(&self, path: &Path, bytes: &[u8]) -> Result<(), KeepError> {
        // As it would be said by the disk.
        path.parent().unwrap_or(Path::new("")).metadata()?;
        let content = blake3::hash(bytes);
        let mut remembered = self.lock();
        let claim = remembered.claimed.entry(path.to_owned()).or_insert(Claim { content, count: 0 });
        if claim.content != content {
            return Err(KeepError::NameTaken);
        }
        claim.count += 1;
        drop(remembered);
        let is_free = match path.symlink_metadata() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error.into()),
            Ok(_) => check_same(path, bytes),
        };
        is_free.inspect_err(|_| self.settle(path))
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
        let mut remembered = self.lock();
        if let Some(kept) = remembered.files.get_mut(path) {
            kept.is_pending = false;
        }
        if let Some(claim) = remembered.claimed.get_mut(path) {
            claim.count -= 1;
            if claim.count == 0 {
                remembered.claimed.remove(path);
            }
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
        self.remembered.lock().unwrap_or_else(PoisonError::into_inner)
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

/// What came of writing a file, where one that says the same is as good.
fn or_same(written: io::Result<()>, path: &Path, bytes: &[u8]) -> Result<(), KeepError> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => check_same(path, bytes),
        written => Ok(written?),
    }
}

/// Whether the file that stands there says the same.
fn check_same(path: &Path, bytes: &[u8]) -> Result<(), KeepError> {
    let held = read_bounded(path, bytes.len() as u64, Links::Refused);
    if held.is_ok_and(|held| held == bytes) { Ok(()) } else { Err(KeepError::NameTaken) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_that_nobody_touched_is_as_it_was_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let (kept, path) = (KeptFiles::of(FeedLog::None), folder.path().join("june.csv"));
        assert!(kept.keep(&path, b"period\n".to_vec()).expect("it is kept").is_none());
        assert!(kept.is_pending(&path) && kept.is_as_kept(&path));
        kept.settle(&path);
        assert!(!kept.is_pending(&path) && kept.is_as_kept(&path));
        std::fs::write(&path, "other").expect("it is written");
        assert!(!kept.is_as_kept(&path));
    }

    #[test]
    fn a_report_that_the_ledger_keeps_has_its_name_until_it_is_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let (kept, path) = (KeptFiles::of(FeedLog::Kept), folder.path().join("june.csv"));
        let keep = |bytes: &[u8]| kept.keep(&path, bytes.to_vec());
        let to_write = keep(b"period\n").expect("nobody has the name").expect("it is to be written");
        assert!(!path.exists());
        assert!(keep(b"period\n").is_ok(), "the same again is one");
        assert!(matches!(keep(b"other\n"), Err(KeepError::NameTaken)));
        kept.settle(&path);
        assert!(matches!(keep(b"other\n"), Err(KeepError::NameTaken)), "one waits still");
        kept.place(&path, &to_write).expect("it is written");
        assert!(!kept.is_pending(&path) && kept.is_as_kept(&path));
        assert!(matches!(keep(b"other\n"), Err(KeepError::NameTaken)), "the file stands there");
        std::fs::remove_file(&path).expect("it is there");
        assert!(keep(b"other\n").is_ok(), "a name that nobody has is free");
        let no_folder = kept.keep(&folder.path().join("none/june.csv"), Vec::new()).unwrap_err();
        assert!(
            matches!(no_folder, KeepError::Unavailable(error) if error.kind() == io::ErrorKind::NotFound)
        );
    }
}
