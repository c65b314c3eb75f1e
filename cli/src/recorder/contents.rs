//! Which content each file had when it was last read: this tells a file that is read again from one that says something.

use engine::cells::Hearing;
use engine::model::{FeedId, SourceFile};
use rustc_hash::FxHashMap;

/// The newest content of every file, by feed and path.
#[derive(Clone, Default, Debug)]
pub struct Contents {
    hashes: FxHashMap<(FeedId, String), String>,
}

impl Contents {
    /// How a file is to be heard. One that is as it was when it was last read says nothing again; one whose old content
    /// is back does say it again.
    pub(crate) fn hearing(&self, file: &SourceFile) -> Hearing {
        let known = self.hashes.get(&(file.feed.clone(), file.path.clone()));
        if known == Some(&file.hash) { Hearing::Again } else { Hearing::First }
    }

    /// Notes that a file was read.
    pub(crate) fn note(&mut self, file: &SourceFile) {
        self.hashes.insert((file.feed.clone(), file.path.clone()), file.hash.clone());
    }
}
