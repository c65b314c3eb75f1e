//! What such a file holds.

use std::collections::BTreeSet;

use engine::model::{MeasureId, MissionId};
use jiff::Timestamp;

use crate::commit::{Commit, LeafForm, Outcome, OutcomePart};
use crate::entry::{Entry, Position};
use crate::leaves::{
    MeasureRows, MissionLeaf, by_measure, content, content_of_measures, leaf_of, mission_leaf, outcome_leaf,
    subject,
};
use crate::personal::Personal;
use crate::tree::TreeHash;

/// What an accusation rests on.
#[derive(Clone, PartialEq, Debug)]
pub struct Bundle {
    /// What it is about: an alert, or an obligation with its contribution.
    pub subject: String,
    /// The checkpoint, with the signatures under it.
    pub checkpoint: String,
    /// All that was written up to the checkpoint.
    pub commits: Vec<BundleCommit>,
}

/// What was written at once.
#[derive(Clone, PartialEq, Debug)]
pub struct BundleCommit {
    /// The place of its first entry.
    pub first: Position,
    pub at: Timestamp,
    pub entries: Vec<BundleEntry>,
    /// What it led to, as far as that is shown.
    pub outcome: Option<Outcome>,
    /// The missions of which it is not, in the order of their ids.
    pub missions_withheld: Vec<MissionLeaf>,
    /// What stands on the ledger for the personal values of entries that are shown; none where they stand there themselves.
    pub personal: Option<Personal>,
    pub leaf_form: LeafForm,
}

/// An entry, whether or not it is shown.
#[derive(Clone, PartialEq, Debug)]
pub enum BundleEntry {
    Shown(Entry),
    /// What was observed of some measures alone. Of the others, in the order of their ids, is known how many rows there are and what stands for them.
    InPart {
        observed: Entry,
        withheld: Vec<MeasureRows>,
    },
    /// Its place and its kind are known, and what stands for its content in the tree.
    Withheld {
        kind: String,
        content: TreeHash,
    },
}

/// What a judgement is about, so that nothing else has a bearing on it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BundleScope {
    /// The missions of the cluster.
    pub missions: BTreeSet<MissionId>,
    /// The measures that were asked for.
    pub measures: BTreeSet<MeasureId>,
}

/// What of a ledger is shown besides what has a bearing.
#[derive(Clone, Copy)]
pub struct Disclosure<'d> {
    /// Whether an entry is shown although nobody who judges hears it.
    pub is_shown: &'d dyn Fn(&Entry) -> bool,
    /// To what it is narrowed; none where everything is shown that anybody who judges hears.
    pub scope: Option<&'d BundleScope>,
}

impl Disclosure<'_> {
    /// Everything.
    pub const WHOLE: Self = Self { is_shown: &|_| true, scope: None };
    /// What anybody who judges hears, and nothing else.
    pub const HEARD: Self = Self { is_shown: &|_| false, scope: None };

    fn gives(&self, entry: &Entry, form: LeafForm) -> bool {
        (self.is_shown)(entry) || is_heard(&subject(entry, form), self.scope.map(|scope| &scope.missions))
    }
}

impl BundleCommit {
    /// What was written, without what need not be shown. What an older Remit wrote cannot be narrowed.
    pub fn of(commit: Commit, disclosure: Disclosure<'_>) -> Self {
        let Commit { first, at, entries, outcome, personal, leaf_form } = commit;
        let stored = Personal::put_back(personal.as_ref(), &entries);
        let withheld = entries.iter().zip(stored).map(|(entry, stored)| {
            let content = || content(&stored, leaf_form);
            (!disclosure.gives(entry, leaf_form)).then(content)
        });
        let withheld: Vec<Option<TreeHash>> = withheld.collect();
        let personal = personal
            .and_then(|personal| personal.of_those(&entries, |entry| disclosure.gives(entry, leaf_form)));
        let scope = disclosure.scope.filter(|_| leaf_form == LeafForm::Parted);
        let entries = entries.into_iter().zip(withheld).map(|(entry, withheld)| match withheld {
            None => shown(entry, scope),
            Some(content) => BundleEntry::Withheld { kind: subject(&entry, leaf_form).into_owned(), content },
        });
        let entries = entries.collect();
        let (outcome, missions_withheld) = narrowed(outcome, scope);
        Self { first, at, entries, outcome, missions_withheld, personal, leaf_form }
    }

    /// The entries that are shown, with their places.
    pub fn shown(&self) -> impl Iterator<Item = (Position, &Entry)> {
        (self.first..).zip(&self.entries).filter_map(|(position, entry)| match entry {
            BundleEntry::Shown(entry) | BundleEntry::InPart { observed: entry, .. } => {
                Some((position, entry))
            }
            BundleEntry::Withheld { .. } => None,
        })
    }

    /// What whoever judges hears, with its places. Of what an official said of other missions that is the moment at which it was said: what fell due by
    /// then is judged at that moment.
    pub fn heard(&self) -> impl Iterator<Item = (Position, Entry)> {
        (self.first..).zip(&self.entries).filter_map(|(position, entry)| match entry {
            BundleEntry::Shown(entry) | BundleEntry::InPart { observed: entry, .. } => {
                Some((position, entry.clone()))
            }
            BundleEntry::Withheld { kind, .. } => {
                (kind_of(kind) == RESPONDED).then_some((position, Entry::ClockAdvanced))
            }
        })
    }

