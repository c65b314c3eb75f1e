//! By what a change of a file is seen without reading it.

use std::fs::{self, Metadata};
use std::path::Path;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

/// The length and the times of a file, and which one it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FileStamp {
    len: u64,
    /// When it was last written, since 1970.
    modified: Option<Duration>,
    identity: Option<FileIdentity>,
}

/// Which file it is, and when anything about it was last changed; whoever puts the time of writing back changes this.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct FileIdentity {
    device: u64,
    inode: u64,
    changed: Duration,
}

/// The clock of a file system may stand still for so long, so that two changes in one moment look alike.
const FINE_TICK: Duration = Duration::from_millis(50);
/// The same for a file system that knows whole seconds alone.
const COARSE_TICK: Duration = Duration::from_secs(3);

impl FileStamp {
    /// How a file stands now; none where there is no regular file.
    pub fn of(path: &Path) -> Option<Self> {
        let file = fs::metadata(path).ok().filter(Metadata::is_file)?;
        let modified = file.modified().ok().and_then(since_1970);
        Some(Self { len: file.len(), modified, identity: identity(&file) })
    }

    /// Whether whoever watches the folder of a file hears of every change of it: it is no link to another, and has no other name.
    pub fn is_changed_here_alone(path: &Path) -> bool {
        fs::symlink_metadata(path).is_ok_and(|file| file.is_file() && has_one_name(&file))
    }

    /// When it was last written; none where the system does not say.
    pub fn modified(&self) -> Option<SystemTime> {
        self.modified.map(|since| SystemTime::UNIX_EPOCH + since)
    }

    /// Whether whatever is written from now on will show in the stamp. It may not where the file was written just now.
    pub fn is_settled(&self) -> bool {
        let Some((modified, now)) = self.modified.zip(since_1970(SystemTime::now())) else { return false };
        let changed = self.identity.map_or(modified, |identity| identity.changed.max(modified));
        let tick = if changed.subsec_nanos() == 0 { COARSE_TICK } else { FINE_TICK };
        changed + tick < now
    }
}

fn since_1970(time: SystemTime) -> Option<Duration> {
    time.duration_since(SystemTime::UNIX_EPOCH).ok()
}

#[cfg(unix)]
fn identity(file: &Metadata) -> Option<FileIdentity> {
    use std::os::unix::fs::MetadataExt as _;
    let seconds = u64::try_from(file.ctime()).ok()?;
    let changed = Duration::new(seconds, u32::try_from(file.ctime_nsec()).ok()?);
    Some(FileIdentity { device: file.dev(), inode: file.ino(), changed })
}

#[cfg(unix)]
fn has_one_name(file: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(file) == 1
}

/// What the system does not say is not taken for granted.
#[cfg(not(unix))]
fn has_one_name(_: &Metadata) -> bool {
    false
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> Option<FileIdentity> {
    None
}
