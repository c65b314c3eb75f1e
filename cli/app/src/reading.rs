//! Reading the files of every feed, with progress on a terminal. A file that cannot be read holds up no other.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use engine::model::{Catalogue, SourceFile};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;
use plugins::feeds::{Feed, FeedError};
use plugins::readers::{ReadContext, Reading};

/// What a reader found in one file.
#[derive(Clone, PartialEq, Debug)]
pub struct FileReading {
    /// The file.
    pub file: Arc<SourceFile>,
    /// What was found.
    pub reading: Reading,
}

/// What was found in the files of all feeds.
#[derive(Default)]
pub struct Readings {
    /// Files that were read, in the order of feeds and names.
    pub files: Vec<FileReading>,
    /// Files and folders that could not be.
    pub faults: Vec<FeedError>,
}

/// Reads every file of every feed.
pub fn read_feeds(project: &Path, feeds: &[Feed], catalogue: &Catalogue, received: Timestamp) -> Readings {
    let mut readings = Readings::default();
    let mut files: Vec<(&Feed, PathBuf)> = Vec::new();
    for feed in feeds {
        match feed.files(project) {
            Ok(found) => files.extend(found.into_iter().map(|file| (feed, file))),
            Err(fault) => readings.faults.push(fault),
        }
    }
    let bar = progress(&files);
    for (feed, path) in files {
        let bytes = size(&path);
        match read_file(project, feed, &path, catalogue, received) {
            Ok(reading) => readings.files.push(reading),
            Err(fault) => readings.faults.push(fault),
        }
        bar.inc(bytes);
    }
    bar.finish_and_clear();
    readings
}

/// Reads one file of a feed.
///
/// # Errors
/// The file cannot be had, or nothing in it can be used.
pub fn read_file(
    project: &Path,
    feed: &Feed,
    path: &Path,
    catalogue: &Catalogue,
    received: Timestamp,
) -> Result<FileReading, FeedError> {
    let (file, reading) = feed.read_file(project, path, &ReadContext { catalogue, received })?;
    Ok(FileReading { file, reading })
}

/// A fault of a feed in one line, with what to do about it.
pub fn describe(fault: &FeedError) -> String {
    match fault.help() {
        Some(help) => format!("{fault}\n  help: {help}"),
        None => fault.to_string(),
    }
}

/// Less than this is read before anyone could look at a bar.
const LONG_READ_BYTES: u64 = 32 << 20;

/// A bar over the bytes to be read; it draws itself on a terminal alone.
fn progress(files: &[(&Feed, PathBuf)]) -> ProgressBar {
    let total = files.iter().map(|(_, path)| size(path)).sum();
    if total < LONG_READ_BYTES {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("Reading files {bar:40} {bytes} of {total_bytes}, {eta} left")
        .expect("the template is well formed");
    let bar = ProgressBar::new(total).with_style(style);
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

fn size(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |file| file.len())
}
