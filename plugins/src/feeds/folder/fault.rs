//! Why a feed's files cannot be had, and what to do about it.

use std::io;
use std::sync::Arc;

use engine::model::{FeedId, SourceFile};
use thiserror::Error;

use super::load::LIMIT;
use crate::port::ReadError;

/// Why a feed's files cannot be had.
#[derive(Debug, Error)]
pub enum FeedError {
    /// The folder does not exist.
    #[error("the folder {folder} of the feed `{feed}` does not exist")]
    MissingFolder {
        /// The feed.
        feed: FeedId,
        /// The folder, as the project names it.
        folder: String,
    },
    /// The folder is there but cannot be listed.
    #[error("the folder {folder} of the feed `{feed}` cannot be read: {reason}")]
    UnreadableFolder {
        /// The feed.
        feed: FeedId,
        /// The folder, as the project names it.
        folder: String,
        /// What came back.
        reason: String,
    },
    /// The file went away between being seen and being read.
    #[error("{path} is gone")]
    Gone {
        /// Its path within the project.
        path: String,
    },
    /// Remit may not read the file.
    #[error("{path} cannot be read: permission denied")]
    NoPermission {
        /// Its path within the project.
        path: String,
    },
    /// It is a link, a pipe or a device.
    #[error("{path} is not a regular file")]
    NotAFile {
        /// Its path within the project.
        path: String,
    },
    /// It would not fit into memory.
    #[error("{path} is larger than {} MiB", LIMIT >> 20)]
    TooLarge {
        /// Its path within the project.
        path: String,
    },
    /// The disk failed, and the like.
    #[error("{path} cannot be read: {source}")]
    Unreadable {
        /// Its path within the project.
        path: String,
        /// What came back.
        source: io::Error,
    },
    /// The reader could use nothing in it.
    #[error("{}: {error}", .file.path)]
    Read {
        /// The file.
        file: Arc<SourceFile>,
        /// Why.
        error: ReadError,
    },
}

impl FeedError {
    /// What to do about it.
    pub fn help(&self) -> Option<&str> {
        match self {
            Self::MissingFolder { .. } => Some("Make the folder, or name another one in remit.toml"),
            Self::UnreadableFolder { .. } | Self::NoPermission { .. } => {
                Some("Allow the user that Remit runs as to read it")
            }
            Self::NotAFile { .. } => Some("Put a copy of the file there in place of a link"),
            Self::TooLarge { .. } => Some("Split it into several files"),
            Self::Gone { .. } | Self::Unreadable { .. } => None,
            Self::Read { error, .. } => error.help.as_deref(),
        }
    }
}
