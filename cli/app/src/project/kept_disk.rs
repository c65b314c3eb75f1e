//! A project's folder of which each text is read once, and again only when the file is not as it was. Where somebody watches the folder, files
//! that nobody changed are not looked at either. Who watches is for others to arrange.

use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};

use indexmap::IndexMap;
use rules::diagnostic::Diagnostic;
use rules::source::SourceText;
use rustc_hash::FxBuildHasher;

use super::files::{Disk, Files};
use super::texts::{MISSIONS_FOLDER, RULES_FOLDER};
use crate::stamp::FileStamp;

/// A folder with the texts that were read of it.
#[derive(Debug)]
pub struct KeptDisk {
    dir: PathBuf,
    read: RefCell<IndexMap<String, KeptText, FxBuildHasher>>,
    /// The files of folders, by folder and extension, where each could be told.
    lists: RefCell<IndexMap<(String, String), Vec<String>>>,
    /// Whether every change is told from now on.
    is_watched: Cell<bool>,
}

#[derive(Debug)]
struct KeptText {
    stamp: FileStamp,
    text: SourceText,
    /// Whether it was looked at while changes were told, and any change would have been.
    is_followed: bool,
}

impl KeptDisk {
    /// A folder of which nothing was read.
    pub fn new(dir: PathBuf) -> Self {
        Self { dir, read: RefCell::default(), lists: RefCell::default(), is_watched: Cell::new(false) }
    }

    /// Somebody watches the project's folder and those of its missions and rules from now on, and tells every change there by
    /// [`forget`](Self::forget) or [`forget_all`](Self::forget_all).
    pub fn follow(&self) {
        self.is_watched.set(true);
    }

    /// A file changed: it is read again even where it looks as it did, since a quick change keeps length and time.
    pub fn forget(&self, path: &Path) {
        let Some(within) = path.strip_prefix(&self.dir).ok().and_then(Path::to_str) else { return };
        let was_known = self.read.borrow_mut().swap_remove(&within.replace('\\', "/")).is_some();
        if was_known && path.exists() {
            return;
        }
        let lists_it = |folder: &str, extension: &str| {
            path.parent() == Some(&self.dir.join(folder))
                && path.extension().is_some_and(|own| own == extension)
        };
        self.lists.borrow_mut().retain(|(folder, extension), _| !lists_it(folder, extension));
    }

    /// Any file may have changed.
    pub fn forget_all(&self) {
        self.read.borrow_mut().clear();
        self.lists.borrow_mut().clear();
    }

    /// Each file is looked at once more, whether or not a change of it was told: somebody refers to what is written now.
    pub fn look_again(&self) {
        self.read.borrow_mut().values_mut().for_each(|kept| kept.is_followed = false);
        self.lists.borrow_mut().clear();
    }

    /// Whether every change of a file is told, but for one under another name. Which other folders are watched hangs on what is in force.
    fn is_followed(&self, path: &str) -> bool {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        self.is_watched.get() && ["", MISSIONS_FOLDER, RULES_FOLDER].contains(&folder)
    }
}

impl Files for KeptDisk {
    fn check(&self) -> Result<(), Vec<Diagnostic>> {
        Disk(&self.dir).check()
    }

    fn read(&self, path: &str) -> Result<SourceText, Diagnostic> {
        let mut read = self.read.borrow_mut();
        if let Some(kept) = read.get(path).filter(|kept| kept.is_followed) {
            return Ok(kept.text.clone());
        }
        let file = self.dir.join(path);
        let stamp = FileStamp::of(&file);
        let is_followed = self.is_followed(path) && FileStamp::is_changed_here_alone(&file);
        if let Some(kept) = read.get_mut(path).filter(|kept| Some(kept.stamp) == stamp) {
            kept.is_followed = is_followed;
            return Ok(kept.text.clone());
        }
        let text = Disk(&self.dir).read(path)?;
        if let Some(stamp) = stamp {
            read.insert(path.to_owned(), KeptText { stamp, text: text.clone(), is_followed });
        }
        Ok(text)
    }

    fn has(&self, path: &str) -> bool {
        Disk(&self.dir).has(path)
    }

