//! Putting a file that was pulled into the folder of its feed: whole, under a name that tells its release, and each content once.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::fault::PullFault;
use super::settings::PullSettings;
use crate::files::{Links, read_bounded, write_whole};

/// Where a file came to lie.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Placed {
    /// Under this name, new.
    New(String),
    /// Its content lay there before, under this name.
    Before(String),
}

/// So many contents of one day are kept apart.
const MOST_OF_A_DAY: u8 = 200;

/// Puts a file into the folder of a feed, by the day of its release.
pub(super) fn put(
    project: &Path,
    settings: &PullSettings,
    (url, day): (&str, Date),
    bytes: &[u8],
) -> Result<Placed, PullFault> {
    let folder = project.join(&settings.folder);
    let not_kept = |source: io::Error| PullFault::NotKept { folder: settings.folder.clone(), source };
    fs::create_dir_all(&folder).map_err(not_kept)?;
    let home = project.canonicalize().map_err(not_kept)?;
    if !folder.canonicalize().map_err(not_kept)?.starts_with(home) {
        return Err(PullFault::LeadsOut { folder: settings.folder.clone() });
    }
    if let Some(name) = holds(&folder, bytes).map_err(not_kept)? {
        return Ok(Placed::Before(name));
    }
    for edition in 1..=MOST_OF_A_DAY {
        let mark = if edition == 1 { String::new() } else { format!("-v{edition}") };
        let name = settings.name(url, &format!("{day}{mark}"));
        if folder.join(&name).symlink_metadata().is_err() {
            write_whole(&folder.join(&name), bytes).map_err(not_kept)?;
            return Ok(Placed::New(name));
        }
    }
    Err(not_kept(io::ErrorKind::AlreadyExists.into()))
}

/// The name of a file in a folder that has this content.
fn holds(folder: &Path, bytes: &[u8]) -> io::Result<Option<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.metadata().is_ok_and(|file| file.is_file() && file.len() == bytes.len() as u64) {
            names.push(entry.path());
        }
    }
    names.sort();
    let is_same = |path: &PathBuf| {
        read_bounded(path, bytes.len() as u64, Links::Refused).is_ok_and(|content| content == bytes)
    };
    let found = names.into_iter().find(is_same);
    Ok(found.and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned())))
}
