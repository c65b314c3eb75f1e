//! How the engine's memo becomes bytes. Knows nothing of files, nor of whether a memo is still of use.
//!
//! A memo only makes a restart quicker: whoever cannot read one folds the ledger afresh. `wire` is the layout, `encode`
//! and `decode` go there and back, `mention` keeps what rows refer to small.

use engine::memo::Memo;
use thiserror::Error;

use super::{CodecError, seal, unseal};

mod decode;
mod encode;
mod mention;
#[cfg(test)]
mod tests;
mod wire;

/// The layout of a memo. It gets the next number with any change to `wire`, and also whenever the engine would work out
/// something else from the same ledger and the same program than it did before.
const FORMAT: u8 = 1;
/// Tells a memo from whatever else is sealed. It repeats the format, so that a change to that byte is noticed as well.
const LABEL: &str = "memo 1";

/// Why bytes are of no use as a memo. Whoever meets it folds the ledger afresh.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum MemoError {
    /// Another version wrote it.
    #[error("the memo is of format {0}, which this version does not read")]
    Format(u8),
    /// It is not what was written.
    #[error("the memo is damaged: {0}")]
    Damaged(&'static str),
}

impl From<CodecError> for MemoError {
    fn from(error: CodecError) -> Self {
        match error {
            CodecError::Format(format) => Self::Format(format),
            CodecError::Checksum => Self::Damaged("it is not what was written, going by its checksum"),
            CodecError::Malformed(what) => Self::Damaged(what),
        }
    }
}

/// Turns a memo into bytes, with its format and a checksum.
pub fn encode_memo(memo: &Memo) -> Vec<u8> {
    let payload = encode::encode(memo);
    let mut bytes = vec![FORMAT];
    bytes.append(&mut seal(LABEL, &payload));
    bytes
}

/// Turns bytes back into the memo that they were.
///
/// # Errors
/// The bytes are of another format, or not those that [`encode_memo`] gave.
pub fn decode_memo(bytes: &[u8]) -> Result<Memo, MemoError> {
    let (format, sealed) = bytes.split_first().ok_or(MemoError::Damaged("it is empty"))?;
    if *format != FORMAT {
        return Err(MemoError::Format(*format));
    }
    let payload = unseal(LABEL, sealed)?;
    Ok(decode::decode(payload)?)
}
