//! `[[test.feed_file]]`: a file of a feed, and when it arrives.

use language::read::Table;
use toml::Spanned;

use super::moment::{Moment, moment};
use crate::source::SourceText;

/// A file that a test is fed. What could not be read is absent, and has been reported.
#[derive(Clone, Debug)]
pub(crate) struct FeedFileDeclaration {
    /// The file of tests that it stands in, where that is not the test's own.
    pub(crate) shared: Option<SourceText>,
    pub(crate) feed: Option<Spanned<String>>,
    /// By its path within the project.
    pub(crate) path: Option<Spanned<String>>,
    /// None where it is there at the start.
    pub(crate) received: Option<Spanned<Moment>>,
}

pub(super) fn read_feed_file(table: &Table<'_>) -> FeedFileDeclaration {
    FeedFileDeclaration {
        shared: None,
        feed: table.require("feed").and_then(|item| item.text()),
        path: table.require("path").and_then(|item| item.text()),
        received: table.get("received").and_then(|item| moment(&item)),
    }
}
