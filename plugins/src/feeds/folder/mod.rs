//! The files of a feed: finding them, and reading each with bounded memory.

#[cfg(test)]
mod tests;

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use engine::model::{FeedId, SourceFile};
use globset::GlobMatcher;
use thiserror::Error;

use super::Settings;
use crate::port::{Context, ReadError, Reader, Reading};

/// A folder with the reader for its files.
pub struct Feed {
    settings: Settings,
    files: GlobMatcher,
    reader: Box<dyn Reader>,
}

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

/// The largest file that is read, in bytes.
const LIMIT: u64 = 512 << 20;

impl Feed {
    /// The feed that these settings describe.
    pub fn new(settings: Settings) -> Self {
        let reader = (settings.format.reader)(&settings.layout);
        Self { files: settings.files.compile_matcher(), reader, settings }
    }

    /// What it was told.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Its folder.
    pub fn folder(&self, project: &Path) -> PathBuf {
        project.join(&self.settings.folder)
    }

    /// Whether a file is this feed's own, by its folder and its name.
    pub fn takes(&self, project: &Path, path: &Path) -> bool {
        let is_inside = path.parent().is_some_and(|parent| parent == self.folder(project));
        is_inside && path.file_name().is_some_and(|name| !is_passing(path) && self.files.is_match(name))
    }

    /// Its files in the order of their names. An empty folder is no fault.
    ///
    /// # Errors
    /// The folder does not exist, or cannot be listed.
    pub fn files(&self, project: &Path) -> Result<Vec<PathBuf>, FeedError> {
        let unreadable = |error: &io::Error| {
            let (feed, folder) = (self.settings.id.clone(), self.settings.folder.clone());
            match error.kind() {
                io::ErrorKind::NotFound => FeedError::MissingFolder { feed, folder },
                _ => FeedError::UnreadableFolder { feed, folder, reason: error.to_string() },
            }
        };
        let mut files = Vec::new();
        for entry in fs::read_dir(self.folder(project)).map_err(|error| unreadable(&error))? {
            let entry = entry.map_err(|error| unreadable(&error))?;
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if !is_folder && self.takes(project, &entry.path()) {
                files.push(entry.path());
            }
        }
        files.sort();
        Ok(files)
    }

    /// Reads one file.
    ///
    /// # Errors
    /// The file cannot be had, or nothing in it can be used.
    pub fn read_file(
        &self,
        project: &Path,
        path: &Path,
        context: &Context<'_>,
    ) -> Result<(Arc<SourceFile>, Reading), FeedError> {
        let name = path_in(project, path);
        let bytes = load(path, LIMIT).map_err(|refusal| refusal.about(&name))?;
        let hash = blake3::hash(&bytes).to_hex().to_string();
        let file = Arc::new(SourceFile { feed: self.settings.id.clone(), path: name, hash });
        match self.reader.read(&file, &bytes, context) {
            Ok(reading) => Ok((file, reading)),
            Err(error) => Err(FeedError::Read { file, error }),
        }
    }
}

/// Whether a name says that the file is hidden, or on its way to another name.
pub fn is_passing(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let ends = |suffix: &str| {
        name.get(name.len().saturating_sub(suffix.len())..)
            .is_some_and(|end| end.eq_ignore_ascii_case(suffix))
    };
    name.starts_with('.') || [".part", ".tmp", "~"].into_iter().any(ends)
}

/// A path as the project names it, with forward slashes.
fn path_in(project: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(project).unwrap_or(path);
    let parts: Vec<_> = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

enum Refusal {
    NotAFile,
    TooLarge,
    Failed(io::Error),
}

impl Refusal {
    fn about(self, path: &str) -> FeedError {
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
fn load(path: &Path, limit: u64) -> Result<Vec<u8>, Refusal> {
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
