//! How entries become bytes: columns and dictionaries, so that an observation in a long file takes a few bytes.
//!
//! Knows nothing of files or databases. `wire` is the layout, `encode` and `decode` go there and back, `figures` keeps
//! values exact, `column` packs, `seal` guards against damage. `memo` does the same for what the engine worked out.

use thiserror::Error;

use crate::port::Entry;

mod column;
mod decode;
mod encode;
mod figures;
mod memo;
mod seal;
#[cfg(test)]
mod tests;
mod wire;

pub(crate) use decode::Batch;
pub use memo::{MemoError, decode_memo, encode_memo};
pub(crate) use seal::{seal, unseal};
pub(crate) use wire::TextHash;

/// Entries as bytes.
pub(crate) struct Encoded<'e> {
    /// The batch.
    pub(crate) bytes: Vec<u8>,
    /// Source texts that it refers to by hash, which are to be kept beside it.
    pub(crate) texts: Vec<(TextHash, &'e str)>,
}

/// Turns the entries of one commit into one batch.
pub(crate) fn encode(entries: &[Entry]) -> Encoded<'_> {
    encode::encode(entries)
}

/// Why bytes are not what was written.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub(crate) enum CodecError {
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
