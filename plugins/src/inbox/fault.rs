//! What can be wrong with an inbox, and with a request in it.

use std::io;
use std::path::Path;

use ledger::request::NoRequest;
use thiserror::Error;

/// The inbox cannot be used.
#[derive(Debug, Error)]
#[error("the inbox {path} cannot be read or written: {reason}")]
pub struct InboxError {
    /// The folder or file.
    pub path: String,
    /// What came back.
    pub reason: String,
}

impl InboxError {
    pub(super) fn at(path: &Path) -> impl Fn(io::Error) -> Self + '_ {
        move |error| Self { path: path.display().to_string(), reason: error.to_string() }
    }
}

/// A file in the inbox is no request.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum RequestFault {
    /// It is not a file of requests at all.
    #[error("it is not a request: only files that end in `.json` are")]
    Foreign,
    /// It is larger than any request.
    #[error("it is larger than {most} bytes, which no request is")]
    Huge {
        /// The most that a request may have.
        most: u64,
    },
    /// It says nothing that can be asked.
    #[error(transparent)]
    NoRequest(#[from] NoRequest),
    /// It cannot be read.
    #[error("it cannot be read: {0}")]
    Unreadable(String),
    /// It is none for this reason, and stays where it is.
    #[error("{fault}; it stays in the inbox, since {error}")]
    Stuck {
        /// Why it is none.
        fault: Box<RequestFault>,
        /// Why it cannot be moved aside.
        error: String,
    },
}
