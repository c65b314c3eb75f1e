//! The whole ledger piece by piece, as a service hands it out to somebody who works it out again and trusts nobody there.
//!
//! All of it is there, messages too, so that the tree of the whole comes out. A piece takes little memory on both sides; what all of them come to is
//! bounded where they are taken in.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use engine::model::Observation;
use ledger::bundle::{Bundle, BundleCommit, BundleEntry, BundleError, Disclosure};
use ledger::entry::{Entry, Position};
use plugins::stores::{KeptLedger, StoreError};
use thiserror::Error;

use super::again::{Again, Worked};
use super::hold::{Believed, HeldToCheckpoints, hold};
use super::notes::NoteFile;
use crate::progress::{LongWork, Progress};
use crate::project::compiler;

/// About so many bytes are in one piece, before it is packed.
const MOST_BYTES: usize = 8 << 20;
/// So many figures are in all pieces together at the most: they lie in memory, whoever wrote them.
const MOST_FIGURES: usize = 10_000_000;

/// A part of a ledger.
pub struct Piece {
    pub bundle: Bundle,
    /// Behind which position the next one goes on; none behind the last.
    pub next: Option<Position>,
}

/// Why what was handed out proves nothing.
#[derive(Debug, Error)]
pub enum PieceFault {
    #[error("what follows position {after} cannot be read: {error}")]
    Form { after: Position, error: BundleError },
    #[error("what follows position {after} is withheld, and the ledger is said to go on")]
    Empty { after: Position },
    #[error("it withholds what has a bearing: {kind}, at position {position}")]
    Withheld { position: Position, kind: String },
    #[error("of what was written from position {position} on, some measures or missions are withheld")]
    InPart { position: Position },
    #[error("it holds more than {MOST_FIGURES} figures; verify it in its own folder")]
    TooManyFigures,
}

/// What was written behind a position and not behind `end`, as much as one piece takes.
///
/// # Errors
/// The ledger cannot be read.
pub fn piece(store: &mut dyn KeptLedger, after: Position, end: Position) -> Result<Piece, StoreError> {
    let (mut commits, mut bytes, mut next) = (Vec::new(), 0, None);
    store.commits(after, &mut |commit| {
        let last = commit.last();
        if last > end {
            return Ok(ControlFlow::Break(()));
        }
        bytes += commit.entries.iter().map(size).sum::<usize>();
        commits.push(BundleCommit::of(commit, Disclosure::WHOLE));
        if bytes < MOST_BYTES || last >= end {
            return Ok(ControlFlow::Continue(()));
        }
        next = Some(last);
        Ok(ControlFlow::Break(()))
    })?;
    let (subject, checkpoint) = (String::new(), String::new());
    Ok(Piece { bundle: Bundle { subject, checkpoint, commits }, next })
}

/// About how many bytes an entry takes.
fn size(entry: &Entry) -> usize {
    const USUAL: usize = 200;
    match entry {
        Entry::Observed(rows) => rows.len() * size_of::<Observation>(),
        Entry::Queued { message, .. } => USUAL + message.text.len() + message.json.len(),
        Entry::HandedIn(handed_in) => USUAL + handed_in.answer.len(),
        Entry::Activated(sources) => USUAL + sources.texts().map(|text| text.text.len()).sum::<usize>(),
        _ => USUAL,
    }
}

/// Works out what was handed out in pieces, each behind the one before it, and holds it against checkpoints. Where those do not bear it out, nothing of it is
/// worked out.
///
/// # Errors
/// The pieces are not the whole of anything.
pub fn work_out_pieces(
    pieces: &[String],
    notes: &[NoteFile],
    believed: &Believed,
    progress: &dyn Progress,
) -> Result<(Worked, HeldToCheckpoints), PieceFault> {
    let asked: BTreeSet<u64> = notes.iter().map(|note| note.checkpoint.size).collect();
    let (mut again, mut figures) = (Again::new(compiler(), asked), 0_usize);
    let end = in_turn(pieces, &mut |commit| {
        if let Some((position, kind)) = commit.withheld(None) {
            return Err(PieceFault::Withheld { position, kind: kind.to_owned() });
        }
        if commit.is_in_part() {
            return Err(PieceFault::InPart { position: commit.first });
        }
        figures += commit.entries.iter().map(figures_of).sum::<usize>();
        if figures > MOST_FIGURES {
            return Err(PieceFault::TooManyFigures);
        }
        again.grow_shown(commit);
        Ok(())
    })?;
    let tree = again.tree();
    let held = hold(&tree, notes, believed);
    if !held.faults.is_empty() {
        return Ok((tree, held));
    }
    progress.begin(LongWork::Verifying, end);
    let judged = in_turn(pieces, &mut |commit| {
        again.judge_shown(commit);
        progress.advance(commit.entries.len() as u64);
        Ok(())
    });
    progress.end();
    judged?;
    Ok((again.end().0, held))
}

fn figures_of(entry: &BundleEntry) -> usize {
    if let BundleEntry::Shown(Entry::Observed(rows)) = entry { rows.len() } else { 0 }
}

/// Calls `each` for every commit, and says where the last one ends.
fn in_turn(
    pieces: &[String],
    each: &mut dyn FnMut(&BundleCommit) -> Result<(), PieceFault>,
) -> Result<Position, PieceFault> {
    let mut after = 0;
    for piece in pieces {
        let bundle = Bundle::parse_text(after, piece).map_err(|error| PieceFault::Form { after, error })?;
        if bundle.commits.is_empty() {
            return Err(PieceFault::Empty { after });
        }
        for commit in &bundle.commits {
            each(commit)?;
            after += commit.entries.len() as Position;
        }
    }
    Ok(after)
}
