//! Where the texts of a project are had from: its folder, or what an editor has made of it so far.

use std::ffi::OsString;
use std::io;
use std::path::Path;

use plugins::files::{Links, ReadFileError, read_bounded};
use rules::diagnostic::{Code, Diagnostic};
use rules::source::SourceText;

/// The largest text that is read, in bytes.
pub(crate) const LARGEST_TEXT: u64 = 16 << 20;
/// The same of a list of organisations, which may name every area of a country.
const LARGEST_LIST: u64 = 256 << 20;

/// What every project has.
const NEEDED: [&str; 2] = ["remit.toml", "bodies.csv"];

/// Where the texts of a project are had from.
pub trait Files {
    /// Whether there is a project to read at all.
    ///
    /// # Errors
    /// Why not.
    fn check(&self) -> Result<(), Vec<Diagnostic>>;

    /// A text, by its path within the project.
    ///
    /// # Errors
    /// It is missing or cannot be read.
    fn read(&self, path: &str) -> Result<SourceText, Diagnostic>;

    /// Whether there is a file under this path.
    fn has(&self, path: &str) -> bool;

    /// A text that not every project has; none where it is not there.
    fn read_if_there(&self, path: &str) -> Option<Result<SourceText, Diagnostic>> {
        self.has(path).then(|| self.read(path))
    }

    /// The files of a folder that end in `extension`, in order of name; none where the folder is missing.
    fn list(&self, folder: &str, extension: &str) -> Vec<Result<String, Diagnostic>>;

    /// The folders in a folder, in order of name; none where the folder is missing.
    fn folders(&self, folder: &str) -> Vec<String>;
}

/// A project as it lies on the disk.
#[derive(Clone, Copy, Debug)]
pub struct Disk<'a>(pub &'a Path);

impl Files for Disk<'_> {
    fn check(&self) -> Result<(), Vec<Diagnostic>> {
        check_folder(self.0)
    }

    fn read(&self, path: &str) -> Result<SourceText, Diagnostic> {
        read_text(self.0, path)
    }

    fn has(&self, path: &str) -> bool {
        // What cannot be looked at is there, and is reported where it is read.
        self.0.join(path).try_exists().unwrap_or(true)
    }

    fn list(&self, folder: &str, extension: &str) -> Vec<Result<String, Diagnostic>> {
        list(self.0, folder, extension)
    }

    fn folders(&self, folder: &str) -> Vec<String> {
        folders(&self.0.join(folder))
    }
}

/// The files of a folder that end in `extension`, in order of name; none where the folder is missing.
pub fn list(dir: &Path, folder: &str, extension: &str) -> Vec<Result<String, Diagnostic>> {
    let path = dir.join(folder);
    let entries = match std::fs::read_dir(&path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Vec::new(),
        Err(error) => return vec![Err(unreadable(folder, &error))],
    };
    let is_wanted =
        |name: &Path| name.extension().is_some_and(|found| found == extension) && !is_hidden(name);
    let names = entries.filter_map(|entry| Some(entry.ok()?.file_name()));
    let mut files: Vec<OsString> = names.filter(|name| is_wanted(Path::new(name))).collect();
    files.sort_unstable();
    let name = |file: OsString| match file.to_str() {
        Some(name) => Ok(format!("{folder}/{name}")),
        None => Err(missing(
            format!("the name of {} is not readable text", path.join(&file).display()),
            "rename the file, with letters, digits and hyphens",
        )),
    };
    files.into_iter().map(name).collect()
}

fn is_hidden(file: &Path) -> bool {
    file.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// The text of a file of the project, without a byte order mark.
///
/// # Errors
/// It cannot be read, or is not UTF-8.
pub fn read_text(dir: &Path, path: &str) -> Result<SourceText, Diagnostic> {
    let bytes = read_bytes(&dir.join(path), path)?;
    match String::from_utf8(bytes) {
        Ok(text) => {
            Ok(SourceText::new(path, text.strip_prefix('\u{feff}').map_or(text.as_str(), |rest| rest)))
        }
        Err(_) => Err(missing(format!("{path} is not UTF-8 text"), "save it again as UTF-8")),
    }
}

fn read_bytes(file: &Path, path: &str) -> Result<Vec<u8>, Diagnostic> {
    let is_list = file.extension().is_some_and(|extension| extension == "csv");
    let largest = if is_list { LARGEST_LIST } else { LARGEST_TEXT };
    read_bounded(file, largest, Links::Followed).map_err(|error| match error {
        ReadFileError::NotAFile => {
            let help = "take it away, or put a text file in its place";
            missing(format!("{path} is not a regular file"), help)
        }
        ReadFileError::TooLarge { limit } => {
            let message = format!("{path} is larger than {} MiB", limit >> 20);
            missing(message, "see whether something else was put in its place")
        }
        ReadFileError::Failed(error) => unreadable(path, &error),
    })
}

fn unreadable(path: &str, error: &io::Error) -> Diagnostic {
    match error.kind() {
        io::ErrorKind::NotFound if NEEDED.contains(&path) => missing(
            format!("{path} is missing"),
            "`remit init` writes a small working project to compare with",
        ),
        io::ErrorKind::NotFound => missing(
            format!("{path} is missing"),
            "put it there as its publisher sends it, or take it out of remit.toml, which names it",
        ),
        io::ErrorKind::PermissionDenied => missing(
            format!("{path} may not be read"),
            "give the account under which Remit runs the right to read it",
        ),
        _ => {
            missing(format!("{path} cannot be read: {error}"), "see whether the disk and the file are sound")
        }
    }
}

fn missing(message: String, help: &str) -> Diagnostic {
    Diagnostic::project_error(Code::MissingFile, message).with_help(help)
}

pub(super) fn check_folder(dir: &Path) -> Result<(), Vec<Diagnostic>> {
    if dir.is_dir() {
        return Ok(());
    }
    let fault = format!("there is no folder {}", dir.display());
    Err(vec![missing(fault, "`remit init` writes a small working project into a new folder")])
}

/// The folders in a folder, in order of name.
fn folders(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let folders = entries.map(|entry| entry.path()).filter(|path| path.is_dir() && !is_hidden(path));
    let mut names: Vec<String> =
        folders.filter_map(|path| Some(path.file_name()?.to_str()?.to_owned())).collect();
    names.sort();
    names
}
