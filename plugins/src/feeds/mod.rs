//! Feeds: folders of files in which bodies report. How the files are read belongs to `readers`.
//!
//! In order: `format` is how a feed's files are written, `panel` what is said of those that speak for people, `receipt` whom their receipts are for, `settings` what a feed is told, `fault` why a file cannot be had,
//! `feed` finds its files and reads them, `typed` writes what people type as files of one, and `annotated` gives a file back with what became of its rows.

mod annotated;
mod fault;
mod feed;
mod format;
mod panel;
mod receipt;
mod settings;
#[cfg(test)]
mod tests;
mod typed;

pub use annotated::LinesTold;
pub use fault::FeedError;
pub use feed::{Feed, LARGEST};
pub use format::FeedFormat;
pub use panel::PanelSettings;
pub use receipt::{Beside, ReceiptSettings};
pub use settings::FeedSettings;
