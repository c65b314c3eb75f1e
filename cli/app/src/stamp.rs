//! By what a change of a file is seen without reading it.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

/// The length and the time of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FileStamp {
    len: u64,
    modified: Option<SystemTime>,
}

impl FileStamp {
    /// How a file stands now; none where there is no regular file.
    pub fn of(path: &Path) -> Option<Self> {
        let file = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
        Some(Self { len: file.len(), modified: file.modified().ok() })
    }
}
