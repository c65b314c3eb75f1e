//! Files on the disk, for every part that reads or watches them: reading one with bounded memory, writing one
//! whole, and what a path says.

mod bounded_read;
mod name_mark;
mod path;
mod whole_write;

pub use bounded_read::{Links, ReadFileError, read_bounded, read_secret};
pub use name_mark::NameMark;
pub use path::{is_transient, path_within};
pub use whole_write::{place_new, sync_all_in, sync_names, write_new, write_whole};
