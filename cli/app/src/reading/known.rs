//! Which files of feeds were read, and how they stood then, so that none is read again that would say the same.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use engine::model::{Catalogue, FeedId, Revision};
use plugins::feeds::{Feed, FeedFormat, FeedSettings};

use crate::stamp::FileStamp;

/// The files of all feeds that were read.
#[derive(Default)]
pub struct KnownFiles {
    feeds: BTreeMap<FeedId, KnownFeed>,
}

/// The files of one feed that were read, with all that decides what a file says.
struct KnownFeed {
    settings: FeedSettings,
    register: Revision,
    files: BTreeMap<PathBuf, FileStamp>,
}

impl KnownFiles {
    /// Whether a file stands as it did when it was last read by these settings and this register. A plugin may go by more
    /// than the file, so that its files are never known.
    pub(super) fn has(&self, feed: &Feed, catalogue: &Catalogue, path: &Path, stamp: FileStamp) -> bool {
        let is_known = |known: &&KnownFeed| known.is_of(feed, catalogue);
        let known = self.feeds.get(&feed.settings().id).filter(is_known);
        matches!(feed.settings().format, FeedFormat::Known(_))
            && known.is_some_and(|known| known.files.get(path) == Some(&stamp))
    }

    /// Notes that a file was read, and how it stood before.
    pub(super) fn note(&mut self, feed: &Feed, catalogue: &Catalogue, path: PathBuf, stamp: FileStamp) {
        let known = self.feeds.entry(feed.settings().id.clone());
        let known = known.or_insert_with(|| KnownFeed::new(feed, catalogue));
        if !known.is_of(feed, catalogue) {
            *known = KnownFeed::new(feed, catalogue);
        }
        known.files.insert(path, stamp);
    }
}

impl KnownFeed {
    fn new(feed: &Feed, catalogue: &Catalogue) -> Self {
        Self {
            settings: feed.settings().clone(),
            register: catalogue.revision.clone(),
            files: BTreeMap::new(),
        }
    }

    fn is_of(&self, feed: &Feed, catalogue: &Catalogue) -> bool {
        self.register == catalogue.revision && self.settings == *feed.settings()
    }
}
