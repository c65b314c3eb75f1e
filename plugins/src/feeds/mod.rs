//! Feeds: folders of files in which bodies report. How the files are read belongs to `readers`.
//!
//! In order: `format` is how a feed's files are written, `receipt` whom their receipts are for, `settings` what a feed is told, `fault` why a file cannot be had,
//! and `feed` finds its files and reads them.

mod fault;
mod feed;
mod format;
mod receipt;
mod settings;
#[cfg(test)]
mod tests;

pub use fault::FeedError;
pub use feed::{Feed, LARGEST};
pub use format::FeedFormat;
pub use receipt::{Beside, ReceiptSettings};
pub use settings::FeedSettings;
