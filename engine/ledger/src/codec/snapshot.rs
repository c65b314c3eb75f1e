//! A snapshot: what was known at one place of the ledger, so that a start reads it and what was written since.
//!
//! It only makes a start quicker: whoever cannot read one folds the whole ledger.

use engine::evidence::Evidence;
use engine::memo::Memo;
use serde::{Deserialize, Serialize};

use super::evidence::{decode_evidence, encode_evidence};
use super::fault::CodecError;
use super::memo::{MemoError, decode_memo, encode_memo};
use super::plain::{read, write};

/// The layout of the parts, and of what observers keep in the first. Any change gets the next number. Before there were
/// parts a snapshot was a memo alone, whose formats are below this one.
const FORMAT: u8 = 104;

/// A snapshot, each part of which is read only when it is asked for.
pub struct Snapshot<'b>(Parts<'b>);

#[derive(Serialize, Deserialize)]
struct Parts<'b> {
    #[serde(borrow)]
    followed: &'b [u8],
    #[serde(borrow)]
    evidence: &'b [u8],
    #[serde(borrow)]
    memo: &'b [u8],
}

/// Turns what observers keep, the evidence and what was worked out from it into bytes.
pub fn encode_snapshot(followed: &impl Serialize, evidence: &Evidence, memo: &Memo) -> Vec<u8> {
    let (followed, evidence, memo) = (write(followed), encode_evidence(evidence), encode_memo(memo));
    let mut bytes = vec![FORMAT];
    bytes.append(&mut write(&Parts { followed: &followed, evidence: &evidence, memo: &memo }));
    bytes
}

impl<'b> Snapshot<'b> {
    /// Finds the parts.
    ///
    /// # Errors
    /// The bytes are of another format, or no snapshot.
    pub fn parse(bytes: &'b [u8]) -> Result<Self, CodecError> {
        let (format, parts) = bytes.split_first().ok_or(CodecError::Malformed("it is empty"))?;
        if *format != FORMAT {
            return Err(CodecError::Format(*format));
        }
        read(parts).map(Self)
    }

    /// What observers kept.
    ///
    /// # Errors
    /// It is something else.
    pub fn followed<T: Deserialize<'b>>(&self) -> Result<T, CodecError> {
        read(self.0.followed)
    }

    /// The evidence.
    ///
    /// # Errors
    /// It is damaged.
    pub fn evidence(&self) -> Result<Evidence, CodecError> {
        decode_evidence(self.0.evidence)
    }

    /// What was worked out.
    ///
    /// # Errors
    /// It is of another format, or damaged.
    pub fn memo(&self) -> Result<Memo, MemoError> {
        decode_memo(self.0.memo)
    }
}
