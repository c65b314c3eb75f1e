//! Puts the files of reports that the ledger keeps into the folders of their feeds on this machine: each once, so that one which somebody takes away does not come back, unless
//! the ledger tells of something else that the file held later, and only where a feed takes it. A file that somebody put there by hand is left as it is.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::time::{Duration, Instant};

use engine::model::FeedId;
use ledger::entry::Position;
use ledger::file_contents::FileContents;
use plugins::feeds::Feed;
use plugins::files::{place_new, write_whole};
use plugins::stores::{FeedLog, Head, KeptLedger, LedgerPlace, LoggedName, ReportPlace, StoreError};

use super::put_mark::PutMark;

/// So often it is written down at the most up to where reports are here, and what the disk did not take is tried again.
const BETWEEN_MARKS: Duration = Duration::from_mins(1);

/// The files of reports that a ledger keeps, and how many of them were put into folders here.
pub struct LoggedReports {
    log: FeedLog,
    /// The project's folder.
    dir: PathBuf,
    mark: PutMark,
    /// By which feeds was looked for them, each by its revision.
    feeds: Vec<String>,
    /// The files of which it was said that they are not put there.
    said: BTreeSet<String>,
    /// The folders into which something was put since the mark was written.
    folders: BTreeSet<PathBuf>,
    /// When the mark was written last.
    marked: Option<Instant>,
}

/// By what it is known which files belong here: what the ledger tells of files, and which of them feeds take.
#[derive(Clone, Copy)]
pub struct Expected<'e> {
    pub contents: &'e FileContents,
    pub feeds: &'e [Feed],
}

/// What became of one.
enum Put {
    /// It is here, or is not to be.
    Done,
    /// No feed takes it yet, or the disk does not.
    Left,
}

impl LoggedReports {
    /// Those of a ledger, for a project's folder on this machine.
    pub fn of(dir: &Path, ledger: &LedgerPlace) -> Self {
        Self {
            log: ledger.feed_log(),
            dir: dir.to_owned(),
            mark: PutMark::beside(ledger),
            feeds: Vec::new(),
            said: BTreeSet::new(),
            folders: BTreeSet::new(),
            marked: None,
        }
    }

    /// Whether there may be any that are not here, where the ledger ends there.
    pub fn may_lack(&self, end: Head) -> bool {
        self.log == FeedLog::Kept && (self.mark.put != end || !self.mark.left.is_empty())
    }

