//! Puts the files of reports that the ledger keeps into the folders of their feeds on this machine: each once, so that one which somebody takes away does not come back, unless
//! the ledger tells of something else that the file held later, and only where a feed takes it. A file that somebody put there by hand is left as it is.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use ledger::entry::Position;
use ledger::file_contents::FileContents;
use plugins::feeds::Feed;
use plugins::files::{sync_names, write_new, write_whole};
use plugins::stores::{
    FeedLog, Head, KeptLedger, LedgerPlace, Link, LoggedName, LoggedReport, ReportPlace, StoreError,
};

/// What says, beside what else of a ledger lies on this machine, up to where reports were put here.
const MARK: &str = "reports-put";

/// The files of reports that a ledger keeps, and how many of them were put into folders here.
pub struct LoggedReports {
    log: FeedLog,
    /// The project's folder.
    dir: PathBuf,
    mark: PathBuf,
    /// Where the ledger ended when all that stood on it was here.
    put: Head,
    /// Where it ended when it was last looked at. What no feed takes is not looked at again before other feeds are there.
    looked_to: Head,
    /// By which feeds that was, each by its revision.
    feeds: Vec<String>,
    /// The files of which it was said that they are not put there.
    said: BTreeSet<String>,
}

/// By what it is known which files belong here: what the ledger tells of files, and which of them feeds take.
#[derive(Clone, Copy)]
pub struct Expected<'e> {
    pub contents: &'e FileContents,
    pub feeds: &'e [Feed],
}

/// What came of one look.
#[derive(Default)]
struct Look {
    /// The first entry with which a file was written that is not here and may yet be.
    left: Option<Position>,
    /// Whether the disk did not take one.
    has_failed: bool,
    /// The folders into which something was put.
    folders: BTreeSet<PathBuf>,
}

impl LoggedReports {
    /// Those of a ledger, for a project's folder on this machine.
    pub fn of(dir: &Path, ledger: &LedgerPlace) -> Self {
        let mark = ledger.beside().with_file_name(MARK);
        // What cannot be read says nothing: they are all looked at once more.
        let put = fs::read_to_string(&mark).ok().and_then(|text| marked(&text)).unwrap_or(Head::START);
        let (log, dir) = (ledger.feed_log(), dir.to_owned());
        Self { log, dir, mark, put, looked_to: put, feeds: Vec::new(), said: BTreeSet::new() }
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
        if self.log == FeedLog::None {
            return Ok(());
        }
        let feeds: Vec<String> = expected.feeds.iter().map(|feed| feed.revision().to_owned()).collect();
        if self.feeds != feeds {
            (self.feeds, self.looked_to) = (feeds, self.put);
        }
        if self.looked_to == end {
            return Ok(());
        }
        let from = self.looked_to;
        if from.position > end.position || store.head_at(from.position)? != from {
            // A ledger that went back, or another one.
            (self.put, self.looked_to) = (Head::START, Head::START);
        }
        let look = self.look(store, expected, end)?;
        self.note(store, &look, end)
    }

