//! The file that holds what one accusation rests on: made of a ledger, and checked by whoever has nothing else.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use engine::Effects;
use engine::model::MeasureId;
use engine::program::Program;
use jiff::Timestamp;
use ledger::bundle::{Bundle, BundleCommit, BundleEntry, BundleError, Disclosure};
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
use super::narrowing::{commits_up_to, narrowing};
use super::notes::{NoteFile, NoteFileError};
use super::scope::{Scope, Survey};
use crate::explain::{AskedWhy, Explained, answer_by_texts};
use crate::history::{Gathered, History, Past};
use crate::ledger_state::alerts_of;
use crate::project::compiler;

/// What a file holds, for whoever hands it on.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Proof {
    pub entries: usize,
    /// Entries of which the content is withheld.
    pub withheld: usize,
    pub figures: usize,
    /// Figures of measures for which nothing asked, and of how many measures they are.
    pub figures_withheld: u64,
    pub measures_withheld: usize,
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
    #[error(
        "it withholds figures that were asked for when it was worked out: {}", .measures.join(", ")
    )]
    AsksForWithheld { measures: Vec<String> },
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

impl Checked {
    /// Whether what was asked for so far is in the file, also by whoever put the answer into words.
    ///
    /// # Errors
    /// Figures were asked for that are withheld.
    pub fn check_disclosed(&self) -> Result<(), BundleFault> {
        check_asked(&self.explained.past_state.engine.evidence().undisclosed_asked())
    }
}

/// How much of a ledger a file holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProofExtent {
    /// What was asked for by anything that hangs together with the accusation, as far as the form of the ledger lets the rest be withheld.
    Cluster,
    /// All that anybody heard who judges anything.
    Whole,
}

/// What was written up to a checkpoint, with what has no bearing on an alert withheld.
///
/// # Errors
/// The ledger cannot be read.
pub fn prove(
    store: &mut dyn KeptLedger,
    subject: &str,
    note: &NoteFile,
    extent: ProofExtent,
) -> Result<(Bundle, Proof), StoreError> {
    let size = note.checkpoint.size;
    let scope = match extent {
        ProofExtent::Cluster => narrowing(store, subject, size)?,
        ProofExtent::Whole => None,
    };
    let is_shown = |entry: &Entry| is_about(entry, subject);
    let disclosure = Disclosure { is_shown: &is_shown, scope: scope.as_ref() };
    let mut commits = Vec::new();
    commits_up_to(store, size, &mut |commit| {
        commits.push(BundleCommit::of(commit, disclosure));
        ControlFlow::Continue(())
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
        let (mut proof, mut past, mut measures) = (Self::default(), Past::default(), BTreeSet::new());
        for commit in &bundle.commits {
            proof.entries += commit.entries.len();
            let is_withheld = |entry: &&BundleEntry| matches!(entry, BundleEntry::Withheld { .. });
            proof.withheld += commit.entries.iter().filter(is_withheld).count();
            for rows in commit.measures_withheld() {
                proof.figures_withheld += rows.count;
                measures.insert(&rows.measure);
            }
            for (position, entry) in commit.shown() {
                match entry {
                    Entry::Observed(rows) => proof.figures += rows.len(),
                    Entry::Responded(_) => proof.responses += 1,
                    Entry::SetAside(_) => {
                        past.observe(&Recorded { position, at: commit.at, entry: entry.clone() });
                    }
                    _ => {}
                }
            }
        }
        proof.measures_withheld = measures.len();
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

/// To what a file is narrowed, going by what it withholds; none where it is the complete log.
fn scope_of(bundle: &Bundle) -> Option<Scope> {
    let undisclosed: BTreeSet<MeasureId> = bundle
        .commits
        .iter()
        .flat_map(BundleCommit::measures_withheld)
        .map(|rows| rows.measure.clone())
        .collect();
    let is_whole = |commit: &BundleCommit| !commit.is_in_part() && commit.withheld(None).is_none();
    if bundle.commits.iter().all(is_whole) {
        return None;
    }
    let (mut cache, mut survey) = (compiler(), Survey::default());
    for (_, entry) in bundle.commits.iter().flat_map(BundleCommit::shown) {
        survey.note(entry, &mut cache);
    }
    let missions = survey.cluster_of(&bundle.subject);
    Some(Scope { missions, undisclosed })
}

/// Whether nothing was asked for that is withheld.
fn check_asked(asked: &BTreeSet<MeasureId>) -> Result<(), BundleFault> {
    if asked.is_empty() {
        return Ok(());
    }
    Err(BundleFault::AsksForWithheld { measures: asked.iter().map(ToString::to_string).collect() })
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
    let mut again = Again::new(compiler(), [checkpoint.checkpoint.size].into());
    bundle.commits.iter().for_each(|commit| again.grow_shown(commit));
    let held = hold_tree(&again.tree(), &checkpoint, believed)?;
    let scope = scope_of(&bundle);
    let missions = scope.as_ref().map(|scope| &scope.missions);
    if let Some((position, kind)) = bundle.commits.iter().find_map(|commit| commit.withheld(missions)) {
        return Err(BundleFault::Withheld { position, kind: kind.to_owned() });
    }
    let undisclosed = scope.as_ref().map(|scope| scope.undisclosed.clone()).unwrap_or_default();
    if let Some(scope) = scope {
        again.narrow(scope);
    }
    bundle.commits.iter().for_each(|commit| again.judge_shown(commit));
    check_asked(&again.undisclosed_asked())?;
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
    let (mut history, _) = History::gather(&program.catalogue, past, (Vec::new(), as_of), Vec::new());
    history.undisclosed = undisclosed;
    let gathered = Gathered { history, receipts: Vec::new().into(), feed_faults: Vec::new(), in_force };
    let asked = AskedWhy { subject: &bundle.subject, period: None, day: None };
    let explained = answer_by_texts(&program, &gathered, &asked, as_of, each);
    let (subject, proof) = (bundle.subject.clone(), Proof::of(&bundle));
    let program = Arc::new(program);
    let checked = Checked {
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
    };
    checked.check_disclosed().map(|()| checked)
}
