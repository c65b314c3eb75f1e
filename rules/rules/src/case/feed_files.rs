//! What reads the files of feeds for tests: rules know no folder and no reader, so that whoever plays tests hands them this.

use engine::model::{Catalogue, Observation};
use jiff::Timestamp;

/// Whoever reads files of a project as its feeds do.
pub trait FeedFiles: Send + Sync {
    /// What a file reports.
    ///
    /// # Errors
    /// It is not there, or not all of it can be used.
    fn read(&self, file: &FeedFile<'_>) -> Result<Vec<Observation>, FeedFileFault>;
}

/// A file that a test is fed.
#[derive(Clone, Copy, Debug)]
pub struct FeedFile<'f> {
    pub feed: &'f str,
    /// By its path within the project.
    pub path: &'f str,
    /// What is in force when it arrives.
    pub catalogue: &'f Catalogue,
    pub received: Timestamp,
}

/// Why a test cannot be fed a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FeedFileFault {
    /// The project has no such feed, but these.
    NoFeed { known: Vec<String> },
    /// The path leads out of the project.
    LeadsOut,
    /// There is no such file, but these in the same folder, by their paths within the project.
    NoFile { known: Vec<String> },
    /// It is refused; why, in words, and what to do about it.
    Refused { message: String, help: Option<String> },
    /// Rows of it are set aside; which and why, in words.
    SetAside { rows: Vec<String> },
}
