//! A feed to which nothing comes although there is something, or of which nobody knows whether there is.

use engine::model::FeedId;

/// A feed that should be flowing, and is not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SilentFeed {
    pub feed: FeedId,
    /// What is wrong, in a sentence.
    pub told: String,
}
