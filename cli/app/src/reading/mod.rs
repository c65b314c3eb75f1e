//! The files of feeds: `file_reading` is one that was read, `known` keeps which were, so that none is read again that would say
//! the same, `gone` finds those that are no longer there, `whole` tells those that are still being written, and `read` reads the others.

mod file_reading;
mod gone;
mod known;
mod read;
mod whole;

pub use file_reading::FileReading;
pub use gone::gone;
pub use known::KnownFiles;
pub(crate) use read::look_at;
pub use read::{
    Embargoed, Feeds, Readings, describe, in_order, note_placed, note_read, read_bytes, read_file, read_new,
    refused, under_embargo, waiting, with_release,
};
