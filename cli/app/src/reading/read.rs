//! Reads the files of every feed. A file that cannot be read holds up no other.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use engine::model::{Catalogue, FileRefusal, SourceFile, UnderEmbargo, Unused, Withheld};
use jiff::{Timestamp, ZonedDateTime};
use ledger::entry::FileReceipt;
use plugins::feeds::{Feed, FeedError};
use plugins::files::path_within;
use plugins::readers::ReadContext;
use plugins::watch::Unclosed;

use super::file_reading::FileReading;
use super::known::{KnownFiles, Unchanged};
use super::whole::still_written;
use crate::progress::{LongWork, Progress};
use crate::stamp::FileStamp;

/// What was found in the files of all feeds.
#[derive(Default)]
pub struct Readings {
    /// Files that were read, in the order of feeds and names.
    pub files: Vec<FileReading>,
    /// What can be told of files that were not read, since they would say what they said before.
    pub unchanged: Vec<FileReceipt>,
    /// Files of which nothing may be told yet, and until when. Only whoever names such a file, or waits to read it, may ask for it.
    pub under_embargo: Vec<Embargoed>,
    /// Files and folders that could not be.
    pub faults: Vec<FeedError>,
}

impl Readings {
    /// What is known of files that were not read: of those that were refused, and of those that wait for the end of an embargo. `known` says since
    /// when such files are known to wait.
    pub fn not_read(
        &self,
        project: &Path,
        feeds: &[Feed],
        known: &BTreeMap<Arc<str>, Timestamp>,
        now: Timestamp,
    ) -> Vec<Unused> {
        let mut not_read = refused(project, feeds, &self.faults);
        not_read.extend(waiting(project, feeds, &self.under_embargo, known, now));
        not_read
    }
}

/// A file of which nothing may be told yet.
#[derive(Clone, PartialEq, Debug)]
pub struct Embargoed {
    pub path: PathBuf,
    pub until: ZonedDateTime,
}

/// The feeds of a project, and by what their files are read.
#[derive(Clone, Copy)]
pub struct Feeds<'a> {
    pub project: &'a Path,
    pub feeds: &'a [Feed],
    pub catalogue: &'a Catalogue,
    pub received: Timestamp,
}

/// Reads every file of every feed that may say something else than when it was last read. Those that somebody is writing are faults.
pub fn read_new(
    known: &mut KnownFiles,
    Feeds { project, feeds, catalogue, received }: Feeds<'_>,
    unclosed: &Unclosed,
    progress: &dyn Progress,
) -> Readings {
    let mut readings = Readings::default();
    let mut files: Vec<(&Feed, PathBuf)> = Vec::new();
    for feed in feeds {
        match feed.files(project) {
            Ok(found) => {
                let (held, open) = without_embargoed(project, feed, found, received);
                readings.under_embargo.extend(held);
                files.extend(open.into_iter().map(|file| (feed, file)));
            }
            Err(fault) => readings.faults.push(fault),
        }
    }
    let mut files = leave_unchanged(known, project, files, catalogue, &mut readings.unchanged);
    let paths: Vec<&Path> = files.iter().map(|(_, path)| &**path).collect();
    let unfinished = still_written(&paths, unclosed, |path| path_within(project, path));
    files.retain(|(_, path)| !unfinished.contains(path));
    let unfinished = unfinished.iter().map(|path| path_within(project, path));
    readings.faults.extend(unfinished.map(|path| FeedError::StillWritten { path }));
    let bytes = files.iter().map(|(_, path)| size(path)).sum();
    progress.begin(LongWork::Reading, bytes);
    for (feed, path) in files {
        let bytes = size(&path);
        match read_file(known, project, feed, &path, catalogue, received) {
            Ok(reading) => readings.files.push(reading),
            Err(fault) => readings.faults.push(fault),
        }
        progress.advance(bytes);
    }
    progress.end();
    readings
}

