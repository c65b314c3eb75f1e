//! Which content each file had when it was last read: this tells a file that is read again from one that says something.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use engine::evidence::{Hearing, Receipt};
use engine::model::{FeedId, Load, SourceFile, Unused};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::entry::{Entry, FileReceipt, Recorded};
use crate::fold::Observer;
use crate::lines::Lines;

/// What was read on every feed.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FileContents {
    /// By the name of the feed.
    feeds: BTreeMap<String, FeedContents>,
    /// How many readings of the feeds said something new.
    readings: u32,
    /// Of files that were refused when they were last read, what they held, and when it came in.
    refused: BTreeMap<String, (String, Timestamp)>,
}

#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(from = "StoredContents")]
struct FeedContents {
    /// The newest content of every file, by its path.
    newest: BTreeMap<Arc<str>, Content>,
    /// With which contents the feed began, by their hashes; none before a file said something.
    begun_with: Option<BTreeSet<String>>,
    /// Every file by the hash of its newest content, so that another file with the same content is found however many there are.
    #[serde(skip)]
    by_hash: BTreeSet<(Arc<str>, Arc<str>)>,
}

/// The same as it is stored.
#[derive(Deserialize)]
struct StoredContents {
    newest: BTreeMap<Arc<str>, Content>,
    begun_with: Option<BTreeSet<String>>,
}

/// What a file held when it was last read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Content {
    hash: Arc<str>,
    /// The lines that could never be used.
    never_used: Lines,
    /// When it came in.
    received: Timestamp,
}

impl Observer for FileContents {
    fn observe(&mut self, recorded: &Recorded) {
        match &recorded.entry {
            Entry::Received(receipt) => self.note(receipt, recorded.at),
            Entry::SetAside(unused) => self.note_refused(unused, recorded.at),
            _ => {}
        }
    }
}

impl FileContents {
    /// How the lines of a file are to be heard. One that is as it was when it was last read says nothing again, and neither
    /// does a second download of it, but for the lines that could not be used so far. Whatever else is read says what it says now, even
    /// where it says an old figure anew: under a later name, or in the place of other content.
    pub fn hearing(&self, file: &SourceFile) -> impl Fn(u32) -> Hearing + use<> {
        let unusable = self.known_lines(file).cloned();
        move |line| match &unusable {
            Some(unusable) if !unusable.contains(line) => Hearing::Again,
            _ => Hearing::First,
        }
    }

    /// Another file of the feed that has the content which this one has now, and had not before.
    pub fn same_as(&self, file: &SourceFile) -> Option<&str> {
        if self.is_as_read(file) {
            return None;
        }
        let from = (Arc::from(file.hash.as_str()), Arc::from(""));
        let mut others = self.feeds.get(file.feed.as_str())?.by_hash.range(from..);
        let (hash, path) = others.next()?;
        (**hash == *file.hash).then_some(&**path)
    }

    /// Whether a file comes in the place of another content.
    pub fn replaces(&self, file: &SourceFile) -> bool {
        self.newest(file).is_some_and(|newest| *newest.hash != *file.hash)
    }

    /// The files of a feed that were ever read, each with the hash of its newest content.
    pub fn files(&self, feed: &FeedId) -> impl Iterator<Item = (&str, &str)> {
        let newest = self.feeds.get(feed.as_str()).into_iter().flat_map(|feed| &feed.newest);
        newest.map(|(path, content)| (&**path, &*content.hash))
    }

    /// Whether a file has the content that it had when it was last read.
    pub fn is_as_read(&self, file: &SourceFile) -> bool {
        self.newest(file).is_some_and(|newest| *newest.hash == *file.hash)
    }

