//! Why a text is not changed.

use std::io;

use engine::model::Verdict;
use language::rewrite::Unwritable;
use plugins::stores::StoreError;
use thiserror::Error;

/// Why a text is not changed.
#[derive(Debug, Error)]
pub enum ChangeFault {
    #[error("there is no mission `{0}` in force")]
    NoMission(String),
    #[error("`{0}` is where no value can stand")]
    NoPlace(String),
    #[error(transparent)]
    Unwritable(#[from] Unwritable),
    /// The same of one of several.
    #[error("{}", words::text_change::refused(place, &why.to_string()))]
    OneUnwritable { place: String, why: Unwritable },
    #[error("the file {path} is a link, and Remit writes through none: change the file to which it leads")]
    Link { path: String },
    #[error("the service may not write {path}: it is read only where the service runs")]
    ReadOnly { path: String },
    #[error("the file {path} cannot be read or written: {error}")]
    Disk { path: String, error: io::Error },
    #[error("the file {path} is not UTF-8 text")]
    NotText { path: String },
    /// It is not what it was when somebody asked.
    #[error("{}", words::text_change::moved(place.as_deref(), before.as_deref(), now.as_deref()))]
    Moved {
        /// Where, if several were asked for.
        place: Option<String>,
        before: Option<String>,
        now: Option<String>,
    },
    /// The text with the change cannot be used.
    #[error("with this change the text has a fault: {}", .0.join("; "))]
    Faults(Vec<String>),
    #[error("there is no verdict `{0}`")]
    NoVerdict(String),
    #[error("`{0}` is no number")]
    NoNumber(String),
    /// What somebody gives as examples cannot be played.
    #[error("these examples make no test: {}", .0.join("; "))]
    FaultyExamples(Vec<String>),
    /// An example expects what none can come to.
    #[error(
        "no example can be `{0}`: it does not say when a figure comes, and is looked at once nothing is waited for"
    )]
    NoExpectation(Verdict),
    /// They are tests, but not behind what the file holds already.
    #[error(
        "the examples are sound, and what stands in {path} already keeps them out: {}",
        faults.join("; ")
    )]
    InTheWay { path: String, faults: Vec<String> },
    #[error("the file {path} would be larger with them than the {} MB that Remit reads of a text", most >> 20)]
    Full { path: String, most: u64 },
    #[error("the project cannot be used as it is written; see `remit check`")]
    Unusable,
    #[error(transparent)]
    Ledger(#[from] StoreError),
}

impl ChangeFault {
    /// That the disk does not give or take a file.
    pub(crate) fn of_disk(path: &str, error: io::Error) -> Self {
        let path = path.to_owned();
        match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path },
            _ => Self::Disk { path, error },
        }
    }
}
