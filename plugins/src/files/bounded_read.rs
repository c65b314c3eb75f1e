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

/// What becomes of a path that is a link.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Links {
    /// The file that it leads to is read.
    Followed,
    /// It is no file: a feed must not lead out of its folder.
    Refused,
}

/// Reads a regular file of at most `limit` bytes. Nothing else is opened: whoever reads a pipe may wait for ever.
///
/// # Errors
/// It is not there, is no regular file, is larger, or cannot be read.
pub fn read_bounded(path: &Path, limit: u64, links: Links) -> Result<Vec<u8>, ReadFileError> {
    let kind = match links {
        Links::Followed => fs::metadata(path)?,
        Links::Refused => fs::symlink_metadata(path)?,
    };
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

/// The largest file that holds a secret, in bytes. A key of the largest kind takes a tenth of it.
const LARGEST_SECRET: u64 = 64 << 10;

/// Reads a secret that stands in a file of its own. It may be a link: secrets are mounted by links.
///
/// # Errors
/// It is not there, is no regular file, is larger than any secret, is no text, or cannot be read.
pub fn read_secret(path: &Path) -> Result<String, ReadFileError> {
    let bytes = read_bounded(path, LARGEST_SECRET, Links::Followed)?;
    let no_text = |_| io::Error::from(io::ErrorKind::InvalidData);
    Ok(String::from_utf8(bytes).map_err(no_text)?)
}
