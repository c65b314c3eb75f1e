//! Which content each file had when it was last read: this tells a file that is read again from one that says something.

use engine::cells::Hearing;
use engine::model::{FeedId, SourceFile};
use plugins::port::FileReceipt;
use rustc_hash::{FxHashMap, FxHashSet};

/// What was read on every feed.
#[derive(Clone, Default, Debug)]
pub struct Contents {
    /// The newest content of every file, by feed and path.
    newest: FxHashMap<(FeedId, String), String>,
    /// Every content that was ever read, by feed, with the lines that could not be used the last time.
    read: FxHashMap<(FeedId, String), FxHashSet<u32>>,
}

impl Contents {
    /// How the lines of a file are to be heard. One that is as it was when it was last read says nothing again, and neither
    /// does a copy under another name, but for the lines that could not be used then. What takes the place of other content
    /// says what it says now, even where it is the old content that is back.
    pub(crate) fn hearing(&self, file: &SourceFile) -> impl Fn(u32) -> Hearing + use<> {
        let is_known = match self.newest.get(&(file.feed.clone(), file.path.clone())) {
            Some(newest) => *newest == file.hash,
            None => self.lines(file).is_some(),
        };
        let unusable = self.lines(file).filter(|_| is_known).cloned();
        move |line| match &unusable {
            Some(unusable) if !unusable.contains(&line) => Hearing::Again,
            _ => Hearing::First,
        }
    }

    /// Notes that a file was read.
    pub(crate) fn note(&mut self, receipt: &FileReceipt) {
        let file = &receipt.file;
        self.newest.insert((file.feed.clone(), file.path.clone()), file.hash.clone());
        self.read.insert((file.feed.clone(), file.hash.clone()), unusable(receipt));
    }

    /// Whether a receipt says of a file what is known of it.
    pub(crate) fn has(&self, receipt: &FileReceipt) -> bool {
        let file = &receipt.file;
        self.newest.get(&(file.feed.clone(), file.path.clone())) == Some(&file.hash)
            && self.lines(file) == Some(&unusable(receipt))
    }

    fn lines(&self, file: &SourceFile) -> Option<&FxHashSet<u32>> {
        self.read.get(&(file.feed.clone(), file.hash.clone()))
    }
}

fn unusable(receipt: &FileReceipt) -> FxHashSet<u32> {
    receipt.quarantined.iter().map(|row| row.line).collect()
}
