//! Which files of feeds were read, and how they stood then, so that none is read again that would say the same.
//!
//! It is kept in the snapshot too, so that a start reads what changed since. Whoever forgets it only reads more.

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::evidence::Receipt;
use engine::model::{Catalogue, FeedId, Load, SourceFile};
use ledger::codec::{Batch, encode};
use ledger::entry::{Entry, FileReceipt};
use plugins::feeds::{Feed, FeedFormat};
use plugins::readers::HoldsFor;
use serde::{Deserialize, Serialize};

use super::file_reading::FileReading;
use crate::stamp::FileStamp;

/// The files of all feeds that were read.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KnownFiles {
    feeds: BTreeMap<String, KnownFeed>,
}

/// The files of one feed that were read, with all that decides what a file says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct KnownFeed {
    /// The revision of what it was told.
    settings: String,
    /// The revision of the register.
    register: String,
    /// By their paths within the project.
    files: BTreeMap<String, KnownFile>,
}

/// A file that was read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct KnownFile {
    stamp: FileStamp,
    /// What it said; none where that cannot be told again without reading it.
    said: Option<Said>,
}

/// What a file said, as far as its receipt tells.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Said {
    hash: String,
    rows: u32,
    skipped: u32,
    /// Of a file with rows that cannot be used, totals that do not hold or marks that nobody explains, its receipt in the form of the
    /// ledger. Others need none.
    in_full: Option<Vec<u8>>,
}

/// What is known of a file that is as it was.
pub(super) enum Unchanged {
    /// All that could be told of it.
    Told(Box<FileReceipt>),
    /// That it need not be read again.
    Untold,
}

impl KnownFiles {
    /// What is known of a file that stands as it did when it was last read by these settings and this register. A plugin may
    /// go by more than the file, so that its files are never known.
    pub(super) fn unchanged(
        &self,
        feed: &Feed,
        catalogue: &Catalogue,
        path: &str,
        stamp: FileStamp,
    ) -> Option<Unchanged> {
        let settings = feed.settings();
        if !matches!(settings.format, FeedFormat::Known(_)) {
            return None;
        }
        let known = self.feeds.get(settings.id.as_str()).filter(|known| known.is_of(feed, catalogue))?;
        let file = known.files.get(path).filter(|file| file.stamp == stamp)?;
        let Some(said) = &file.said else { return Some(Unchanged::Untold) };
        Some(Unchanged::Told(Box::new(said.receipt(&settings.id, path)?)))
    }

    /// Notes that a file was read, and how it stood before.
    pub(super) fn note(&mut self, feed: &Feed, catalogue: &Catalogue, read: &FileReading, stamp: FileStamp) {
        let known = self.of(feed, catalogue);
        if read.reading.holds_for == HoldsFor::Today {
            // It is read again, since it says more another day.
            known.files.remove(&read.file.path);
            return;
        }
        let said = stamp.is_settled().then(|| Said::of(read)).flatten();
        known.files.insert(read.file.path.clone(), KnownFile { stamp, said });
    }

    /// Notes how a file stands of which all that it says is known.
    pub(super) fn note_untold(&mut self, feed: &Feed, catalogue: &Catalogue, path: &str, stamp: FileStamp) {
        self.of(feed, catalogue).files.insert(path.to_owned(), KnownFile { stamp, said: None });
    }

    /// What is known of a feed as it is read now.
    fn of(&mut self, feed: &Feed, catalogue: &Catalogue) -> &mut KnownFeed {
        let known = self.feeds.entry(feed.settings().id.to_string());
        let known = known.or_insert_with(|| KnownFeed::new(feed, catalogue));
        if !known.is_of(feed, catalogue) {
            *known = KnownFeed::new(feed, catalogue);
        }
        known
    }

    /// Forgets one file, so that it is read again.
    pub(super) fn forget(&mut self, feed: &FeedId, path: &str) {
        if let Some(known) = self.feeds.get_mut(feed.as_str()) {
            known.files.remove(path);
        }
    }

    /// Forgets the files of which something could not be used, does not add up or is not explained, so that whoever asks what files
    /// would come to is told all of that.
    pub fn forget_remarkable(&mut self) {
        let is_plain = |file: &KnownFile| file.said.as_ref().is_none_or(|said| said.in_full.is_none());
        for feed in self.feeds.values_mut() {
            feed.files.retain(|_, file| is_plain(file));
        }
    }

    /// What of it holds after a restart, when nobody has watched the files meanwhile.
    pub(crate) fn lasting(&self) -> Self {
        let mut lasting = self.clone();
        for feed in lasting.feeds.values_mut() {
            feed.files.retain(|_, file| file.said.is_some());
        }
        lasting
    }
}

impl KnownFeed {
    fn new(feed: &Feed, catalogue: &Catalogue) -> Self {
        let register = catalogue.revision.to_string();
        Self { settings: feed.revision().to_owned(), register, files: BTreeMap::new() }
    }

    fn is_of(&self, feed: &Feed, catalogue: &Catalogue) -> bool {
        self.register == catalogue.revision.as_str() && self.settings == feed.revision()
    }
}

impl Said {
    fn of(read: &FileReading) -> Option<Self> {
        let reading = &read.reading;
        let rows = u32::try_from(reading.observations.len()).ok()?.checked_add(reading.repeated)?;
        let receipt = read.receipt();
        let is_plain =
            receipt.set_aside() == 0 && receipt.unequal_totals.is_empty() && receipt.unexplained.is_empty();
        let skipped = receipt.skipped;
        let in_full = (!is_plain).then(|| encode(&[Entry::Received(receipt)]).bytes);
        Some(Self { hash: read.file.hash.clone(), rows, skipped, in_full })
    }

    /// What is told of the file: all that it says is known. None where that cannot be had, so that it is read again.
    fn receipt(&self, feed: &FeedId, path: &str) -> Option<FileReceipt> {
        let receipt = match &self.in_full {
            Some(bytes) => received(bytes)?,
            None => FileReceipt { skipped: self.skipped, ..FileReceipt::of(Arc::new(self.file(feed, path))) },
        };
        Some(FileReceipt { counts: Receipt { unchanged: self.rows, ..Receipt::default() }, ..receipt })
    }

    fn file(&self, feed: &FeedId, path: &str) -> SourceFile {
        SourceFile {
            feed: feed.clone(),
            path: path.to_owned(),
            hash: self.hash.clone(),
            load: Load::Later,
            edition: engine::model::Edition::default(),
            speaks_for: None,
            sheets: engine::model::Sheets::default(),
        }
    }
}

fn received(bytes: &[u8]) -> Option<FileReceipt> {
    let mut entries = Batch::parse(bytes).ok()?.entries(&[]).ok()?;
    match entries.pop() {
        Some(Entry::Received(receipt)) if entries.is_empty() => Some(receipt),
        _ => None,
    }
}
