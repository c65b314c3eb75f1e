//! The file that holds what one accusation rests on: made of a ledger, and checked by whoever has nothing else.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use engine::Effects;
use engine::program::Program;
use jiff::Timestamp;
use ledger::bundle::{Bundle, BundleCommit, BundleEntry, BundleError};
use ledger::entry::{Entry, Position, Recorded};
use ledger::fold::Observer as _;
use plugins::stores::{KeptLedger, StoreError};
use rules::CompilerCache;
use rules::source::Sources;
use thiserror::Error;

use super::again::{Again, Worked};
use super::fault::{CheckpointFault, StepFault};
use super::hold::{Believed, HeldToCheckpoints, check_signatures, hold};
use super::message_fault::MessageFault;
use super::notes::{NoteFile, NoteFileError};
use crate::explain::{AskedWhy, Explained, answer_by_texts};
use crate::history::{Gathered, History, Past};
use crate::ledger_state::alerts_of;
use crate::project::compiler;

/// What a file holds, for whoever hands it on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Proof {
    pub entries: usize,
    /// Entries of which the content is withheld.
    pub withheld: usize,
    pub figures: usize,
    pub responses: usize,
    /// Files that wait for the end of an embargo: nothing of what they say is on the ledger, and so nothing of it is in the file.
    pub under_embargo: usize,
}

/// Why a file proves nothing.
#[derive(Debug, Error)]
pub enum BundleFault {
    #[error(transparent)]
    Form(#[from] BundleError),
    #[error(transparent)]
    Note(#[from] NoteFileError),
    #[error("it withholds what has a bearing: {kind}, at position {position}")]
    Withheld { position: Position, kind: String },
    #[error(transparent)]
    Step(StepFault),
    #[error("{0}")]
    Message(Box<MessageFault>),
    #[error(transparent)]
    Checkpoint(CheckpointFault),
    #[error(
        "it holds {found} leaves, and its checkpoint was signed over {signed}: it is not the complete log up to there"
    )]
    Incomplete { found: u64, signed: u64 },
    #[error("no texts are in force in it that Remit can make a program of")]
    NoTexts,
}

/// A file that was worked out again.
pub struct Checked {
    pub worked: Worked,
    pub held: HeldToCheckpoints,
    pub subject: String,
    pub checkpoint: NoteFile,
    pub explained: Explained,
    pub gathered: Gathered,
    pub program: Arc<Program>,
    pub sources: Arc<Sources>,
    /// The moment of the last entry: nothing is said of what was due later.
    pub as_of: Timestamp,
    pub cache: CompilerCache<'static>,
    pub proof: Proof,
}

