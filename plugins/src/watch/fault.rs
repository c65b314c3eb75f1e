//! Why a folder cannot be watched.

use thiserror::Error;

/// Why a folder cannot be watched.
#[derive(Debug, Error)]
#[error("{path} cannot be watched: {reason}")]
pub struct WatchError {
    pub path: String,
    /// What came back.
    pub reason: String,
}
