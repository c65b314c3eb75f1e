//! Of which files receipts are drawn up in full, as a plain value.

use engine::model::FeedId;
use plugins::feeds::FeedSettings;

/// Of which files receipts are drawn up in full. It costs as much as judging what they turn once more.
#[derive(Clone, PartialEq, Default, Debug)]
pub enum Accounting {
    #[default]
    None,
    /// Of every file that is read, for whoever only looks.
    Every,
    /// Of the files of these feeds that say something new.
    Of(Vec<FeedSettings>),
}

impl Accounting {
    /// Of those feeds whose receipts anybody wants.
    pub fn of<'f>(feeds: impl IntoIterator<Item = &'f FeedSettings>) -> Self {
        let wanted: Vec<_> = feeds.into_iter().filter(|feed| feed.receipt.is_wanted()).cloned().collect();
        if wanted.is_empty() { Self::None } else { Self::Of(wanted) }
    }

    /// A feed whose receipts are wanted.
    pub(super) fn feed(&self, id: &FeedId) -> Option<&FeedSettings> {
        let Self::Of(feeds) = self else { return None };
        feeds.iter().find(|feed| feed.id == *id)
    }

    /// The feed that takes a file of which nothing else is known.
    pub(super) fn feed_of(&self, path: &str) -> Option<&FeedSettings> {
        let Self::Of(feeds) = self else { return None };
        feeds.iter().find(|feed| feed.takes(path))
    }
}