/// Gets to know the files of every feed that say what `is_told` knows already, so that they need not be read again. Nobody is waited for: what is being written is none of
/// them.
pub(crate) fn look_at(
    known: &mut KnownFiles,
    Feeds { project, feeds, catalogue, received }: Feeds<'_>,
    is_told: impl Fn(&SourceFile) -> bool,
) {
    for feed in feeds {
        let files = without_embargoed(project, feed, feed.files(project).unwrap_or_default(), received).1;
        let files = files.into_iter().map(|file| (feed, file)).collect();
        for (feed, path) in leave_unchanged(known, project, files, catalogue, &mut Vec::new()) {
            let read = read_file(known, project, feed, &path, catalogue, received);
            if let Ok(FileReading { file, .. }) = read
                && !is_told(&file)
            {
                known.forget(&file.feed, &file.path);
            }
        }
    }
}

/// Sets files apart of which nothing may be told yet.
fn without_embargoed(
    project: &Path,
    feed: &Feed,
    files: Vec<PathBuf>,
    now: Timestamp,
) -> (Vec<Embargoed>, Vec<PathBuf>) {
    let (mut held, mut open) = (Vec::new(), Vec::new());
    for path in files {
        match feed.embargo(project, &path, now) {
            Some(until) => held.push(Embargoed { path, until }),
            None => open.push(path),
        }
    }
    (held, open)
}

/// The files of these feeds of which nothing may be told yet.
pub fn under_embargo(project: &Path, feeds: &[Feed], now: Timestamp) -> Vec<Embargoed> {
    let held = |feed: &Feed| without_embargoed(project, feed, feed.files(project).unwrap_or_default(), now).0;
    feeds.iter().flat_map(held).collect()
}

/// Leaves out the files that would say what they said before. Of a release of several files all are read, or none.
fn leave_unchanged<'f>(
    known: &KnownFiles,
    project: &Path,
    files: Vec<(&'f Feed, PathBuf)>,
    catalogue: &Catalogue,
    receipts: &mut Vec<FileReceipt>,
) -> Vec<(&'f Feed, PathBuf)> {
    let unchanged = |feed: &Feed, path: &Path| {
        known.unchanged(feed, catalogue, &path_within(project, path), FileStamp::of(path)?)
    };
    let files: Vec<_> = files.into_iter().map(|(feed, path)| (feed, unchanged(feed, &path), path)).collect();
    let releases: BTreeSet<PathBuf> = files
        .iter()
        .filter(|(_, unchanged, _)| unchanged.is_none())
        .filter_map(|(feed, _, path)| feed.release_folder(path).map(Path::to_owned))
        .collect();
    let mut to_read = Vec::new();
    for (feed, unchanged, path) in files {
        let is_of_release = feed.release_folder(&path).is_some_and(|folder| releases.contains(folder));
        match unchanged {
            Some(Unchanged::Told(receipt)) if !is_of_release => receipts.push(*receipt),
            Some(Unchanged::Untold) if !is_of_release => {}
            _ => to_read.push((feed, path)),
        }
    }
    to_read
}

/// A file of a feed with all others of the release that it is part of.
pub fn with_release(project: &Path, feed: &Feed, path: &Path) -> Vec<PathBuf> {
    let Some(folder) = feed.release_folder(path) else { return vec![path.to_owned()] };
    let files = feed.files(project).unwrap_or_default();
    files.into_iter().filter(|file| file.parent() == Some(folder)).collect()
}

/// Reads one file of a feed, whether or not it is known.
///
/// # Errors
/// The file cannot be had, or nothing in it can be used.
pub fn read_file(
    known: &mut KnownFiles,
    project: &Path,
    feed: &Feed,
    path: &Path,
    catalogue: &Catalogue,
    received: Timestamp,
) -> Result<FileReading, FeedError> {
    // What is written while it is being read shows in the next stamp.
    let stamp = FileStamp::of(path);
    let (file, reading) = feed.read_file(project, path, &ReadContext { catalogue, received })?;
    let read = FileReading { file, reading };
    if let Some(stamp) = stamp {
        known.note(feed, catalogue, &read, stamp);
    }
    Ok(read)
}

