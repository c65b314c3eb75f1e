//! What stands in the tree for what stands on the ledger: a leaf for each entry, and one for what each step led to.
//!
//! A leaf is a few lines of plain text which end in a hash over the content, so that whoever knows no word of the stored form can still work the
//! tree out. What was observed is a tree of its own, over a leaf for each row: a row can be shown, or its content withheld, without the others.
//! docs/proof.md has the form.

use std::slice;

use engine::model::Observation;
use jiff::Timestamp;

use crate::codec::encode;
use crate::commit::{Commit, Outcome};
use crate::entry::{Entry, Position};
use crate::tree::{Frontier, TreeHash, sha256};

/// The leaves of what was written at once, in order.
pub fn leaves(commit: &Commit) -> impl Iterator<Item = TreeHash> {
    let entries = (commit.first..).zip(&commit.entries);
    let entries = entries.map(|(position, entry)| entry_leaf(position, commit.at, entry));
    let outcome = commit.outcome.iter().map(|outcome| outcome_leaf(commit.last(), commit.at, outcome));
    entries.chain(outcome).map(|leaf| TreeHash::of_leaf(leaf.as_bytes()))
}

/// The word for a kind of entry.
pub fn kind(entry: &Entry) -> &'static str {
    match entry {
        Entry::Observed(_) => "observed",
        Entry::Received(_) => "received",
        Entry::SetAside(_) => "set-aside",
        Entry::Activated(_) => "activated",
        Entry::ClockAdvanced => "clock-advanced",
        Entry::Resumed => "resumed",
        Entry::Queued { .. } => "queued",
        Entry::Attempted { .. } => "attempted",
        Entry::Settled { .. } => "settled",
        Entry::Superseded { .. } => "superseded",
        Entry::Responded(_) => "responded",
        Entry::Approved { .. } => "approved",
        Entry::HandedIn(_) => "handed-in",
        Entry::Proposed(_) => "proposed",
        Entry::Decided(_) => "decided",
        Entry::Silenced(_) => "silenced",
        Entry::SilenceEnded(_) => "silence-ended",
        Entry::DifferenceAccepted(_) => "difference-accepted",
    }
}

/// What stands for the content of an entry in its leaf, whether or not the content itself is shown.
pub fn content(entry: &Entry) -> TreeHash {
    match entry {
        Entry::Observed(rows) => {
            let rows: Frontier = rows.iter().map(|row| TreeHash::of_leaf(row_leaf(row).as_bytes())).collect();
            rows.root()
        }
        entry => sha256(&encode(slice::from_ref(entry)).bytes),
    }
}

/// The leaf of an entry of which the content is known by its hash.
pub fn leaf_of(position: Position, at: Timestamp, kind: &str, content: TreeHash) -> String {
    format!("remit/entry/v1\n{position}\n{at}\n{kind}\n{content}\n")
}

fn entry_leaf(position: Position, at: Timestamp, entry: &Entry) -> String {
    leaf_of(position, at, kind(entry), content(entry))
}

fn row_leaf(row: &Observation) -> String {
    let cell = &row.cell;
    let observed = [Entry::Observed(vec![row.clone()])];
    let content = sha256(&encode(&observed).bytes);
    format!("remit/row/v1\n{}\n{}\n{}\n{content}\n", cell.measure, cell.body, cell.period)
}

/// The leaf of what a step led to that ends with an entry.
pub fn outcome_leaf(last: Position, at: Timestamp, outcome: &Outcome) -> String {
    let Outcome { by, told, turned, verdicts } = outcome;
    let lines: Frontier = told.iter().map(|line| TreeHash::of_leaf(line.as_bytes())).collect();
    let (count, told) = (lines.size(), lines.root());
    format!("remit/outcome/v1\n{last}\n{at}\n{by}\n{count} {told}\n{turned} {verdicts}\n")
}
