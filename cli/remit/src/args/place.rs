//! Which of the words after a command is the project's folder: it may be left out where one stands in it.

use std::path::{Path, PathBuf};

/// The file that makes a folder a project.
const PROJECT: &str = "remit.toml";

/// The project's folder, and what stands behind it: at least so many words, and at the most one more.
pub(super) fn folder_and_rest(words: &[String], least: usize) -> (PathBuf, &[String]) {
    let here = || (PathBuf::from("."), words);
    match words {
        [first, rest @ ..] if rest.len() > least => (PathBuf::from(first), rest),
        [first, rest @ ..] if rest.len() == least && is_folder(Path::new(first)) => {
            (PathBuf::from(first), rest)
        }
        _ => here(),
    }
}

/// Where one stands in a project, whatever is no folder is meant otherwise.
fn is_folder(word: &Path) -> bool {
    word.is_dir() || !Path::new(PROJECT).exists()
}
