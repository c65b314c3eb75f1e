//! One receipt as lists have it: what was counted, and the first reasons for what was set aside. The ledger has all of it.

use engine::evidence::Receipt;
use engine::model::FeedId;
use jiff::Timestamp;
use ledger::entry::{FileReceipt, Position};
use words::receipt::{by_reason, file};

/// So many reasons of one file stand in a list.
const MOST_REASONS: usize = 3;

/// What became of one content of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Filed {
    pub position: Position,
    pub at: Timestamp,
    pub feed: FeedId,
    pub path: String,
    pub hash: String,
    pub counts: Receipt,
    pub set_aside: usize,
    /// The most frequent reasons for that, with how many rows each has.
    pub reasons: Vec<(String, usize)>,
    /// The file with its counts, in a line.
    pub told: String,
    /// The account that handed it in; none where it was put into its folder.
    pub account: Option<String>,
}

impl Filed {
    pub(super) fn of(position: Position, at: Timestamp, receipt: &FileReceipt) -> Self {
        let reasons = by_reason(receipt).into_iter().take(MOST_REASONS);
        Self {
            position,
            at,
            feed: receipt.file.feed.clone(),
            path: receipt.file.path.clone(),
            hash: receipt.file.hash.clone(),
            counts: receipt.counts,
            set_aside: receipt.set_aside(),
            reasons: reasons.map(|(reason, lines)| (reason.to_owned(), lines.len())).collect(),
            told: file(receipt),
            account: None,
        }
    }
}