    /// Its leaves in the tree.
    ///
    /// # Panics
    /// What stands for personal values is that of other entries.
    pub fn leaves(&self) -> impl Iterator<Item = TreeHash> {
        let shown = self.shown().map(|(_, entry)| entry);
        let mut stored = Personal::put_back(self.personal.as_ref(), shown);
        let entries = (self.first..).zip(&self.entries).map(move |(position, entry)| {
            let mut own = || stored.next().expect("it is one of those that are shown");
            let (kind, content) = match entry {
                BundleEntry::Shown(entry) => {
                    (subject(entry, self.leaf_form), content(&own(), self.leaf_form))
                }
                BundleEntry::InPart { observed, withheld } => {
                    own();
                    (subject(observed, self.leaf_form), content_in_part(observed, withheld))
                }
                BundleEntry::Withheld { kind, content } => (kind.as_str().into(), *content),
            };
            leaf_of(position, self.at, &kind, content)
        });
        let outcome = self.outcome.iter();
        let outcome =
            outcome.map(|outcome| outcome_leaf(self.last(), self.at, outcome, &self.missions_withheld));
        entries.chain(outcome).map(|leaf| TreeHash::of_leaf(leaf.as_bytes()))
    }

    /// The place of its last entry.
    pub fn last(&self) -> Position {
        self.first + self.entries.len() as Position - 1
    }

    /// The first place at which something is withheld that has a bearing on what is judged of these missions, or of all of them; none where all of that is
    /// shown.
    pub fn withheld(&self, missions: Option<&BTreeSet<MissionId>>) -> Option<(Position, &str)> {
        (self.first..).zip(&self.entries).find_map(|(position, entry)| match entry {
            BundleEntry::Withheld { kind, .. } if is_heard(kind, missions) => Some((position, kind.as_str())),
            _ => None,
        })
    }

    /// Whether measures or missions are withheld.
    pub fn is_in_part(&self) -> bool {
        !self.missions_withheld.is_empty() || self.measures_withheld().next().is_some()
    }

    /// The measures of which rows are withheld.
    pub fn measures_withheld(&self) -> impl Iterator<Item = &MeasureRows> {
        self.entries.iter().flat_map(|entry| match entry {
            BundleEntry::InPart { withheld, .. } => withheld.as_slice(),
            BundleEntry::Shown(_) | BundleEntry::Withheld { .. } => &[],
        })
    }
}

/// An entry as far as it is within a scope.
fn shown(entry: Entry, scope: Option<&BundleScope>) -> BundleEntry {
    match (entry, scope) {
        (Entry::Observed(rows), Some(scope)) => {
            let (within, beyond): (Vec<_>, Vec<_>) =
                rows.into_iter().partition(|row| scope.measures.contains(&row.cell.measure));
            let observed = Entry::Observed(within);
            if beyond.is_empty() {
                return BundleEntry::Shown(observed);
            }
            BundleEntry::InPart { observed, withheld: by_measure(&beyond) }
        }
        (entry, _) => BundleEntry::Shown(entry),
    }
}

/// What a step led to, as far as it is within a scope, and what stands for the rest.
fn narrowed(outcome: Option<Outcome>, scope: Option<&BundleScope>) -> (Option<Outcome>, Vec<MissionLeaf>) {
    let (Some(outcome), Some(scope)) = (&outcome, scope) else { return (outcome, Vec::new()) };
    let mission_of = |part: &OutcomePart| part.mission.clone().expect("each part is of a mission");
    let (within, beyond): (Vec<_>, Vec<_>) =
        outcome.parts.iter().cloned().partition(|part| scope.missions.contains(&mission_of(part)));
    let withheld = beyond.iter().map(|part| mission_leaf(&mission_of(part), part)).collect();
    (Some(Outcome { by: outcome.by.clone(), parts: within }), withheld)
}

fn content_in_part(observed: &Entry, withheld: &[MeasureRows]) -> TreeHash {
    let Entry::Observed(rows) = observed else { panic!("only what was observed is shown in part") };
    let mut measures = by_measure(rows);
    measures.extend_from_slice(withheld);
    measures.sort_by(|one, other| one.measure.cmp(&other.measure));
    content_of_measures(&measures)
}

/// The kind of what an official said.
const RESPONDED: &str = "responded";

/// The kind of an entry, without the missions that it is about.
fn kind_of(subject: &str) -> &str {
    subject.split_once(' ').map_or(subject, |(kind, _)| kind)
}

/// Whether entries of a kind have a bearing on what is judged, or on whose signature counts. A kind that is not known here may have. What an official
/// said of other missions has none.
fn is_heard(subject: &str, missions: Option<&BTreeSet<MissionId>>) -> bool {
    const UNHEARD: [&str; 10] = [
        "received",
        "queued",
        "attempted",
        "settled",
        "superseded",
        "handed-in",
        "proposed",
        "decided",
        "silenced",
        "silence-ended",
    ];
    let kind = kind_of(subject);
    let mut named = subject.split(' ').skip(1).peekable();
    match missions {
        Some(missions) if kind == RESPONDED && named.peek().is_some() => {
            named.any(|mission| missions.contains(mission))
        }
        _ => !UNHEARD.contains(&kind),
    }
}
