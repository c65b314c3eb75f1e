//! A project's folder of which each text is read once, and again only when the file is not as it was.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rules::diagnostic::Diagnostic;
use rules::source::SourceText;

use super::files::{Disk, Files};
use crate::stamp::FileStamp;

/// A folder with the texts that were read of it.
#[derive(Debug)]
pub struct KeptDisk {
    dir: PathBuf,
    read: RefCell<BTreeMap<String, (FileStamp, SourceText)>>,
}

impl KeptDisk {
    /// A folder of which nothing was read.
    pub fn new(dir: PathBuf) -> Self {
        Self { dir, read: RefCell::default() }
    }

    /// A file changed: it is read again even where it looks as it did, since a quick change keeps length and time.
    pub fn forget(&self, path: &Path) {
        let within = path.strip_prefix(&self.dir).ok().and_then(Path::to_str);
        within.map(|path| self.read.borrow_mut().remove(&path.replace('\\', "/")));
    }

    /// Any file may have changed.
    pub fn forget_all(&self) {
        self.read.borrow_mut().clear();
    }
}

impl Files for KeptDisk {
    fn check(&self) -> Result<(), Vec<Diagnostic>> {
        Disk(&self.dir).check()
    }

    fn read(&self, path: &str) -> Result<SourceText, Diagnostic> {
        let stamp = FileStamp::of(&self.dir.join(path));
        let mut read = self.read.borrow_mut();
        let known = read.get(path).filter(|(before, _)| Some(*before) == stamp);
        if let Some((_, text)) = known {
            return Ok(text.clone());
        }
        let text = Disk(&self.dir).read(path)?;
        if let Some(stamp) = stamp {
            read.insert(path.to_owned(), (stamp, text.clone()));
        }
        Ok(text)
    }

    fn has(&self, path: &str) -> bool {
        Disk(&self.dir).has(path)
    }

    fn list(&self, folder: &str, extension: &str) -> Vec<Result<String, Diagnostic>> {
        Disk(&self.dir).list(folder, extension)
    }

    fn folders(&self, folder: &str) -> Vec<String> {
        Disk(&self.dir).folders(folder)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn a_text_is_read_again_only_where_its_file_changed() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("remit.toml");
        std::fs::write(&file, "one").expect("a file");
        let kept = KeptDisk::new(folder.path().to_owned());
        let first = kept.read("remit.toml").expect("a text");
        let second = kept.read("remit.toml").expect("a text");
        assert!(Arc::ptr_eq(&first.text, &second.text), "it was read once");
        std::fs::write(&file, "three").expect("a file");
        assert_eq!(&*kept.read("remit.toml").expect("a text").text, "three");
        kept.forget(&file);
        assert!(!Arc::ptr_eq(&second.text, &kept.read("remit.toml").expect("a text").text));
        std::fs::remove_file(&file).expect("a file");
        assert!(kept.read("remit.toml").is_err());
    }
}
