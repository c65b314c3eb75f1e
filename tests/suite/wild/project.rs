//! A project of feeds as a user declares them, with published files in its folder, unedited.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use engine::model::Catalogue;
use plugins::feeds::Feed;
use plugins::readers::{ReadContext, Reading};
use plugins::settings;
use rules::diagnostic::{Colour, render};
use rules::source::SourceText;

/// A folder of files that public bodies published; none, with a word about it, where they are not at hand.
pub(super) fn published(folder: &str) -> Option<PathBuf> {
    let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data"));
    let path = std::env::var_os("REMIT_TEST_DATA").map_or(beside, PathBuf::from).join(folder);
    if path.is_dir() {
        return Some(path);
    }
    println!("skipped: the files of public bodies are not on this machine");
    None
}

/// Feeds, and the files that lie in their folder.
pub(super) struct Project {
    folder: tempfile::TempDir,
    feeds: Vec<Feed>,
}

impl Project {
    /// The feeds of a declaration, and a copy of each of these files of a folder.
    pub(super) fn of(declaration: &str, published: &Path, files: &[&str]) -> Self {
        let project = Self::empty(declaration);
        for file in files {
            let to = Path::new(file).file_name().expect("a file has a name");
            fs::copy(published.join(file), project.inbox().join(to)).expect("a published file can be copied");
        }
        project
    }

    /// The feeds of a declaration, and a file with this content.
    pub(super) fn with(declaration: &str, file: &str, content: &[u8]) -> Self {
        let project = Self::empty(declaration);
        fs::write(project.inbox().join(file), content).expect("a file can be written");
        project
    }

    fn empty(declaration: &str) -> Self {
        let (settings, faults) = settings::parse(&SourceText::new("remit.toml", declaration.to_owned()));
        let settings = settings.unwrap_or_else(|| panic!("{}", render(&faults, Colour::Plain)));
        let project = Self {
            folder: tempfile::tempdir().expect("a folder"),
            feeds: settings.feeds.into_iter().map(Feed::new).collect(),
        };
        fs::create_dir(project.inbox()).expect("a folder of feeds");
        project
    }

    fn inbox(&self) -> PathBuf {
        self.folder.path().join("feeds")
    }

    /// What each feed makes of each of its files.
    pub(super) fn readings(&self, catalogue: &Catalogue) -> Vec<Reading> {
        let received = "2026-08-01T10:00:00Z".parse().expect("a moment");
        let context = ReadContext { catalogue, received };
        let mut readings = Vec::new();
        for feed in &self.feeds {
            let files = feed.files(self.folder.path()).expect("the files of a feed can be listed");
            assert!(!files.is_empty(), "the feed `{}` takes none of the files", feed.settings().id);
            for file in files {
                match feed.read_file(self.folder.path(), &file, &context) {
                    Ok((_, reading)) => readings.push(reading),
                    Err(error) => panic!("{}: {error}", file.display()),
                }
            }
        }
        readings
    }
}

/// The bodies that files name: those of which a reading says that nobody knows them.
pub(super) fn unknown_bodies(readings: &[Reading]) -> Vec<String> {
    let rows = readings.iter().flat_map(|reading| &reading.quarantined);
    let reasons = rows.flat_map(|row| row.faults.iter().map(ToString::to_string)).collect::<Vec<_>>();
    let named =
        reasons.iter().filter_map(|reason| reason.strip_prefix("unknown organisation `")?.split('`').next());
    named.map(str::to_owned).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Why rows were set aside, one sentence for each with its line.
pub(super) fn reasons(readings: &[Reading]) -> Vec<String> {
    let rows = readings.iter().flat_map(|reading| &reading.quarantined);
    rows.map(|row| format!("line {}: {}", row.line, row.reason())).collect()
}
