//! Why a feed's files cannot be had, and what to do about it.

use std::io;
use std::sync::Arc;

use engine::model::{FeedId, SourceFile};
use jiff::ZonedDateTime;
use thiserror::Error;

use crate::files::ReadFileError;
use crate::readers::ReadError;

/// Why a feed's files cannot be had. Paths are those within the project.
#[derive(Debug, Error)]
pub enum FeedError {
    /// The folder does not exist.
    #[error("the folder {folder} of the feed `{feed}` does not exist")]
    MissingFolder {
        feed: FeedId,
        /// The folder, as the project names it.
        folder: String,
    },
    /// The folder is there but cannot be listed.
    #[error("the folder {folder} of the feed `{feed}` cannot be read: {reason}")]
    UnreadableFolder {
        feed: FeedId,
        /// The folder, as the project names it.
        folder: String,
        reason: String,
    },
    /// The folder, or one on the way to it, is a link.
    #[error("the folder {folder} of the feed `{feed}` leads out of the project")]
    LeadsOut {
        feed: FeedId,
        /// The folder, as the project names it.
        folder: String,
    },
    /// The file went away between being seen and being read.
    #[error("{path} is gone")]
    Gone { path: String },
    /// Somebody is writing it: what stands in it so far is not what it will say.
    #[error("{path} is still being written")]
    StillWritten { path: String },
    /// Nothing of it may be told before a moment, not even that it is there.
    #[error("{path} is under embargo until {}", .until.strftime("%H:%M on %-d %B %Y"))]
    UnderEmbargo { path: String, until: ZonedDateTime },
    /// Remit may not read the file.
    #[error("{path} cannot be read: permission denied")]
    NoPermission { path: String },
    /// It is a link, a pipe or a device.
    #[error("{path} is not a regular file")]
    NotAFile { path: String },
    /// It would not fit into memory.
    #[error("{path} is larger than {} MiB", .limit >> 20)]
    TooLarge {
        path: String,
        /// The most bytes that are read.
        limit: u64,
    },
    /// The disk failed, and the like.
    #[error("{path} cannot be read: {source}")]
    Unreadable { path: String, source: io::Error },
    /// The reader could use nothing in it.
    #[error("{}: {error}", .file.path)]
    Read { file: Arc<SourceFile>, error: ReadError },
}

impl FeedError {
    /// Says of a file, by its path within the project, why it cannot be read.
    pub(super) fn of_file(path: &str, error: ReadFileError) -> Self {
        let path = path.to_owned();
        match error {
            ReadFileError::NotAFile => Self::NotAFile { path },
            ReadFileError::TooLarge { limit } => Self::TooLarge { path, limit },
            ReadFileError::Failed(error) => match error.kind() {
                io::ErrorKind::NotFound => Self::Gone { path },
                io::ErrorKind::PermissionDenied => Self::NoPermission { path },
                _ => Self::Unreadable { path, source: error },
            },
        }
    }

    /// The path of the file that cannot be read; none where it is a folder.
    pub fn file(&self) -> Option<&str> {
        match self {
            Self::MissingFolder { .. } | Self::UnreadableFolder { .. } | Self::LeadsOut { .. } => None,
            Self::Gone { path }
            | Self::StillWritten { path }
            | Self::UnderEmbargo { path, .. }
            | Self::NoPermission { path }
            | Self::NotAFile { path }
            | Self::TooLarge { path, .. }
            | Self::Unreadable { path, .. } => Some(path),
            Self::Read { file, .. } => Some(&file.path),
        }
    }

    /// Whether the file is there, and cannot be used as it is.
    pub fn is_refusal(&self) -> bool {
        let may_come =
            matches!(self, Self::Gone { .. } | Self::StillWritten { .. } | Self::UnderEmbargo { .. });
        self.file().is_some() && !may_come
    }

    /// The hash of what the file holds, where it could be read so far.
    pub fn content(&self) -> Option<&str> {
        match self {
            Self::Read { file, .. } => Some(&file.hash),
            _ => None,
        }
    }

    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        let help = match self {
            Self::MissingFolder { .. } => "Make the folder, or name another one in remit.toml",
            Self::UnreadableFolder { .. } | Self::NoPermission { .. } => {
                "Allow the user that Remit runs as to read it"
            }
            Self::StillWritten { .. } => {
                "Nothing of it is used before it is whole; `serve` reads it then, and so does the next `run`"
            }
            Self::UnderEmbargo { .. } => {
                "Put it into the folder of its feed, where it waits; `serve` reads it at that moment, and so does the next `run`"
            }
            Self::LeadsOut { .. } => "Put the folder itself into the project in place of a link",
            Self::NotAFile { .. } => "Put a copy of the file there in place of a link",
            Self::TooLarge { .. } => "Split it into several files",
            Self::Gone { .. } | Self::Unreadable { .. } => return None,
            Self::Read { error, file, .. } if error.fault.is_of_layout() => {
                let help = error.fault.help().map(|help| format!("{help}; ")).unwrap_or_default();
                let path =
                    if file.path.contains(' ') { format!("'{}'", file.path) } else { file.path.clone() };
                return Some(format!("{help}`remit look {path}` proposes a feed that reads the file"));
            }
            Self::Read { error, .. } => return error.fault.help(),
        };
        Some(help.to_owned())
    }
}
