//! Which content each file had when it was last read: this tells a file that is read again from one that says something.

use engine::cells::Hearing;
use engine::model::{FeedId, SourceFile};
use rustc_hash::{FxHashMap, FxHashSet};

/// What was read on every feed.
#[derive(Clone, Default, Debug)]
pub struct Contents {
    /// The newest content of every file, by feed and path.
    newest: FxHashMap<(FeedId, String), String>,
    /// Every content that was ever read, by feed.
    read: FxHashSet<(FeedId, String)>,
}

impl Contents {
    /// How a file is to be heard. One that is as it was when it was last read says nothing again, and neither does a copy
    /// under another name. But what takes the place of other content says what it says now, even where it is the old
    /// content that is back.
    pub(crate) fn hearing(&self, file: &SourceFile) -> Hearing {
        let is_known = match self.newest.get(&(file.feed.clone(), file.path.clone())) {
            Some(newest) => *newest == file.hash,
            None => self.read.contains(&(file.feed.clone(), file.hash.clone())),
        };
        if is_known { Hearing::Again } else { Hearing::First }
    }

    /// Notes that a file was read.
    pub(crate) fn note(&mut self, file: &SourceFile) {
        self.newest.insert((file.feed.clone(), file.path.clone()), file.hash.clone());
        self.read.insert((file.feed.clone(), file.hash.clone()));
    }

    /// Whether a file has this content since it was last read.
    pub(crate) fn has(&self, file: &SourceFile) -> bool {
        self.newest.get(&(file.feed.clone(), file.path.clone())) == Some(&file.hash)
    }
}
