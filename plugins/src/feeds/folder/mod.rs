//! The files of a feed: finding them, and reading each with bounded memory.
//!
//! `feed` finds and reads, `path` tells files by their names, `load` fetches one, and `fault` says why it cannot be had.

mod fault;
mod feed;
mod load;
mod path;
#[cfg(test)]
mod tests;

pub use fault::FeedError;
pub use feed::Feed;
pub use path::is_passing;
