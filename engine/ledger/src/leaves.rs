//! What stands in the tree for what stands on the ledger: a leaf for each entry, and one for what each step led to.
//!
//! A leaf is a few lines of plain text which end in a hash over the content, so that whoever knows no word of the stored form can still work the
//! tree out. What was observed is a tree of its own, measure by measure over a leaf for each row, and so is what a step led to, mission by mission: a measure or
//! a mission can be shown without the others. docs/proof.md has the form.

use std::borrow::Cow;
use std::collections::BTreeMap;

use engine::model::{Enclosed, MeasureId, MissionId, Observation, Response, ResponseKind};
use jiff::Timestamp;

use crate::codec::{encode, encode_stored};
use crate::commit::{Commit, LeafForm, Outcome, OutcomePart};
use crate::entry::{Entry, Position};
use crate::personal::{Personal, Stored};
use crate::tree::{Frontier, TreeHash, sha256};

#[cfg(test)]
mod tests;

/// The rows of one measure among those that were observed at once, by what stands for them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MeasureRows {
    pub measure: MeasureId,
    pub count: u64,
    /// The root of the tree over them.
    pub root: TreeHash,
}

/// What a step led to for one mission, by what stands for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MissionLeaf {
    pub mission: MissionId,
    pub content: TreeHash,
}

/// The leaves of what was written at once, in order.
pub fn leaves(commit: &Commit) -> impl Iterator<Item = TreeHash> {
    let form = commit.leaf_form;
    let stored = Personal::put_back(commit.personal.as_ref(), &commit.entries);
    let entries = (commit.first..).zip(stored).map(move |(position, stored)| {
        leaf_of(position, commit.at, &subject(&stored.entry, form), content(&stored, form))
    });
    let outcome = commit.outcome.iter().map(|outcome| outcome_leaf(commit.last(), commit.at, outcome, &[]));
    entries.chain(outcome).map(|leaf| TreeHash::of_leaf(leaf.as_bytes()))
}

/// What is known of an entry whether or not its content is shown: its kind, and of what an official said the missions that it is about. A paper that is
/// reported by it, or taken back, may be judged by anywhere, so that no missions are named then.
pub fn subject(entry: &Entry, form: LeafForm) -> Cow<'static, str> {
    match entry {
        Entry::Responded(response) if form == LeafForm::Parted && !may_be_of_paper(response) => {
            let awaited = response.enclosed.waits_for().map(|awaited| &awaited.mission);
            let own = &response.obligation.mission;
            let others = awaited.filter(|awaited| *awaited != own);
            let missions = std::iter::once(own).chain(others).map(MissionId::as_str);
            Cow::Owned(std::iter::once(kind(entry)).chain(missions).collect::<Vec<_>>().join(" "))
        }
        _ => Cow::Borrowed(kind(entry)),
    }
}

fn may_be_of_paper(response: &Response) -> bool {
    matches!(response.enclosed, Enclosed::Paper(_)) || response.submission.kind == ResponseKind::Withdraw
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
        Entry::Erased(_) => "erased",
        Entry::DifferenceAccepted(_) => "difference-accepted",
    }
}

/// What stands for the content of an entry in its leaf, whether or not the content itself is shown. Personal values are in it as their stand-ins.
pub fn content(stored: &Stored<'_>, form: LeafForm) -> TreeHash {
    match &*stored.entry {
        Entry::Observed(rows) if form == LeafForm::Parted => content_of_measures(&by_measure(rows)),
        Entry::Observed(rows) => {
            let rows: Frontier = rows.iter().map(|row| TreeHash::of_leaf(row_leaf(row).as_bytes())).collect();
            rows.root()
        }
        entry => sha256(&encode_stored([(entry, stored.form)]).bytes),
    }
}

/// Rows measure by measure, in the order of the measures' ids. Those of one measure keep their order.
pub fn by_measure(rows: &[Observation]) -> Vec<MeasureRows> {
    let mut measures: BTreeMap<&MeasureId, Frontier> = BTreeMap::new();
    for row in rows {
        measures.entry(&row.cell.measure).or_default().append(TreeHash::of_leaf(row_leaf(row).as_bytes()));
    }
    let rows = |(measure, rows): (&MeasureId, Frontier)| MeasureRows {
        measure: measure.clone(),
        count: rows.size(),
        root: rows.root(),
    };
    measures.into_iter().map(rows).collect()
}

/// What stands for the content of what was observed, given all its measures in the order of their ids.
pub fn content_of_measures(measures: &[MeasureRows]) -> TreeHash {
    let leaf = |MeasureRows { measure, count, root }: &MeasureRows| {
        TreeHash::of_leaf(format!("remit/measure/v1\n{measure}\n{count}\n{root}\n").as_bytes())
    };
    measures.iter().map(leaf).collect::<Frontier>().root()
}

/// The leaf of an entry of which the content is known by its hash.
pub fn leaf_of(position: Position, at: Timestamp, kind: &str, content: TreeHash) -> String {
    format!("remit/entry/v1\n{position}\n{at}\n{kind}\n{content}\n")
}

fn row_leaf(row: &Observation) -> String {
    let cell = &row.cell;
    let observed = [Entry::Observed(vec![row.clone()])];
    let content = sha256(&encode(&observed).bytes);
    format!("remit/row/v1\n{}\n{}\n{}\n{content}\n", cell.measure, cell.body, cell.period)
}

/// What stands for what a step led to for one mission.
pub fn mission_leaf(mission: &MissionId, part: &OutcomePart) -> MissionLeaf {
    MissionLeaf { mission: mission.clone(), content: sha256(lines_of(part).as_bytes()) }
}

/// The leaf of what a step led to that ends with an entry. Of some missions only what stands for it need be known.
pub fn outcome_leaf(last: Position, at: Timestamp, outcome: &Outcome, withheld: &[MissionLeaf]) -> String {
    let by = &outcome.by;
    if let [part @ OutcomePart { mission: None, .. }] = &*outcome.parts {
        return format!("remit/outcome/v1\n{last}\n{at}\n{by}\n{}", lines_of(part));
    }
    let shown = outcome.parts.iter().filter_map(|part| Some(mission_leaf(part.mission.as_ref()?, part)));
    let mut missions: Vec<MissionLeaf> = shown.chain(withheld.iter().cloned()).collect();
    missions.sort_by(|one, other| one.mission.cmp(&other.mission));
    let leaf = |MissionLeaf { mission, content }: &MissionLeaf| {
        TreeHash::of_leaf(format!("remit/mission/v1\n{mission}\n{content}\n").as_bytes())
    };
    let missions: Frontier = missions.iter().map(leaf).collect();
    format!("remit/outcome/v2\n{last}\n{at}\n{by}\n{} {}\n", missions.size(), missions.root())
}

fn lines_of(OutcomePart { told, turned, verdicts, .. }: &OutcomePart) -> String {
    let lines: Frontier = told.iter().map(|line| TreeHash::of_leaf(line.as_bytes())).collect();
    format!("{} {}\n{turned} {verdicts}\n", lines.size(), lines.root())
}
