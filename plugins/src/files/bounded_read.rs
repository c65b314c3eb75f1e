//! The bytes of one file, within bounded memory.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use thiserror::Error;

/// Why a file cannot be read. It does not name the file: callers know it by different names.
#[derive(Debug, Error)]
pub enum ReadFileError {
    /// It is a link, a folder, a pipe or a device.
    #[error("it is not a regular file")]
    NotAFile,
    #[error("it is larger than {limit} bytes")]
    TooLarge { limit: u64 },
    #[error(transparent)]
    Failed(#[from] io::Error),
}

/// Reads a regular file of at most `limit` bytes. Links are not followed: a feed must not lead out of its folder, and
/// opening a pipe would wait for ever.
///
/// # Errors
/// It is not there, is no regular file, is larger, or cannot be read.
pub fn read_bounded(path: &Path, limit: u64) -> Result<Vec<u8>, ReadFileError> {
    let kind = fs::symlink_metadata(path)?;
    if !kind.is_file() {
        return Err(ReadFileError::NotAFile);
    }
    if kind.len() > limit {
        return Err(ReadFileError::TooLarge { limit });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(kind.len()).unwrap_or_default());
    // The file may have grown since it was measured.
    let file = File::open(path)?;
    file.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit { Err(ReadFileError::TooLarge { limit }) } else { Ok(bytes) }
}
