//! Whether a file of a feed is whole, or still being written: half a file gives figures that nobody reported.
//!
//! A file is being written where the watcher saw it change and nobody has closed it since; and where it was changed just now and ends in the
//! middle of a line. One that was left alone for a while is whole, however it ends.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use plugins::watch::Unclosed;

use crate::stamp::FileStamp;

/// A file that ends in the middle of a line is whole once it was left alone for so long.
const QUIET: Duration = Duration::from_secs(2);
/// A file that nobody closes counts as whole once it was left alone for so long: the news may have been lost.
const LONG_QUIET: Duration = Duration::from_mins(1);
/// So long such files are waited for in all.
const PATIENCE: Duration = Duration::from_secs(3);

/// Those of some files that are still being written, after some patience for those that will soon be whole. `name` says what they are called
/// to whoever waits.
pub(super) fn still_written(
    files: &[&Path],
    unclosed: &Unclosed,
    name: impl Fn(&Path) -> String,
) -> BTreeSet<PathBuf> {
    let deadline = Instant::now() + PATIENCE;
    let mut is_said = false;
    loop {
        let now = SystemTime::now();
        let waits = |path: &&Path| whole_in(path, unclosed, now).map(|wait| (path.to_path_buf(), wait));
        let unfinished: Vec<_> = files.iter().filter_map(waits).collect();
        let longest = unfinished.iter().map(|(_, wait)| *wait).filter(|wait| *wait <= QUIET).max();
        match longest {
            Some(wait) if Instant::now() + wait <= deadline => {
                if !is_said {
                    let names: Vec<_> = unfinished.iter().map(|(path, _)| name(path)).collect();
                    tracing::info!("waiting for {}, still being written", names.join(", "));
                    is_said = true;
                }
                thread::sleep(wait);
            }
            _ => return unfinished.into_iter().map(|(path, _)| path).collect(),
        }
    }
}

/// How long a file must be left alone from now on before it counts as whole; none where it is whole.
fn whole_in(path: &Path, unclosed: &Unclosed, now: SystemTime) -> Option<Duration> {
    let age = age(FileStamp::of(path)?.modified()?, now)?;
    let quiet = if unclosed.holds(path) { LONG_QUIET } else { QUIET };
    let wait = quiet.checked_sub(age).filter(|wait| !wait.is_zero())?;
    (quiet == LONG_QUIET || !is_ended(path)).then_some(wait)
}

/// For how long a file was left alone: not at all where it was written after somebody looked at the clock. A clock that was set back makes no
/// file young.
fn age(written: SystemTime, now: SystemTime) -> Option<Duration> {
    let ahead = |error: std::time::SystemTimeError| (error.duration() <= QUIET).then_some(Duration::ZERO);
    now.duration_since(written).map_or_else(ahead, Some)
}

/// The last words of a ZIP archive, which spreadsheets are: so many bytes from its end.
const END_OF_ARCHIVE: (&[u8], i64) = (b"PK\x05\x06", 22);

/// Whether the end of a file looks like one. What cannot be read says so to whoever reads it.
fn is_ended(path: &Path) -> bool {
    let tail = |bytes: i64| {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::End(-bytes))?;
        let mut tail = Vec::new();
        file.take(bytes.unsigned_abs()).read_to_end(&mut tail)?;
        std::io::Result::Ok(tail)
    };
    let (mark, place) = END_OF_ARCHIVE;
    tail(1).is_ok_and(|last| matches!(*last, [b'\n' | b'\r']))
        || tail(place).is_ok_and(|last| last.starts_with(mark))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// Whether a file that was written so many seconds ago is whole.
    #[track_caller]
    fn check(text: &[u8], seconds: u64, expect: Option<u64>) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.csv");
        fs::write(&path, text).expect("a file");
        let written = FileStamp::of(&path).and_then(|stamp| stamp.modified()).expect("a time of writing");
        let now = written + Duration::from_secs(seconds);
        let wait = whole_in(&path, &Unclosed::default(), now).map(|wait| wait.as_secs());
        assert_eq!(wait, expect, "{:?} after {seconds} s", String::from_utf8_lossy(text));
    }

    #[test]
    fn a_file_that_ends_in_the_middle_of_a_line_is_whole_once_it_is_left_alone() {
        check(b"period,value\n2024-Q1,1", 0, Some(2));
        check(b"period,value\n2024-Q1,1", 1, Some(1));
        check(b"period,value\n2024-Q1,1", 2, None);
        check(b"period,value\n2024-Q1,13\n", 0, None);
        check(b"period,value\r2024-Q1,13\r", 0, None);
        check(b"", 0, Some(2));
    }

    #[test]
    fn a_spreadsheet_is_whole_with_its_last_words() {
        let mut archive = b"PK\x03\x04 rows and columns".to_vec();
        check(&archive, 0, Some(2));
        archive.extend(b"PK\x05\x06");
        archive.extend([0; 18]);
        check(&archive, 0, None);
    }

    #[test]
    fn a_file_that_is_written_while_somebody_looks_is_not_left_alone() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(100);
        assert_eq!(age(now + Duration::from_millis(1), now), Some(Duration::ZERO));
        assert_eq!(age(now + Duration::from_mins(1), now), None);
        assert_eq!(age(now - Duration::from_secs(1), now), Some(Duration::from_secs(1)));
    }

    #[test]
    fn a_file_of_tomorrow_is_whole_today() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.csv");
        fs::write(&path, "period").expect("a file");
        assert_eq!(whole_in(&path, &Unclosed::default(), SystemTime::UNIX_EPOCH), None);
    }
}
