//! Why bytes are of no use as a memo.

use thiserror::Error;

use crate::codec::CodecError;

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
