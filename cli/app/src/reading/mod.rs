//! The files of feeds: `file_reading` is one that was read, `known` keeps which were, so that none is read again that would say
//! the same, and `read` reads the others.

mod file_reading;
mod known;
mod read;

pub use file_reading::FileReading;
pub use known::KnownFiles;
pub use read::{Readings, describe, in_order, read_feeds, read_file, read_new, refused, with_release};