/// Reads what a file of a feed is to hold. It is noted once the file stands there.
///
/// # Errors
/// Nothing in it can be used.
pub fn read_bytes(
    (project, feed): (&Path, &Feed),
    path: &Path,
    bytes: &[u8],
    catalogue: &Catalogue,
    received: Timestamp,
) -> Result<FileReading, FeedError> {
    let (file, reading) = feed.read_bytes(project, path, bytes, &ReadContext { catalogue, received })?;
    Ok(FileReading { file, reading })
}

/// Notes that a file stands there by now whose content was read before, so that it need not be read again.
pub fn note_placed(known: &mut KnownFiles, feed: &Feed, catalogue: &Catalogue, path: &str, place: &Path) {
    if let Some(stamp) = FileStamp::of(place) {
        known.note_untold(feed, catalogue, path, stamp);
    }
}

/// Notes that a file was read by whoever put it there, so that it need not be read again.
pub fn note_read(
    known: &mut KnownFiles,
    feed: &Feed,
    catalogue: &Catalogue,
    read: &FileReading,
    path: &Path,
) {
    if let Some(stamp) = FileStamp::of(path) {
        known.note(feed, catalogue, read, stamp);
    }
}

/// Puts what became of the files of all feeds into the order of feeds and names.
pub fn in_order(receipts: &mut [FileReceipt], feeds: &[Feed]) {
    receipts.sort_by_cached_key(|receipt| {
        let place = feeds.iter().position(|feed| feed.settings().id == receipt.file.feed);
        (place, receipt.file.path.clone())
    });
}

/// Files that are there and could not be read, as facts for whoever lacks a figure that they may hold.
pub fn refused<'f>(
    project: &Path,
    feeds: &[Feed],
    faults: impl IntoIterator<Item = &'f FeedError>,
) -> Vec<Unused> {
    let refused = |fault: &FeedError| {
        let path = fault.file().filter(|_| !matches!(fault, FeedError::Gone { .. }))?;
        let feed = feeds.iter().find(|feed| feed.takes(project, &project.join(path)))?;
        let measures = feed.settings().layout.measures();
        let refused = FileRefusal { measures, reason: fault.to_string().into() };
        let content = fault.content().map(Into::into);
        Some(Unused { content, refused: Some(refused), ..Unused::nothing(path.into()) })
    };
    faults.into_iter().filter_map(refused).collect()
}

/// Files that wait for the end of an embargo, as facts for whoever lacks a figure that they may hold, and those of the ones that were known to
/// wait that are gone. `known` says since when.
pub fn waiting(
    project: &Path,
    feeds: &[Feed],
    held: &[Embargoed],
    known: &BTreeMap<Arc<str>, Timestamp>,
    now: Timestamp,
) -> Vec<Unused> {
    let waits = |held: &Embargoed| {
        let feed = feeds.iter().find(|feed| feed.takes(project, &held.path))?;
        let path: Arc<str> = path_within(project, &held.path).into();
        let received = known.get(&path).copied().unwrap_or(now);
        let measures = feed.settings().layout.measures();
        let told = words::files::waits(received, &held.until).into();
        let under_embargo = Some(UnderEmbargo { measures, received, withheld: Withheld::WholeFile, told });
        Some(Unused { under_embargo, ..Unused::nothing(path) })
    };
    let gone = known.keys().filter(|path| !project.join(&***path).exists());
    let gone = gone.map(|path| Unused::nothing(Arc::clone(path)));
    held.iter().filter_map(waits).chain(gone).collect()
}

/// A fault of a feed in one line, with what to do about it.
pub fn describe(fault: &FeedError) -> String {
    match fault.help() {
        Some(help) => format!("{fault}\n  help: {help}"),
        None => fault.to_string(),
    }
}

