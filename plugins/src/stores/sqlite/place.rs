//! The files of a ledger on the disk: their names, who may read them, and whether a file is still the one that was opened.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// A file beside the ledger that has its name and an ending.
pub(super) fn beside(ledger: &Path, ending: &str) -> PathBuf {
    let mut name = ledger.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// How files of a ledger are opened: one that is new is for its owner alone, since figures may not be public yet.
pub(super) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.create(true).read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Takes everybody's rights to a file but its owner's.
pub(super) fn make_private(file: &Path) -> io::Result<()> {
    #[cfg(unix)]
    fs::set_permissions(file, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    #[cfg(not(unix))]
    let _ = file;
    Ok(())
}

/// What tells a file from another under the same name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Identity(u64, u64);

impl Identity {
    /// Of the file at a path; where files have no numbers, every file is the same.
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        let found = fs::metadata(path)?;
        #[cfg(unix)]
        return Ok(Self(
            std::os::unix::fs::MetadataExt::dev(&found),
            std::os::unix::fs::MetadataExt::ino(&found),
        ));
        #[cfg(not(unix))]
        Ok(Self(0, u64::from(found.is_file())))
    }
}

/// Writes at a place of a file.
pub(super) fn write_at(file: &mut File, bytes: &[u8], offset: u64) -> io::Result<()> {
    #[cfg(unix)]
    return std::os::unix::fs::FileExt::write_all_at(file, bytes, offset);
    #[cfg(not(unix))]
    {
        io::Seek::seek(file, io::SeekFrom::Start(offset))?;
        io::Write::write_all(file, bytes)
    }
}

/// Makes the names in a file's folder outlive a power failure.
pub(super) fn sync_folder(file: &Path) -> io::Result<()> {
    #[cfg(unix)]
    if let Some(folder) = file.parent() {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        File::open(folder)?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = file;
    Ok(())
}

/// A copy of a ledger in a folder of its own, which goes away with it.
pub(super) struct Copy(PathBuf);

impl Drop for Copy {
    fn drop(&mut self) {
        // What is left of it lies among other files that are cleared away.
        drop(fs::remove_dir_all(&self.0));
    }
}

/// Copies a ledger with its write-ahead log to where both may be written.
pub(super) fn copy_away(ledger: &Path, log: &Path) -> io::Result<(PathBuf, Copy)> {
    let moment = jiff::Timestamp::now().as_nanosecond();
    let folder = std::env::temp_dir().join(format!("remit-{}-{moment}", std::process::id()));
    fs::create_dir(&folder)?;
    let copy = Copy(folder);
    let to = copy.0.join("ledger.sqlite");
    for (from, to) in [(ledger, to.clone()), (log, beside(&to, "-wal"))] {
        copy_private(from, &to)?;
    }
    Ok((to, copy))
}

/// Copies a file for its owner alone, onto the disk.
pub(super) fn copy_private(from: &Path, to: &Path) -> io::Result<()> {
    let mut copy = private().truncate(true).open(to)?;
    io::copy(&mut File::open(from)?, &mut copy)?;
    copy.sync_all()
}
