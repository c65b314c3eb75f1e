//! Why bytes are not what was written.

use thiserror::Error;

/// Why bytes are not what was written.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum CodecError {
    /// The format byte is none that is known.
    #[error("it is of the unknown format {0}")]
    Format(u8),
    /// Something changed since it was written.
    #[error("it is not what was written, going by its checksum")]
    Checksum,
    /// It is sound by its checksum and yet makes no sense.
    #[error("{0}")]
    Malformed(&'static str),
}
