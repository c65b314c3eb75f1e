//! Files of the project that a plugin is handed as texts: those that it asks for and the project grants.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use rules::declare::Manifest;
use rules::script::plugin::Value;

use super::grants::Grant;

/// The largest such file, in bytes.
const LARGEST: u64 = 8 << 20;
/// How many of them one plugin may be handed.
const MOST: usize = 100;

/// The texts by their paths within the project.
///
/// # Errors
/// One of them is missing, too large or no text; the text says which.
pub(crate) fn handed(project: &Path, manifest: &Manifest, grant: &Grant) -> Result<Value, String> {
    let mut paths = Vec::new();
    for pattern in &grant.paths {
        let folder = literal_folder(pattern);
        if pattern.contains(['*', '?', '[', '{']) {
            list(project, folder, &mut paths)
                .map_err(|error| format!("the folder {folder} cannot be read: {error}"))?;
        } else {
            paths.push(pattern.clone());
        }
    }
    paths.retain(|path| grant.allows_path(manifest, path));
    paths.sort();
    paths.dedup();
    if paths.len() > MOST {
        return Err(format!("it is granted {} files, and {MOST} are the most", paths.len()));
    }
    let text = |path: String| Ok((path.clone(), Value::Text(read(project, &path)?)));
    paths.into_iter().map(text).collect::<Result<BTreeMap<_, _>, String>>().map(Value::Map)
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

fn read(project: &Path, path: &str) -> Result<String, String> {
    let whole = project.join(path);
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => format!("there is no file {path}"),
        kind => format!("the file {path} cannot be read ({kind})"),
    };
    if !fs::symlink_metadata(&whole).map_err(failed)?.is_file() {
        return Err(format!("{path} is not a regular file"));
    }
    // A folder on the way may be a link to anywhere.
    let (home, real) = (project.canonicalize().map_err(failed)?, whole.canonicalize().map_err(failed)?);
    if !real.starts_with(home) {
        return Err(format!("{path} leads out of the project"));
    }
    let mut bytes = Vec::new();
    fs::File::open(&whole).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes)).map_err(failed)?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("{path} is larger than {} MiB", LARGEST >> 20));
    }
    let text = String::from_utf8(bytes).map_err(|_| format!("{path} is not in UTF-8"))?;
    Ok(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned))
}

#[cfg(all(test, unix))]
mod tests {
    use super::read;

    #[test]
    fn no_link_leads_out_of_the_project() {
        let root = tempfile::tempdir().expect("a folder can be made");
        let (project, outside) = (root.path().join("project"), root.path().join("outside"));
        for folder in [&project, &outside] {
            std::fs::create_dir(folder).expect("a folder can be made");
            std::fs::write(folder.join("codes.csv"), "a,b\n").expect("a file can be written");
        }
        std::os::unix::fs::symlink(&outside, project.join("linked")).expect("a link can be made");
        assert_eq!(read(&project, "codes.csv").as_deref(), Ok("a,b\n"));
        assert_eq!(
            read(&project, "linked/codes.csv"),
            Err("linked/codes.csv leads out of the project".to_owned())
        );
    }
}
