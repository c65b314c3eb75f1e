//! What such a file holds.

use jiff::Timestamp;

use crate::commit::{Commit, Outcome};
use crate::entry::{Entry, Position};
use crate::leaves::{content, kind, leaf_of, outcome_leaf};
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
    pub outcome: Option<Outcome>,
    /// What stands on the ledger for the personal values of entries that are shown; none where they stand there themselves.
    pub personal: Option<Personal>,
}

/// An entry, whether or not it is shown.
#[derive(Clone, PartialEq, Debug)]
#[expect(clippy::large_enum_variant, reason = "most of what is in a file is shown")]
pub enum BundleEntry {
    Shown(Entry),
    /// Its place and its kind are known, and what stands for its content in the tree.
    Withheld {
        kind: String,
        content: TreeHash,
    },
}

impl BundleCommit {
    /// What was written, without what need not be shown.
    pub fn of(commit: Commit, is_shown: impl Fn(&Entry) -> bool) -> Self {
        let Commit { first, at, entries, outcome, personal } = commit;
        let is_given = |entry: &Entry| is_shown(entry) || is_heard(kind(entry));
        let stored = Personal::put_back(personal.as_ref(), &entries);
        let withheld = entries.iter().zip(stored).map(|(entry, stored)| {
            let content = || content(&stored);
            (!is_given(entry)).then(content)
        });
        let withheld: Vec<Option<TreeHash>> = withheld.collect();
        let personal = personal.and_then(|personal| personal.of_those(&entries, is_given));
        let entries = entries.into_iter().zip(withheld).map(|(entry, withheld)| match withheld {
            None => BundleEntry::Shown(entry),
            Some(content) => BundleEntry::Withheld { kind: kind(&entry).to_owned(), content },
        });
        Self { first, at, entries: entries.collect(), outcome, personal }
    }

    /// The entries that are shown, with their places.
    pub fn shown(&self) -> impl Iterator<Item = (Position, &Entry)> {
        (self.first..).zip(&self.entries).filter_map(|(position, entry)| match entry {
            BundleEntry::Shown(entry) => Some((position, entry)),
            BundleEntry::Withheld { .. } => None,
        })
    }

    /// Its leaves in the tree.
    ///
    /// # Panics
    /// What stands for personal values is that of other entries.
    pub fn leaves(&self) -> impl Iterator<Item = TreeHash> {
        let shown = self.shown().map(|(_, entry)| entry);
        let mut stored = Personal::put_back(self.personal.as_ref(), shown);
        let entries = (self.first..).zip(&self.entries).map(move |(position, entry)| match entry {
            BundleEntry::Shown(entry) => {
                let stored = stored.next().expect("it is one of those that are shown");
                leaf_of(position, self.at, kind(entry), content(&stored))
            }
            BundleEntry::Withheld { kind, content } => leaf_of(position, self.at, kind, *content),
        });
        let last = self.first + self.entries.len() as Position - 1;
        let outcome = self.outcome.iter().map(move |outcome| outcome_leaf(last, self.at, outcome));
        entries.chain(outcome).map(|leaf| TreeHash::of_leaf(leaf.as_bytes()))
    }

    /// The first place at which something is withheld that has a bearing on what is judged; none where all of that is shown.
    pub fn withheld(&self) -> Option<(Position, &str)> {
        (self.first..).zip(&self.entries).find_map(|(position, entry)| match entry {
            BundleEntry::Withheld { kind, .. } if is_heard(kind) => Some((position, kind.as_str())),
            _ => None,
        })
    }
}

/// Whether entries of a kind have a bearing on what is judged, or on whose signature counts. A kind that is not known here may have.
fn is_heard(kind: &str) -> bool {
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
    !UNHEARD.contains(&kind)
}
