//! What newer releases of a feed take back, where each says everything: of the measures and periods that a release has at all, whatever
//! an older one reported and it does not. A release of fewer years takes nothing back of the others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use engine::evidence::{Evidence, History};
use engine::model::{Absence, Cell, FeedId, MeasureId, Observation, Period, Report, Source, Status, Vintage};
use ledger::file_contents::FileContents;
use plugins::readers::Reading;
use words::left_out::{HeldBefore, LeftOut, LeftOutFate};

use crate::reading::FileReading;

/// The line to which a row that is not there is put down.
const HEADER: u32 = 1;

/// What one release takes back.
pub(super) struct TakenBack {
    pub(super) left_out: LeftOut,
    pub(super) withdrawn: Vec<Observation>,
}

/// The files of one release among those that were read.
struct Release<'r> {
    feed: &'r FeedId,
    path: &'r str,
    /// Their places among all that were read.
    places: Vec<usize>,
    /// The first place of one that says something new; none where all were read before as they are.
    news: Option<usize>,
    said: BTreeSet<&'r Cell>,
    covered: BTreeSet<(MeasureId, Period)>,
    published: Option<Vintage>,
    /// Whether every row that cannot be used is about a cell that is known.
    is_whole: bool,
    /// Whether rows of it wait for the end of an embargo, so that nobody knows what it leaves out.
    is_held: bool,
    /// Whether it is a folder, which several files make up.
    is_folder: bool,
}

/// A figure that an older release reported.
struct Older {
    path: String,
    status: Status,
    vintage: Vintage,
}

/// What the releases among some readings take back, each by the place of the file that says it.
pub(super) fn taken_back(
    evidence: &Evidence,
    contents: &FileContents,
    readings: &[FileReading],
) -> BTreeMap<usize, TakenBack> {
    let mut releases = releases(contents, readings);
    if releases.is_empty() {
        return BTreeMap::new();
    }
    releases.sort_by_key(|release| release.published);
    let newest = newest(readings);
    let mut all = BTreeMap::new();
    for (number, release) in releases.iter().enumerate() {
        let (Some(place), Some(published)) = (release.news, release.published) else { continue };
        if release.is_held {
            continue;
        }
        let older = older(evidence, readings, (&releases[..number], release), published, &newest);
        if older.is_empty() || is_of_fewer_files(evidence, &releases, release, &older) {
            continue;
        }
        let file = &readings[place].file;
        let withdrawn = |(cell, older): (&Cell, &Older)| Observation {
            paper: None,
            cell: cell.clone(),
            report: Report::Absent(Absence::Withdrawn),
            status: older.status,
            vintage: published,
            source: Source { file: Arc::clone(file), line: HEADER },
        };
        let (fate, withdrawn) = if release.is_whole {
            (LeftOutFate::Withdrawn, older.iter().map(withdrawn).collect())
        } else {
            (LeftOutFate::Stays, Vec::new())
        };
        let (path, figures) = (release.path.to_owned(), older.into_keys().collect());
        let left_out = LeftOut { path, figures, fate, held: HeldBefore::InEarlierReleases };
        all.insert(place, TakenBack { left_out, withdrawn });
    }
    all
}

fn releases<'r>(contents: &FileContents, readings: &'r [FileReading]) -> Vec<Release<'r>> {
    let mut releases: Vec<Release<'r>> = Vec::new();
    for (place, FileReading { file, reading }) in readings.iter().enumerate() {
        let Some(path) = reading.release.as_deref() else { continue };
        let known = releases.iter().position(|release| *release.feed == file.feed && release.path == path);
        let index = known.unwrap_or_else(|| {
            releases.push(Release::new(&file.feed, path));
            releases.len() - 1
        });
        releases[index].is_folder |= file.path != path;
        releases[index].add(place, reading, contents.is_as_read(file));
    }
    releases
}

impl<'r> Release<'r> {
    fn new(feed: &'r FeedId, path: &'r str) -> Self {
        let (said, covered) = (BTreeSet::new(), BTreeSet::new());
        Self {
            feed,
            path,
            places: Vec::new(),
            news: None,
            said,
            covered,
            published: None,
            is_whole: true,
            is_held: false,
            is_folder: false,
        }
    }