    /// The hashes of what the file at a path held when these feeds last read or refused it.
    pub fn contents_of<'c>(&'c self, path: &'c str, feeds: &'c [&FeedId]) -> impl Iterator<Item = &'c str> {
        let feeds = feeds.iter().filter_map(|feed| self.feeds.get(feed.as_str()));
        let read = feeds.filter_map(move |feed| Some(&*feed.newest.get(path)?.hash));
        read.chain(self.refused.get(path).map(|(refused, _)| &**refused))
    }

    /// Whether no file was ever read, nor refused.
    pub fn is_empty(&self) -> bool {
        self.feeds.is_empty() && self.refused.is_empty()
    }

    /// The number of a reading of the feeds that begins now.
    pub fn next_reading(&self) -> u32 {
        self.readings.saturating_add(1)
    }

    /// Whether nothing of a feed has said anything yet.
    pub fn is_to_begin(&self, feed: &FeedId) -> bool {
        self.feeds.get(feed.as_str()).is_none_or(|feed| feed.begun_with.is_none())
    }

    /// Whether a feed began with a content.
    pub fn began_with(&self, file: &SourceFile) -> bool {
        let begun_with = self.feeds.get(file.feed.as_str()).and_then(|feed| feed.begun_with.as_ref());
        begun_with.is_some_and(|begun_with| begun_with.contains(&file.hash))
    }

    /// When the content came in that a file has: as long as its bytes are the same, no reader and no register makes it any later. None where it was
    /// not there before.
    pub fn received(&self, file: &SourceFile) -> Option<Timestamp> {
        let refused = self.refused.get(&file.path).filter(|(hash, _)| *hash == file.hash);
        self.known(file).map(|known| known.received).or(refused.map(|(_, at)| *at))
    }

    /// Notes which files were refused.
    pub fn note_refused(&mut self, unused: &[Unused], at: Timestamp) {
        for file in unused.iter().filter(|file| file.refused.is_some()) {
            let Some(content) = &file.content else { continue };
            let known = self.refused.get(&*file.path).is_some_and(|(hash, _)| **hash == **content);
            if !known {
                self.refused.insert(file.path.to_string(), (content.to_string(), at));
            }
        }
    }

    /// Notes that a file was read.
    pub fn note(&mut self, receipt: &FileReceipt, at: Timestamp) {
        let file = &*receipt.file;
        let held = match file.load {
            Load::Held { received } => received,
            Load::First | Load::Later => at,
        };
        let received = self.received(file).unwrap_or(at).min(held);
        self.refused.remove(&file.path);
        let mut lines = receipt.unusable_lines();
        // A body that leaves the register and returns makes no news of what its rows said long ago.
        if let Some(never_used) = self.known_lines(file) {
            lines = lines.and(never_used);
        }
        let feed = self.feeds.entry(file.feed.to_string()).or_default();
        feed.note(&file.path, Content { hash: file.hash.as_str().into(), never_used: lines, received });
        let Receipt { accepted, unchanged, revised, unreconciled } = receipt.counts;
        if accepted + revised + unreconciled > 0 {
            self.readings = self.readings.max(file.edition.reading);
        }
        if accepted + unchanged + revised + unreconciled > 0 {
            let begun_with = feed.begun_with.get_or_insert_default();
            if file.load == Load::First {
                begun_with.insert(file.hash.clone());
            }
        }
    }

    /// Whether a receipt says nothing new of a file: neither another content, nor more lines that can be used.
    pub fn has(&self, receipt: &FileReceipt) -> bool {
        let newest = self.newest(&receipt.file).filter(|newest| *newest.hash == *receipt.file.hash);
        newest.is_some_and(|newest| newest.never_used.is_subset(&receipt.unusable_lines()))
    }

    /// The lines of a content that could never be used; none where the file has to say what it says now.
    fn known_lines(&self, file: &SourceFile) -> Option<&Lines> {
        self.known(file).map(|known| &known.never_used)
    }

    /// What is known of the content of a file; none where the file has to say what it says now.
    fn known(&self, file: &SourceFile) -> Option<&Content> {
        let newest = self.newest(file).or_else(|| {
            let original = original(&file.path)?;
            self.feeds.get(file.feed.as_str())?.newest.get(&*original)
        });
        newest.filter(|newest| *newest.hash == *file.hash)
    }

    fn newest(&self, file: &SourceFile) -> Option<&Content> {
        self.feeds.get(file.feed.as_str())?.newest.get(&*file.path)
    }
}

