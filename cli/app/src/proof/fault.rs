//! What does not follow from what stands before it, and what is not what was signed.

use std::collections::HashSet;
use std::fmt;
use std::path::PathBuf;

use jiff::Timestamp;
use ledger::commit::Outcome;
use ledger::entry::Position;
use ledger::signature::SignatureError;
use thiserror::Error;

use crate::outcome::VERSION;

/// The first entry that does not follow from those before it.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum StepFault {
    #[error(
        "position {position}, written at {at}: the alerts and verdicts on record do not follow from what was known{difference}"
    )]
    Outcome { position: Position, at: Timestamp, difference: Difference },
    #[error(
        "position {position}: the signature of {signer} under a change of a mission is not theirs: {reason}"
    )]
    Signature { position: Position, signer: String, reason: ForgedReason },
    #[error("position {position}: texts came into force that lack the signatures of their approvers: {}", .missions.join(", "))]
    Unapproved { position: Position, missions: Vec<String> },
    #[error(
        "position {position}: texts came into force that this version of Remit refuses, by what was in force and signed then"
    )]
    Refused { position: Position },
    #[error(
        "position {position}: this version of Remit can make no program of the texts that came into force"
    )]
    NoProgram { position: Position },
}

impl StepFault {
    /// Where it stands.
    pub fn position(&self) -> Position {
        match self {
            Self::Outcome { position, .. }
            | Self::Signature { position, .. }
            | Self::Unapproved { position, .. }
            | Self::Refused { position }
            | Self::NoProgram { position } => *position,
        }
    }
}

/// Why a signature is not of whom it is said to be.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum ForgedReason {
    #[error("{0}")]
    Wrong(#[from] SignatureError),
    #[error("what it stands under is no statement")]
    NoStatement,
    #[error("its key is that of no approver of the mission in force then, under that name")]
    NoApprover,
    #[error("its owner might not sign on that day")]
    NotThen,
}

/// Between what stands on the ledger and what was worked out.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Difference {
    /// What follows and was never told.
    pub dropped: Vec<String>,
    /// What was told and does not follow.
    pub invented: Vec<String>,
    /// The version that worked it out, where it is another than this one.
    pub by: Option<String>,
}

/// So many lines of each kind are told.
const MOST_LINES: usize = 10;

impl fmt::Display for Difference {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { dropped, invented, by } = self;
        for line in dropped.iter().take(MOST_LINES) {
            write!(out, "\n  follows, and is not on the ledger: {line}")?;
        }
        for line in invented.iter().take(MOST_LINES) {
            write!(out, "\n  is on the ledger, and does not follow: {line}")?;
        }
        let more = [dropped, invented].map(|lines| lines.len().saturating_sub(MOST_LINES));
        if more != [0, 0] {
            write!(out, "\n  and {} more of the first kind, {} of the second", more[0], more[1])?;
        }
        if dropped.is_empty() && invented.is_empty() {
            write!(out, "\n  the alerts are the same; verdicts turned otherwise than the ledger says")?;
        }
        match by {
            Some(by) => {
                write!(out, "\n  Remit {by} worked it out: ask that version before you blame anybody")
            }
            None => Ok(()),
        }
    }
}

/// Why a checkpoint does not bear a ledger out.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum CheckpointFault {
    #[error("{}: it is a checkpoint of another ledger, {found}, and not of {expected}", .file.display())]
    OtherLedger { file: PathBuf, found: String, expected: String },
    #[error("{}: {key} did not sign it", .file.display())]
    NotSigned { file: PathBuf, key: String },
    #[error("{}: a signature under it says that it is of {key}, and is not", .file.display())]
    Forged { file: PathBuf, key: String },
    #[error("{}: it was signed over {signed} leaves, and the ledger comes to {found}: what followed position {last} is withheld", .file.display())]
    Withheld { file: PathBuf, signed: u64, found: u64, last: Position },
    #[error("{}: the entries {from} to {to} are not those that were signed; history was written again", .file.display())]
    Forked { file: PathBuf, from: Position, to: Position },
    #[error("{key} signed two histories: {} and {} cannot both be true", .one.display(), .other.display())]
    TwoHistories { key: String, one: PathBuf, other: PathBuf },
    #[error("{}: it lacks signatures of witnesses: it must have {needed}, and has {signed}", .file.display())]
    TooFew { file: PathBuf, signed: usize, needed: usize },
    #[error("there is no checkpoint to hold it against, and somebody is named who must have signed one")]
    NoCheckpoint,
}

/// Holds what a step led to against what stands on the ledger of that.
pub(super) fn compare(
    (position, at): (Position, Timestamp),
    worked_out: Option<Outcome>,
    written: Option<Outcome>,
) -> Result<(), StepFault> {
    let (ours, theirs) = match (worked_out, written) {
        (None, None) => return Ok(()),
        (Some(ours), Some(theirs)) if ours.says_the_same(&theirs) => return Ok(()),
        (ours, theirs) => (ours, theirs),
    };
    let by = theirs.as_ref().map(|theirs| theirs.by.clone()).filter(|by| by != VERSION);
    let told = |outcome: Option<Outcome>| -> Vec<String> {
        outcome.iter().flat_map(Outcome::told).cloned().collect()
    };
    let (ours, theirs) = (told(ours), told(theirs));
    let difference = Difference { dropped: lacking(&ours, &theirs), invented: lacking(&theirs, &ours), by };
    Err(StepFault::Outcome { position, at, difference })
}

/// The lines that others lack.
fn lacking(lines: &[String], others: &[String]) -> Vec<String> {
    let others: HashSet<&String> = others.iter().collect();
    lines.iter().filter(|line| !others.contains(line)).cloned().collect()
}
