//! The feed log: the files of reports that were handed in, kept with the ledger in its database, so that every machine that serves the project has them in its folder. What
//! they say is not known here.

/// The file of a report that was handed in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LoggedReport {
    /// Relative to the project's folder.
    pub path: String,
    pub bytes: Vec<u8>,
}

/// Whether what is handed in is kept with a ledger.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FeedLog {
    /// The files of reports are written with the batch that tells of them.
    Kept,
    /// They lie in the project's folder alone.
    None,
}
