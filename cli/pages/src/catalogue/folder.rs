//! Writes a catalogue into a folder of its own. A file that is not of a catalogue is neither replaced nor removed.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::build::File;

/// Names the files that are ours, one to a line.
const MANIFEST: &str = ".remit-docs";

/// What became of a folder.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Written {
    /// Pages and their style.
    pub files: usize,
    /// Files of an earlier catalogue that have no page any more.
    pub removed: usize,
}

/// Why nothing could be written.
#[derive(Debug, Error)]
pub enum FolderError {
    /// The folder holds something else.
    #[error(
        "{folder} holds files that are not of a catalogue, such as {file}, so nothing was written; name a new or an empty folder with --out"
    )]
    Foreign {
        folder: String,
        /// One of its files.
        file: String,
    },
    /// The disk does not take it.
    #[error("{path} cannot be read or written: {reason}")]
    Unavailable {
        /// The file or folder.
        path: String,
        /// What came back.
        reason: String,
    },
}

/// Writes the files into a folder, which may hold an earlier catalogue, and removes what is left of that.
///
/// # Errors
/// The folder holds something else in their place, or cannot be written.
pub fn write(folder: &Path, files: &[File]) -> Result<Written, FolderError> {
    let at = |path: PathBuf| {
        move |error: io::Error| FolderError::Unavailable {
            path: path.display().to_string(),
            reason: error.to_string(),
        }
    };
    fs::create_dir_all(folder).map_err(at(folder.to_owned()))?;
    let ours = ours(folder);
    refuse_foreign(folder, &ours, files)?;
    let new: BTreeSet<String> = files.iter().map(|file| file.name.clone()).collect();
    // Named before they are written: whatever a stop leaves half done is still known to be ours.
    write_manifest(folder, &ours.union(&new).cloned().collect()).map_err(at(folder.join(MANIFEST)))?;
    for file in files {
        let path = folder.join(&file.name);
        app::written::replace(&path, &file.text).map_err(at(path.clone()))?;
    }
    let mut removed = 0;
    for stale in ours.difference(&new).map(|name| folder.join(name)).filter(|path| path.is_file()) {
        fs::remove_file(&stale).map_err(at(stale.clone()))?;
        removed += 1;
    }
    write_manifest(folder, &new).map_err(at(folder.join(MANIFEST)))?;
    Ok(Written { files: files.len(), removed })
}

/// The files of an earlier catalogue. A name that would lead out of the folder is not one of ours.
fn ours(folder: &Path) -> BTreeSet<String> {
    let manifest = fs::read_to_string(folder.join(MANIFEST)).unwrap_or_default();
    let is_plain = |name: &&str| Path::new(name).file_name().is_some_and(|file| file == *name);
    manifest.lines().filter(is_plain).map(str::to_owned).collect()
}

/// A folder that never held a catalogue must be empty; in one that did, others' files may stand beside ours, but not in the
/// place of any.
fn refuse_foreign(folder: &Path, ours: &BTreeSet<String>, files: &[File]) -> Result<(), FolderError> {
    let shown = folder.display().to_string();
    let unavailable =
        |error: io::Error| FolderError::Unavailable { path: shown.clone(), reason: error.to_string() };
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder).map_err(unavailable)? {
        names.insert(entry.map_err(unavailable)?.file_name().to_string_lossy().into_owned());
    }
    let held_a_catalogue = names.remove(MANIFEST);
    let is_in_the_way = |name: &String| files.iter().any(|file| file.name == *name);
    let foreign =
        names.into_iter().find(|name| !ours.contains(name) && (!held_a_catalogue || is_in_the_way(name)));
    match foreign {
        Some(file) => Err(FolderError::Foreign { folder: shown, file }),
        None => Ok(()),
    }
}

fn write_manifest(folder: &Path, names: &BTreeSet<String>) -> io::Result<()> {
    let mut lines: Vec<&str> = names.iter().map(String::as_str).collect();
    lines.push("");
    app::written::replace(&folder.join(MANIFEST), &lines.join("\n"))
}
