//! Files of the project that a plugin is handed as texts: those that it asks for and the project grants.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use rules::declare::Manifest;
use rules::script::plugin::Value;
use thiserror::Error;

use super::grants::Grant;
use crate::files::{Links, ReadFileError, read_bounded};

/// The largest such file, in bytes.
const LARGEST: u64 = 8 << 20;
/// How many of them one plugin may be handed.
const MOST: usize = 100;

/// Why a plugin cannot be handed the files that it is granted. Paths are those within the project.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum GrantedFileError {
    #[error("the folder {folder} cannot be read: {reason}")]
    UnreadableFolder {
        folder: String,
        /// In the system's own words.
        reason: String,
    },
    #[error("it is granted {granted} files, and {MOST} are the most")]
    TooMany { granted: usize },
    #[error("there is no file {0}")]
    Missing(String),
    #[error("the file {path} cannot be read ({kind})")]
    Unreadable { path: String, kind: io::ErrorKind },
    #[error("{0} is not a regular file")]
    NotAFile(String),
    /// A folder on the way is a link.
    #[error("{0} leads out of the project")]
    LeadsOut(String),
    #[error("{path} is larger than {} MiB", LARGEST >> 20)]
    TooLarge { path: String },
    #[error("{0} is not in UTF-8")]
    NotUtf8(String),
}

/// The texts by their paths within the project.
///
/// # Errors
/// One of them is missing, too large or no text.
pub(crate) fn handed(project: &Path, manifest: &Manifest, grant: &Grant) -> Result<Value, GrantedFileError> {
    let mut paths = Vec::new();
    for pattern in &grant.paths {
        let folder = literal_folder(pattern);
        if pattern.contains(['*', '?', '[', '{']) {
            list(project, folder, &mut paths).map_err(|error| GrantedFileError::UnreadableFolder {
                folder: folder.to_owned(),
                reason: error.to_string(),
            })?;
        } else {
            paths.push(pattern.clone());
        }
    }
    paths.retain(|path| grant.allows_path(manifest, path));
    paths.sort();
    paths.dedup();
    if paths.len() > MOST {
        return Err(GrantedFileError::TooMany { granted: paths.len() });
    }
    let text = |path: String| Ok((path.clone(), Value::Text(read(project, &path)?)));
    paths.into_iter().map(text).collect::<Result<BTreeMap<_, _>, _>>().map(Value::Map)
}

/// The folders at the head of a pattern that hold no wildcard.
fn literal_folder(pattern: &str) -> &str {
    let wild = pattern.find(['*', '?', '[', '{']).unwrap_or(pattern.len());
    let head = pattern.get(..wild).unwrap_or_default();
    head.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Files below a folder. Hidden ones, the ledger's among them, and links are passed over.
fn list(project: &Path, folder: &str, found: &mut Vec<String>) -> io::Result<()> {
    let entries = match fs::read_dir(project.join(folder)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else { continue };
        if name.starts_with('.') || found.len() > MOST * 100 {
            continue;
        }
        let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
        let kind = entry.file_type()?;
        if kind.is_dir() {
            list(project, &path, found)?;
        } else if kind.is_file() {
            found.push(path);
        }
    }
    Ok(())
}

fn read(project: &Path, path: &str) -> Result<String, GrantedFileError> {
    let whole = project.join(path);
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => GrantedFileError::Missing(path.to_owned()),
        kind => GrantedFileError::Unreadable { path: path.to_owned(), kind },
    };
    if !fs::symlink_metadata(&whole).map_err(failed)?.is_file() {
        return Err(GrantedFileError::NotAFile(path.to_owned()));
    }
    // A folder on the way may be a link to anywhere.
    let (home, real) = (project.canonicalize().map_err(failed)?, whole.canonicalize().map_err(failed)?);
    if !real.starts_with(home) {
        return Err(GrantedFileError::LeadsOut(path.to_owned()));
    }
    let bytes = read_bounded(&whole, LARGEST, Links::Refused).map_err(|error| match error {
        ReadFileError::NotAFile => GrantedFileError::NotAFile(path.to_owned()),
        ReadFileError::TooLarge { .. } => GrantedFileError::TooLarge { path: path.to_owned() },
        ReadFileError::Failed(error) => failed(error),
    })?;
    let text = String::from_utf8(bytes).map_err(|_| GrantedFileError::NotUtf8(path.to_owned()))?;
    Ok(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned))
}

#[cfg(all(test, unix))]
mod tests {
    use super::{GrantedFileError, read};

    #[test]
    fn no_link_leads_out_of_the_project() {
        let root = tempfile::tempdir().expect("a folder can be made");
        let (project, outside) = (root.path().join("project"), root.path().join("outside"));
        for folder in [&project, &outside] {
            std::fs::create_dir(folder).expect("a folder can be made");
            std::fs::write(folder.join("codes.csv"), "a,b\n").expect("a file can be written");
        }
        std::os::unix::fs::symlink(&outside, project.join("linked")).expect("a link can be made");
        assert_eq!(read(&project, "codes.csv"), Ok("a,b\n".to_owned()));
        assert_eq!(
            read(&project, "linked/codes.csv"),
            Err(GrantedFileError::LeadsOut("linked/codes.csv".to_owned()))
        );
    }
}
