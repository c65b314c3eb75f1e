//! When the service was last up, in a file beside the ledger: where it is killed while nothing is open, nothing on the ledger says so.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use plugins::files::write_whole;

/// How long a note stands before the next is written; a kill costs no more.
const BETWEEN_NOTES: Duration = Duration::from_secs(55);

/// The note, and when it was last written.
pub(super) struct LastUp {
    path: PathBuf,
    written: Option<Instant>,
}

impl LastUp {
    pub(super) fn beside(ledger: &Path) -> Self {
        let mut path = OsString::from(ledger);
        path.push(".up");
        Self { path: path.into(), written: None }
    }

    /// What the last service wrote; none where there was none, and where what stands there cannot be from before `now`.
    pub(super) fn read(&self, now: Timestamp) -> Option<Timestamp> {
        let last: Timestamp = fs::read_to_string(&self.path).ok()?.trim().parse().ok()?;
        (last <= now).then_some(last)
    }

    /// Writes down that the service is up, where that was not written a moment ago. Where it cannot be written, a kill costs more, and nothing else
    /// does.
    pub(super) fn note(&mut self, now: Timestamp) {
        if self.written.is_some_and(|written| written.elapsed() < BETWEEN_NOTES) {
            return;
        }
        self.written = Some(Instant::now());
        if let Err(error) = write_whole(&self.path, format!("{now}\n").as_bytes()) {
            tracing::warn!("{} cannot be written: {error}", self.path.display());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_note_is_read_again_unless_it_is_from_the_future() {
        let ledger = std::env::temp_dir().join(format!("remit-{}.sqlite", std::process::id()));
        let mut last_up = LastUp::beside(&ledger);
        let now: Timestamp = "2024-02-21T00:00:00Z".parse().expect("a moment");
        assert_eq!(last_up.read(now), None);
        last_up.note(now);
        last_up.note(Timestamp::MAX);
        assert_eq!(last_up.read(now), Some(now), "another note so soon is not written");
        assert_eq!(last_up.read(Timestamp::UNIX_EPOCH), None);
        fs::remove_file(&last_up.path).expect("its own file");
    }
}