/// Everything that was written up to a checkpoint, with what has no bearing on an alert withheld.
///
/// # Errors
/// The ledger cannot be read.
pub fn prove(
    store: &mut dyn KeptLedger,
    subject: &str,
    note: &NoteFile,
) -> Result<(Bundle, Proof), StoreError> {
    let mut left = note.checkpoint.size;
    let mut commits = Vec::new();
    store.commits(0, &mut |commit| {
        left = left.saturating_sub(commit.entries.len() as u64 + u64::from(commit.outcome.is_some()));
        commits.push(BundleCommit::of(commit, |entry| is_about(entry, subject)));
        Ok(if left > 0 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
    })?;
    let bundle = Bundle { subject: subject.to_owned(), checkpoint: note.note.to_string(), commits };
    let proof = Proof::of(&bundle);
    Ok((bundle, proof))
}

/// Whether an entry is a message about the alert.
fn is_about(entry: &Entry, subject: &str) -> bool {
    match entry {
        Entry::Queued { message, .. } => {
            message.kind.starts_with("alert.") && alerts_of(message).iter().any(|alert| alert == subject)
        }
        _ => false,
    }
}

impl Proof {
    fn of(bundle: &Bundle) -> Self {
        let mut proof = Self { entries: 0, withheld: 0, figures: 0, responses: 0, under_embargo: 0 };
        let mut past = Past::default();
        for commit in &bundle.commits {
            proof.entries += commit.entries.len();
            for entry in &commit.entries {
                match entry {
                    BundleEntry::Withheld { .. } => proof.withheld += 1,
                    BundleEntry::Shown(Entry::Observed(rows)) => proof.figures += rows.len(),
                    BundleEntry::Shown(Entry::Responded(_)) => proof.responses += 1,
                    BundleEntry::Shown(entry @ Entry::SetAside(_)) => {
                        past.observe(&Recorded { position: 0, at: commit.at, entry: entry.clone() });
                    }
                    BundleEntry::Shown(_) => {}
                }
            }
        }
        proof.under_embargo = past.waiting_files().len();
        proof
    }
}

/// Whether what was signed is all that is in a file.
fn hold_tree(tree: &Worked, note: &NoteFile, believed: &Believed) -> Result<HeldToCheckpoints, BundleFault> {
    let (found, signed) = (tree.size, note.checkpoint.size);
    if found != signed {
        return Err(BundleFault::Incomplete { found, signed });
    }
    let held = hold(tree, std::slice::from_ref(note), believed);
    match held.faults.first() {
        Some(fault) => Err(BundleFault::Checkpoint(fault.clone())),
        None => Ok(held),
    }
}

/// Works a file out again that somebody handed over, and answers what it is about. `each` sees what every step of the answer led to.
///
/// # Errors
/// It proves nothing, for the first reason that was found.
pub fn check_bundle(
    file: PathBuf,
    bytes: &[u8],
    believed: &Believed,
    each: &mut dyn FnMut(Effects),
) -> Result<Checked, BundleFault> {
    let bundle = Bundle::parse(bytes)?;
    let checkpoint = NoteFile::of(file, &bundle.checkpoint)?;
    check_signatures(&checkpoint, believed).map_err(BundleFault::Checkpoint)?;
    if let Some((position, kind)) = bundle.commits.iter().find_map(BundleCommit::withheld) {
        return Err(BundleFault::Withheld { position, kind: kind.to_owned() });
    }
    let mut again = Again::new(compiler(), [checkpoint.checkpoint.size].into());
    bundle.commits.iter().for_each(|commit| again.grow_shown(commit));
    let held = hold_tree(&again.tree(), &checkpoint, believed)?;
    bundle.commits.iter().for_each(|commit| again.judge_shown(commit));
    let (worked, mut cache) = again.end();
    if let Some(fault) = &worked.fault {
        return Err(BundleFault::Step(fault.clone()));
    }
    if let Some(fault) = &worked.messages.fault {
        return Err(BundleFault::Message(Box::new(fault.clone())));
    }
    let mut past = Past::default();
    for commit in &bundle.commits {
        for (position, entry) in commit.shown() {
            past.observe(&Recorded { position, at: commit.at, entry: entry.clone() });
        }
    }
    let sources = past.in_force.last().map(|last| Arc::clone(&last.sources)).ok_or(BundleFault::NoTexts)?;
    let program = cache.compile(&sources).program.ok_or(BundleFault::NoTexts)?;
    let as_of = worked.at.ok_or(BundleFault::NoTexts)?;
    let in_force = std::mem::take(&mut past.in_force);
    let (history, _) = History::gather(&program.catalogue, past, (Vec::new(), as_of), Vec::new());
    let gathered = Gathered { history, receipts: Vec::new().into(), feed_faults: Vec::new(), in_force };
    let asked = AskedWhy { subject: &bundle.subject, period: None, day: None };
    let explained = answer_by_texts(&program, &gathered, &asked, as_of, each);
    let (subject, proof) = (bundle.subject.clone(), Proof::of(&bundle));
    let program = Arc::new(program);
    Ok(Checked {
        worked,
        held,
        subject,
        checkpoint,
        explained,
        gathered,
        program,
        sources,
        as_of,
        cache,
        proof,
    })
}
