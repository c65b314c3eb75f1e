//! Writing files in folders that Remit fills: never through a link to somewhere else.

use std::fs;
use std::io;
use std::path::Path;

/// Writes a text, in the place of a link that may stand there, and not where that leads.
///
/// # Errors
/// The disk does not take it.
pub fn replace(path: &Path, text: &str) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.file_type().is_symlink() => fs::remove_file(path)?,
        _ => {}
    }
    fs::write(path, text)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_replaced_and_not_followed() {
        let folder = tempfile::tempdir().expect("a folder");
        let (outside, page) = (folder.path().join("precious"), folder.path().join("page"));
        fs::write(&outside, "precious").expect("a file");
        std::os::unix::fs::symlink(&outside, &page).expect("a link");
        replace(&page, "new").expect("it is written");
        assert_eq!(fs::read_to_string(&outside).expect("it is there"), "precious");
        assert_eq!(fs::read_to_string(&page).expect("it is there"), "new");
        replace(&page, "newer").expect("it is written");
        assert_eq!(fs::read_to_string(&page).expect("it is there"), "newer");
    }
}
