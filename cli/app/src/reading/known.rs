//! Which files of feeds were read, and how they stood then, so that none is read again that would say the same.
//!
//! It is kept in the snapshot too, so that a start reads what changed since. Whoever forgets it only reads more.

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::evidence::Receipt;
use engine::model::{Catalogue, FeedId, Load, SourceFile};
use ledger::entry::FileReceipt;
use plugins::feeds::{Feed, FeedFormat};
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

/// What a file said of which every row could be used, every total holds and every mark is explained.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Said {
    hash: String,
    rows: u32,
    skipped: u32,
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
        Some(match &file.said {
            Some(said) => Unchanged::Told(Box::new(said.receipt(&settings.id, path))),
            None => Unchanged::Untold,
        })
    }

    /// Notes that a file was read, and how it stood before.
    pub(super) fn note(&mut self, feed: &Feed, catalogue: &Catalogue, read: &FileReading, stamp: FileStamp) {
        let known = self.feeds.entry(feed.settings().id.to_string());
        let known = known.or_insert_with(|| KnownFeed::new(feed, catalogue));
        if !known.is_of(feed, catalogue) {
            *known = KnownFeed::new(feed, catalogue);
        }
        let said = stamp.is_settled().then(|| Said::of(read)).flatten();
        known.files.insert(read.file.path.clone(), KnownFile { stamp, said });
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
        let said = Self { hash: read.file.hash.clone(), rows, skipped: reading.skipped };
        let is_plain = reading.quarantined.is_empty()
            && reading.unequal_totals.is_empty()
            && reading.unexplained.is_empty();
        is_plain.then_some(said)
    }

    fn receipt(&self, feed: &FeedId, path: &str) -> FileReceipt {
        let file = SourceFile {
            feed: feed.clone(),
            path: path.to_owned(),
            hash: self.hash.clone(),
            load: Load::Later,
            edition: engine::model::Edition::default(),
            speaks_for: None,
            sheets: engine::model::Sheets::default(),
        };
        FileReceipt {
            counts: Receipt { unchanged: self.rows, ..Receipt::default() },
            skipped: self.skipped,
            ..FileReceipt::of(Arc::new(file))
        }
    }
}
