//! Writing a file whole or not at all, in folders into which others may write.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// Writes a file beside its place and moves it there once it is on the disk: whoever reads finds the old one or the new one. A link that
/// stands in its place, or in that of the draft, is replaced and not followed.
///
/// # Errors
/// The disk does not take it; the old file stays, and no draft is left.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let draft = draft(path);
    // One that an earlier process left behind is in nobody's use.
    match fs::remove_file(&draft) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(&draft)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    let moved = written.and_then(|()| fs::rename(&draft, path));
    if moved.is_err() {
        drop(fs::remove_file(&draft));
    }
    moved
}

/// Writes a file that is new, whole or not at all, and says so once its content is on the disk; its name is there after [`sync_names`], since
/// many files of one folder need that only once. `placed` is called as soon as it stands there. A file that stands there already is left as it is.
///
/// # Errors
/// The disk does not take it, or something stands there already; no draft is left.
pub fn write_new(path: &Path, bytes: &[u8], placed: impl FnOnce(&Path)) -> io::Result<()> {
    write_draft(path, bytes, fs::File::sync_all, placed)
}

/// The same without waiting for the disk: its content is there after [`sync_all_in`], and after a power cut before that the file may hold the beginning of it.
///
/// # Errors
/// As [`write_new`].
pub fn place_new(path: &Path, bytes: &[u8], placed: impl FnOnce(&Path)) -> io::Result<()> {
    write_draft(path, bytes, |_| Ok(()), placed)
}

fn write_draft(
    path: &Path,
    bytes: &[u8],
    finish: impl FnOnce(&fs::File) -> io::Result<()>,
    placed: impl FnOnce(&Path),
) -> io::Result<()> {
    let draft = own_draft(path);
    let mut file = OpenOptions::new().write(true).create_new(true).open(&draft)?;
    let written = file.write_all(bytes).and_then(|()| finish(&file));
    // Unlike a move, a second name does not take the place of a file that stands there.
    let linked = written.and_then(|()| fs::hard_link(&draft, path));
    let cleared = fs::remove_file(&draft);
    // The file has changed once more when it has lost its first name.
    linked.inspect(|()| placed(path)).and(cleared)
}

/// Puts the names on the disk that files in a folder were given or lost.
///
/// # Errors
/// The folder is not there, or the disk fails.
pub fn sync_names(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

/// Puts all that was written where a folder lies on the disk, whoever wrote it: for many files that is quicker than one after the other.
///
/// # Errors
/// The folder is not there, the disk fails, or this kind of machine has no way to do it.
pub fn sync_all_in(folder: &Path) -> io::Result<()> {
    let folder = fs::File::open(folder)?;
    #[cfg(target_os = "linux")]
    return rustix::fs::syncfs(&folder).map_err(io::Error::from);
    #[cfg(all(unix, not(target_os = "linux")))]
    {
        drop(folder);
        rustix::fs::sync();
        Ok(())
    }
    #[cfg(not(unix))]
    {
        drop(folder);
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// A draft's name that no other writer has at the same time.
fn own_draft(path: &Path) -> PathBuf {
    static DRAFTS: AtomicU64 = AtomicU64::new(0);
    let number = DRAFTS.fetch_add(1, Ordering::Relaxed);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}-{number}.part", std::process::id()))
}

/// A name that no feed takes.
fn draft(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.part"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where a link to a precious file stands before a file is written.
    #[track_caller]
    fn check(link: &str) {
        let folder = tempfile::tempdir().expect("a folder");
        let (outside, place) = (folder.path().join("precious"), folder.path().join("a.csv"));
        fs::write(&outside, "precious").expect("a file");
        std::os::unix::fs::symlink(&outside, folder.path().join(link)).expect("a link");
        write_whole(&place, b"new").expect("it is written");
        assert_eq!(fs::read_to_string(&outside).expect("it is there"), "precious");
        assert_eq!(fs::read_to_string(&place).expect("it is there"), "new");
        let names = fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(names, 2, "no draft is left");
    }

    #[test]
    fn a_link_in_the_place_of_a_file_is_replaced_and_not_followed() {
        check("a.csv");
    }

    #[test]
    fn a_new_file_never_takes_the_place_of_another() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().join("a.csv");
        let mut placed = 0;
        write_new(&place, b"first", |_| placed += 1).expect("it is written");
        let error = write_new(&place, b"second", |_| placed += 1).expect_err("one stands there");
        assert_eq!((error.kind(), placed), (io::ErrorKind::AlreadyExists, 1));
        assert_eq!(fs::read_to_string(&place).expect("it is there"), "first");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "no draft is left");
    }

    #[test]
    fn a_link_in_the_place_of_the_draft_is_not_followed() {
        check(".a.csv.part");
    }
}