    fn add(&mut self, place: usize, reading: &'r Reading, is_as_read: bool) {
        self.places.push(place);
        self.is_held |= reading.held.is_some();
        if !is_as_read {
            self.news.get_or_insert(place);
        }
        for observation in &reading.observations {
            let Cell { measure, period, .. } = &observation.cell;
            self.covered.insert((measure.clone(), *period));
            self.said.insert(&observation.cell);
            self.published = self.published.max(Some(observation.vintage));
        }
        // A row that cannot be used takes nothing back.
        self.said.extend(reading.lacking.iter().map(|(_, cell)| cell));
        let known: BTreeSet<u32> = reading.lacking.iter().map(|(line, _)| *line).collect();
        self.is_whole &= reading.more_quarantined.is_empty()
            && reading.quarantined.iter().all(|row| known.contains(&row.line));
    }
}

/// The newest report of each cell among what was read, with the feed that gives it.
fn newest(readings: &[FileReading]) -> BTreeMap<&Cell, (Vintage, &FeedId)> {
    let mut newest: BTreeMap<&Cell, (Vintage, &FeedId)> = BTreeMap::new();
    for FileReading { file, reading } in readings {
        for observation in &reading.observations {
            let found = newest.entry(&observation.cell).or_insert((observation.vintage, &file.feed));
            if observation.vintage > found.0 {
                *found = (observation.vintage, &file.feed);
            }
        }
    }
    newest
}

/// What older releases report of what a release covers, and it does not. Where another feed has the last word on a figure, it keeps it.
fn older(
    evidence: &Evidence,
    readings: &[FileReading],
    (before, release): (&[Release<'_>], &Release<'_>),
    published: Vintage,
    newest: &BTreeMap<&Cell, (Vintage, &FeedId)>,
) -> BTreeMap<Cell, Older> {
    let is_others = |cell: &Cell| newest.get(cell).is_some_and(|(_, feed)| *feed != release.feed);
    let mut older = BTreeMap::new();
    for held in evidence.held_by_feed(release.feed, &release.covered) {
        if held.vintage <= published && !release.said.contains(&held.cell) && !is_others(&held.cell) {
            let found = Older { path: held.file.path.clone(), status: held.status, vintage: held.vintage };
            older.insert(held.cell, found);
        }
    }
    let earlier = before.iter().filter(|other| other.feed == release.feed);
    for place in earlier.flat_map(|release| &release.places) {
        let FileReading { file, reading } = &readings[*place];
        for Observation { cell, status, vintage, .. } in &reading.observations {
            let is_covered = release.covered.contains(&(cell.measure.clone(), cell.period));
            let in_force = || evidence.history(cell).map(History::current);
            let is_kept = || {
                in_force()
                    .is_some_and(|said| said.source.file.feed != *release.feed && said.vintage >= *vintage)
            };
            if !is_covered
                || *vintage >= published
                || release.said.contains(cell)
                || is_others(cell)
                || is_kept()
            {
                continue;
            }
            if older.get(cell).is_none_or(|known| known.vintage <= *vintage) {
                older.insert(
                    cell.clone(),
                    Older { path: file.path.clone(), status: *status, vintage: *vintage },
                );
            }
        }
    }
    older
}

/// Whether a release in a folder has fewer files than the one whose figures it lacks: the others may be on their way.
fn is_of_fewer_files(
    evidence: &Evidence,
    releases: &[Release<'_>],
    release: &Release<'_>,
    older: &BTreeMap<Cell, Older>,
) -> bool {
    if !release.is_folder {
        return false;
    }
    let folder = |path: &str| path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let known = evidence.paths_of_feed(release.feed);
    let folders: BTreeSet<String> = older.values().map(|older| folder(&older.path)).collect();
    folders.iter().any(|of| {
        let known = known.iter().filter(|path| folder(path) == *of).count();
        let read = releases.iter().find(|other| other.feed == release.feed && other.path == of);
        known.max(read.map_or(0, |read| read.places.len())) > release.places.len()
    })
}
