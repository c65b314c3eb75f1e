//! The file of a mission on the disk: read as it is, and written whole and never through a link.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use plugins::files::{Links, ReadFileError, read_bounded, write_whole};
use rules::source::Sources;

use super::fault::ChangeFault;
use crate::edited::texts_of;
use crate::project::LARGEST_TEXT;

const BYTE_ORDER_MARK: char = '\u{feff}';

/// A mission's file.
pub struct MissionFile {
    place: PathBuf,
    /// Within the project.
    pub path: String,
    /// What it holds, behind a byte order mark.
    pub text: String,
    has_mark: bool,
}

impl MissionFile {
    /// Reads the file of a mission in force.
    ///
    /// # Errors
    /// There is none, it is a link, or it cannot be read.
    pub fn read(dir: &Path, in_force: &Sources, mission: &str) -> Result<Self, ChangeFault> {
        let found = texts_of(in_force, mission);
        let path = found.ok_or_else(|| ChangeFault::NoMission(mission.to_owned()))?.0.to_string();
        let place = dir.join(&path);
        check_no_link(&place, &path)?;
        let bytes = read(&place).map_err(|error| ChangeFault::Disk { path: path.clone(), error })?;
        let whole = String::from_utf8(bytes).map_err(|_| ChangeFault::NotText { path: path.clone() })?;
        let text = whole.strip_prefix(BYTE_ORDER_MARK);
        Ok(Self { has_mark: text.is_some(), text: text.unwrap_or(&whole).to_owned(), place, path })
    }

    /// Whether it can be written, as far as that can be told without writing it.
    ///
    /// # Errors
    /// It cannot.
    pub fn check_writable(&self) -> Result<(), ChangeFault> {
        let folder = self.place.parent().unwrap_or(&self.place);
        let may = |path: &Path| fs::metadata(path).is_ok_and(|found| !found.permissions().readonly());
        if may(&self.place) && may(folder) && !is_on_read_only_disk(folder) {
            return Ok(());
        }
        Err(ChangeFault::ReadOnly { path: self.path.clone() })
    }

    /// Writes it whole, where it is still what was read.
    ///
    /// # Errors
    /// It is not, or the disk does not take it; the file is as it was.
    pub fn write(&self, text: &str) -> Result<(), ChangeFault> {
        let fault = |error| ChangeFault::of_disk(&self.path, error);
        check_no_link(&self.place, &self.path)?;
        let found = read(&self.place).map_err(fault)?;
        if found != self.marked(&self.text).as_bytes() {
            return Err(ChangeFault::Moved { place: None, before: None, now: None });
        }
        let rights = fs::metadata(&self.place).map_err(fault)?.permissions();
        write_whole(&self.place, self.marked(text).as_bytes()).map_err(fault)?;
        // A new file has the rights of its folder; who could read the old one can read this one.
        fs::set_permissions(&self.place, rights).map_err(fault)
    }

    /// Where it lies.
    pub fn place(&self) -> &Path {
        &self.place
    }

    fn marked(&self, text: &str) -> String {
        if self.has_mark { format!("{BYTE_ORDER_MARK}{text}") } else { text.to_owned() }
    }
}

/// What a mission's file holds. Nothing else is opened: a pipe in its place would hold the service up.
fn read(place: &Path) -> io::Result<Vec<u8>> {
    read_bounded(place, LARGEST_TEXT, Links::Refused).map_err(|fault| match fault {
        ReadFileError::Failed(error) => error,
        ReadFileError::NotAFile | ReadFileError::TooLarge { .. } => io::Error::other(fault),
    })
}

/// What is written to a link would be written elsewhere, or would take the link's place.
pub(crate) fn check_no_link(place: &Path, path: &str) -> Result<(), ChangeFault> {
    let is_link =
        |place: &Path| fs::symlink_metadata(place).is_ok_and(|found| found.file_type().is_symlink());
    if is_link(place) || place.parent().is_some_and(is_link) {
        return Err(ChangeFault::Link { path: path.to_owned() });
    }
    Ok(())
}

/// Whether a folder lies on a disk that takes nothing, as Linux lists them; elsewhere that shows when something is written.
fn is_on_read_only_disk(folder: &Path) -> bool {
    let (Ok(folder), Ok(disks)) = (folder.canonicalize(), fs::read_to_string("/proc/self/mounts")) else {
        return false;
    };
    let mounted = disks.lines().filter_map(|line| {
        let mut fields = line.split(' ').skip(1);
        Some((fields.next()?, fields.nth(1)?))
    });
    let above = mounted.filter(|(place, _)| folder.starts_with(place));
    // Of two at one place the later one counts.
    let nearest = above.max_by_key(|(place, _)| place.len());
    nearest.is_some_and(|(_, options)| options.split(',').any(|option| option == "ro"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(folder: &Path, text: &str) -> MissionFile {
        let place = folder.join("a.toml");
        fs::write(&place, text).expect("a file");
        MissionFile { place, path: "a.toml".to_owned(), text: text.to_owned(), has_mark: false }
    }

    #[test]
    fn a_file_is_written_whole_with_the_rights_that_it_had() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("a folder");
        let file = file(folder.path(), "old");
        fs::set_permissions(file.place(), fs::Permissions::from_mode(0o640)).expect("rights");
        file.write("new").expect("it is written");
        assert_eq!(fs::read_to_string(file.place()).expect("it is there"), "new");
        assert_eq!(fs::metadata(file.place()).expect("it is there").permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn what_was_written_meanwhile_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = file(folder.path(), "old");
        fs::write(file.place(), "somebody else's").expect("a file");
        assert!(matches!(file.write("new"), Err(ChangeFault::Moved { .. })));
        assert_eq!(fs::read_to_string(file.place()).expect("it is there"), "somebody else's");
    }

    #[test]
    fn nothing_is_written_through_a_link() {
        let (folder, outside) =
            (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("another"));
        let mut file = file(outside.path(), "old");
        let link = folder.path().join("a.toml");
        std::os::unix::fs::symlink(&file.place, &link).expect("a link");
        file.place = link;
        assert!(matches!(file.write("new"), Err(ChangeFault::Link { .. })));
        assert_eq!(fs::read_to_string(file.place()).expect("it is there"), "old");
    }
}
