//! Files that rule tests are fed, read as the feeds of the project read theirs.

use std::fs;
use std::path::{Component, Path, PathBuf};

use engine::model::Observation;
use plugins::feeds::{Feed, FeedError};
use plugins::files::path_within;
use plugins::readers::ReadContext;
use rules::case::{FeedFile, FeedFileFault, FeedFiles};
use words::receipt;

use crate::connect;
use crate::project::Project;
use crate::reading::FileReading;

/// So many rows that are set aside are told of one file.
const MOST_TOLD: usize = 10;

/// The feeds of a project, and its folder.
pub struct ProjectFiles {
    dir: PathBuf,
    feeds: Vec<Feed>,
}

impl ProjectFiles {
    pub fn of(project: &Project) -> Self {
        Self { dir: project.dir.clone(), feeds: connect::feeds(&project.settings) }
    }

    fn feed(&self, id: &str) -> Result<&Feed, FeedFileFault> {
        let known = || self.feeds.iter().map(|feed| feed.settings().id.to_string()).collect();
        let feed = self.feeds.iter().find(|feed| feed.settings().id.as_str() == id);
        feed.ok_or_else(|| FeedFileFault::NoFeed { known: known() })
    }

    /// A file of the project. Neither a path nor a link may lead out of it: whoever may write a test could have anything read otherwise.
    fn place(&self, path: &str) -> Result<PathBuf, FeedFileFault> {
        let is_within = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        if !is_within {
            return Err(FeedFileFault::LeadsOut);
        }
        let file = self.dir.join(path);
        let (Ok(home), Ok(real)) = (self.dir.canonicalize(), file.canonicalize()) else {
            return Err(self.no_file(&file));
        };
        if real.starts_with(home) { Ok(file) } else { Err(FeedFileFault::LeadsOut) }
    }

    /// That a file is not there, with those that stand where it should.
    fn no_file(&self, file: &Path) -> FeedFileFault {
        let folder = file.parent().and_then(|folder| fs::read_dir(folder).ok());
        let found = folder.into_iter().flatten().flatten();
        FeedFileFault::NoFile { known: found.map(|entry| path_within(&self.dir, &entry.path())).collect() }
    }

    fn refusal(&self, fault: &FeedError, file: &Path) -> FeedFileFault {
        match fault {
            FeedError::Gone { .. } => self.no_file(file),
            _ => FeedFileFault::Refused { message: fault.to_string(), help: fault.help() },
        }
    }
}

impl FeedFiles for ProjectFiles {
    fn read(&self, asked: &FeedFile<'_>) -> Result<Vec<Observation>, FeedFileFault> {
        let feed = self.feed(asked.feed)?;
        let path = self.place(asked.path)?;
        let context = ReadContext { catalogue: asked.catalogue, received: asked.received };
        let read = feed.read_elsewhere(&self.dir, &path, &context);
        let (file, reading) = read.map_err(|fault| self.refusal(&fault, &path))?;
        let read = FileReading { file, reading };
        whole(&read)?;
        Ok(read.reading.observations)
    }
}

/// That no row is set aside; otherwise what the receipt says of those that are.
fn whole(read: &FileReading) -> Result<(), FeedFileFault> {
    let receipt = read.receipt();
    if receipt.set_aside() == 0 {
        return Ok(());
    }
    let path = &receipt.file.path;
    let told = receipt.quarantined.iter().take(MOST_TOLD);
    let mut rows: Vec<String> = told.map(|row| format!("{path}, {}", receipt::row(&receipt, row))).collect();
    if receipt.set_aside() > rows.len() {
        rows.push(receipt::set_aside(&receipt));
    }
    Err(FeedFileFault::SetAside { rows })
}
