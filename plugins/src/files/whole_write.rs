//! Writing a file whole or not at all, in folders into which others may write.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

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
    fn a_link_in_the_place_of_the_draft_is_not_followed() {
        check(".a.csv.part");
    }
}
