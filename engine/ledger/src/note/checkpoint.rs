//! How large a tree was, and its root then, as C2SP tlog-checkpoint writes it.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use thiserror::Error;

use crate::tree::TreeHash;

/// How large a tree was, and its root then.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checkpoint {
    /// The name of the log, by which its checkpoints are told from those of others.
    pub origin: String,
    /// How many leaves the tree had.
    pub size: u64,
    pub root: TreeHash,
}

/// Why a text is no checkpoint.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[error("it is not a checkpoint, which begins with the name of a log, a size and a root, a line each")]
pub struct CheckpointError;

impl fmt::Display for Checkpoint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { origin, size, root } = self;
        writeln!(out, "{origin}\n{size}\n{}", STANDARD.encode(root.bytes()))
    }
}

impl FromStr for Checkpoint {
    type Err = CheckpointError;

    /// Reads what it writes; lines that follow are passed over.
    fn from_str(text: &str) -> Result<Self, CheckpointError> {
        let mut lines = text.strip_suffix('\n').ok_or(CheckpointError)?.split('\n');
        let mut next = || lines.next().filter(|line| !line.is_empty()).ok_or(CheckpointError);
        let (origin, size, root) = (next()?.to_owned(), next()?, next()?);
        let number: u64 = size.parse().map_err(|_| CheckpointError)?;
        let root =
            STANDARD.decode(root).ok().and_then(|root| TreeHash::of_bytes(&root)).ok_or(CheckpointError)?;
        // A number has one spelling: no sign, and no zero before it.
        let is_spelt = number.to_string() == size;
        if is_spelt { Ok(Self { origin, size: number, root }) } else { Err(CheckpointError) }
    }
}
