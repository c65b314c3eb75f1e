//! The files of feeds: `read` reads them, and `known` keeps which were read, so that none is read again that would say the same.

mod known;
mod read;

pub use known::KnownFiles;
pub use read::{FileReading, Readings, describe, read_feeds, read_file, read_new};
