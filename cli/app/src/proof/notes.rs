//! Checkpoints as files: one that somebody kept, or a folder into which they are published.

use std::io;
use std::path::{Path, PathBuf};

use ledger::note::{Checkpoint, CheckpointError, NotFound, Note, NoteError, note_in};
use plugins::files::{Links, ReadFileError, read_bounded};
use thiserror::Error;

/// How the files of checkpoints end.
pub(super) const ENDING: &str = "checkpoint";
/// The file of the folder of checkpoints that has the public key of the ledger.
pub const PUBLIC_KEY: &str = "public-key.txt";
/// So many bytes of a file are read at the most.
const LARGEST: u64 = 1 << 20;
/// So many checkpoints of a folder are read at the most, the newest.
const MOST: usize = 1_000;

/// A checkpoint in a file. Nothing of it is believed yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoteFile {
    pub file: PathBuf,
    pub note: Note,
    pub checkpoint: Checkpoint,
}

/// Why a file is no checkpoint.
#[derive(Debug, Error)]
pub enum NoteFileError {
    #[error("the checkpoint {} cannot be read: {error}", .file.display())]
    Unreadable { file: PathBuf, error: ReadFileError },
    #[error("the folder of checkpoints {} cannot be read: {error}", .folder.display())]
    Folder { folder: PathBuf, error: io::Error },
    #[error("{} is not a checkpoint: it is no text", .file.display())]
    NoText { file: PathBuf },
    #[error("{} is not a checkpoint: {error}", .file.display())]
    Note { file: PathBuf, error: NoteError },
    #[error("{} is not a checkpoint: {error}", .file.display())]
    Checkpoint { file: PathBuf, error: CheckpointError },
    #[error("{}: {}", .file.display(), NotFound::Several)]
    Several { file: PathBuf },
}

impl NoteFile {
    /// What a file says: a checkpoint, or a text in which one stands, such as a mail as it came.
    ///
    /// # Errors
    /// There is no checkpoint in it, or more than one.
    pub fn of(file: PathBuf, text: &str) -> Result<Self, NoteFileError> {
        let error = match Note::parse(text) {
            Ok(note) => match note.text().parse() {
                Ok(checkpoint) => return Ok(Self { file, note, checkpoint }),
                Err(error) => NoteFileError::Checkpoint { file: file.clone(), error },
            },
            Err(error) => NoteFileError::Note { file: file.clone(), error },
        };
        match note_in(text) {
            Ok((note, checkpoint)) => Ok(Self { file, note, checkpoint }),
            Err(NotFound::Several) => Err(NoteFileError::Several { file }),
            Err(NotFound::Nothing) => Err(error),
        }
    }
}

/// Reads a checkpoint.
///
/// # Errors
/// The file is none.
pub fn read_note(file: &Path) -> Result<NoteFile, NoteFileError> {
    let file = file.to_owned();
    let bytes = match read_bounded(&file, LARGEST, Links::Followed) {
        Ok(bytes) => bytes,
        Err(error) => return Err(NoteFileError::Unreadable { file, error }),
    };
    match String::from_utf8(bytes) {
        Ok(text) => NoteFile::of(file, &text),
        Err(_) => Err(NoteFileError::NoText { file }),
    }
}

/// Reads the newest checkpoints of a folder, the oldest of them first; none where there is no folder.
///
/// # Errors
/// The folder cannot be read, or a file in it is no checkpoint.
pub fn read_folder(folder: &Path) -> Result<Vec<NoteFile>, NoteFileError> {
    let failed = |error| NoteFileError::Folder { folder: folder.to_owned(), error };
    let listed = match std::fs::read_dir(folder) {
        Ok(listed) => listed,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed(error)),
    };
    let mut files = Vec::new();
    for entry in listed {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|ending| ending == ENDING) {
            files.push(path);
        }
    }
    // Those that the ledger itself published are numbered: however many others stand beside them, the newest of these are read.
    files.sort_by_cached_key(|file| (is_numbered(file), file.clone()));
    let newest = files.split_off(files.len().saturating_sub(MOST));
    newest.iter().map(|file| read_note(file)).collect()
}

fn is_numbered(file: &Path) -> bool {
    let name = file.file_stem().map(std::ffi::OsStr::as_encoded_bytes);
    name.is_some_and(|name| name.iter().all(u8::is_ascii_digit))
}

/// The checkpoint over the largest tree.
pub fn newest(notes: &[NoteFile]) -> Option<&NoteFile> {
    notes.iter().max_by_key(|note| note.checkpoint.size)
}
