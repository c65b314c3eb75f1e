//! With which files a feed begins: what they say is history, and none of it is late, whatever its dates.
//!
//! A feed begins with its earliest release among those that are read first, so that a ledger which was begun with that one alone says
//! the same. What is late is judged in the engine.

use engine::model::{FeedId, Load, Vintage};
use ledger::file_contents::FileContents;
use std::collections::BTreeMap;

use crate::reading::FileReading;

/// Marks the files with which feeds begin, and what they say.
pub(super) fn mark(contents: &FileContents, readings: &mut [FileReading]) {
    let mut begins: BTreeMap<FeedId, Vintage> = BTreeMap::new();
    for read in readings.iter().filter(|read| contents.is_to_begin(&read.file.feed)) {
        if let Some(released) = released(read) {
            let first = begins.entry(read.file.feed.clone()).or_insert(released);
            *first = released.min(*first);
        }
    }
    for read in readings {
        let begins = begins.get(&read.file.feed).copied();
        let is_first = begins.is_some_and(|first| released(read) == Some(first));
        if is_first || contents.began_with(&read.file) {
            read.mark(|file| file.load = Load::First);
        }
    }
}

/// When the last of what a file says was published; none where that is not known, or it says nothing.
fn released(read: &FileReading) -> Option<Vintage> {
    let vintages = read.reading.observations.iter().map(|observation| observation.vintage);
    vintages.max().filter(|vintage| *vintage != Vintage::Backfill)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use engine::evidence::Receipt;
    use engine::model::{BodyId, Cadence, Cell, MeasureId, Observation, Report, Source, SourceFile, Status};
    use ledger::entry::FileReceipt;
    use plugins::readers::Reading;

    use super::*;

    /// Each word is a reading: files by name, each with the seconds at which its rows were published, or `-` for history without a date. Told
    /// are the files with which the feed began, after each reading.
    #[track_caller]
    fn check(readings: &str, expect: &str) {
        let mut contents = FileContents::default();
        let mut told = Vec::new();
        for reading in readings.split(' ') {
            let mut files: Vec<FileReading> = reading.split(',').map(read).collect();
            mark(&contents, &mut files);
            let first = files.iter().filter(|read| {
                let of_rows = read.reading.observations.iter().map(|row| row.source.file.load);
                assert!(of_rows.into_iter().all(|load| load == read.file.load), "a row is of its file");
                read.file.load == Load::First
            });
            told.push(first.map(|read| read.file.path.clone()).collect::<Vec<_>>().join(","));
            for read in &files {
                contents.note(&receipt(read), jiff::Timestamp::UNIX_EPOCH);
            }
        }
        assert_eq!(told.join(" | "), expect, "{readings}");
    }

    fn read(text: &str) -> FileReading {
        let (path, published) = text.split_once('@').expect("a name and when its rows were published");
        let file = SourceFile {
            feed: FeedId::new("feed"),
            path: path.to_owned(),
            hash: text.to_owned(),
            load: Load::Later,
            edition: engine::model::Edition::default(),
            speaks_for: None,
            sheets: engine::model::Sheets::default(),
        };
        let file = Arc::new(file);
        let rows = published.split('+').filter(|second| !second.is_empty()).map(|second| Observation {
            paper: None,
            cell: Cell {
                measure: MeasureId::new("homes"),
                body: BodyId::new("north"),
                period: Cadence::Quarter.parse("2024-Q1").expect("a quarter"),
            },
            report: Report::Value(1.into()),
            status: Status::Final,
            vintage: second.parse().map_or(Vintage::Backfill, |second| {
                Vintage::At(jiff::Timestamp::from_second(second).expect("a moment"))
            }),
            source: Source { file: Arc::clone(&file), line: 1 },
        });
        let observations = rows.collect();
        FileReading { file, reading: Reading { observations, ..Reading::default() } }
    }

    fn receipt(read: &FileReading) -> FileReceipt {
        let accepted = u32::try_from(read.reading.observations.len()).expect("few rows");
        FileReceipt {
            counts: Receipt { accepted, ..Receipt::default() },
            ..FileReceipt::of(Arc::clone(&read.file))
        }
    }

    #[test]
    fn a_feed_begins_with_its_first_file_also_where_that_is_read_again() {
        check("a@5 b@7 a@5", "a |  | a");
    }

    #[test]
    fn of_files_that_are_read_first_the_earliest_release_begins_it_whatever_their_names() {
        check("b@5,a@7,c@5", "b,c");
        check("a@1+9,b@7", "b");
    }

    #[test]
    fn history_without_a_date_needs_no_mark_and_a_file_that_says_nothing_begins_nothing() {
        check("a@- b@7", " | ");
        check("a@ b@7", " | b");
    }
}