fn size(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |file| file.len())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::progress::Unseen;
    use crate::project;

    const FEED: &str = "[project]\ntitle = \"Homes\"\n\n[[feed]]\nid = \"reports\"\nfolder = \"feeds\"\nformat = \"csv\"\n\
        measure = \"homes\"\nvintage = \"backfill\"\n\n[feed.columns]\nperiod = \"period\"\nbody = \"body\"\nvalue = \"value\"\n";
    const MISSION: &str = "[mission]\nid = \"homes\"\ntitle = \"Homes\"\n\n[[measure]]\nid = \"homes\"\ntitle = \"Homes built\"\n\
        unit = \"homes\"\nevery = \"quarter\"\nbetter = \"higher\"\nclass = \"prevention\"\n\n[[obligation]]\nid = \"built\"\n\
        title = \"Homes are built\"\nlead = \"council\"\nfrom = \"2024-Q1\"\nmeasure = \"homes\"\nrule = \"any\"\n";
    const BODIES: &str = "id,name,kind,parent,codes\ncouncil,Council,council,,\n";
    const REPORT: &str = "period,body,value\n2024-Q1,council,5\n";

    /// Opens what is new of the project's feeds; how many files that were.
    fn opened(known: &mut KnownFiles, dir: &Path) -> usize {
        let found = read_all(known, dir, &Unclosed::default());
        assert!(found.faults.is_empty(), "{:?}", found.faults);
        found.files.len()
    }

    fn read_all(known: &mut KnownFiles, dir: &Path, unclosed: &Unclosed) -> Readings {
        let (project, faults) = project::load(dir, None);
        let project = project.unwrap_or_else(|| panic!("{faults:?}"));
        let feeds: Vec<Feed> = project.settings.feeds.iter().cloned().map(Feed::new).collect();
        let (catalogue, received) = (&project.program.catalogue, Timestamp::UNIX_EPOCH);
        read_new(known, Feeds { project: dir, feeds: &feeds, catalogue, received }, unclosed, &Unseen)
    }

    #[test]
    fn a_file_is_opened_again_only_where_it_or_what_decides_on_it_changed() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |path: &str, text: &str| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        };
        let texts = [("remit.toml", FEED), ("bodies.csv", BODIES), ("missions/homes.toml", MISSION)];
        let reports = [("feeds/a.csv", REPORT), ("feeds/b.csv", "period,body,value\n2024-Q2,council,7\n")];
        texts.into_iter().chain(reports).for_each(|(path, text)| write(path, text));
        write("rules/any.rhai", "//! What: any figure will do.\nfn assess(my) { my.value(); met() }\n");
        let mut known = KnownFiles::default();
        assert_eq!(opened(&mut known, folder.path()), 2);
        assert_eq!(opened(&mut known, folder.path()), 0);
        write("feeds/b.csv", "period,body,value\n2024-Q2,council,17\n");
        assert_eq!(opened(&mut known, folder.path()), 1);
        write("rules/any.rhai", "//! What: no figure will do.\nfn assess(my) { my.value(); missed(\"\") }\n");
        assert_eq!(opened(&mut known, folder.path()), 0);
        write("remit.toml", &FEED.replace("vintage = \"backfill\"", "vintage = \"received\""));
        assert_eq!(opened(&mut known, folder.path()), 2);
        write("bodies.csv", &format!("{BODIES}other,Other council,council,,\n"));
        assert_eq!(opened(&mut known, folder.path()), 2);
    }

    #[test]
    fn a_file_with_a_row_that_is_dated_in_the_future_is_opened_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |path: &str, text: &str| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        };
        let feed = FEED.replace("vintage = \"backfill\"", "vintage = { column = \"published\" }");
        let texts = [("remit.toml", &*feed), ("bodies.csv", BODIES), ("missions/homes.toml", MISSION)];
        for (path, text) in texts {
            write(path, text);
        }
        write("rules/any.rhai", "//! What: any figure will do.\nfn assess(my) { my.value(); met() }\n");
        write("feeds/a.csv", "period,body,value,published\n2024-Q1,council,5,1969-04-01\n");
        write("feeds/b.csv", "period,body,value,published\n2024-Q2,council,7,2999-04-01\n");
        let mut known = KnownFiles::default();
        assert_eq!(opened(&mut known, folder.path()), 2);
        assert_eq!(opened(&mut known, folder.path()), 1, "one day its row can be used");
    }
}
