//! The texts of one project as the editor sees them: what is open there stands before what lies on the disk.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rules::diagnostic::Diagnostic;
use rules::source::SourceText;

use app::project::{Disk, Files};

type Read = Result<SourceText, Diagnostic>;
type Listed = Vec<Result<String, Diagnostic>>;

/// Open texts, and what was read of the disk, which is not read again until something changes there.
pub(super) struct Texts {
    dir: PathBuf,
    open: BTreeMap<String, SourceText>,
    read: RefCell<BTreeMap<String, Read>>,
    listed: RefCell<BTreeMap<String, Listed>>,
    folders: RefCell<BTreeMap<String, Vec<String>>>,
}

impl Texts {
    /// The texts of a project, none of them open.
    pub(super) fn new(dir: PathBuf) -> Self {
        let (read, listed, folders) = (RefCell::default(), RefCell::default(), RefCell::default());
        Self { dir, open: BTreeMap::new(), read, listed, folders }
    }

    /// The project's folder.
    pub(super) fn dir(&self) -> &Path {
        &self.dir
    }

    /// The path of a file within the project; none for what is outside of it.
    pub(super) fn path_within(&self, path: &Path) -> Option<String> {
        Some(path.strip_prefix(&self.dir).ok()?.to_str()?.replace('\\', "/"))
    }

    /// Takes in what a file says in the editor.
    pub(super) fn open(&mut self, path: &str, text: &str) {
        self.open.insert(path.to_owned(), SourceText::new(path, text));
    }

    /// Goes back to what a file says on the disk.
    pub(super) fn close(&mut self, path: &str) {
        self.open.remove(path);
        self.forget(path);
    }

    /// A file of the disk is to be looked at again.
    pub(super) fn forget(&self, path: &str) {
        self.read.borrow_mut().remove(path);
        self.listed.borrow_mut().clear();
        self.folders.borrow_mut().clear();
    }

    /// Everything on the disk is to be looked at again.
    pub(super) fn forget_all(&self) {
        self.read.borrow_mut().clear();
        self.listed.borrow_mut().clear();
        self.folders.borrow_mut().clear();
    }
}

impl Files for Texts {
    fn check(&self) -> Result<(), Vec<Diagnostic>> {
        Disk(&self.dir).check()
    }

    fn read(&self, path: &str) -> Read {
        if let Some(text) = self.open.get(path) {
            return Ok(text.clone());
        }
        let mut read = self.read.borrow_mut();
        read.entry(path.to_owned()).or_insert_with(|| Disk(&self.dir).read(path)).clone()
    }

    fn has(&self, path: &str) -> bool {
        self.open.contains_key(path) || Disk(&self.dir).has(path)
    }

    fn list(&self, folder: &str, extension: &str) -> Listed {
        let mut listed = self.listed.borrow_mut();
        let on_disk = listed
            .entry(format!("{folder}/*.{extension}"))
            .or_insert_with(|| Disk(&self.dir).list(folder, extension));
        let (mut names, mut faults) = (Vec::new(), Vec::new());
        for found in on_disk.iter() {
            match found {
                Ok(path) => names.push(path.clone()),
                Err(fault) => faults.push(Err(fault.clone())),
            }
        }
        names.extend(self.open.keys().filter(|path| is_of(path, folder, extension)).cloned());
        names.sort();
        names.dedup();
        names.into_iter().map(Ok).chain(faults).collect()
    }

    fn folders(&self, folder: &str) -> Vec<String> {
        let mut folders = self.folders.borrow_mut();
        let on_disk = folders.entry(folder.to_owned()).or_insert_with(|| Disk(&self.dir).folders(folder));
        let within = |path: &String| {
            let (name, _) = path.strip_prefix(folder)?.strip_prefix('/')?.split_once('/')?;
            (!name.starts_with('.')).then(|| name.to_owned())
        };
        let mut names: Vec<String> =
            on_disk.iter().cloned().chain(self.open.keys().filter_map(within)).collect();
        names.sort();
        names.dedup();
        names
    }
}

/// Whether a file that is open and perhaps not saved yet belongs to a folder.
fn is_of(path: &str, folder: &str, extension: &str) -> bool {
    let name = path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
    let stem = name.and_then(|name| name.strip_suffix(extension)).and_then(|name| name.strip_suffix('.'));
    stem.is_some_and(|stem| !stem.starts_with('.') && !stem.is_empty() && !stem.contains('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(texts: &Texts) -> String {
        let names = texts.list("rules", "rhai").into_iter().filter_map(Result::ok);
        names.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_is_open_stands_before_the_disk() {
        let mut texts = Texts::new(PathBuf::from("/nowhere"));
        assert!(texts.read("remit.toml").is_err());
        texts.open("remit.toml", "[project]");
        assert_eq!(&*texts.read("remit.toml").unwrap().text, "[project]");
        texts.close("remit.toml");
        assert!(texts.read("remit.toml").is_err());
    }

    #[test]
    fn a_file_that_is_not_saved_yet_is_listed() {
        let mut texts = Texts::new(PathBuf::from("/nowhere"));
        for path in ["rules/b.rhai", "rules/a.rhai", "rules/x/c.rhai", "rules/.d.rhai", "rules/e.toml"] {
            texts.open(path, "");
        }
        assert_eq!(listed(&texts), "rules/a.rhai rules/b.rhai");
    }

    #[test]
    fn paths_are_named_within_the_project() {
        let texts = Texts::new(PathBuf::from("/work"));
        assert_eq!(texts.path_within(Path::new("/work/rules/a.rhai")).as_deref(), Some("rules/a.rhai"));
        assert_eq!(texts.path_within(Path::new("/else/rules/a.rhai")), None);
    }
}