impl FeedContents {
    /// Notes what a file holds now.
    fn note(&mut self, path: &str, content: Content) {
        let path = self.newest.get_key_value(path).map_or_else(|| path.into(), |(path, _)| Arc::clone(path));
        let hash = Arc::clone(&content.hash);
        if let Some(before) = self.newest.insert(Arc::clone(&path), content) {
            self.by_hash.remove(&(before.hash, Arc::clone(&path)));
        }
        self.by_hash.insert((hash, path));
    }
}

impl From<StoredContents> for FeedContents {
    fn from(StoredContents { newest, begun_with }: StoredContents) -> Self {
        let of = |(path, content): (&Arc<str>, &Content)| (Arc::clone(&content.hash), Arc::clone(path));
        let by_hash = newest.iter().map(of).collect();
        Self { newest, begun_with, by_hash }
    }
}

/// The file of which a path names a second download: `figures.csv` of `figures (1).csv`.
fn original(path: &str) -> Option<String> {
    let (stem, extension) = path.rsplit_once('.')?;
    let (name, number) = stem.strip_suffix(')')?.rsplit_once('(')?;
    let is_number = !number.is_empty() && number.bytes().all(|letter| letter.is_ascii_digit());
    is_number.then(|| format!("{}.{extension}", name.trim_end()))
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
            let file = Arc::new(SourceFile {
                feed: FeedId::new("any"),
                path,
                hash,
                load: Load::Later,
                edition: engine::model::Edition::default(),
                speaks_for: None,
                sheets: engine::model::Sheets::default(),
            });
            let lines = parts.get(2).into_iter().flat_map(|lines| lines.chars());
            let quarantined = lines.map(|line| Quarantined {
                line: line.to_digit(10).expect("a digit"),
                reason: "there is no such body".to_owned(),
            });
            let quarantined = quarantined.collect();
            let receipt = FileReceipt {
                counts: Receipt::default(),
                skipped: 0,
                quarantined,
                more_quarantined: Lines::default(),
                unequal_totals: Vec::new(),
                unexplained: Vec::new(),
                same_as: contents.same_as(&file).map(str::to_owned),
                left_out: 0,
                file,
            };
            let hearing = contents.hearing(&receipt.file);
            let news = if contents.has(&receipt) { "nothing new" } else { "news" };
            let same_as =
                receipt.same_as.as_ref().map_or(String::new(), |path| format!(", the same as {path}"));
            said = format!("{:?} {:?} {news}{same_as}", hearing(1), hearing(2));
            contents.note(&receipt, Timestamp::UNIX_EPOCH);
            let stored = postcard::to_allocvec(&contents).expect("it is stored");
            let revived = postcard::from_bytes(&stored).expect("it is revived");
            assert_eq!(contents, revived, "a restart forgets nothing of {history}");
            contents = revived;
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
    fn what_is_said_anew_is_news_under_another_name_and_in_the_place_of_other_content() {
        check("a:one b:one", "First First news, the same as a");
        check("a:one b:one b:one", "Again Again nothing new");
        check("a:one a:two a:one", "First First news");
        check("a:one b:two b:one", "First First news, the same as a");
        check("b:one c:one a:one d:one", "First First news, the same as a");
        check("a:one b:one a:two c:one", "First First news, the same as b");
        check("a:one a:two b:one", "First First news");
    }

    #[test]
    fn a_second_download_says_nothing_unless_it_differs() {
        check("a.csv:one a(1).csv:one", "Again Again news, the same as a.csv");
        check("a.csv:one a(1).csv:two", "First First news");
        check("a.csv:one b(1).csv:one", "First First news, the same as a.csv");
        check("a.csv:one a.csv:two a(1).csv:one", "First First news");
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