    /// Puts every report there that was written since, up to where the ledger ends as far as it is known. What the disk does not take is said in the log and tried again, and
    /// holds up no other.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn put(
        &mut self,
        store: &mut dyn KeptLedger,
        expected: Expected<'_>,
        end: Head,
    ) -> Result<(), StoreError> {
        // A server that is behind the others has nothing new.
        if !self.may_lack(end) || self.mark.put.position > end.position {
            return Ok(());
        }
        if store.head_at(self.mark.put.position)? != self.mark.put {
            // Another ledger, or one that went back and was gone on with.
            self.mark.begin_anew();
        }
        self.put_left(store, expected)?;
        self.put_new(store, expected, end)?;
        self.mark.put = end;
        if self.marked.is_none_or(|marked| marked.elapsed() >= BETWEEN_MARKS) {
            self.settle();
        }
        Ok(())
    }

    /// The same for whoever writes the ledger, up to an entry.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn put_up_to(
        &mut self,
        ledger: &LedgerPlace,
        expected: Expected<'_>,
        position: Position,
    ) -> Result<(), StoreError> {
        if self.log == FeedLog::None {
            return Ok(());
        }
        let Some(mut store) = ledger.open_beside_writer()? else { return Ok(()) };
        let end = store.head_at(position)?;
        self.put(&mut *store, expected, end)
    }

    /// Notes that all is here that whoever writes the ledger took in itself, up to an entry.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn note_put(&mut self, ledger: &LedgerPlace, position: Position) -> Result<(), StoreError> {
        if self.log == FeedLog::None {
            return Ok(());
        }
        let Some(mut store) = ledger.open_beside_writer()? else { return Ok(()) };
        self.mark.put = store.head_at(position)?;
        self.settle();
        Ok(())
    }

    /// Notes that something was put into a folder by whoever took it in.
    pub fn note_folder(&mut self, folder: &Path) {
        if !self.folders.contains(folder) {
            self.folders.insert(folder.to_owned());
        }
    }

    /// Writes down for the next start up to where all is here, once the disk holds it.
    pub fn settle(&mut self) {
        if self.log == FeedLog::None {
            return;
        }
        self.marked = Some(Instant::now());
        match self.mark.write(&self.folders) {
            Ok(()) => self.folders.clear(),
            Err(error) => {
                tracing::warn!(%error, "reports that were handed in elsewhere are looked at once more by the next start");
            }
        }
    }

    /// Tries those again that were left, once other feeds are there or some time has passed.
    fn put_left(&mut self, store: &mut dyn KeptLedger, expected: Expected<'_>) -> Result<(), StoreError> {
        let feeds: Vec<String> = expected.feeds.iter().map(|feed| feed.revision().to_owned()).collect();
        let is_due = self.marked.is_none_or(|marked| marked.elapsed() >= BETWEEN_MARKS);
        if self.feeds == feeds && !is_due {
            return Ok(());
        }
        self.feeds = feeds;
        for (place, path) in self.mark.left.clone() {
            self.put_named(store, expected, LoggedName { place, path })?;
        }
        Ok(())
    }

    /// Puts what was written since the last look.
    fn put_new(
        &mut self,
        store: &mut dyn KeptLedger,
        expected: Expected<'_>,
        end: Head,
    ) -> Result<(), StoreError> {
        let mut after = ReportPlace::behind(self.mark.put.position);
        loop {
            let names = store.reports_after(after)?;
            let Some(last) = names.last() else { return Ok(()) };
            after = last.place;
            for name in names {
                // What the ledger tells of it is not known yet.
                if name.place.last > end.position {
                    return Ok(());
                }
                self.put_named(store, expected, name)?;
            }
        }
    }

    fn put_named(
        &mut self,
        store: &mut dyn KeptLedger,
        expected: Expected<'_>,
        LoggedName { place, path }: LoggedName,
    ) -> Result<(), StoreError> {
        match self.put_one(store, expected, (place, &path))? {
            Put::Left => self.mark.left.insert(place, path),
            Put::Done => self.mark.left.remove(&place),
        };
        Ok(())
    }

    fn put_one(
        &mut self,
        store: &mut dyn KeptLedger,
        Expected { contents, feeds }: Expected<'_>,
        (at, path): (ReportPlace, &str),
    ) -> Result<Put, StoreError> {
        let place = self.dir.join(path);
        let takers = feeds.iter().filter(|feed| feed.takes(&self.dir, &place));
        let takers: Vec<&FeedId> = takers.map(|feed| &feed.settings().id).collect();
        let is_inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        if takers.is_empty() || !is_inside {
            return Ok(Put::Left);
        }
        let told: Vec<&str> = contents.contents_of(path, &takers).collect();
        if hash_of(&place).is_some_and(|stands| told.contains(&&*stands)) {
            return Ok(Put::Done);
        }
        let Some(bytes) = store.report(at)? else { return Ok(Put::Done) };
        if !told.is_empty() && !told.contains(&&*blake3::hash(&bytes).to_hex()) {
            return Ok(Put::Done);
        }
        self.write(store, path, &bytes)
    }

    /// Writes one, also in the place of what was handed in for the same file before.
    fn write(&mut self, store: &mut dyn KeptLedger, path: &str, bytes: &[u8]) -> Result<Put, StoreError> {
        let place = self.dir.join(path);
        let Some(folder) = place.parent() else { return Ok(Put::Done) };
        let mut written = fs::create_dir_all(folder).and_then(|()| place_new(&place, bytes, |_| ()));
        if written.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::AlreadyExists) {
            written = match fs::read(&place) {
                Ok(stands) if is_cut_off(&stands, bytes) || store.was_logged(path, &stands)? => {
                    write_whole(&place, bytes)
                }
                Ok(_) => {
                    if self.said.insert(path.to_owned()) {
                        tracing::error!(
                            path,
                            "a report that was handed in elsewhere is not put into its folder, since a file that nobody handed in stands there"
                        );
                    }
                    return Ok(Put::Done);
                }
                Err(error) => Err(error),
            };
        }
        match written {
            Ok(()) => {
                self.note_folder(folder);
                Ok(Put::Done)
            }
            Err(error) => {
                if self.said.insert(path.to_owned()) {
                    tracing::error!(%error, path, "a report that was handed in elsewhere is not put into its folder");
                }
                Ok(Put::Left)
            }
        }
    }
}

/// Whether a file holds no more than the beginning of what was put there, as after a power cut: what was not on the disk is gone or zero.
fn is_cut_off(stands: &[u8], bytes: &[u8]) -> bool {
    stands.len() <= bytes.len()
        && stands.iter().zip(bytes).all(|(stands, byte)| stands == byte || *stands == 0)
}

/// The hash of what a file holds; none where none can be read.
fn hash_of(path: &Path) -> Option<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(fs::File::open(path).ok()?).ok()?;
    Some(hasher.finalize().to_hex().to_string())
}