    fn list(&self, folder: &str, extension: &str) -> Vec<Result<String, Diagnostic>> {
        let key = (folder.to_owned(), extension.to_owned());
        if let Some(known) = self.lists.borrow().get(&key) {
            return known.iter().cloned().map(Ok).collect();
        }
        let found = Disk(&self.dir).list(folder, extension);
        let names: Result<Vec<String>, Diagnostic> = found.iter().cloned().collect();
        // A folder that is not there may come without a file of it being told.
        if let Ok(names) = names
            && self.is_followed(&format!("{folder}/"))
            && self.dir.join(folder).is_dir()
        {
            self.lists.borrow_mut().insert(key, names);
        }
        found
    }

    fn folders(&self, folder: &str) -> Vec<String> {
        Disk(&self.dir).folders(folder)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    /// A project's folder with one text.
    fn folder() -> (tempfile::TempDir, KeptDisk) {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("rules")).expect("a folder");
        std::fs::write(folder.path().join("rules/one.rhai"), "one").expect("a file");
        let kept = KeptDisk::new(folder.path().to_owned());
        (folder, kept)
    }

    fn text(kept: &KeptDisk) -> SourceText {
        kept.read("rules/one.rhai").expect("a text")
    }

    fn files(kept: &KeptDisk) -> Vec<String> {
        kept.list("rules", "rhai").into_iter().map(|file| file.expect("a name")).collect()
    }

    #[test]
    fn a_text_is_read_again_only_where_its_file_changed() {
        let (folder, kept) = folder();
        let file = folder.path().join("rules/one.rhai");
        let (first, second) = (text(&kept), text(&kept));
        assert!(Arc::ptr_eq(&first.text, &second.text), "it was read once");
        std::fs::write(&file, "three").expect("a file");
        assert_eq!(&*text(&kept).text, "three");
        kept.forget(&file);
        assert!(!Arc::ptr_eq(&second.text, &text(&kept).text));
        std::fs::remove_file(&file).expect("a file");
        assert!(kept.read("rules/one.rhai").is_err());
    }

    #[test]
    fn of_a_folder_that_is_watched_a_file_is_looked_at_once_a_change_is_told() {
        let (folder, kept) = folder();
        let file = folder.path().join("rules/one.rhai");
        kept.follow();
        assert_eq!(&*text(&kept).text, "one");
        std::fs::write(&file, "three").expect("a file");
        assert_eq!(&*text(&kept).text, "one", "nobody has told it yet");
        kept.forget(&file);
        assert_eq!(&*text(&kept).text, "three");
        std::fs::write(&file, "fourth").expect("a file");
        kept.look_again();
        assert_eq!(&*text(&kept).text, "fourth");
    }

    #[test]
    fn what_was_read_before_anybody_watched_is_looked_at_once_more() {
        let (folder, kept) = folder();
        assert_eq!(&*text(&kept).text, "one");
        std::fs::write(folder.path().join("rules/one.rhai"), "three").expect("a file");
        kept.follow();
        assert_eq!(&*text(&kept).text, "three");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_can_be_changed_elsewhere_is_always_looked_at() {
        let (folder, kept) = folder();
        let (file, elsewhere) = (folder.path().join("rules/one.rhai"), folder.path().join("elsewhere"));
        std::fs::rename(&file, &elsewhere).expect("it is moved");
        std::os::unix::fs::symlink(&elsewhere, &file).expect("a link");
        kept.follow();
        assert_eq!(&*text(&kept).text, "one");
        std::fs::write(&elsewhere, "three").expect("a file");
        assert_eq!(&*text(&kept).text, "three");
        std::fs::remove_file(&file).expect("the link is taken away");
        std::fs::hard_link(&elsewhere, &file).expect("another name");
        kept.forget(&file);
        assert_eq!(&*text(&kept).text, "three");
        std::fs::write(&elsewhere, "fourth").expect("a file");
        assert_eq!(&*text(&kept).text, "fourth");
    }

    #[test]
    fn files_that_come_and_go_are_listed_once_told() {
        let (folder, kept) = folder();
        kept.follow();
        assert_eq!(files(&kept), ["rules/one.rhai"]);
        text(&kept);
        let another = folder.path().join("rules/another.rhai");
        std::fs::write(&another, "two").expect("a file");
        kept.forget(&another);
        assert_eq!(files(&kept), ["rules/another.rhai", "rules/one.rhai"]);
        let first = folder.path().join("rules/one.rhai");
        std::fs::remove_file(&first).expect("it is taken away");
        kept.forget(&first);
        assert_eq!(files(&kept), ["rules/another.rhai"]);
    }
}
