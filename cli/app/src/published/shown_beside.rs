//! What is shown beside how things stand, and cannot be worked out from the ledger: whoever writes that knows it, and tells those who follow.

use std::sync::Arc;

use super::silent_feed::SilentFeed;
use super::texts_waiting::TextsWaiting;
use super::unusable_texts::UnusableTexts;
use crate::due::Supply;

/// What is shown beside how things stand.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct ShownBeside {
    /// The project's title.
    pub title: String,
    /// By which feeds figures come.
    pub supply: Arc<Supply>,
    /// Changes of texts that wait for signatures, or for their day.
    pub changes: Arc<[TextsWaiting]>,
    /// Texts that cannot be used as they are written.
    pub unusable: Arc<UnusableTexts>,
    /// Feeds to which nothing comes although there is something.
    pub silent_feeds: Arc<[SilentFeed]>,
    /// Why what the ledger came to is not signed; none where it is, or nobody asked for that.
    pub unsigned: Option<Arc<str>>,
}