    /// The same for whoever holds the ledger itself, up to an entry.
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
        let Some(mut store) = ledger.open_read_only()? else { return Ok(()) };
        let end = store.head_at(position)?;
        self.put(&mut *store, expected, end)
    }

    /// Notes that all is here that this process itself took in, up to an entry.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn note_put(&mut self, ledger: &LedgerPlace, position: Position) -> Result<(), StoreError> {
        if self.log == FeedLog::None || self.looked_to != self.put {
            return Ok(());
        }
        let Some(mut store) = ledger.open_read_only()? else { return Ok(()) };
        let end = store.head_at(position)?;
        self.looked_to = end;
        self.set_mark(end);
        Ok(())
    }

    /// Puts what was written since the last look.
    fn look(
        &mut self,
        store: &mut dyn KeptLedger,
        Expected { contents, feeds }: Expected<'_>,
        end: Head,
    ) -> Result<Look, StoreError> {
        let (mut look, mut after) = (Look::default(), ReportPlace::behind(self.looked_to.position));
        loop {
            let names = store.reports_after(after)?;
            let Some(last) = names.last() else { return Ok(look) };
            after = last.place;
            for LoggedName { place: at, path } in names {
                // What the ledger tells of it is not known yet.
                if at.last > end.position {
                    return Ok(look);
                }
                let place = self.dir.join(&path);
                if !feeds.iter().any(|feed| feed.takes(&self.dir, &place)) {
                    look.left.get_or_insert(at.last);
                    continue;
                }
                if hash_of(&place).is_some_and(|stands| contents.holds(&path, &stands)) {
                    continue;
                }
                let Some(bytes) = store.report(at)? else { continue };
                if !contents.holds_another(&path, &blake3::hash(&bytes).to_hex()) {
                    let report = LoggedReport { path, bytes: bytes.into() };
                    self.put_one(store, &report, at.last, &mut look)?;
                }
            }
        }
    }

    /// Puts one there, also in the place of what was handed in for the same file before.
    fn put_one(
        &mut self,
        store: &mut dyn KeptLedger,
        LoggedReport { path, bytes }: &LoggedReport,
        at: Position,
        look: &mut Look,
    ) -> Result<(), StoreError> {
        let place = self.dir.join(path);
        let Some(folder) = place.parent() else { return Ok(()) };
        let put = fs::create_dir_all(folder).and_then(|()| write_new(&place, bytes, |_| ()));
        let put = match put {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => match fs::read(&place) {
                Ok(stands) if store.was_logged(path, &stands)? => write_whole(&place, bytes),
                Ok(_) => {
                    if self.said.insert(path.clone()) {
                        tracing::error!(
                            path,
                            "a report that was handed in elsewhere is not put into its folder, since a file that nobody handed in stands there"
                        );
                    }
                    return Ok(());
                }
                Err(error) => Err(error),
            },
            put => put,
        };
        match put {
            Ok(()) => drop(look.folders.insert(folder.to_owned())),
            Err(error) => {
                look.left.get_or_insert(at);
                look.has_failed = true;
                if self.said.insert(path.clone()) {
                    tracing::error!(%error, path, "a report that was handed in elsewhere is not put into its folder");
                }
            }
        }
        Ok(())
    }

    /// Notes up to where all is here.
    fn note(&mut self, store: &mut dyn KeptLedger, look: &Look, end: Head) -> Result<(), StoreError> {
        for folder in &look.folders {
            if let Err(error) = sync_names(folder) {
                tracing::error!(%error, folder = %folder.display(), "reports that were handed in elsewhere may be gone after a power cut");
            }
        }
        // What was left by an earlier look is left still.
        if self.put == self.looked_to {
            let put = match look.left {
                None => end,
                Some(left) => store.head_at(left.saturating_sub(1))?,
            };
            self.set_mark(put);
        }
        self.looked_to = if look.has_failed { self.put } else { end };
        Ok(())
    }

    fn set_mark(&mut self, put: Head) {
        self.put = put;
        let Head { position, hash } = put;
        if let Err(error) = write_whole(&self.mark, format!("{position} {hash}\n").as_bytes()) {
            tracing::warn!(%error, mark = %self.mark.display(), "reports that were handed in elsewhere are looked at once more by the next start");
        }
    }
}

/// Up to where reports were put, as the mark says it.
fn marked(text: &str) -> Option<Head> {
    let (position, hash) = text.trim().split_once(' ')?;
    Some(Head { position: position.parse().ok()?, hash: Link::parse(hash)? })
}

/// The hash of what a file holds; none where none can be read.
fn hash_of(path: &Path) -> Option<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(fs::File::open(path).ok()?).ok()?;
    Some(hasher.finalize().to_hex().to_string())
}
