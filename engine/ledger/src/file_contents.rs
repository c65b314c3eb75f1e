//! Which content each file had when it was last read: this tells a file that is read again from one that says something.

use std::collections::{BTreeMap, BTreeSet};

use engine::evidence::{Hearing, Receipt};
use engine::model::{FeedId, Load, SourceFile};
use serde::{Deserialize, Serialize};

use crate::entry::{Entry, FileReceipt, Recorded};
use crate::fold::Observer;
use crate::lines::Lines;

/// What was read on every feed, by the feed's name.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FileContents(BTreeMap<String, FeedContents>);

#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct FeedContents {
    /// The hash of the newest content of every file, by its path.
    newest: BTreeMap<String, String>,
    /// Every content that was ever read, by its hash, with the lines that could never be used.
    read: BTreeMap<String, Lines>,
    /// With which contents the feed began, by their hashes; none before a file said something.
    begun_with: Option<BTreeSet<String>>,
}

impl Observer for FileContents {
    fn observe(&mut self, recorded: &Recorded) {
        if let Entry::Received(receipt) = &recorded.entry {
            self.note(receipt);
        }
    }
}

impl FileContents {
    /// How the lines of a file are to be heard. One that is as it was when it was last read says nothing again, and neither
    /// does a copy under another name, but for the lines that could not be used so far. What takes the place of other content
    /// says what it says now, even where it is the old content that is back.
    pub fn hearing(&self, file: &SourceFile) -> impl Fn(u32) -> Hearing + use<> {
        let unusable = self.known_lines(file).cloned();
        move |line| match &unusable {
            Some(unusable) if !unusable.contains(line) => Hearing::Again,
            _ => Hearing::First,
        }
    }

    /// Whether nothing of a feed has said anything yet.
    pub fn is_to_begin(&self, feed: &FeedId) -> bool {
        self.0.get(feed.as_str()).is_none_or(|feed| feed.begun_with.is_none())
    }

    /// Whether a feed began with a content.
    pub fn began_with(&self, file: &SourceFile) -> bool {
        let begun_with = self.0.get(file.feed.as_str()).and_then(|feed| feed.begun_with.as_ref());
        begun_with.is_some_and(|begun_with| begun_with.contains(&file.hash))
    }

    /// Notes that a file was read.
    pub fn note(&mut self, receipt: &FileReceipt) {
        let file = &*receipt.file;
        let mut lines = receipt.unusable_lines();
        // A body that leaves the register and returns makes no news of what its rows said long ago.
        if let Some(never_used) = self.known_lines(file) {
            lines = lines.and(never_used);
        }
        let feed = self.0.entry(file.feed.to_string()).or_default();
        feed.newest.insert(file.path.clone(), file.hash.clone());
        feed.read.insert(file.hash.clone(), lines);
        let Receipt { accepted, unchanged, revised } = receipt.counts;
        if accepted + unchanged + revised > 0 {
            let begun_with = feed.begun_with.get_or_insert_default();
            if file.load == Load::First {
                begun_with.insert(file.hash.clone());
            }
        }
    }

    /// Whether a receipt says nothing new of a file: neither another content, nor more lines that can be used.
    pub fn has(&self, receipt: &FileReceipt) -> bool {
        let file = &*receipt.file;
        self.newest(file) == Some(&file.hash)
            && self.lines(file).is_some_and(|never_used| never_used.is_subset(&receipt.unusable_lines()))
    }

    /// The lines of a content that could never be used; none where the file has to say what it says now.
    fn known_lines(&self, file: &SourceFile) -> Option<&Lines> {
        self.lines(file).filter(|_| self.newest(file).is_none_or(|newest| *newest == file.hash))
    }

    fn newest(&self, file: &SourceFile) -> Option<&String> {
        self.0.get(file.feed.as_str())?.newest.get(&file.path)
    }

    fn lines(&self, file: &SourceFile) -> Option<&Lines> {
        self.0.get(file.feed.as_str())?.read.get(&file.hash)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::entry::Quarantined;

    /// Each word is a file that is read: its name, its content, and the digits of lines that cannot be used. Lines 1 and 2 of
    /// the last one are asked about; `news` stands where its receipt is new.
    #[track_caller]
    fn check(history: &str, expect: &str) {
        let mut contents = FileContents::default();
        let mut said = String::new();
        for word in history.split(' ') {
            let parts: Vec<&str> = word.split(':').collect();
            let [path, hash] = [parts[0], parts[1]].map(str::to_owned);
            let file = Arc::new(SourceFile { feed: FeedId::new("any"), path, hash, load: Load::Later });
            let lines = parts.get(2).into_iter().flat_map(|lines| lines.chars());
            let quarantined = lines.map(|line| Quarantined {
                line: line.to_digit(10).expect("a digit"),
                reason: "there is no such body".to_owned(),
            });
            let quarantined = quarantined.collect();
            let receipt = FileReceipt {
                file,
                counts: Receipt::default(),
                skipped: 0,
                quarantined,
                more_quarantined: Lines::default(),
                unequal_totals: Vec::new(),
                unexplained: Vec::new(),
            };
            let hearing = contents.hearing(&receipt.file);
            let news = if contents.has(&receipt) { "nothing new" } else { "news" };
            said = format!("{:?} {:?} {news}", hearing(1), hearing(2));
            contents.note(&receipt);
        }
        assert_eq!(said, expect, "{history}");
    }

    #[test]
    fn a_file_says_what_it_says_once() {
        check("a:one", "First First news");
        check("a:one a:one", "Again Again nothing new");
        check("a:one a:two", "First First news");
    }

    #[test]
    fn a_copy_says_nothing_and_old_content_that_is_back_does() {
        check("a:one b:one", "Again Again news");
        check("a:one a:two a:one", "First First news");
        check("a:one b:two b:one", "First First news");
    }

    #[test]
    fn a_line_is_heard_once_it_can_be_used() {
        check("a:one:2 a:one:2", "Again First nothing new");
        check("a:one:2 a:one", "Again First news");
        check("a:one:2 a:one a:one", "Again Again nothing new");
    }

    #[test]
    fn a_line_that_was_used_before_is_no_news_when_it_can_be_used_again() {
        check("a:one a:one:2", "Again Again nothing new");
        check("a:one a:one:2 a:one", "Again Again nothing new");
    }
}
