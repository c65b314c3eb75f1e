//! The bytes of one file, within bounded memory.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use super::fault::FeedError;

/// The largest file that is read, in bytes.
pub(super) const LIMIT: u64 = 512 << 20;

/// Why a file is not loaded, before it is known by name.
pub(super) enum Refusal {
    NotAFile,
    TooLarge,
    Failed(io::Error),
}

impl Refusal {
    pub(super) fn about(self, path: &str) -> FeedError {
        let path = path.to_owned();
        match self {
            Self::NotAFile => FeedError::NotAFile { path },
            Self::TooLarge => FeedError::TooLarge { path },
            Self::Failed(error) => match error.kind() {
                io::ErrorKind::NotFound => FeedError::Gone { path },
                io::ErrorKind::PermissionDenied => FeedError::NoPermission { path },
                _ => FeedError::Unreadable { path, source: error },
            },
        }
    }
}

/// Reads a regular file of at most `limit` bytes. Links are not followed: a feed must not lead out of its folder, and
/// opening a pipe would wait for ever.
pub(super) fn load(path: &Path, limit: u64) -> Result<Vec<u8>, Refusal> {
    let kind = fs::symlink_metadata(path).map_err(Refusal::Failed)?;
    if !kind.is_file() {
        return Err(Refusal::NotAFile);
    }
    if kind.len() > limit {
        return Err(Refusal::TooLarge);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(kind.len()).unwrap_or_default());
    // The file may have grown since it was measured.
    let file = File::open(path).map_err(Refusal::Failed)?;
    file.take(limit + 1).read_to_end(&mut bytes).map_err(Refusal::Failed)?;
    if bytes.len() as u64 > limit { Err(Refusal::TooLarge) } else { Ok(bytes) }
}
