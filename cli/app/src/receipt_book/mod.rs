//! The receipts of files as they stand on the ledger, newest first, for whoever looks after feeds and for whoever asks what a figure came from. It reads the ledger
//! beside whoever writes it, once from its beginning and then what is new.
//!
//! `filed` is one receipt as lists have it, `index` knows where all of them stand, `book` answers, `report` is one content of a file with its rows, and `wire` the same
//! for programs.

mod book;
mod filed;
mod index;
mod report;
mod wire;

pub use book::{FeedFiles, FeedReceipts, ReceiptBook};
pub use filed::Filed;
pub use report::{Figures, Reported, ReportedContent};
pub use wire::{WireFeed, WireFeeds, WireReported};
